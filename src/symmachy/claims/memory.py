"""Verdicts that were reached before, kept on disk under everything that went into them."""

from __future__ import annotations

import contextlib
import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.claims.verdict import Verdict
from symmachy.errors import SymmachyError
from symmachy.files import write_whole
from symmachy.home import cache_folder

if TYPE_CHECKING:
    from symmachy.claims.declaration import Claim
    from symmachy.world import World

__all__ = ["keep", "recall"]

_READ = {".py", ".csv", ".toml"}


def recall(claim: Claim, world: World) -> Verdict | None:
    """Return the verdict of the same claim on the same record by the same code, where one was kept."""
    place = _place(claim, world)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, SymmachyError):
        if place is not None:
            return Verdict.from_dict(json.loads(place.read_text(encoding="utf-8")), claim)
    return None


def keep(verdict: Verdict, world: World) -> None:
    """Keep a verdict; where it cannot be written it is only not kept."""
    place = _place(verdict.claim, world)
    if place is not None:
        text = json.dumps(verdict.to_dict())
        with contextlib.suppress(OSError, SymmachyError):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, lambda partial: partial.write_text(text, encoding="utf-8"))


@cache
def _code() -> str:
    """Digest of every file of the package: its code, its chronicle and its claims."""
    digest = hashlib.blake2b(digest_size=20)
    root = Path(str(resources.files("symmachy")))
    for path in sorted(p for p in root.rglob("*") if p.suffix in _READ):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _place(claim: Claim, world: World) -> Path | None:
    from symmachy.estimation.provenance import environment, version

    digest = hashlib.blake2b(digest_size=20)
    parts = [
        version(),
        str(environment()),
        _code(),
        claim.model_dump_json(),
        world.record,
        str(world.coverage),
    ]
    parts += [f"{p.source} {p.version} {p.checksum}" for p in world.provenance]
    digest.update("\n".join(parts).encode())
    pledges = world.pledges.select("by", "to", "obligations", "start", "end").hash_rows()
    digest.update(pledges.to_numpy().tobytes())
    for name in sorted(world.variables):
        digest.update(f"{name} {world.variables[name].coverage}".encode())
    base = cache_folder()
    return None if base is None else base / "verdicts" / f"{digest.hexdigest()}.json"
