"""Fits that were made before, kept on disk under the exact content of what they were made from."""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from symmachy.errors import SymmachyError
from symmachy.files import write_whole
from symmachy.home import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from symmachy.estimation import Fit, Hazard

__all__ = ["remembered"]


def remembered(model: Hazard, frame: pl.DataFrame) -> Fit:
    """Fit a model, or recall the fit of the same model to the same rows by the same version.

    The key is a digest of every number that goes in, so that nothing stale can be recalled. A memory
    that cannot be read or written is passed over: it only saves time.

    Raises
    ------
    NotIdentified
        Where the model's coefficients do not exist.
    """
    from symmachy.estimation import Fit

    place = _place(model, frame)
    if place is not None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, SymmachyError):
            return Fit.from_json(place)
    fit = model.fit(frame)
    if place is not None:
        with contextlib.suppress(OSError, SymmachyError):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, fit.to_json)
    return fit


def _place(model: Hazard, frame: pl.DataFrame) -> Path | None:
    from symmachy.estimation.provenance import environment, version

    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{version()}\n{environment()}\n{model!r}\n".encode())
    for name in model.columns:
        digest.update(name.encode())
        digest.update(frame[name].to_numpy().tobytes())
    base = cache_folder()
    return None if base is None else base / "fits" / f"{digest.hexdigest()}.json"
