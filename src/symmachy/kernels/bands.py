"""Statistics that a change moves alike in whole rows and columns: weights multiplied instead of measured.

After the tie of i and j has changed, such a statistic differs by one amount for all that are not tied to i,
by another for all that are, and so for j and for the rows of i and j. So a few pairs are measured, and the
weights of the row and of the column are multiplied by the exponentials of what these say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import inlined, swept
from symmachy.kernels.strips import (
    AFTER,
    BACK,
    BEFORE,
    CHANCES,
    FIRST,
    LENGTH,
    OF_K,
    OF_M,
    SHARES,
    TIED,
    X_NEW,
    Y_NEW,
    X,
    Y,
    differences,
    far,
    times_after,
    times_before,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.typing import FloatArray

    Flags = npt.NDArray[np.uint8]

__all__ = ["Bands", "bands_of", "factors", "multiply", "specimens"]

_MOST = 1e87
"""No weight is larger; `symmachy.kernels.choices.FAR` is less, so that such a one is weighed anew."""


class Bands(NamedTuple):
    """Working memory for eight bands: the column of i, untied and tied, the row of i, and so for j."""

    pairs: npt.NDArray[np.uint32]
    """``(8, 2)``: a pair of each band, the changed pair where the band is empty."""
    counts: npt.NDArray[np.int64]
    """``(n,)``: 8 for the statistics that are alike, 0 for the others."""
    shifts: FloatArray
    """``(8, n)``: by how much the statistics differ."""
    factors: FloatArray
    """``(8,)``: what the weights are multiplied by."""


def bands_of(alike: Flags) -> Bands:
    """Return the working memory for statistics of which these are alike, ``(n,)``."""
    n = len(alike)
    return Bands(
        pairs=np.zeros((8, 2), dtype=np.uint32),
        counts=np.where(alike, 8, 0).astype(np.int64),
        shifts=np.zeros((8, n)),
        factors=np.ones(8),
    )


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
            bands.shifts[b, s] = values[s, k, m] - before
            values[s, k, m] = before
            worth += (setting.making[s] if b % 2 == 0 else -setting.keeping[s]) * bands.shifts[b, s]
        bands.factors[b] = np.exp(min(max(worth, -300.0), 300.0))


@inlined
def multiply(  # noqa: PLR0917
    ties: Flags,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scored: bool,
    bands: Bands,
    strip: FloatArray,
    side: int,
    c: int,
) -> bool:
    """Multiply the weights of the column and the row of one end, and say whether one is beyond all bounds."""
    unmoved = True
    for b in range(4 * side, 4 * side + 4):
        unmoved = unmoved and bands.factors[b] == 1.0
    if unmoved and not scored:
        return False
    beyond, mine, owed = False, 0.0, 0.0
    for first in range(0, ties.shape[0], LENGTH):
        count = min(LENGTH, ties.shape[0] - first)
        part = slice(first, first + count)
        column, row = choices.weight[part, c], choices.weight[c, part]
        _gather(ties[c, part], column, row, strip)
        if setting.directed:
            _tie(ties[part, c], strip)
        _multiply(strip, bands.factors[4 * side : 4 * side + 4], count)
        beyond = far(strip, count) or beyond
        differences(strip, setting.rule, count)
        mine += _add(strip, choices.moving[part])
        if setting.rule <= 1:
            owed += _add_weights(strip, choices.total[part])
        _scatter(strip, column, row)
        if scored:
            _count(setting, choices.values, trace, bands, strip, first, count, side, c)
    choices.moving[c] += mine
    choices.total[c] += owed
    return beyond


@swept
def _gather(tied: Flags, column: FloatArray, row: FloatArray, strip: FloatArray) -> None:
    """Fill a strip with the pairs of each node and the end, as if ties were undirected.

    Parts of arrays are cut out by the caller: where a loop adds to its index, the compiler asks at each step
    whether the place is counted from the end, and uses no vector registers.
    """
    for p in range(column.shape[0]):
        strip[X + p] = column[p]
    for p in range(row.shape[0]):
        strip[Y + p] = row[p]
        strip[TIED + p] = strip[BACK + p] = tied[p]


@swept
def _tie(tied: Flags, strip: FloatArray) -> None:
    for p in range(tied.shape[0]):
        strip[TIED + p] = tied[p]


@swept
def _multiply(strip: FloatArray, by: FloatArray, count: int) -> None:
    one, one_more, row, row_more = by[0], by[1] - by[0], by[2], by[3] - by[2]
    for p in range(count):
        strip[X_NEW + p] = min(strip[X + p] * (one + strip[TIED + p] * one_more), _MOST)
        strip[Y_NEW + p] = min(strip[Y + p] * (row + strip[BACK + p] * row_more), _MOST)


@swept
def _add(strip: FloatArray, moving: FloatArray) -> float:
    """Add to the rates of the nodes, and return what is to be added to that of the end."""
    mine = 0.0
    for p in range(moving.shape[0]):
        moving[p] += strip[OF_K + p]
    for p in range(moving.shape[0]):
        mine += strip[OF_M + p]
    return mine


@swept
def _add_weights(strip: FloatArray, total: FloatArray) -> float:
    mine = 0.0
    for p in range(total.shape[0]):
        total[p] += strip[X_NEW + p] - strip[X + p]
    for p in range(total.shape[0]):
        mine += strip[Y_NEW + p] - strip[Y + p]
    return mine


@swept
def _scatter(strip: FloatArray, column: FloatArray, row: FloatArray) -> None:
    for p in range(column.shape[0]):
        column[p] = strip[X_NEW + p]
    for p in range(row.shape[0]):
        row[p] = strip[Y_NEW + p]


@inlined
def _count(  # noqa: PLR0917
    setting: Setting,
    values: FloatArray,
    trace: Trace,
    bands: Bands,
    strip: FloatArray,
    first: int,
    count: int,
    side: int,
    c: int,
) -> None:
    """Count in the score what has become different in the column and the row of an end, and shift its values."""
    part = slice(first, first + count)
    _time(strip, trace.chance[part], trace.share[part], trace.chance[c], trace.share[c])
    times_before(strip, setting.rule, count)
    times_after(strip, setting.rule, count)
    sides = trace.counts.shape[0]
    for at in range(sides):
        # Of ties to be made, and, with the other sign, of ties to be undone.
        base, slope = 1.0 if at == 0 else 0.0, -2.0 if sides == 1 else -1.0
        _signed(strip, base, slope, count)
        if setting.directed:
            _count_each(strip, trace.counts[at, part, c], trace.counts[at, c, part])
        else:
            _count_both(strip, trace.counts[at, c, part])
        for s in range(values.shape[0]):
            _column(strip, values[s, part, c])
            trace.moved[at, s] += _sum(strip, values[s, c, part], bands.shifts[4 * side : 4 * side + 4, s])
    for s in range(values.shape[0]):
        if bands.counts[s]:
            _move(strip, values[s, part, c], values[s, c, part], bands.shifts[4 * side : 4 * side + 4, s])


@swept
def _time(
    strip: FloatArray, chance: FloatArray, share: FloatArray, of_end: float, of_end_share: float
) -> None:
    for p in range(chance.shape[0]):
        strip[CHANCES + p] = chance[p]
        strip[CHANCES + LENGTH + p] = of_end
    for p in range(chance.shape[0]):
        strip[SHARES + p] = share[p]
        strip[SHARES + LENGTH + p] = of_end_share


@swept
def _signed(strip: FloatArray, base: float, slope: float, count: int) -> None:
    """Give the times their signs: of the column after and before, of the row after and before."""
    for p in range(count):
        column, row = base + slope * strip[TIED + p], base + slope * strip[BACK + p]
        strip[FIRST + p] = column * strip[AFTER + p]
        strip[FIRST + LENGTH + p] = column * strip[BEFORE + p]
        strip[FIRST + 2 * LENGTH + p] = row * strip[AFTER + LENGTH + p]
        strip[FIRST + 3 * LENGTH + p] = row * strip[BEFORE + LENGTH + p]


@swept
def _count_each(strip: FloatArray, column: FloatArray, row: FloatArray) -> None:
    for p in range(column.shape[0]):
        column[p] += strip[FIRST + p] - strip[FIRST + LENGTH + p]
    for p in range(row.shape[0]):
        row[p] += strip[FIRST + 2 * LENGTH + p] - strip[FIRST + 3 * LENGTH + p]


@swept
def _count_both(strip: FloatArray, counts: FloatArray) -> None:
    for p in range(counts.shape[0]):
        counts[p] += strip[FIRST + p] - strip[FIRST + LENGTH + p]
        counts[p] += strip[FIRST + 2 * LENGTH + p] - strip[FIRST + 3 * LENGTH + p]


@swept
def _column(strip: FloatArray, values: FloatArray) -> None:
    for p in range(values.shape[0]):
        strip[FIRST + 4 * LENGTH + p] = values[p]


@swept
def _move(strip: FloatArray, column: FloatArray, row: FloatArray, shifts: FloatArray) -> None:
    to, to_more, of, of_more = shifts[0], shifts[1] - shifts[0], shifts[2], shifts[3] - shifts[2]
    if to != 0.0 or to_more != 0.0:
        for p in range(column.shape[0]):
            column[p] += to + to_more * strip[TIED + p]
    if of != 0.0 or of_more != 0.0:
        for p in range(row.shape[0]):
            row[p] += of + of_more * strip[BACK + p]


@swept
def _sum(strip: FloatArray, of_row: FloatArray, shifts: FloatArray) -> float:
    """Sum what a statistic counts after a change less what it counted before."""
    to, to_more, of, of_more = shifts[0], shifts[1] - shifts[0], shifts[2], shifts[3] - shifts[2]
    found = 0.0
    for p in range(of_row.shape[0]):
        here, there = strip[FIRST + 4 * LENGTH + p], of_row[p]
        found += strip[FIRST + p] * (here + to + to_more * strip[TIED + p]) - strip[FIRST + LENGTH + p] * here
        found += (
            strip[FIRST + 2 * LENGTH + p] * (there + of + of_more * strip[BACK + p])
            - strip[FIRST + 3 * LENGTH + p] * there
        )
    return found
