"""The chance that a defence pact is in force: yearly hazards of formation and of ending, carried forward."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified
from symmachy.forecasting.history import History, history
from symmachy.forecasting.memory import remembered
from symmachy.mechanisms import (
    AlliesElsewhere,
    BothGreatPowers,
    CommonAllies,
    Distance,
    GreatPower,
    HostilityBetween,
    JointCapabilities,
    JointDemocracy,
    LandBorder,
    Mechanism,
    MixedRegimes,
    OtherPledges,
    PastAlliance,
    PowerRatio,
    SameRegion,
    SharedAdversaries,
    SharedGreatAdversary,
)

if TYPE_CHECKING:
    from symmachy.estimation.fit import Fit
    from symmachy.typing import BoolArray, FloatArray, IntArray
    from symmachy.world.world import World

__all__ = ["HORIZONS", "MECHANISMS", "Chance", "Drive", "PactModel", "fit_pacts"]

HORIZONS = (1, 5, 10)
"""Years ahead for which a chance is given."""

MECHANISMS: tuple[Mechanism, ...] = (
    SharedAdversaries(),
    SharedGreatAdversary(),
    HostilityBetween(),
    CommonAllies(),
    AlliesElsewhere(),
    PastAlliance(),
    OtherPledges(),
    GreatPower(),
    BothGreatPowers(),
    JointCapabilities(),
    PowerRatio(),
    JointDemocracy(),
    MixedRegimes(),
    LandBorder(),
    Distance(),
    SameRegion(),
)
"""What the estimate looks at, in the order in which it is shown where nothing else orders it."""

WORLD_WARS = (range(1914, 1920), range(1939, 1947))
"""Years whose formations and endings are left out of the fit, each to the year after the war.

One declaration of a wartime coalition makes hundreds of pacts in a day, and peace ends them (a pact that
ends within a year is missing from the next year on); with those years in, forecasts from 1950 on were
several times too high.
"""

FEWEST_EVENTS = 20
"""With fewer events than this no model is fitted; the base rate alone is given."""

RIDGE = 500.0
"""Strength of the ridge on standardised covariates.

Chosen among 1, 100, 500, 2000 and 8000 for its log and Brier scores in benchmarks/calibration.py.
"""

_DRAWS = 4000
_SEED = 1816


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """An estimated probability with a 95 % interval that reflects uncertainty of the coefficients."""

    horizon: int
    """Years ahead."""
    outcome: str
    """``in force`` or ``not in force``: what is estimated to be so that many years ahead."""
    p: float
    lo: float
    hi: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Drive:
    """What one mechanism, or time, adds to the estimate of a pair, against the average pair of that year."""

    mechanism: Mechanism | None
    """None for time: how long the pact has lasted, or how long the two have been without one."""
    value: float
    """The pair's own value, the last that is known; NaN where none ever was."""
    average: float
    """The mean over the pairs of the same status in the same year."""
    year: int
    """The year of the value: earlier than that of the assessment where a source ends before."""
    contribution: float
    """Difference in the log-odds of the yearly event."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PactModel:
    """Hazards of formation and of ending, fitted on everything that a world knows."""

    past: History = field(repr=False)
    formation: Fit | None
    """None where fewer than `FEWEST_EVENTS` pacts were formed."""
    ending: Fit | None
    """None where fewer than `FEWEST_EVENTS` pacts ended."""

    def chances(self, row: int, *, allied: bool, horizons: tuple[int, ...] = HORIZONS) -> tuple[Chance, ...]:
        """Give the chance that a pact is in force after each of some years, for one row of the history.

        What is known of the pair is held as it is; only the age of the pact moves on. Empty where a
        hazard that is needed could not be fitted.

        Parameters
        ----------
        row
            A row of the history, of the year from which is looked ahead.
        allied
            Whether the pact is in force at the end of that year.
        horizons
            Years ahead.
        """
        if self.formation is None or (allied and self.ending is None):
            return ()
        rng = np.random.Generator(np.random.Philox(_SEED))
        shock = rng.standard_normal((_DRAWS, 64))
        longest = max(horizons)
        ahead = np.arange(longest)
        # A pact that lapses on the way can be formed again: then the two have waited from that year on.
        waited = 1 if allied else max(1, int(self.past.waiting[row]))
        form = self._hazards(self.formation, row, {"waiting": waited + ahead}, shock)
        start = int(self.past.age[row]) if allied else 0
        if self.ending is None:
            end = np.zeros((_DRAWS + 1, longest, 2))
        else:
            # Two clocks: the pact that is in force now, and one that is formed on the way.
            end = np.stack(
                [
                    self._hazards(self.ending, row, {"age": start + ahead}, shock),
                    self._hazards(self.ending, row, {"age": 1 + ahead}, shock),
                ],
                axis=2,
            )
        return _carry(form, end, allied=allied, horizons=horizons)

    def drives(self, row: int, *, allied: bool) -> tuple[Drive, ...]:
        """List what moves the pair's yearly hazard against the average pair of its year, the largest first."""
        fit = self.ending if allied else self.formation
        if fit is None:
            return ()
        past, latest = self.past, self.past.latest(row)
        peers = (past.year == past.year[row]) & (past.tied == past.tied[row])
        coefficients = dict(zip(fit.names, fit.coefficients, strict=True))
        found = [self._time(fit, coefficients, row, peers, allied=allied)]
        for k, mechanism in enumerate(past.mechanisms):
            difference = latest.values[k] - latest.averages[k]
            found.append(
                Drive(
                    mechanism=mechanism,
                    value=float(latest.values[k]),
                    average=float(latest.averages[k]),
                    year=int(latest.years[k]),
                    contribution=float(coefficients.get(mechanism.name, 0.0) * np.nan_to_num(difference)),
                )
            )
        return tuple(sorted(found, key=lambda d: (-abs(d.contribution), str(d.mechanism))))

    def _time(
        self, fit: Fit, coefficients: dict[str, float], row: int, peers: BoolArray, *, allied: bool
    ) -> Drive:
        clock = (self.past.age if allied else self.past.waiting).astype(np.float64)
        duration = fit.model.duration
        slopes = np.array([coefficients[name] for name in duration.names]) if duration else np.zeros(0)
        basis = duration.basis(np.append(clock[peers], clock[row])) if duration else np.zeros((0, 2))
        part = slopes @ basis
        return Drive(
            mechanism=None,
            value=float(clock[row]),
            year=int(self.past.year[row]),
            average=float(clock[peers].mean()),
            contribution=float(part[-1] - part[:-1].mean()),
        )

    def _hazards(self, fit: Fit, row: int, clock: dict[str, IntArray], shock: FloatArray) -> FloatArray:
        """``(draws + 1, years)``: yearly hazards along a clock; the first row at the estimate itself."""
        values, vectors = np.linalg.eigh(fit.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0))
        coefficients = np.asarray(fit.coefficients)
        drawn = coefficients + shock[:, : len(coefficients)] @ root.T
        return fit.model.link.probability(np.vstack([coefficients, drawn]) @ self._design(fit, row, clock).T)

    def _design(self, fit: Fit, row: int, clock: dict[str, IntArray]) -> FloatArray:
        from symmachy.estimation.design import covariate_rows

        known = self.past.latest(row).filled
        columns = {name: values.astype(np.float64) for name, values in clock.items()}
        years = len(next(iter(columns.values())))
        columns |= {m.name: np.full(years, known[k]) for k, m in enumerate(self.past.mechanisms)}
        return np.stack([np.ones(years), *covariate_rows(fit.model, columns)], axis=1)


def fit_pacts(
    world: World, mechanisms: tuple[Mechanism, ...] = MECHANISMS, *, ridge: float = RIDGE
) -> PactModel:
    """Fit both hazards on all pairs and years of a world.

    Mechanisms whose variables the world does not have are left out, as are those that never vary. A
    row is one pair in one year; the event is seen in the following year; covariates are those of the
    row's own year. The years of `WORLD_WARS` are left out.

    Parameters
    ----------
    world
        What is known; cut it with `World.until` to ask as of an earlier year.
    mechanisms
        What the hazards may depend on.
    ridge
        How strongly coefficients are drawn to 0; 0 for not at all. The default forecasts better than none
        and understates differences: in simulated worlds it said 9 % of pairs of which 10 % formed a pact.
    """
    from symmachy.estimation import Spline

    usable = tuple(m for m in mechanisms if all(n in world.roles or n in world.variables for n in m.needs))
    past = history(world, usable)
    after = past.tied_after(1)
    peace = ~np.isin(past.year + 1, [year for war in WORLD_WARS for year in war])
    known = past.complete & ~np.isnan(after) & peace
    return PactModel(
        past=past,
        formation=_hazard(past, known & ~past.tied, after == 1, Spline(column="waiting", knots=4), ridge),
        ending=_hazard(past, known & past.tied, after == 0, Spline(column="age", knots=3), ridge),
    )


def _hazard(past: History, rows: BoolArray, event: BoolArray, duration: object, ridge: float) -> Fit | None:
    import polars as pl

    from symmachy.estimation import Clustered, Hazard, Ridge

    if event[rows].sum() < FEWEST_EVENTS:
        return None
    frame = past.frame(rows).with_columns(pl.Series("event", event[rows].astype(np.float64)))
    varying = [m.name for m in past.mechanisms if frame[m.name].min() != frame[m.name].max()]
    model = Hazard(
        outcome="event",
        covariates=tuple(varying),
        duration=duration,  # type: ignore[arg-type]
        penalty=Ridge(strength=ridge),
        covariance=Clustered("dyad", "year"),
    )
    try:
        return remembered(model, frame)
    except NotIdentified:
        return None


def _carry(
    form: FloatArray, end: FloatArray, *, allied: bool, horizons: tuple[int, ...]
) -> tuple[Chance, ...]:
    """Carry the state of the pair forward year by year, for the estimate and for every draw."""
    draws, longest = len(form), max(horizons)
    old = np.full(draws, 1.0 if allied else 0.0)
    fresh = np.zeros((draws, longest + 1))  # by age in years of a pact that is formed on the way
    none = 1.0 - old
    outcome = "in force"
    found = []
    for year in range(1, longest + 1):
        born = none * form[:, year - 1]
        lost = old * end[:, year - 1, 0] + (fresh[:, :longest] * end[:, :, 1]).sum(axis=1)
        old = old * (1.0 - end[:, year - 1, 0])
        fresh[:, 1:] = fresh[:, :longest] * (1.0 - end[:, :, 1])
        fresh[:, 0] = born
        none = none - born + lost
        if year in horizons:
            p = 1.0 - none
            lo, hi = np.quantile(p[1:], [0.025, 0.975])
            found.append(Chance(horizon=year, outcome=outcome, p=float(p[0]), lo=float(lo), hi=float(hi)))
    if allied:
        found += [
            Chance(horizon=c.horizon, outcome="not in force", p=1 - c.p, lo=1 - c.hi, hi=1 - c.lo)
            for c in found
        ]
    return tuple(found)
