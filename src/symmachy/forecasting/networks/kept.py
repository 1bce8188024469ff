"""Simulations that were made before, kept on disk under what they were made from."""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from symmachy.files import write_whole
from symmachy.forecasting.networks.ahead import Ahead
from symmachy.home import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.forecasting.networks.model import NetworkModel
    from symmachy.typing import Year
    from symmachy.world.world import World

__all__ = ["ahead_by"]


def ahead_by(model: NetworkModel, world: World, origin: Year) -> Ahead:
    """Look ahead by a model, or recall what the same model said of the same world by the same version.

    The key has the ties and all that the model reads of the years up to the origin, so that nothing stale can
    be recalled. A memory that cannot be read or written is passed over: it only saves time.

    Raises
    ------
    NotIdentified, BadInput
        Where the model cannot be fitted.
    """
    place = _place(model, world, origin)
    if place is not None:
        # zipfile and zlib have errors of their own for a damaged archive: what cannot be read is made anew.
        with contextlib.suppress(Exception):
            return Ahead.from_bytes(place.read_bytes())
    found = model.look_ahead(world, origin)
    if place is not None:
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, lambda partial: partial.write_bytes(found.to_bytes()))
    return found


def _place(model: NetworkModel, world: World, origin: Year) -> Path | None:
    from symmachy.estimation.provenance import environment, version
    from symmachy.forecasting.networks.looks import of_pairs

    base = cache_folder()
    if base is None:
        return None
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{version()}\n{environment()}\n{model!r}\n{model.about}\n{origin}\n".encode())
    last = origin - world.coverage.first + 1
    digest.update(world.membership[:last].tobytes())
    digest.update(world.pledged[:last].tobytes())
    digest.update(repr((world.codes, [(p.source, p.version, p.checksum) for p in world.provenance])).encode())
    for name in sorted({n for m in of_pairs(world) for n in m.variables()}):
        digest.update(name.encode())
        digest.update(world.array(name)[:last].tobytes())
    return base / "ahead" / f"{digest.hexdigest()}.npz"
