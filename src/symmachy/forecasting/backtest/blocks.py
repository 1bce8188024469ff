"""Blocks of origins: the unit of work that is fitted, forecast, kept on disk and sent to a worker."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import SymmachyError
from symmachy.files import write_whole
from symmachy.forecasting.rungs import OfWorld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from symmachy.forecasting.cases import Cases
    from symmachy.forecasting.rungs import Direct, Forecaster
    from symmachy.typing import FloatArray, Year
    from symmachy.world.world import World

__all__ = ["Block", "blocks_of", "forecast_block", "read_block", "write_block"]

YEARS = 10
"""Origins in a block, from a year that ten divides on; fits that serve several origins are made at its first."""

Block = dict[tuple[str, int], "FloatArray"]
"""``(H, n)`` chances in single precision, by output and origin."""


def blocks_of(first: Year, last: Year, every: int = 1) -> list[range]:
    """Return the blocks that hold the origins from a first to a last, each cut to these.

    Parameters
    ----------
    first, last
        The first and the last year.
    every
        Only years that this divides are origins.

    Examples
    --------
    >>> blocks_of(1948, 1956)
    [range(1948, 1950), range(1950, 1957)]
    >>> blocks_of(1948, 1956, every=5)
    [range(1950, 1957, 5)]
    """
    starts = range(first - first % YEARS, last + 1, YEARS)
    cut = [(max(s, first), min(s + YEARS, last + 1)) for s in starts]
    return [found for a, b in cut if (found := range(a + -a % every, b, every))]


def forecast_block(
    cases: Cases,
    fitted: Sequence[Direct | OfWorld],
    origins: range,
    horizons: Sequence[int],
    *,
    world: World | None = None,
) -> Block:
    """Fit and forecast at each origin of a block, each fit on the cases as they were known at its origin.

    Parameters
    ----------
    cases
        All cases of the target.
    fitted
        The rungs.
    origins
        Ends of years from which is forecast.
    horizons
        Years ahead.
    world
        The world as forecasters may know it, for rungs that look at one; each origin gets it cut at its year.
    """
    found: Block = {}
    standing: dict[str, tuple[Year, Mapping[str, Forecaster]]] = {}
    for origin in origins:
        known = cases.until(origin)
        now = _only(known, known.at(origin))
        then = None if world is None else world.until(origin)
        for rung in fitted:
            if isinstance(rung, OfWorld):
                if then is not None:
                    with contextlib.suppress(SymmachyError):  # it is left out, and counted where it is scored
                        found[rung.name, origin] = _single(rung.chances(then, now, horizons))
                continue
            if rung.name not in standing or origin - standing[rung.name][0] >= rung.refit_every:
                standing[rung.name] = origin, rung.fit(known)
            for name, forecaster in standing[rung.name][1].items():
                found[name, origin] = _single(forecaster.chances(now, horizons))
    return found


def _single(said: FloatArray) -> Any:  # noqa: ANN401  # a block takes single precision where double is named
    """Return chances in single precision; one that is below 1 stays below it, so that it is not said for sure."""
    single = said.astype(np.float32)
    return np.where((single >= 1) & (said < 1), np.nextafter(np.float32(1), np.float32(0)), single)


def _only(cases: Cases, rows: slice) -> Cases:
    from dataclasses import replace

    columns = ("year", "unit", "values", "clock", "event", "seen", "weight", "place")
    return replace(cases, **{name: getattr(cases, name)[rows] for name in columns})


def write_block(path: Path, block: Block) -> None:
    """Write a block, whole or not at all; the same block gives the same bytes."""
    buffer = io.BytesIO()
    np.savez(buffer, **{f"{name}|{origin}": said for (name, origin), said in sorted(block.items())})  # type: ignore[arg-type]  # names are free
    write_whole(path, lambda partial: partial.write_bytes(buffer.getvalue()))


def read_block(path: Path) -> Block | None:
    """Read a block that was written before; None where there is none, or the file is damaged."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as held:
            return {(name, int(year)): held[key] for key in held for name, _, year in [key.rpartition("|")]}
    except (OSError, ValueError, KeyError, EOFError):
        return None
    except Exception as fault:  # zipfile has an error of its own for what is no archive
        if type(fault).__name__ == "BadZipFile":
            return None
        raise
