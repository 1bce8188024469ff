"""Answers that were given before: in memory within a bound, and those that took long on disk."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import time
from collections import OrderedDict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.errors import SymmachyError
from symmachy.explorer.built import Packed
from symmachy.files import write_whole

if TYPE_CHECKING:
    from symmachy.explorer.answering import Answering
    from symmachy.explorer.question import Given
    from symmachy.world import World

__all__ = ["Kept", "edition"]

_LONG = 2.0
"""Seconds of work from which an answer is also kept on disk."""


class Kept:
    """Asks once for what many want at once, and remembers it.

    Parameters
    ----------
    answering
        Who computes.
    edition
        What the answers depend on besides the question: version, code and record.
    bound
        Bytes kept in memory.
    """

    def __init__(self, answering: Answering, *, edition: str, bound: int = 64_000_000) -> None:
        self._answering, self._edition, self._bound = answering, edition, bound
        self._held: OrderedDict[str, Packed] = OrderedDict()
        self._size = 0
        self._coming: dict[str, asyncio.Task[Packed]] = {}

    async def ask(self, name: str, given: Given) -> Packed:
        """Return the answer; for what it raises see `Answering`."""
        key = "\n".join([name, *(f"{k}={v}" for k, v in sorted(given.items()))])
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        if key not in self._coming:
            task = asyncio.create_task(self._make(key, name, given))
            self._coming[key] = task
            task.add_done_callback(
                lambda done: (self._coming.pop(key, None), done.cancelled() or done.exception())
            )
        # One asker who goes away does not end the work for the others.
        return await asyncio.shield(self._coming[key])

    async def _make(self, key: str, name: str, given: Given) -> Packed:
        place = self._place(key)
        plain: bytes | None = None
        if place is not None:
            with contextlib.suppress(OSError):
                plain = await asyncio.to_thread(place.read_bytes)
        if plain is None:
            began = time.monotonic()
            plain = await self._answering.ask(name, given)
            if place is not None and time.monotonic() - began > _LONG:
                await asyncio.to_thread(_write, place, plain)
        made = Packed(plain)
        self._held[key] = made
        self._size += len(plain)
        while self._size > self._bound and len(self._held) > 1:
            _, oldest = self._held.popitem(last=False)
            self._size -= len(oldest.plain)
        return made

    def _place(self, key: str) -> Path | None:
        import platformdirs

        home = os.environ.get("SYMMACHY_HOME")
        try:
            base = Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("symmachy"))
        except (OSError, RuntimeError):  # there is no home
            return None
        digest = hashlib.blake2b(f"{self._edition}\n{key}".encode(), digest_size=20).hexdigest()
        return base / "explorer" / f"{digest}.json"


def _write(place: Path, plain: bytes) -> None:
    with contextlib.suppress(OSError, SymmachyError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, lambda partial: partial.write_bytes(plain))


def edition(world: World) -> str:
    """Return a digest of everything an answer depends on besides its question: the code and the record."""
    from symmachy.estimation.provenance import environment, version

    digest = hashlib.blake2b(f"{version()}\n{environment()}\n{world.record}\n".encode(), digest_size=20)
    root = Path(str(resources.files("symmachy")))
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".csv", ".toml"}):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    for p in world.provenance:
        digest.update(f"{p.source} {p.version} {p.checksum}\n".encode())
    digest.update(world.pledged.tobytes())
    return digest.hexdigest()
