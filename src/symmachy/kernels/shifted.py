"""Pairs whose statistics a change has moved: their weights follow by the exponentials of what they differ.

What stood is held before the statistics are brought up to date, and shifted after it. What the other statistics
give stays within the weight and is not asked for again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.kernels._compile import inlined, swept
from symmachy.kernels.exponential import exp_in_place
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
    import numpy as np
    import numpy.typing as npt

    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.kernels.reached import List
    from symmachy.typing import FloatArray, IntArray

    Flags = npt.NDArray[np.uint8]
    Places = npt.NDArray[np.uint32]

__all__ = ["hold", "shift"]

_WORTH = FIRST
"""By how much the worth differs, of (k, m) and of (m, k)."""
_HELD = FIRST + 2 * LENGTH
"""For each statistic: its values of (k, m) and of (m, k) before the change."""
_MOST = 1e87


@inlined
def hold(  # noqa: PLR0917
    ties: Flags, setting: Setting, choices: Choices, found: List, strips: FloatArray, count: int
) -> None:
    """Hold the weights and values of listed rows, from the second pair to `count`."""
    weight, tied, values, places = choices.weight.reshape(-1), ties.reshape(-1), choices.values, found.places
    for row in range(2, count, 2 * LENGTH):
        strip, many = strips[row // (2 * LENGTH)], min(count - row, 2 * LENGTH) // 2
        here = places[row : row + 2 * many]
        for p in range(many):
            one, other = here[2 * p], here[2 * p + 1]
            strip[X + p], strip[Y + p] = weight[one], weight[other]
            strip[TIED + p], strip[BACK + p] = tied[one], tied[other]
            strip[_WORTH + p] = strip[_WORTH + LENGTH + p] = 0.0
        for s in range(values.shape[0]):
            if not setting.alike[s]:
                value, held = (
                    values[s].reshape(-1),
                    strip[_HELD + 2 * LENGTH * s : _HELD + 2 * LENGTH * (s + 1)],
                )
                for p in range(min(many, (found.ends[setting.looks[s]] - row) // 2)):
                    held[p], held[LENGTH + p] = value[here[2 * p]], value[here[2 * p + 1]]


@inlined
def shift(  # noqa: PLR0917
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scored: bool,
    found: List,
    strips: FloatArray,
    bits: IntArray,
    scale: FloatArray,
    count: int,
) -> bool:
    """Bring the weights of what was held up to date, and say whether one is beyond all bounds."""
    weight, values, beyond = choices.weight.reshape(-1), choices.values, False
    total, moving = choices.total, choices.moving
    for row in range(2, count, 2 * LENGTH):
        strip, many = strips[row // (2 * LENGTH)], min(count - row, 2 * LENGTH) // 2
        here, pairs = found.places[row : row + 2 * many], found.pairs[row : row + 2 * many]
        for s in range(values.shape[0]):
            if not setting.alike[s]:
                _differ(
                    strip,
                    here,
                    values[s].reshape(-1),
                    strip[_HELD + 2 * LENGTH * s : _HELD + 2 * LENGTH * (s + 1)],
                    setting.making[s],
                    setting.making[s] + setting.keeping[s],
                    min(many, (found.ends[setting.looks[s]] - row) // 2),
                )
        exp_in_place(strip[_WORTH : _WORTH + many], bits, scale)
        exp_in_place(strip[_WORTH + LENGTH : _WORTH + LENGTH + many], bits, scale)
        _multiply(strip, many)
        beyond = far(strip, many) or beyond
        differences(strip, setting.rule, many)
        for p in range(many):
            weight[here[2 * p]], weight[here[2 * p + 1]] = strip[X_NEW + p], strip[Y_NEW + p]
        for p in range(many):
            moving[pairs[2 * p, 0]] += strip[OF_K + p]
            moving[pairs[2 * p, 1]] += strip[OF_M + p]
        if setting.rule <= 1:
            for p in range(many):
                total[pairs[2 * p, 0]] += strip[X_NEW + p] - strip[X + p]
                total[pairs[2 * p, 1]] += strip[Y_NEW + p] - strip[Y + p]
        if scored:
            _count(setting, values, trace, strip, found, row, many)
    return beyond


@inlined
def _differ(  # noqa: PLR0917
    strip: FloatArray,
    here: Places,
    value: FloatArray,
    held: FloatArray,
    making: float,
    either: float,
    many: int,
) -> None:
    """Add what a statistic's difference is worth: times `making`, or, where tied, `making` less `either`."""
    for p in range(many):
        strip[_WORTH + p] += (value[here[2 * p]] - held[p]) * (making - either * strip[TIED + p])
        more = value[here[2 * p + 1]] - held[LENGTH + p]
        strip[_WORTH + LENGTH + p] += more * (making - either * strip[BACK + p])


@swept
def _multiply(strip: FloatArray, count: int) -> None:
    for p in range(count):
        strip[X_NEW + p] = min(strip[X + p] * strip[_WORTH + p], _MOST)
        strip[Y_NEW + p] = min(strip[Y + p] * strip[_WORTH + LENGTH + p], _MOST)


@inlined
def _count(  # noqa: PLR0917
    setting: Setting, values: FloatArray, trace: Trace, strip: FloatArray, found: List, row: int, many: int
) -> None:
    """Count in the score what has become different."""
    sides, here, pairs = (
        trace.counts.shape[0],
        found.places[row : row + 2 * many],
        found.pairs[row : row + 2 * many],
    )
    for p in range(many):
        k, m = pairs[2 * p, 0], pairs[2 * p, 1]
        strip[CHANCES + p], strip[CHANCES + LENGTH + p] = trace.chance[k], trace.chance[m]
        strip[SHARES + p], strip[SHARES + LENGTH + p] = trace.share[k], trace.share[m]
    times_before(strip, setting.rule, many)
    times_after(strip, setting.rule, many)
    for at in range(sides):
        base, slope = 1.0 if at == 0 else 0.0, -2.0 if sides == 1 else -1.0
        _sign(strip, base, slope, many)
        counts = trace.counts[at].reshape(-1)
        if setting.directed:
            for p in range(many):
                counts[here[2 * p]] += strip[OF_K + p] - strip[X + p]
                counts[here[2 * p + 1]] += strip[OF_M + p] - strip[Y + p]
        else:
            for p in range(many):
                counts[here[2 * p]] += strip[OF_K + p] - strip[X + p] + strip[OF_M + p] - strip[Y + p]
        for s in range(values.shape[0]):
            known = 0 if setting.alike[s] else max(min(many, (found.ends[setting.looks[s]] - row) // 2), 0)
            trace.moved[at, s] += _sum(
                strip,
                here,
                values[s].reshape(-1),
                strip[_HELD + 2 * LENGTH * s : _HELD + 2 * LENGTH * (s + 1)],
                known,
            )


@inlined
def _sum(strip: FloatArray, here: Places, value: FloatArray, held: FloatArray, known: int) -> float:
    """Sum what a statistic counts by now less what it counted before, when it had the values that were held."""
    found = 0.0
    for p in range(known):
        found += strip[OF_K + p] * value[here[2 * p]] - strip[X + p] * held[p]
        found += strip[OF_M + p] * value[here[2 * p + 1]] - strip[Y + p] * held[LENGTH + p]
    for p in range(known, here.shape[0] // 2):
        found += (strip[OF_K + p] - strip[X + p]) * value[here[2 * p]]
        found += (strip[OF_M + p] - strip[Y + p]) * value[here[2 * p + 1]]
    return found


@swept
def _sign(strip: FloatArray, base: float, slope: float, count: int) -> None:
    """Give the times their signs; what the strip held of rates is no longer needed and makes place."""
    for p in range(count):
        mine, theirs = base + slope * strip[TIED + p], base + slope * strip[BACK + p]
        strip[OF_K + p], strip[OF_M + p] = mine * strip[AFTER + p], theirs * strip[AFTER + LENGTH + p]
        strip[X + p], strip[Y + p] = mine * strip[BEFORE + p], theirs * strip[BEFORE + LENGTH + p]
