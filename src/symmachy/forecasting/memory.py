"""Fits that were made before, kept on disk under the exact content of what they were made from."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.errors import SymmachyError
from symmachy.files import write_whole

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation import Fit, Hazard

__all__ = ["folder", "remembered"]


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
    base = folder()
    return None if base is None else base / "fits" / f"{digest.hexdigest()}.json"


def folder() -> Path | None:
    """Return where what was worked out before is kept; None where there is no home for it."""
    import platformdirs

    home = os.environ.get("SYMMACHY_HOME")
    try:
        return Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("symmachy"))
    except (OSError, RuntimeError):  # there is no home
        return None
