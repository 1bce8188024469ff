"""The built pages, read into memory once: what is served is a fixed list, so no path leads anywhere else."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from symmachy.errors import BadInput

__all__ = ["NOT_BUILT", "Packed", "built_files"]

NOT_BUILT = (
    "the explorer's pages are not built: run `python -m symmachy.explorer.build` in a checkout with Node.js 20 or "
    "later, or install a wheel; everything else works without them"
)

_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Packed:
    """Bytes to be sent, with their compressed form and a tag that changes when they do."""

    plain: bytes
    media_type: str = "application/json"

    @cached_property
    def packed(self) -> bytes:
        """The bytes compressed, at a level that costs little."""
        return gzip.compress(self.plain, 6, mtime=0)

    @cached_property
    def tag(self) -> str:
        """A digest, as HTTP's entity tags are written."""
        return f'"{hashlib.blake2b(self.plain, digest_size=12).hexdigest()}"'


def built_files() -> dict[str, Packed]:
    """Return the built pages by their address, such as ``index.html`` and ``assets/index-....js``.

    Raises
    ------
    BadInput
        Where they were not built.
    """
    root = resources.files("symmachy.explorer").joinpath("static")
    if not root.joinpath("index.html").is_file():
        raise BadInput(NOT_BUILT)
    found: dict[str, Packed] = {}
    waiting = [("", root)]
    while waiting:
        at, folder = waiting.pop()
        for entry in folder.iterdir():
            name = f"{at}{entry.name}"
            if entry.is_dir():
                waiting.append((f"{name}/", entry))
            else:
                kind = _TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
                found[name] = Packed(entry.read_bytes(), kind)
    return dict(sorted(found.items()))
