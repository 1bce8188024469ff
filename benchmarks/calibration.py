"""A first check of the ten-year chances: fitted at past origins on nothing later, set against what came.

Run it with ``python benchmarks/calibration.py``; it takes about a minute. The base rate beside it is the
share of all earlier pair-years with the same status that changed within a year, carried over ten years,
with the years of the world wars left out as in the fit.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.design import covariate_rows
from symmachy.forecasting import MECHANISMS, PactModel, fit_pacts, history
from symmachy.forecasting.pact import WORLD_WARS
from symmachy.record import open_record

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray

ORIGINS = (1900, 1925, 1950, 1960, 1970, 1980, 1990, 2000, 2005, 2010, 2016)
YEARS = 10
BINS = (0.0, 0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1.0)


def main() -> None:
    """Print, for formations and for endings, totals by origin, scores and a reliability table."""
    world = open_record("chronicle")
    whole = history(world, MECHANISMS)
    later = whole.tied_after(YEARS)
    place = {key: row for row, key in enumerate(zip(whole.year, whole.one, whole.other, strict=True))}
    for tied in (False, True):
        print(f"\n{'endings' if tied else 'formations'} within {YEARS} years")
        said, came, base = [], [], []
        for origin in ORIGINS:
            model = fit_pacts(world.until(origin))
            rows = np.flatnonzero(
                (model.past.year == origin) & model.past.complete & (model.past.tied == tied)
            )
            p = _changed(model, rows, tied=tied)
            if p is None:
                print(f"  {origin}: too few events")
                continue
            past = model.past
            same = np.array(
                [place[origin, a, b] for a, b in zip(past.one[rows], past.other[rows], strict=True)]
            )
            outcome = later[same] == (0 if tied else 1)
            known = ~np.isnan(later[same])
            rate = 1 - (1 - _yearly(model, tied=tied)) ** YEARS
            said.append(p[known])
            came.append(outcome[known])
            base.append(np.full(int(known.sum()), rate))
            print(
                f"  {origin}: {known.sum():6,} pairs, expected {p[known].sum():6.1f}, "
                f"came {outcome[known].sum():4d}, base rate {rate * known.sum():6.1f}"
            )
        _scores(np.concatenate(said), np.concatenate(came), np.concatenate(base))


def _changed(model: PactModel, rows: IntArray, *, tied: bool) -> FloatArray | None:
    fit = model.ending if tied else model.formation
    if fit is None:
        return None
    past = model.past
    columns = {m.name: past.values[rows, k] for k, m in enumerate(past.mechanisms)}
    clock = past.age if tied else past.waiting
    stays = np.ones(len(rows))
    for ahead in range(YEARS):
        columns["age" if tied else "waiting"] = clock[rows] + float(ahead)
        x = np.stack([np.ones(len(rows)), *covariate_rows(fit.model, columns)], axis=1)
        stays *= 1 - fit.model.link.probability(x @ fit.coefficients)
    return 1 - stays


def _yearly(model: PactModel, *, tied: bool) -> float:
    past = model.past
    after = past.tied_after(1)
    peace = ~np.isin(past.year + 1, [year for war in WORLD_WARS for year in war])
    like: BoolArray = (past.tied == tied) & ~np.isnan(after) & peace
    return float(np.mean(after[like] != tied))


def _scores(said: FloatArray, came: BoolArray, base: FloatArray) -> None:
    for name, score in (("Brier score", _brier), ("log score", _log)):
        ours, theirs = score(said, came), score(base, came)
        print(f"  {name}: {ours:.4f}, base rate {theirs:.4f}, skill {1 - ours / theirs:.2f}")
    for low, high in itertools.pairwise(BINS):
        here = (said >= low) & (said < high)
        if here.any():
            print(
                f"  said {low:4.2f} to {high:4.2f}: {here.sum():7,} pairs, mean said {said[here].mean():.4f}, "
                f"share that came {came[here].mean():.4f}"
            )


def _brier(p: FloatArray, y: BoolArray) -> float:
    return float(np.mean((p - y) ** 2))


def _log(p: FloatArray, y: BoolArray) -> float:
    return float(-np.mean(np.where(y, np.log(p), np.log1p(-p))))


if __name__ == "__main__":
    main()
