"""What each node may do next and how likely it is, kept up to date as ties change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import inlined, swept
from symmachy.kernels.decide import decided

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.typing import FloatArray

    Flags = npt.NDArray[np.uint8]
    Pairs = npt.NDArray[np.uint32]

__all__ = [
    "FAR",
    "FARTHEST",
    "Choices",
    "Setting",
    "Trace",
    "count_value",
    "end",
    "fresh_sums",
    "lift",
    "row_rates",
    "weigh",
]

FARTHEST = 200.0
"""Exponents are cut here; beyond, all is as good as certain."""
FAR = 1e80
"""Weights beyond this, or below its inverse, are weighed anew: they may have been cut off."""


class Setting(NamedTuple):
    """What a simulation of one period reads and does not change; N nodes, n statistics of the network."""

    rule: int
    """A number of `symmachy.kernels.decide`."""
    directed: bool
    """Whether a tie from one node to another is not also one back."""
    reach: int
    """`symmachy.mechanisms.Reach` of all statistics together."""
    looks: npt.NDArray[np.int64]
    """``(n,)``: which of the counts of `symmachy.kernels.reached` each statistic needs."""
    alike: Flags
    """``(n,)``: 1 where the reach is ALIKE, so that `symmachy.kernels.bands` sees to it."""
    options: FloatArray
    """``(n, w)``: the statistics' constants."""
    slots: npt.NDArray[np.intp]
    """``(K,)``: the fixed matrices of all K statistics, those of the network first."""
    making: FloatArray
    """``(K,)``: the coefficients of the statistics for a tie to be made."""
    keeping: FloatArray
    """``(K,)``: the same for a tie to be kept."""
    made: FloatArray
    """``(N, N)``: what the statistics that are not of the network add for a tie to be made."""
    kept: FloatArray
    """``(N, N)``: the same for a tie to be kept."""
    allowed: Flags
    """``(N, N)``: whether a tie may change where both are present; 0 on the diagonal."""
    start: Flags
    """``(N, N)``: the ties when the period begins."""
    counted: Flags
    """``(N, N)``: whether a tie that differs from the start counts as a difference."""


class Choices(NamedTuple):
    """Weights of all changes; a simulation changes them in place.

    The rate of a change per opportunity, times one plus `total` of the row, is not kept: it follows from
    the weights of the pair, and is asked for only in the row that moves.
    """

    weight: FloatArray
    """``(N, N)``: the exponential of what the row gains if its tie to the column is changed, 0 where it may not."""
    values: FloatArray
    """``(n, N, N)``: the network's statistics of each pair, as the row sees them. Those that are ALIKE are
    kept up to date only where a score is asked for."""
    total: FloatArray
    """``(N,)``: sums of the rows of `weight`; 0 where the rule is one of pairs."""
    moving: FloatArray
    """``(N,)``: sums of the rows of rates."""
    peak: FloatArray
    """``(2, N)``: the largest that `total` and `moving` have been since they were last summed afresh."""
    present: Flags
    """``(N,)``: whether the node is in the network now."""


class Trace(NamedTuple):
    """What the score needs of a path; small arrays where none is asked for.

    The integral over time of a product of a step function by pair and one by row is summed by parts: a
    pair is visited only when it changes, and once at the end. What is counted for a tie to be undone is
    counted negatively. There are two sides, ties to be made and ties to be undone, where the coefficients
    for them differ, and else one.
    """

    counts: FloatArray
    """``(sides, N, N)``: how often the score counts each pair's statistics. Where ties are undirected only the
    sum of the two orders of a pair has a meaning."""
    moved: FloatArray
    """``(sides, n)``: the same, multiplied by the network's statistics and summed."""
    chance: FloatArray
    """``(N,)``: integral so far of the pace over one plus `total`."""
    share: FloatArray
    """``(N,)``: integral so far of the pace times `moving` over the square of one plus `total`, less the
    sum over the row's own changes of one over one plus `total`."""
    turns: FloatArray
    """``(N,)``: the node's own changes, less the integral so far of their rate."""


@inlined
def weigh(  # noqa: PLR0917  # one loop, compiled as one
    ties: Flags, setting: Setting, choices: Choices, trace: Trace, pairs: Pairs, scored: bool, count: int
) -> None:
    """Weigh anew the first `count` listed rows of pairs, whose statistics have been measured."""
    rule, weight, total, moving = setting.rule, choices.weight, choices.total, choices.moving
    for p in range(0, count, 2):
        k, m = pairs[p, 0], pairs[p, 1]
        new, back = _weight(ties, setting, choices, k, m), _weight(ties, setting, choices, m, k)
        was, back_was = weight[k, m], weight[m, k]
        moving[k] += decided(rule, ties[k, m], new, back)[0] - decided(rule, ties[k, m], was, back_was)[0]
        moving[m] += decided(rule, ties[m, k], back, new)[0] - decided(rule, ties[m, k], back_was, was)[0]
        if rule <= 1:
            total[k] += new - was
            total[m] += back - back_was
        weight[k, m], weight[m, k] = new, back
        if scored:
            _count_pair(ties, setting, choices, trace, k, m, 1.0)


@inlined
def end(ties: Flags, setting: Setting, choices: Choices, trace: Trace, pairs: Pairs, count: int) -> None:  # noqa: PLR0917
    """Take from the score what stands at the first `count` listed rows of pairs, for as long as it stood."""
    for p in range(0, count, 2):
        _count_pair(ties, setting, choices, trace, pairs[p, 0], pairs[p, 1], -1.0)


@inlined
def lift(ties: Flags, setting: Setting, choices: Choices, i: int, j: int) -> None:
    """Take the weights of one pair, in both orders, out of all sums, before its tie changes."""
    weight, total, moving, rule = choices.weight, choices.total, choices.moving, setting.rule
    one, other = weight[i, j], weight[j, i]
    moving[i] -= decided(rule, ties[i, j], one, other)[0]
    moving[j] -= decided(rule, ties[j, i], other, one)[0]
    if rule <= 1:
        total[i] -= one
        total[j] -= other
    weight[i, j] = weight[j, i] = 0.0


@inlined
def count_value(values: FloatArray, trace: Trace, k: int, m: int, tied: int, times: float) -> None:  # noqa: PLR0917
    """Count the statistics of a pair so many times in the score."""
    side = tied if trace.counts.shape[0] > 1 else 0
    signed = -times if tied else times
    trace.counts[side, k, m] += signed
    for s in range(values.shape[0]):
        trace.moved[side, s] += signed * values[s, k, m]


@inlined
def fresh_sums(ties: Flags, setting: Setting, choices: Choices, i: int, rates: FloatArray) -> None:
    """Sum a row from its entries, so that no rounding gathers in it; `rates` is filled as by `row_rates`."""
    total = 0.0
    if setting.rule <= 1:
        for k in range(rates.shape[0]):
            total += choices.weight[i, k]
    choices.total[i] = choices.peak[0, i] = total
    choices.moving[i] = choices.peak[1, i] = row_rates(ties, setting.rule, choices.weight, i, rates)


@swept
def row_rates(ties: Flags, rule: int, weight: FloatArray, i: int, rates: FloatArray) -> float:
    """Fill the rates of the changes of one row, ``(N,)``, and return their sum."""
    mine, tied, found = weight[i], ties[i], 0.0
    if rule == 0:
        for k in range(rates.shape[0]):
            rates[k] = mine[k]
    elif rule == 1:
        for k in range(rates.shape[0]):
            rates[k] = weight[k, i]
        for k in range(rates.shape[0]):
            rates[k] = (
                mine[k] * (rates[k] + tied[k]) / (rates[k] + 1.0)
            )  # a tie is undone without being asked
    else:
        for k in range(rates.shape[0]):
            rates[k] = decided(rule, tied[k], mine[k], weight[k, i])[0]
    for k in range(rates.shape[0]):
        found += rates[k]
    return found


@inlined
def _weight(ties: Flags, setting: Setting, choices: Choices, k: int, m: int) -> float:
    if not (choices.present[k] and choices.present[m] and setting.allowed[k, m]):
        return 0.0
    values, worth = choices.values, 0.0
    if ties[k, m]:
        worth = -setting.kept[k, m]
        for s in range(values.shape[0]):
            worth -= setting.keeping[s] * values[s, k, m]
    else:
        worth = setting.made[k, m]
        for s in range(values.shape[0]):
            worth += setting.making[s] * values[s, k, m]
    return float(np.exp(min(max(worth, -FARTHEST), FARTHEST)))


@inlined
def _count_pair(  # noqa: PLR0917
    ties: Flags, setting: Setting, choices: Choices, trace: Trace, k: int, m: int, sign: float
) -> None:
    """Count the statistics of a pair as often as its weights have had time to count, by parts."""
    weight, chance, share = choices.weight, trace.chance, trace.share
    one, other = weight[k, m], weight[m, k]
    _, a, b = decided(setting.rule, ties[k, m], one, other)
    _, back_a, back_b = decided(setting.rule, ties[m, k], other, one)
    mine = a * chance[k] - one * share[k] + back_b * chance[m]
    theirs = back_a * chance[m] - other * share[m] + b * chance[k]
    count_value(choices.values, trace, k, m, ties[k, m], sign * mine)
    count_value(choices.values, trace, m, k, ties[m, k], sign * theirs)
