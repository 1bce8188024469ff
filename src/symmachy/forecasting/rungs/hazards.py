"""Yearly hazards with a ridge, whose strength is chosen on earlier origins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.forecasting.rungs.chosen import Chosen
from symmachy.forecasting.rungs.rates import usable
from symmachy.forecasting.rungs.rung import Direct, Forecaster, rung

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.estimation.hazards.held import Held
    from symmachy.forecasting.cases import Cases
    from symmachy.typing import BoolArray, FloatArray, IntArray, SingleArray

__all__ = ["FEW", "STRENGTHS", "HazardAll", "HazardFew", "RidgeHazard", "RidgeHazards", "thinned"]

STRENGTHS = (10.0, 100.0, 500.0, 2000.0, 8000.0)
"""Strengths of the ridge on standardised covariates that are tried, the middle one before there is a record."""

FEW = (
    *("shared_adversaries", "shared_great_adversary", "hostility_between", "common_allies"),
    *("allies_elsewhere", "past_alliance", "other_pledges", "great_power", "both_great_powers"),
    *("joint_capabilities", "power_ratio", "joint_democracy", "mixed_regimes", "land_border"),
    *("distance", "same_region", "log_members"),
)
"""The mechanisms of the hazards with few."""

FEWEST_EVENTS = 20
"""With fewer events than this nothing is fitted."""

FEWEST_KNOWN = 0.9
"""A mechanism that is known for a smaller share of the cases is left out of a fit."""

_SUREST = 1.0 - 1e-9
_MOST_ROWS = 150_000
_SEED = 1816


@dataclass(frozen=True, kw_only=True)
class RidgeHazard(Forecaster):
    """A fitted yearly hazard, carried over the years ahead with everything but time held as it is."""

    columns: tuple[str, ...]
    beta: FloatArray = field(repr=False)
    """``(1 + K + B,)``: intercept, standardised covariates, standardised functions of time."""
    centre: FloatArray = field(repr=False)
    scale: FloatArray = field(repr=False)
    baseline: Held
    """Functions of time at risk, constant beyond the time by which most events had come."""

    def chances(self, now: Cases, horizons: Sequence[int]) -> FloatArray:
        """Return one less the chance that the event stays out in every year of the window."""
        k = len(self.columns)
        at = [now.names.index(c) for c in self.columns]
        # A value that is not known is set to the mean of the cases that the hazard was fitted to.
        x = np.nan_to_num((now.values[:, at] - self.centre[:k]) / self.scale[:k])
        fixed = self.beta[0] + x @ self.beta[1 : 1 + k]
        clocks = np.arange(now.clock.max(initial=0) + max(horizons) + 1)
        basis = (self.baseline.basis(clocks) - self.centre[k:, None]) / self.scale[k:, None]
        time = self.beta[1 + k :] @ basis
        found, stays = np.empty((len(horizons), len(now))), np.ones(len(now))
        begin = now.clock.astype(np.int64)
        for ahead in range(max(horizons)):
            stays *= 1.0 / (1.0 + np.exp(np.clip(fixed + time[begin + ahead], -500, 500)))
            for place, horizon in enumerate(horizons):
                if horizon == ahead + 1:
                    # A hazard is never sure, but one less a small number is 1 where the digits end.
                    found[place] = np.minimum(1.0 - stays, _SUREST)
        return found


class RidgeHazards(Direct):
    """Hazards on some mechanisms at every strength of the ridge; an ingredient, no rung of its own."""

    about: ClassVar[str] = "A yearly hazard at one strength of the ridge."
    rank: ClassVar[int] = 0

    def __init__(self, name: str, columns: tuple[str, ...] | None) -> None:
        self.name = name  # type: ignore[misc]  # ingredients are made, not declared
        self.columns = columns

    @property
    def outputs(self) -> tuple[str, ...]:
        """One name for each strength."""
        return tuple(f"{self.name}@{strength:g}" for strength in STRENGTHS)

    def fit(self, past: Cases) -> Mapping[str, Forecaster]:
        """Fit the hazard at every strength, each from where the stronger one ended."""
        from symmachy.estimation.hazards.held import Held
        from symmachy.estimation.hazards.splines import Spline
        from symmachy.kernels.binary import LinkCode
        from symmachy.kernels.newton import Problem, solve

        able = usable(past)
        wanted = [n for n in past.names if self.columns is None or n in self.columns]
        wanted = [n for n in wanted if _known(past.column(n)[able]) >= FEWEST_KNOWN]
        for name in wanted:
            able &= ~np.isnan(past.column(name))
        rows, thin = thinned(past, able)
        y = past.outcome(1)[rows]
        w = thin * past.weights(1)[rows]
        if y.sum() < FEWEST_EVENTS:
            return {}
        columns = [name for name in wanted if _varies(past.column(name)[rows], w)]
        try:
            baseline = Held(Spline("clock", knots=4)).resolve(past.clock[rows], came=y * w)
        except BadInput:  # too few distinct years at risk: with three knots it may do
            return {}
        x = np.empty((1 + len(columns) + len(baseline.names), len(rows)))
        x[0] = 1.0
        for k, name in enumerate(columns):
            x[1 + k] = past.column(name)[rows]
        x[1 + len(columns) :] = baseline.basis(past.clock[rows])
        total = w.sum()
        centre = x[1:] @ w / total
        x[1:] -= centre[:, None]
        scale = np.sqrt(np.einsum("kn,kn,n->k", x[1:], x[1:], w) / total)
        x[1:] /= scale[:, None]
        beta = np.zeros(len(x))
        share = float(w @ y / total)
        beta[0] = np.log(share / (1 - share))
        found: dict[str, Forecaster] = {}
        for name, strength in reversed(list(zip(self.outputs, STRENGTHS, strict=True))):
            ridge = np.zeros(len(x))
            ridge[1 : 1 + len(columns)] = strength
            # Time is left free but for a touch, without which a baseline of few ages can run away.
            ridge[1 + len(columns) :] = 1.0
            problem = Problem(x=x, y=y, w=w, link=LinkCode.LOGIT, ridge=ridge, threads=1)
            done = solve(problem, beta, iterations=50)
            if not done.converged or not np.isfinite(done.beta).all():
                continue
            beta = done.beta
            found[name] = RidgeHazard(
                columns=tuple(columns), beta=beta, centre=centre, scale=scale, baseline=baseline
            )
        return found


def _known(values: SingleArray) -> float:
    return float(np.mean(~np.isnan(values))) if len(values) else 0.0


def _varies(values: SingleArray, weight: FloatArray) -> bool:
    mean = float(values @ weight / weight.sum())
    spread = float(np.sqrt((values.astype(np.float64) - mean) ** 2 @ weight / weight.sum()))
    return spread > 1e-6 * max(1.0, abs(mean))


def thinned(past: Cases, rows: BoolArray, most: int = _MOST_ROWS) -> tuple[IntArray, FloatArray]:
    """Return some of the rows and what each stands for: all events, and no more others than are enough.

    Which of the others stay depends on the row's unit and year alone, so that it is the same at every
    origin and for any number of workers.

    Parameters
    ----------
    past
        The cases.
    rows
        Which of them may be taken.
    most
        About how many are wanted.
    """
    places = np.flatnonzero(rows)
    share = most / max(len(places), 1)
    if share >= 1:
        return places, np.ones(len(places))
    came = past.outcome(1)[places] == 1
    stay = came | (_drawn(past.unit[places], past.year[places]) < share)
    kept = places[stay]
    return kept, np.where(came[stay], 1.0, 1.0 / share)


def _drawn(unit: IntArray, year: IntArray) -> FloatArray:
    """Return a number in [0, 1) for each unit and year: the finaliser of splitmix64 on their sum."""
    with np.errstate(over="ignore"):
        z = unit.astype(np.uint64) * np.uint64(10_007) + year.astype(np.uint64) + np.uint64(_SEED)
        z *= np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


class _Strengths(Chosen):
    """The strength with the best log score at earlier origins, one year ahead: it is one hazard for all."""

    nearest = True
    ingredient: ClassVar[RidgeHazards]

    @property
    def of(self) -> tuple[str, ...]:
        """The same hazard at every strength."""
        return self.ingredient.outputs


@rung
class HazardFew(_Strengths):
    """Hazards on sixteen mechanisms."""

    name = "hazard_few"
    title = "hazard, few mechanisms"
    about = (
        "Yearly hazards on sixteen mechanisms of pressure, networks, power, likeness and place and on time at "
        "risk, with a ridge whose strength is the best of five at earlier origins. Time counts up to the year at risk "
        "by which 95 % of the events had come."
    )
    rank = 20
    ingredient = RidgeHazards("few", FEW)


@rung
class HazardAll(_Strengths):
    """Hazards on every mechanism that the record can measure."""

    name = "hazard_all"
    title = "hazard, all mechanisms"
    about = (
        "The same on every mechanism of the registry that is known for at least nine in ten pairs and varies."
    )
    rank = 21
    ingredient = RidgeHazards("all", None)
