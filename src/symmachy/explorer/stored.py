"""Where long answers lie on disk, under everything that went into them."""

from __future__ import annotations

import contextlib
import hashlib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.errors import SymmachyError
from symmachy.files import write_whole
from symmachy.home import cache_folder

if TYPE_CHECKING:
    from symmachy.world import World

__all__ = ["edition", "place_of", "write"]


def edition(world: World) -> str:
    """Return a digest of everything an answer depends on besides its question: the code and the record."""
    from symmachy.estimation.provenance import environment, version

    digest = hashlib.blake2b(f"{version()}\n{environment()}\n{world.record}\n".encode(), digest_size=20)
    root = Path(str(resources.files("symmachy")))
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".csv", ".toml", ".json"}):
        if "static" in path.parts:
            continue  # the pages answer nothing
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    for p in world.provenance:
        digest.update(f"{p.source} {p.version} {p.checksum}\n".encode())
    digest.update(world.pledged.tobytes())
    return digest.hexdigest()


def place_of(edition: str, key: str) -> Path | None:
    """Return the file of an answer in the user's cache folder; None where there is no such folder."""
    base = cache_folder()
    if base is None:
        return None
    digest = hashlib.blake2b(f"{edition}\n{key}".encode(), digest_size=20).hexdigest()
    return base / "explorer" / f"{digest}.json"


def write(place: Path, plain: bytes) -> None:
    """Keep an answer; where it cannot be written it is only not kept."""
    with contextlib.suppress(OSError, SymmachyError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, lambda partial: partial.write_bytes(plain))
