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

__all__ = ["Choices", "Setting", "Trace", "count_value", "end", "fresh_sums", "weigh"]


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
    options: FloatArray
    """``(n, w)``: the statistics' constants."""
    slots: npt.NDArray[np.intp]
    """``(K,)``: the fixed matrices of all K statistics, those of the network first."""
    making: FloatArray
    """``(n,)``: the coefficients of the network's statistics for a tie to be made."""
    keeping: FloatArray
    """``(n,)``: the same for a tie to be kept."""
    allowed: Flags
    """``(N, N)``: whether a tie may change where both are present; 0 on the diagonal."""
    start: Flags
    """``(N, N)``: the ties when the period begins."""
    counted: Flags
    """``(N, N)``: whether a tie that differs from the start counts as a difference."""


class Choices(NamedTuple):
    """Weights of all changes; a simulation changes them in place."""

    cells: FloatArray
    """``(N, N, 4)``: what belongs to the row's choice to change its tie to the column, side by side in memory:
    its rate per opportunity, times one plus `total` of the row; its weight, the exponential of what the row
    gains from it, 0 where it may not; what the other statistics add for the tie to be made, and to be kept."""
    values: FloatArray
    """``(N, N, n)``: the network's statistics of each pair, as the row sees them."""
    total: FloatArray
    """``(N,)``: sums of the rows of `weight`; 0 where the rule is one of pairs."""
    moving: FloatArray
    """``(N,)``: sums of the rows of `rate`."""
    present: Flags
    """``(N,)``: whether the node is in the network now."""
    marked: Flags
    """``(N, N)``: working memory, all 0 between changes."""
    pairs: npt.NDArray[np.int32]
    """``(N * (N - 1) + 2, 2)``: working memory, pairs in both orders."""


class Trace(NamedTuple):
    """What the score needs of a path; small arrays where none is asked for.

    The integral over time of a product of a step function by pair and one by row is summed by parts: a
    pair is visited only when it changes, and once at the end.
    """

    counts: FloatArray
    """``(N, N, 2)``: how often the score counts each pair's statistics while it is untied, and tied."""
    moved: FloatArray
    """``(2, n)``: the same, multiplied by the network's statistics and summed: untied, tied."""
    chance: FloatArray
    """``(N,)``: integral so far of the pace over one plus `total`."""
    share: FloatArray
    """``(N,)``: integral so far of the pace times `moving` over the square of one plus `total`."""


@inlined
def weigh(  # noqa: C901, PLR0912, PLR0917  # one loop, compiled as one
    ties: Flags, setting: Setting, choices: Choices, trace: Trace, scored: bool, count: int
) -> None:
    """Weigh anew the first `count` listed rows of pairs, whose statistics have been measured."""
    rule, n = setting.rule, setting.making.shape[0]
    making, keeping = setting.making, setting.keeping
    allowed, present, pairs = setting.allowed, choices.present, choices.pairs
    cells, values = choices.cells, choices.values
    total, moving = choices.total, choices.moving
    for p in range(0, count, 2):
        k, m = pairs[p, 0], pairs[p, 1]
        tied, back_tied = ties[k, m], ties[m, k]
        new, back = 0.0, 0.0
        if present[k] and present[m]:
            if allowed[k, m]:
                if tied:
                    worth = -cells[k, m, 3]
                    for s in range(n):
                        worth -= keeping[s] * values[k, m, s]
                else:
                    worth = cells[k, m, 2]
                    for s in range(n):
                        worth += making[s] * values[k, m, s]
                new = np.exp(min(max(worth, -300.0), 300.0))  # beyond, all is as good as certain
            if allowed[m, k]:
                if back_tied:
                    worth = -cells[m, k, 3]
                    for s in range(n):
                        worth -= keeping[s] * values[m, k, s]
                else:
                    worth = cells[m, k, 2]
                    for s in range(n):
                        worth += making[s] * values[m, k, s]
                back = np.exp(min(max(worth, -300.0), 300.0))
        new_r, new_a, new_b = decided(rule, tied, new, back)
        back_r, back_a, back_b = decided(rule, back_tied, back, new)
        moving[k] += new_r - cells[k, m, 0]
        moving[m] += back_r - cells[m, k, 0]
        if rule <= 1:
            total[k] += new - cells[k, m, 1]
            total[m] += back - cells[m, k, 1]
        cells[k, m, 0], cells[m, k, 0] = new_r, back_r
        cells[k, m, 1], cells[m, k, 1] = new, back
        if scored:
            mine = new_a * trace.chance[k] - new * trace.share[k] + back_b * trace.chance[m]
            theirs = back_a * trace.chance[m] - back * trace.share[m] + new_b * trace.chance[k]
            count_value(values, trace, k, m, tied, mine)
            count_value(values, trace, m, k, back_tied, theirs)


@inlined
def end(ties: Flags, setting: Setting, choices: Choices, trace: Trace, count: int) -> None:
    """Take from the score what stands at the first `count` listed rows of pairs, for the time that it stood."""
    pairs, cells, values = choices.pairs, choices.cells, choices.values
    for p in range(0, count, 2):
        k, m = pairs[p, 0], pairs[p, 1]
        one, other = cells[k, m, 1], cells[m, k, 1]
        _, a, b = decided(setting.rule, ties[k, m], one, other)
        _, back_a, back_b = decided(setting.rule, ties[m, k], other, one)
        mine = a * trace.chance[k] - one * trace.share[k] + back_b * trace.chance[m]
        theirs = back_a * trace.chance[m] - other * trace.share[m] + b * trace.chance[k]
        count_value(values, trace, k, m, ties[k, m], -mine)
        count_value(values, trace, m, k, ties[m, k], -theirs)


@inlined
def count_value(values: FloatArray, trace: Trace, k: int, m: int, tied: int, times: float) -> None:  # noqa: PLR0917
    """Count the statistics of a pair so many times in the score."""
    side = 1 if tied else 0
    trace.counts[k, m, side] += times
    for s in range(values.shape[2]):
        trace.moved[side, s] += times * values[k, m, s]


@inlined
def fresh_sums(setting: Setting, choices: Choices, i: int) -> None:
    """Sum a row from its entries, so that no rounding gathers in it."""
    total, moving = 0.0, 0.0
    for k in range(choices.cells.shape[0]):
        total += choices.cells[i, k, 1]
        moving += choices.cells[i, k, 0]
    choices.total[i] = total if setting.rule <= 1 else 0.0
    choices.moving[i] = moving
