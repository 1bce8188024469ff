"""Numbers of pacts that each estimator expected to form or end, beside those that did, from several origins.

Run as ``python benchmarks/ahead.py``, or ``python benchmarks/ahead.py tergm 1950 1970`` for some; seeds are fixed.
Nothing later than an origin is read for what is expected. What came is counted in the networks after it, among
the states that stayed: pairs that had no pact at the origin and had one in some year, and the other way round.
The hazards are without the ridge and the recalibration that the backtest chooses at each origin.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting import Origin, fit_pacts
from symmachy.forecasting.networks import YEARS_AHEAD, ActorsAhead, TergmAhead
from symmachy.record import open_record

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world import World

ORIGINS = (1890, 1910, 1930, 1950, 1960, 1970, 1980, 1990, 2000, 2010)
SHOWN = (5, 10)


def of_network(by: str, world: World, origin: int) -> tuple[FloatArray, FloatArray]:
    """Return the expected numbers ``(H,)`` of pacts that form and that end, by a network model."""
    model = TergmAhead() if by == "tergm" else ActorsAhead()
    ahead = model.look_ahead(world, origin)
    free, held = np.triu(~ahead.tied, 1), np.triu(ahead.tied, 1)
    return ahead.chance[:, free].sum(axis=1), ahead.chance[:, held].sum(axis=1)


def of_hazards(world: World, origin: int) -> tuple[FloatArray, FloatArray]:
    """Return the same by yearly hazards, values that are not known being the mean of the year."""
    from symmachy.estimation.hazards.design import covariate_rows

    model = fit_pacts(world)
    past, found = model.past, []
    for fit, tied, clock, name in (
        (model.formation, False, past.waiting, "waiting"),
        (model.ending, True, past.age, "age"),
    ):
        rows = (past.year == origin) & (past.tied == tied)
        if fit is None:
            found.append(np.full(YEARS_AHEAD, np.nan))
            continue
        values = past.values[rows]
        values = np.where(np.isnan(values), np.nan_to_num(np.nanmean(values, axis=0)), values)
        stays, expected = np.ones(int(rows.sum())), []
        for year in range(YEARS_AHEAD):
            columns = {m.name: values[:, k] for k, m in enumerate(past.mechanisms)}
            columns[name] = np.maximum(clock[rows], 1).astype(np.float64) + year
            design = np.stack([np.ones(len(stays)), *covariate_rows(fit.model, columns)], axis=1)
            stays *= 1 - fit.model.link.probability(design @ np.asarray(fit.coefficients))
            expected.append(float((1 - stays).sum()))
        found.append(np.array(expected))
    return found[0], found[1]


def what_came(world: World, origin: int) -> tuple[FloatArray, FloatArray]:
    """Return the numbers ``(H,)`` of pacts that formed and that ended; NaN beyond the record."""
    network = world.in_year(origin)
    tied = network.ties()
    stayed = np.ones(len(tied), dtype=np.bool_)
    made: BoolArray = np.zeros_like(tied)
    lost: BoolArray = np.zeros_like(tied)
    counts = np.full((2, YEARS_AHEAD), np.nan)
    for year in range(origin + 1, min(origin + YEARS_AHEAD, world.coverage.last) + 1):
        later = world.in_year(year)
        place = np.array([later.place.get(code, -1) for code in network.states])
        stayed &= place >= 0
        both = stayed[:, None] & stayed
        now = later.ties()[np.ix_(place, place)] & both
        made, lost = made | (now & ~tied), lost | (both & tied & ~now)
        counts[:, year - origin - 1] = made.sum() // 2, lost.sum() // 2
    return counts[0], counts[1]


def main(asked: list[str]) -> None:
    """Print a table for each estimator."""
    origins = [int(word) for word in asked if word.isdigit()] or list(ORIGINS)
    world = open_record("chronicle")
    heads = " ".join(f"{what} {h:>2} y: said/came" for what in ("formed", "ended") for h in SHOWN)
    for by in [word for word in asked if not word.isdigit()] or ["hazard", "tergm", "actors"]:
        print(f"\n{by}\norigin {heads}  CPU s")
        for origin in origins:
            began = time.process_time()
            then = Origin(year=origin).world(world)
            said = of_hazards(then, origin) if by == "hazard" else of_network(by, then, origin)
            spent = time.process_time() - began
            cells = [
                f"{f'{expected[h - 1]:.0f}/{came[h - 1]:.0f}':>22}"
                for expected, came in zip(said, what_came(world, origin), strict=True)
                for h in SHOWN
            ]
            print(f"{origin:>6} {' '.join(cells)} {spent:>6.0f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
