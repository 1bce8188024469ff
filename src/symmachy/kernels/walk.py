"""One path of a network that its nodes change, from one actual change to the next.

An opportunity that changes nothing leaves all chances as they are. So the time to the next actual change is
exponential, with the sum of the rates of all changes, and which change it is has those rates as chances: the
opportunities in between need not be drawn. The score function of the path, given the actual changes alone, is
the expectation of that of the complete path and as good for derivatives, with less noise.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import inlined, swept
from symmachy.kernels.bands import Bands, bands_of, factors, multiply, specimens
from symmachy.kernels.choices import count_value, end, fresh_sums, lift, row_rates, weigh
from symmachy.kernels.decide import decided
from symmachy.kernels.philox import STATE, uniform
from symmachy.kernels.reached import List, list_of, reached
from symmachy.kernels.shifted import hold, shift
from symmachy.kernels.strips import FIRST, LENGTH, STRIPS
from symmachy.kernels.view import toggle

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.kernels.compose import Composed
    from symmachy.kernels.listed import Listed
    from symmachy.kernels.philox import Words
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray

    Flags = npt.NDArray[np.uint8]
    Ends = npt.NDArray[np.int64]

__all__ = ["Comings", "Scratch", "scratch_of", "walk"]

_AFRESH = 2048
"""After so many changes all sums are taken from their entries, so that no rounding gathers in them."""
_LOST = 1e-6
"""A sum that has fallen to less than this share of its peak is taken afresh too."""


class Comings(NamedTuple):
    """Nodes that come or go within the period, in order of time."""

    at: FloatArray
    """``(E,)``: the time, from 0 to 1."""
    who: npt.NDArray[np.int64]
    """``(E,)``: the node."""
    comes: npt.NDArray[np.uint8]
    """``(E,)``: 1 where it comes, 0 where it goes and its ties with it."""


class Scratch(NamedTuple):
    """Working memory of a walk."""

    list: List
    bands: Bands
    strips: FloatArray
    """``(STRIPS, w)``, as `symmachy.kernels.strips` divides them."""
    bits: npt.NDArray[np.int64]
    """``(LENGTH,)``, and the same memory as floating-point numbers."""
    scale: FloatArray
    alpha: FloatArray
    """``(N,)``: one over one plus `total`."""
    rates: FloatArray
    """``(N,)``: of the changes of one row."""
    found: FloatArray
    """``(K,)``: what a tie changes in the whole network."""
    counts: Ends
    """``(n,)``: how many listed pairs each statistic measures."""
    state: Words
    """Of the random numbers."""


def scratch_of(size: int, alike: Flags, terms: int) -> Scratch:
    """Return the working memory for so many nodes and statistics, of which those of the network may be alike."""
    n = len(alike)
    bits = np.zeros(LENGTH, dtype=np.int64)
    return Scratch(
        list=list_of(size),
        bands=bands_of(alike),
        strips=np.zeros((STRIPS, FIRST + max(5, 2 + 2 * n) * LENGTH)),
        bits=bits,
        scale=bits.view(np.float64),
        alpha=np.zeros(size),
        rates=np.zeros(size),
        found=np.zeros(terms),
        counts=np.zeros(n, dtype=np.int64),
        state=np.zeros(STATE, dtype=np.uint64),
    )


@inlined
def walk(  # noqa: C901, PLR0917  # one loop, compiled as one
    own: Listed,
    whole: Composed,
    view: View,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scratch: Scratch,
    scored: bool,
    comings: Comings,
    pace: FloatArray,
    limit: int,
    statistics: FloatArray,
    summary: FloatArray,
) -> None:
    """Draw one path in place; the arguments are those of `symmachy.kernels.draws`."""
    ties, alpha, state = view.ties, scratch.alpha, scratch.state
    now, coming, turning, changes, exposure = 0.0, 0, -1, 0, 0.0
    while True:
        i, j = -1, -1
        if turning < 0:
            rate = _rate(ties, setting, choices, scratch, pace, changes % _AFRESH == _AFRESH - 1)
            until = comings.at[coming] if coming < comings.at.shape[0] else 1.0
            step = np.inf
            if rate > 0.0:
                step = -math.log1p(-uniform(state)) / rate
            moves = now + step < until
            time = step if moves else until - now
            now += time
            exposure += rate * time
            if scored:
                _pass_time(setting, choices, trace, alpha, pace, time)
            if not moves:
                if coming == comings.at.shape[0]:
                    break
                turning = comings.who[coming]
                continue
            i, j = _pick(ties, setting, choices, scratch, pace, rate)
            if j < 0:  # what was left of the row's sum was rounding
                fresh_sums(ties, setting, choices, i, scratch.rates)
                continue
            changes += 1
            if changes > limit:
                break
            if scored:
                _count_change(ties, setting, choices, trace, alpha, i, j)
        else:
            if comings.comes[coming] == 0:
                i, j = _tie_of(ties, turning)
            if j < 0:
                _turn(own, view, setting, choices, trace, scratch, scored, turning, comings.comes[coming])
                turning = -1
                coming += 1
                continue
        _change(own, whole, view, setting, choices, trace, scratch, scored, i, j, statistics)
    apart = _apart(ties.reshape(-1), setting.start.reshape(-1), setting.counted.reshape(-1))
    summary[0] = apart if setting.directed else apart / 2
    summary[1] = changes
    summary[2] = exposure


@inlined
def _rate(  # noqa: PLR0917
    ties: Flags, setting: Setting, choices: Choices, scratch: Scratch, pace: FloatArray, afresh: bool
) -> float:
    """Return the rate of all changes, from sums that are taken afresh where need be."""
    while True:
        rate, lost = _sum_rates(choices, scratch.alpha, pace)
        if not (lost or afresh):
            return rate
        for k in range(ties.shape[0]):
            fresh_sums(ties, setting, choices, k, scratch.rates)
        afresh = False


@swept
def _sum_rates(choices: Choices, alpha: FloatArray, pace: FloatArray) -> tuple[float, bool]:
    """Return the rate of all changes, and whether a sum has fallen far below its peak."""
    total, moving, peak, high = choices.total, choices.moving, choices.peak[0], choices.peak[1]
    rate, lost = 0.0, 0
    for k in range(total.shape[0]):
        alpha[k] = 1.0 / (1.0 + total[k])
    for k in range(total.shape[0]):
        rate += pace[k] * moving[k] * alpha[k]
    for k in range(total.shape[0]):
        peak[k] = max(peak[k], total[k])
        high[k] = max(high[k], moving[k])
    for k in range(total.shape[0]):
        lost += (total[k] < _LOST * peak[k]) | (moving[k] < _LOST * high[k])
    return rate, lost > 0


@inlined
def _pick(  # noqa: PLR0917
    ties: Flags, setting: Setting, choices: Choices, scratch: Scratch, pace: FloatArray, rate: float
) -> tuple[int, int]:
    """Draw which node changes which of its ties, each with its share of the sum; -1 for the tie where none can."""
    alpha, rates, state = scratch.alpha, scratch.rates, scratch.state
    left = uniform(state) * rate
    i = -1
    for k in range(alpha.shape[0]):
        part = pace[k] * choices.moving[k] * alpha[k]
        if part > 0.0:
            i = k
            left -= part
            if left < 0.0:
                break
    left = uniform(state) * row_rates(ties, setting.rule, choices.weight, i, rates)
    j = -1
    for k in range(rates.shape[0]):
        if rates[k] > 0.0:
            j = k
            left -= rates[k]
            if left < 0.0:
                break
    return i, j


@inlined
def _count_change(  # noqa: PLR0917
    ties: Flags, setting: Setting, choices: Choices, trace: Trace, alpha: FloatArray, i: int, j: int
) -> None:
    """Count a change in the score, before it is made."""
    r, a, b = decided(setting.rule, ties[i, j], choices.weight[i, j], choices.weight[j, i])
    count_value(choices.values, trace, i, j, ties[i, j], a / r)
    if b != 0.0:
        count_value(choices.values, trace, j, i, ties[j, i], b / r)
    if setting.rule <= 1:
        trace.share[i] -= alpha[i]
    trace.turns[i] += 1.0


@inlined
def _tie_of(ties: Flags, who: int) -> tuple[int, int]:
    """Return a tie of a node or to it, or -1 twice where it has none."""
    for k in range(ties.shape[0]):
        if ties[who, k]:
            return who, k
        if ties[k, who]:
            return k, who
    return -1, -1


@inlined
def _turn(  # noqa: PLR0917
    own: Listed,
    view: View,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scratch: Scratch,
    scored: bool,
    who: int,
    comes: int,
) -> None:
    """Let a node without ties come or go: all its pairs, those that a change of its ends would reach."""
    count = reached(view, 1, scratch.list, who, 1 if who == 0 else 0)
    if scored:
        end(view.ties, setting, choices, trace, scratch.list.pairs, count)
    choices.present[who] = comes
    _measure_alike(own, view, setting, choices, scratch, count)
    weigh(view.ties, setting, choices, trace, scratch.list.pairs, scored, count)


@swept
def _apart(ties: Flags, start: Flags, counted: Flags) -> int:
    """Count the ties that differ from the start."""
    found = 0
    for k in range(ties.shape[0]):
        found += counted[k] & (ties[k] ^ start[k])
    return found


@swept
def _pass_time(  # noqa: PLR0917
    setting: Setting, choices: Choices, trace: Trace, alpha: FloatArray, pace: FloatArray, passed: float
) -> None:
    """Add a stretch of time to the integrals of the score."""
    chance, share, turns, moving = trace.chance, trace.share, trace.turns, choices.moving
    for k in range(alpha.shape[0]):
        chance[k] += passed * pace[k] * alpha[k]
    for k in range(alpha.shape[0]):
        turns[k] -= passed * pace[k] * moving[k] * alpha[k]
    if setting.rule <= 1:
        for k in range(alpha.shape[0]):
            share[k] += passed * pace[k] * moving[k] * alpha[k] * alpha[k]


@inlined
def _measure_alike(  # noqa: PLR0917
    own: Listed, view: View, setting: Setting, choices: Choices, scratch: Scratch, count: int
) -> None:
    """Measure the statistics that are alike at listed pairs: their values are not always kept up to date."""
    for s in range(scratch.counts.shape[0]):
        scratch.counts[s] = count if setting.alike[s] else 0
    own(view, scratch.list.pairs, scratch.counts, setting.options, setting.slots, choices.values)


@inlined
def _change(  # noqa: C901, PLR0912, PLR0917
    own: Listed,
    whole: Composed,
    view: View,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scratch: Scratch,
    scored: bool,
    i: int,
    j: int,
    statistics: FloatArray,
) -> None:
    """Make or undo the tie from `i` to `j`, and bring all weights up to date."""
    ties, bands, counts, values = view.ties, scratch.bands, scratch.counts, choices.values
    pairs, ends, strips = scratch.list.pairs, scratch.list.ends, scratch.strips
    count = reached(view, setting.reach, scratch.list, i, j)
    if scored:
        end(ties, setting, choices, trace, pairs, 2)
    lift(ties, setting, choices, i, j)
    whole(view, i, j, setting.options, setting.slots, scratch.found)
    sign = -1.0 if ties[i, j] else 1.0
    for k in range(setting.slots.shape[0]):
        statistics[k] += sign * scratch.found[k]
    beyond = False
    if setting.reach & 32:
        specimens(ties, setting.directed, bands, i, j)
        own(view, bands.pairs, bands.counts, setting.options, setting.slots, values)
        for b in range(8):
            for s in range(counts.shape[0]):
                bands.shifts[b, s] = (
                    values[s, bands.pairs[b, 0], bands.pairs[b, 1]] if setting.alike[s] else 0.0
                )
        toggle(view, i, j)
        own(view, bands.pairs, bands.counts, setting.options, setting.slots, values)
        factors(setting, values, bands)
        for side in range(2):
            c = i if side == 0 else j
            beyond = multiply(ties, setting, choices, trace, scored, bands, strips[0], side, c) or beyond
    else:
        toggle(view, i, j)
    few = count <= 2 * LENGTH * STRIPS
    if few:
        hold(ties, setting, choices, scratch.list, strips, count)
    elif scored:
        end(ties, setting, choices, trace, pairs[2:], count - 2)
    for s in range(counts.shape[0]):
        counts[s] = (2 if few else count) if setting.alike[s] else ends[setting.looks[s]]
    own(view, pairs, counts, setting.options, setting.slots, values)
    weigh(ties, setting, choices, trace, pairs, scored, 2 if few else count)
    far = few and shift(
        setting, choices, trace, scored, scratch.list, strips, scratch.bits, scratch.scale, count
    )
    for again in range(2):  # what was multiplied may have been cut off: weigh it from its statistics
        if beyond if again else far:
            if again:
                count = reached(view, 1, scratch.list, i, j)
            if scored:
                end(ties, setting, choices, trace, pairs, count)
            _measure_alike(own, view, setting, choices, scratch, count)
            weigh(ties, setting, choices, trace, pairs, scored, count)
