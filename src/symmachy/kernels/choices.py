"""What each node may do next and how likely it is, kept up to date as ties change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import inlined
from symmachy.kernels.decide import decided

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.typing import FloatArray

    Flags = npt.NDArray[np.uint8]

__all__ = ["BUFFERS", "Choices", "Setting", "Trace", "count_value", "end", "fresh_sums", "lift", "weigh"]

BUFFERS = 9
"""How many rows of working memory a `Choices` has."""


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
    """``(n,)``: the coefficients of the network's statistics for a tie to be made."""
    keeping: FloatArray
    """``(n,)``: the same for a tie to be kept."""
    made: FloatArray
    """``(N, N)``: what the other statistics add for a tie to be made."""
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
    """``(N, N, n)``: the network's statistics of each pair, as the row sees them. Those that are ALIKE are
    kept up to date only where a score is asked for."""
    total: FloatArray
    """``(N,)``: sums of the rows of `weight`; 0 where the rule is one of pairs."""
    moving: FloatArray
    """``(N,)``: sums of the rows of rates."""
    peak: FloatArray
    """``(2, N)``: the largest that `total` and `moving` have been since they were last summed afresh."""
    present: Flags
    """``(N,)``: whether the node is in the network now."""
    marked: Flags
    """``(N, N)``: working memory, all 0 between changes."""
    pairs: npt.NDArray[np.int32]
    """``(N * (N - 1) + 2, 2)``: working memory, pairs in both orders."""
    buffers: FloatArray
    """``(BUFFERS, N)``: working memory."""


class Trace(NamedTuple):
    """What the score needs of a path; small arrays where none is asked for.

    The integral over time of a product of a step function by pair and one by row is summed by parts: a
    pair is visited only when it changes, and once at the end. What is counted for a tie to be undone is
    counted negatively. There are two sides, ties to be made and ties to be undone, where the coefficients
    for them differ, and else one.
    """

    counts: FloatArray
    """``(sides, N, N)``: how often the score counts each pair's statistics."""
    moved: FloatArray
    """``(sides, n)``: the same, multiplied by the network's statistics and summed."""
    chance: FloatArray
    """``(N,)``: integral so far of the pace over one plus `total`."""
    share: FloatArray
    """``(N,)``: integral so far of the pace times `moving` over the square of one plus `total`, less the
    sum over the row's own changes of one over one plus `total`."""


@inlined
def weigh(  # noqa: C901, PLR0912, PLR0917  # one loop, compiled as one
    ties: Flags, setting: Setting, choices: Choices, trace: Trace, scored: bool, count: int
) -> None:
    """Weigh anew the first `count` listed rows of pairs, whose statistics have been measured."""
    rule, n = setting.rule, setting.making.shape[0]
    making, keeping, made, kept = setting.making, setting.keeping, setting.made, setting.kept
    allowed, present, pairs = setting.allowed, choices.present, choices.pairs
    weight, values = choices.weight, choices.values
    total, moving = choices.total, choices.moving
    for p in range(0, count, 2):
        k, m = pairs[p, 0], pairs[p, 1]
        tied, back_tied = ties[k, m], ties[m, k]
        new, back = 0.0, 0.0
        if present[k] and present[m]:
            if allowed[k, m]:
                if tied:
                    worth = -kept[k, m]
                    for s in range(n):
                        worth -= keeping[s] * values[k, m, s]
                else:
                    worth = made[k, m]
                    for s in range(n):
                        worth += making[s] * values[k, m, s]
                new = np.exp(min(max(worth, -300.0), 300.0))  # beyond, all is as good as certain
            if allowed[m, k]:
                if back_tied:
                    worth = -kept[m, k]
                    for s in range(n):
                        worth -= keeping[s] * values[m, k, s]
                else:
                    worth = made[m, k]
                    for s in range(n):
                        worth += making[s] * values[m, k, s]
                back = np.exp(min(max(worth, -300.0), 300.0))
        was, back_was = weight[k, m], weight[m, k]
        new_r, new_a, new_b = decided(rule, tied, new, back)
        back_r, back_a, back_b = decided(rule, back_tied, back, new)
        moving[k] += new_r - decided(rule, tied, was, back_was)[0]
        moving[m] += back_r - decided(rule, back_tied, back_was, was)[0]
        if rule <= 1:
            total[k] += new - was
            total[m] += back - back_was
        weight[k, m], weight[m, k] = new, back
        if scored:
            mine = new_a * trace.chance[k] - new * trace.share[k] + back_b * trace.chance[m]
            theirs = back_a * trace.chance[m] - back * trace.share[m] + new_b * trace.chance[k]
            count_value(values, trace, k, m, tied, mine)
            count_value(values, trace, m, k, back_tied, theirs)


@inlined
def end(ties: Flags, setting: Setting, choices: Choices, trace: Trace, first: int, count: int) -> None:  # noqa: PLR0917
    """Take from the score what stands at listed rows of pairs, from `first` to `count`, for as long as it stood."""
    pairs, weight, values = choices.pairs, choices.weight, choices.values
    for p in range(first, count, 2):
        k, m = pairs[p, 0], pairs[p, 1]
        one, other = weight[k, m], weight[m, k]
        _, a, b = decided(setting.rule, ties[k, m], one, other)
        _, back_a, back_b = decided(setting.rule, ties[m, k], other, one)
        mine = a * trace.chance[k] - one * trace.share[k] + back_b * trace.chance[m]
        theirs = back_a * trace.chance[m] - other * trace.share[m] + b * trace.chance[k]
        count_value(values, trace, k, m, ties[k, m], -mine)
        count_value(values, trace, m, k, ties[m, k], -theirs)


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
    for s in range(values.shape[2]):
        trace.moved[side, s] += signed * values[k, m, s]


@inlined
def fresh_sums(ties: Flags, setting: Setting, choices: Choices, i: int) -> None:
    """Sum a row from its entries, so that no rounding gathers in it."""
    total, moving, weight = 0.0, 0.0, choices.weight
    for k in range(weight.shape[0]):
        total += weight[i, k]
        moving += decided(setting.rule, ties[i, k], weight[i, k], weight[k, i])[0]
    choices.total[i] = choices.peak[0, i] = total if setting.rule <= 1 else 0.0
    choices.moving[i] = choices.peak[1, i] = moving
