"""The change in the number of allied pairs as a distribution, scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.backtest.card import Counted, Value
from symmachy.forecasting.backtest.counts import Spread, chance_of, change, crps, learn_spread, quantile
from symmachy.forecasting.rungs import REFERENCE, rung_named
from symmachy.forecasting.scores import block_length, multiplicities, percentiles
from symmachy.forecasting.wars import WORLD_WARS, touches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.forecasting.backtest.forecasts import AtHorizon
    from symmachy.typing import FloatArray, Year

__all__ = ["numbers"]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Scores:
    crps: FloatArray
    log: FloatArray
    """Minus the logarithm of the chance given to the change that came; infinite where that was 0."""
    covered: float


def numbers(
    formation: Mapping[int, AtHorizon], ending: Mapping[int, AtHorizon], *, seed: int, resamples: int
) -> tuple[Counted, ...]:
    """Score each rung's distribution of the change in the number of allied pairs.

    The numbers formed and ended each have a negative binomial distribution about the sum of the chances of
    pairs. Its level and its shape are learnt from all windows of one year that had passed by the origin.

    Parameters
    ----------
    formation, ending
        The forecasts of pairs by horizon, with the same origins; the shortest horizon teaches.
    seed, resamples
        Of the block bootstrap.
    """
    found = []
    shortest = min(formation)
    spreads = {
        name: (_Spreads(formation[shortest], name), _Spreads(ending[shortest], name))
        for name in formation[shortest].said
    }
    for horizon, forms in formation.items():
        scores = {name: _scores(name, forms, ending[horizon], both) for name, both in spreads.items()}
        reference = scores[REFERENCE]
        together = -(-block_length(horizon) // forms.step)
        drawn = multiplicities(len(forms.origins), together, resamples, [seed, 0, horizon])
        for name, own in scores.items():
            lo, hi = percentiles(1 - (drawn @ own.crps) / (drawn @ reference.crps))
            finite = bool(np.isfinite(own.log).all() and np.isfinite(reference.log).all())
            found.append(
                Counted(
                    rung=name,
                    title=rung_named(name).title,
                    horizon=horizon,
                    origins=len(forms.origins),
                    crps=float(own.crps.mean()),
                    crps_skill=Value(value=float(1 - own.crps.sum() / reference.crps.sum()), lo=lo, hi=hi),
                    log_score=float(own.log.mean()) if np.isfinite(own.log).all() else None,
                    log_gain=_gain(reference.log - own.log, drawn) if finite else Value(value=None),
                    covered=own.covered,
                )
            )
    return tuple(found)


def _gain(apart: FloatArray, drawn: FloatArray) -> Value:
    lo, hi = percentiles(drawn @ apart / drawn.sum(axis=1))
    return Value(value=float(apart.mean()), lo=lo, hi=hi)


class _Spreads:
    """What the windows of one year that had passed by an origin teach, for one target and rung."""

    def __init__(self, yearly: AtHorizon, rung: str) -> None:
        sums = yearly.sums
        self._years, self._expected, self._came = sums.origins, sums.expected[rung], sums.came
        self._horizon = yearly.horizon
        peace = [
            not any(touches(y, yearly.horizon, war) for war in WORLD_WARS) for y in sums.origins.tolist()
        ]
        self._peace = np.array(peace, dtype=np.bool_)
        self._known: dict[Year, Spread] = {}

    def at(self, origin: Year) -> Spread:
        if origin not in self._known:
            passed = self._peace & (self._years + self._horizon <= origin)
            self._known[origin] = learn_spread(self._expected[passed], self._came[passed])
        return self._known[origin]


def _scores(
    name: str, formation: AtHorizon, ending: AtHorizon, spreads: tuple[_Spreads, _Spreads]
) -> _Scores:
    horizon, origins = formation.horizon, formation.origins
    found, log, inside = np.empty(len(origins)), np.empty(len(origins)), 0
    for k, origin in enumerate(origins):
        formed, ended = (
            spread.at(origin).pmf(float(at.said[name][k].sum()), horizon)
            for at, spread in zip((formation, ending), spreads, strict=True)
        )
        chances = change(formed, ended)
        came = round(float(formation.came[k].sum() - ending.came[k].sum()))
        found[k] = crps(chances, came)
        with np.errstate(divide="ignore"):
            log[k] = -np.log(chance_of(came, formed, ended))
        inside += quantile(chances, 0.05) <= came <= quantile(chances, 0.95)
    return _Scores(crps=found, log=log, covered=inside / len(origins))
