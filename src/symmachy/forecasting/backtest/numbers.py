"""The number of pacts as a distribution: from the chances of pairs, spread by how far off earlier sums were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.backtest.card import Counted, Value
from symmachy.forecasting.rungs import REFERENCE, rung_named
from symmachy.forecasting.scores import block_length, crps_sample, multiplicities, percentiles
from symmachy.forecasting.wars import WORLD_WARS, touches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.forecasting.backtest.forecasts import AtHorizon
    from symmachy.typing import FloatArray

__all__ = ["draws_of_change", "numbers"]

_DRAWS = 1000
_FEWEST = 5
"""With fewer earlier origins the spread is that of independent pairs alone."""


def draws_of_change(
    formed: float, ended: float, ratios: Sequence[tuple[float, float]], seed: Sequence[int]
) -> FloatArray:
    """``(D,)``: draws of how many more pairs are allied, from the expected numbers formed and ended.

    Pairs join and leave treaties together, so that the sum of their chances is far off more often than
    if each decided alone. Each draw takes how far off the two sums were at one earlier origin, and then
    draws the numbers about the sums so corrected.

    Parameters
    ----------
    formed, ended
        The sums of the pairs' chances.
    ratios
        For each earlier origin whose window had passed, how many times the expected number were formed,
        and ended.
    seed
        Numbers that name the stream.

    Examples
    --------
    >>> int(draws_of_change(0.0, 0.0, [], [1]).sum())
    0
    """
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence(list(seed))))
    few = len(ratios) < _FEWEST
    times = np.ones((_DRAWS, 2)) if few else np.array(ratios)[np.arange(_DRAWS) % len(ratios)]
    return (rng.poisson(formed * times[:, 0]) - rng.poisson(ended * times[:, 1])).astype(np.float64)


def numbers(
    formation: AtHorizon, ending: AtHorizon, *, rungs: Sequence[str], seed: int, resamples: int
) -> tuple[Counted, ...]:
    """Score each rung's distribution of the change in the number of allied pairs.

    Parameters
    ----------
    formation, ending
        The forecasts of pairs at one horizon, with the same origins.
    rungs
        Which rungs, in the order of the ladder.
    seed, resamples
        Of the draws and of the block bootstrap.
    """
    origins, horizon = formation.origins, formation.horizon
    scores, covered = {}, {}
    for name in rungs:
        scores[name], covered[name] = _scores(name, formation, ending, seed)
    drawn = multiplicities(len(origins), block_length(horizon), resamples, [seed, 0, horizon])
    found = []
    for name in rungs:
        own, reference = scores[name], scores[REFERENCE]
        lo, hi = percentiles(1 - (drawn @ own) / (drawn @ reference))
        found.append(
            Counted(
                rung=name,
                title=rung_named(name).title,
                horizon=horizon,
                origins=len(origins),
                crps=float(own.mean()),
                crps_skill=Value(value=float(1 - own.sum() / reference.sum()), lo=lo, hi=hi),
                covered=covered[name],
            )
        )
    return tuple(found)


def _scores(name: str, formation: AtHorizon, ending: AtHorizon, seed: int) -> tuple[FloatArray, float]:
    horizon = formation.horizon
    sums = []
    for at in (formation, ending):
        expected = np.array([p.sum() for p in at.said[name]])
        came = np.array([y.sum() for y in at.came])
        sums.append((expected, came))
    (form, formed), (end, ended) = sums
    score, inside = np.empty(len(form)), 0
    for k, origin in enumerate(formation.origins):
        ratios = [
            ((formed[j] + 0.5) / (form[j] + 0.5), (ended[j] + 0.5) / (end[j] + 0.5))
            for j, year in enumerate(formation.origins)
            if year + horizon <= origin and not any(touches(year, horizon, war) for war in WORLD_WARS)
        ]
        draws = draws_of_change(
            float(form[k]), float(end[k]), ratios, [seed, rung_named(name).rank, horizon, origin]
        )
        change = float(formed[k] - ended[k])
        score[k] = crps_sample(draws, change)
        low, high = np.quantile(draws, [0.05, 0.95])
        inside += bool(low <= change <= high)
    return score, inside / len(score)
