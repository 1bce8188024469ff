"""Statistics that a change moves alike in whole rows and columns: weights multiplied instead of measured.

After the tie of i and j has changed, such a statistic differs by one amount for all that are not tied to i,
by another for all that are, and so for j and for the rows of i and j. So a few pairs are measured, and the
weights of the row and of the column are multiplied by the exponentials of what these say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import swept
from symmachy.kernels.decide import decided

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.typing import FloatArray

    Flags = npt.NDArray[np.uint8]

__all__ = ["Bands", "factors", "multiply", "specimens"]

_FAR = 1e100
"""Weights beyond this, or below its inverse, are weighed anew: they may have been cut off."""


class Bands(NamedTuple):
    """Working memory for eight bands: the column of i, untied and tied, the row of i, and so for j."""

    pairs: npt.NDArray[np.int32]
    """``(8, 2)``: a pair of each band, the changed pair where the band is empty."""
    counts: npt.NDArray[np.int64]
    """``(n,)``: 8 for the statistics that are alike, 0 for the others."""
    shifts: FloatArray
    """``(8, n)``: by how much the statistics differ."""
    factors: FloatArray
    """``(8,)``: what the weights are multiplied by."""


@swept
def specimens(ties: Flags, directed: bool, bands: Bands, i: int, j: int) -> None:
    """Find a pair of each band, neither of whose ends is the other changed node."""
    pairs, size = bands.pairs, ties.shape[0]
    for b in range(8):
        pairs[b, 0], pairs[b, 1] = i, j
    for side in range(2):
        c = i if side == 0 else j
        found = 0
        for k in range(size):
            if k in (i, j):
                continue
            to, of = ties[k, c] if directed else ties[c, k], ties[c, k]
            column, row = 4 * side + to, 4 * side + 2 + of
            if pairs[column, 0] == i and pairs[column, 1] == j:
                pairs[column, 0], pairs[column, 1] = k, c
                found += 1
            if pairs[row, 0] == i and pairs[row, 1] == j:
                pairs[row, 0], pairs[row, 1] = c, k
                found += 1
            if found == 4:
                break


@swept
def factors(setting: Setting, values: FloatArray, bands: Bands) -> None:
    """Say what the weights of each band are multiplied by.

    `values` at the specimens are those after the change and `bands.shifts` are those before it; afterwards
    the shifts are their differences and the values those before.
    """
    for b in range(8):
        k, m = bands.pairs[b, 0], bands.pairs[b, 1]
        worth = 0.0
        for s in range(bands.counts.shape[0]):
            if bands.counts[s] == 0:
                continue
            before = bands.shifts[b, s]
            bands.shifts[b, s] = values[k, m, s] - before
            values[k, m, s] = before
            worth += (setting.making[s] if b % 2 == 0 else -setting.keeping[s]) * bands.shifts[b, s]
        bands.factors[b] = np.exp(min(max(worth, -300.0), 300.0))


@swept
def multiply(  # noqa: C901, PLR0912, PLR0917  # loops over the same arrays
    ties: Flags,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scored: bool,
    bands: Bands,
    side: int,
    c: int,
) -> bool:
    """Multiply the weights of the column and the row of one end, and say whether one is beyond all bounds."""
    size, rule = ties.shape[0], setting.rule
    weight, total, moving = choices.weight, choices.total, choices.moving
    one, one_more = bands.factors[4 * side], bands.factors[4 * side + 1] - bands.factors[4 * side]
    row, row_more = bands.factors[4 * side + 2], bands.factors[4 * side + 3] - bands.factors[4 * side + 2]
    if one == 1.0 and one_more == 0.0 and row == 1.0 and row_more == 0.0 and not scored:
        return False
    x, y, tied, back = choices.buffers[0], choices.buffers[1], choices.buffers[2], choices.buffers[3]
    new, other = choices.buffers[4], choices.buffers[5]
    for k in range(size):
        x[k] = weight[k, c]
    for k in range(size):
        y[k] = weight[c, k]
        back[k] = ties[c, k]
    for k in range(size):
        tied[k] = ties[k, c] if setting.directed else back[k]
    for k in range(size):
        new[k] = min(x[k] * (one + tied[k] * one_more), 1e200)
        other[k] = min(y[k] * (row + back[k] * row_more), 1e200)
    beyond = 0
    for k in range(size):
        beyond += (new[k] > _FAR) | (x[k] > _FAR) | (other[k] > _FAR) | (y[k] > _FAR)
        beyond += (x[k] > 0.0) & ((new[k] < 1.0 / _FAR) | (x[k] < 1.0 / _FAR))
        beyond += (y[k] > 0.0) & ((other[k] < 1.0 / _FAR) | (y[k] < 1.0 / _FAR))
    if rule <= 1:
        mine = 0.0
        for k in range(size):
            total[k] += new[k] - x[k]
            mine += other[k] - y[k]
        total[c] += mine
    mine = 0.0
    if rule == 0:
        for k in range(size):
            moving[k] += new[k] - x[k]
            mine += other[k] - y[k]
    elif rule == 1:
        for k in range(size):
            free = 1.0 - tied[k]  # a tie is undone without being asked, and made if the other agrees
            was = free * x[k] * y[k]
            now = free * new[k] * other[k]
            moving[k] += tied[k] * (new[k] - x[k]) + now / (1.0 + other[k]) - was / (1.0 + y[k])
            mine += tied[k] * (other[k] - y[k]) + now / (1.0 + new[k]) - was / (1.0 + x[k])
    else:
        for k in range(size):
            there, here = int(tied[k]), int(back[k])
            moving[k] += decided(rule, there, new[k], other[k])[0] - decided(rule, there, x[k], y[k])[0]
            mine += decided(rule, here, other[k], new[k])[0] - decided(rule, here, y[k], x[k])[0]
    moving[c] += mine
    for k in range(size):
        weight[k, c] = new[k]
    for k in range(size):
        weight[c, k] = other[k]
    if scored:
        _count(setting, choices, trace, bands, side, c)
    return beyond > 0


@swept
def _count(setting: Setting, choices: Choices, trace: Trace, bands: Bands, side: int, c: int) -> None:  # noqa: PLR0917
    """Count in the score what has become different in the column and the row of an end, and shift its values."""
    rule, values, chance, share = setting.rule, choices.values, trace.chance, trace.share
    x, y, tied, back = choices.buffers[0], choices.buffers[1], choices.buffers[2], choices.buffers[3]
    new, other = choices.buffers[4], choices.buffers[5]
    sides = trace.counts.shape[0]
    for k in range(x.shape[0]):
        there, here = int(tied[k]), int(back[k])
        _, a, b = decided(rule, there, x[k], y[k])
        _, back_a, back_b = decided(rule, here, y[k], x[k])
        _, new_a, new_b = decided(rule, there, new[k], other[k])
        _, other_a, other_b = decided(rule, here, other[k], new[k])
        column = new_a * chance[k] - new[k] * share[k] + other_b * chance[c]
        row = other_a * chance[c] - other[k] * share[c] + new_b * chance[k]
        column_more = column - (a * chance[k] - x[k] * share[k] + back_b * chance[c])
        row_more = row - (back_a * chance[c] - y[k] * share[c] + b * chance[k])
        sign, back_sign = 1.0 - 2.0 * tied[k], 1.0 - 2.0 * back[k]
        at, back_at = (there, here) if sides > 1 else (0, 0)
        trace.counts[at, k, c] += sign * column_more
        trace.counts[back_at, c, k] += back_sign * row_more
        for s in range(values.shape[2]):
            shift, back_shift = bands.shifts[4 * side + there, s], bands.shifts[4 * side + 2 + here, s]
            trace.moved[at, s] += sign * (column_more * values[k, c, s] + column * shift)
            trace.moved[back_at, s] += back_sign * (row_more * values[c, k, s] + row * back_shift)
            values[k, c, s] += shift
            values[c, k, s] += back_shift
