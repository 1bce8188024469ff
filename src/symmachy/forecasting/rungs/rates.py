"""The lowest rungs: nothing changes, everything happens as often as it did, or as its age says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.rungs.rung import REFERENCE, Direct, Forecaster, rung
from symmachy.forecasting.wars import in_world_war

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.forecasting.cases import Cases
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["AgeOnly", "BaseRate", "LongRun", "NoChange", "Within", "usable"]

DECADE = 10
"""Years over which the base rate is taken."""

AGES = (0, 2, 5, 10, 20, 40)
"""Years at risk at which a new class of age begins."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Within(Forecaster):
    """A yearly chance, by classes of years at risk, compounded over the years ahead."""

    ages: tuple[int, ...]
    yearly: tuple[float, ...]
    """The chance of the event in a year, for each class of age."""

    def chances(self, now: Cases, horizons: Sequence[int]) -> FloatArray:
        """Return one less the chance that the event stays out in every year of the window."""
        found = np.empty((len(horizons), len(now)))
        stays = np.ones(len(now))
        rates = np.array(self.yearly)
        for ahead in range(max(horizons)):
            stays *= 1.0 - rates[_class(now.clock + ahead, self.ages)]
            for k, horizon in enumerate(horizons):
                if horizon == ahead + 1:
                    found[k] = 1.0 - stays
        return found


def usable(past: Cases) -> BoolArray:
    """``(N,)``: the cases whose outcome after one year is known, the years of the world wars left out."""
    return np.asarray(~np.isnan(past.outcome(1)) & ~in_world_war(past.year + 1), dtype=np.bool_)


def _class(clock: FloatArray, ages: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    return np.searchsorted(np.array(ages), clock, side="right") - 1


def _rate(past: Cases, rows: BoolArray) -> tuple[float, float]:
    """Return the weighted number of events in the following year, and of cases."""
    weight = past.weights(1)[rows]
    return float((weight * past.outcome(1)[rows]).sum()), float(weight.sum())


@rung
class NoChange(Direct):
    """Nothing happens."""

    name = "no_change"
    title = "no change"
    about = "Says that nothing will happen. Where it does, the log score of such a forecast is infinite."
    rank = 10
    refit_every = 1

    def fit(self, past: Cases) -> Mapping[str, Forecaster]:
        """Return a chance of nothing."""
        del past
        return {self.name: Within(ages=(0,), yearly=(0.0,))}


@rung
class LongRun(Direct):
    """What happened as often as ever."""

    name = "long_run"
    title = "base rate, all years"
    about = (
        "One yearly chance for all cases: the share of all earlier cases to which it came, without the years "
        "of the world wars."
    )
    rank = 11
    refit_every = 1

    def fit(self, past: Cases) -> Mapping[str, Forecaster]:
        """Return the share of all earlier years."""
        events, cases = _rate(past, usable(past))
        return {self.name: Within(ages=(0,), yearly=(_share(events, cases),))}


@rung
class BaseRate(Direct):
    """What happened as often as in the last ten years: what skill is measured against."""

    name = REFERENCE
    title = "base rate, last decade"
    about = (
        "One yearly chance for all cases: the share of the cases of the last ten years to which it came, "
        "together with one more year's worth of cases at the share of all earlier years, so that a decade "
        "without an event does not say never."
    )
    rank = 12
    refit_every = 1

    def fit(self, past: Cases) -> Mapping[str, Forecaster]:
        """Return the share of the last ten years."""
        known = usable(past)
        events, cases = _rate(past, known)
        late_events, late_cases = _rate(past, known & (past.year + 1 > past.last - DECADE))
        more = max(late_cases / DECADE, 1.0)
        yearly = (late_events + more * _share(events, cases)) / (late_cases + more)
        return {self.name: Within(ages=(0,), yearly=(yearly,))}


@rung
class AgeOnly(Direct):
    """What happened as often as to those of the same age."""

    name = "age_only"
    title = "age only"
    about = (
        "The yearly chance of cases that have been at risk for as many years, in six classes of age; each "
        "class is drawn to the share of all by one hundred cases."
    )
    rank = 13
    refit_every = 1
    pull: float = 100.0

    def fit(self, past: Cases) -> Mapping[str, Forecaster]:
        """Return the share of each class of age."""
        known = usable(past)
        share = _share(*_rate(past, known))
        ages = _class(past.clock, AGES)
        yearly = []
        for k in range(len(AGES)):
            events, cases = _rate(past, known & (ages == k))
            yearly.append((events + self.pull * share) / (cases + self.pull))
        return {self.name: Within(ages=AGES, yearly=tuple(yearly))}


def _share(events: float, cases: float) -> float:
    """Return a share that is never quite 0 or 1: half an event is added (Jeffreys)."""
    return (events + 0.5) / (cases + 1.0)
