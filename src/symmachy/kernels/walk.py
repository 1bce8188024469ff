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
from symmachy.kernels.bands import factors, multiply, specimens
from symmachy.kernels.choices import count_value, end, fresh_sums, lift, weigh
from symmachy.kernels.decide import decided
from symmachy.kernels.philox import uniform
from symmachy.kernels.reached import reached
from symmachy.kernels.view import toggle

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.kernels.bands import Bands
    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.kernels.compose import Composed
    from symmachy.kernels.listed import Listed
    from symmachy.kernels.philox import Words
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray

    Flags = npt.NDArray[np.uint8]
    Ends = npt.NDArray[np.int64]

__all__ = ["Comings", "Scratch", "walk"]

_AFRESH = 256
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

    alpha: FloatArray
    """``(N,)``: one over one plus `total`."""
    found: FloatArray
    """``(K,)``: what a tie changes in the whole network."""
    ends: Ends
    """``(6,)``, as `symmachy.kernels.reached` fills it."""
    counts: Ends
    """``(n,)``: how many listed pairs each statistic measures."""
    bands: Bands


@inlined
def walk(  # noqa: C901, PLR0912, PLR0915, PLR0917  # one loop, compiled as one
    own: Listed,
    whole: Composed,
    view: View,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scratch: Scratch,
    scored: bool,
    comings: Comings,
    pace: float,
    limit: int,
    state: Words,
    statistics: FloatArray,
    summary: FloatArray,
) -> None:
    """Draw one path in place; the arguments are those of `symmachy.kernels.draws`."""
    size, rule, ties = view.ties.shape[0], setting.rule, view.ties
    weight, alpha = choices.weight, scratch.alpha
    now, coming, changes, exposure = 0.0, 0, 0, 0.0
    while True:
        rate, lost = _rate(choices, alpha)
        if lost or changes % _AFRESH == _AFRESH - 1:
            for k in range(size):
                fresh_sums(ties, setting, choices, k)
            rate, _ = _rate(choices, alpha)
        until = comings.at[coming] if coming < comings.at.shape[0] else 1.0
        step = np.inf
        if rate > 0.0 and pace > 0.0:
            step = -math.log1p(-uniform(state)) / (pace * rate)
        moves = now + step < until
        time = step if moves else until - now
        now += time
        exposure += rate * time
        if scored:
            _pass_time(setting, choices, trace, alpha, pace * time)
        if not moves:
            if coming == comings.at.shape[0]:
                break
            who = comings.who[coming]
            if comings.comes[coming] == 0:
                for k in range(size):
                    if ties[who, k]:
                        _change(
                            own, whole, view, setting, choices, trace, scratch, scored, who, k, statistics
                        )
                    if ties[k, who]:
                        _change(
                            own, whole, view, setting, choices, trace, scratch, scored, k, who, statistics
                        )
            # All its pairs: the list is that of a change that reaches the pairs of its ends.
            count = reached(ties, 1, choices.marked, choices.pairs, scratch.ends, who, 1 if who == 0 else 0)
            if scored:
                end(ties, setting, choices, trace, 0, count)
            choices.present[who] = comings.comes[coming]
            _measure_alike(own, view, setting, choices, scratch, count)
            weigh(ties, setting, choices, trace, scored, count)
            coming += 1
            continue
        # Which node, and which of its ties: each with its share of the sum.
        left = uniform(state) * rate
        i = -1
        for k in range(size):
            part = choices.moving[k] * alpha[k]
            if part > 0.0:
                i = k
                left -= part
                if left < 0.0:
                    break
        rates = choices.buffers[0]
        left = uniform(state) * _row(ties, setting, choices, i, rates)
        j = -1
        for k in range(size):
            if rates[k] > 0.0:
                j = k
                left -= rates[k]
                if left < 0.0:
                    break
        if j < 0:  # what was left of the row's sum was rounding
            fresh_sums(ties, setting, choices, i)
            continue
        changes += 1
        if changes > limit:
            break
        if scored:
            r, a, b = decided(rule, ties[i, j], weight[i, j], weight[j, i])
            count_value(choices.values, trace, i, j, ties[i, j], a / r)
            if b != 0.0:
                count_value(choices.values, trace, j, i, ties[j, i], b / r)
            if rule <= 1:
                trace.share[i] -= alpha[i]
        _change(own, whole, view, setting, choices, trace, scratch, scored, i, j, statistics)
    apart = 0
    for k in range(size):
        for m in range(size):
            apart += setting.counted[k, m] & (ties[k, m] ^ setting.start[k, m])
    summary[0] = apart if setting.directed else apart / 2
    summary[1] = changes
    summary[2] = exposure


@swept
def _rate(choices: Choices, alpha: FloatArray) -> tuple[float, bool]:
    """Return the rate of all changes for a pace of 1, and whether a sum has fallen far below its peak."""
    total, moving, peak, high = choices.total, choices.moving, choices.peak[0], choices.peak[1]
    rate, lost = 0.0, 0
    for k in range(total.shape[0]):
        alpha[k] = 1.0 / (1.0 + total[k])
        rate += moving[k] * alpha[k]
    for k in range(total.shape[0]):
        peak[k] = max(peak[k], total[k])
        high[k] = max(high[k], moving[k])
    for k in range(total.shape[0]):
        lost += (total[k] < _LOST * peak[k]) | (moving[k] < _LOST * high[k])
    return rate, lost > 0


@swept
def _pass_time(setting: Setting, choices: Choices, trace: Trace, alpha: FloatArray, passed: float) -> None:
    """Add a stretch of time, multiplied by the pace, to the integrals of the score."""
    chance, share, moving = trace.chance, trace.share, choices.moving
    for k in range(alpha.shape[0]):
        chance[k] += passed * alpha[k]
    if setting.rule <= 1:
        for k in range(alpha.shape[0]):
            share[k] += passed * moving[k] * alpha[k] * alpha[k]


@swept
def _row(ties: Flags, setting: Setting, choices: Choices, i: int, rates: FloatArray) -> float:
    """Fill the rates of the changes of one row, and return their sum."""
    weight, found = choices.weight, 0.0
    for k in range(rates.shape[0]):
        rates[k] = decided(setting.rule, ties[i, k], weight[i, k], weight[k, i])[0]
        found += rates[k]
    return found


@inlined
def _measure_alike(  # noqa: PLR0917
    own: Listed, view: View, setting: Setting, choices: Choices, scratch: Scratch, count: int
) -> None:
    """Measure the statistics that are alike at listed pairs: their values are not always kept up to date."""
    for s in range(scratch.counts.shape[0]):
        scratch.counts[s] = count if setting.alike[s] else 0
    own(view, choices.pairs, scratch.counts, setting.options, setting.slots, choices.values)


@inlined
def _change(  # noqa: PLR0917
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
    count = reached(ties, setting.reach, choices.marked, choices.pairs, scratch.ends, i, j, setting.directed)
    if scored:
        end(ties, setting, choices, trace, 0, 2)
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
                    values[bands.pairs[b, 0], bands.pairs[b, 1], s] if setting.alike[s] else 0.0
                )
        toggle(view, i, j)
        own(view, bands.pairs, bands.counts, setting.options, setting.slots, values)
        factors(setting, values, bands)
        beyond = multiply(ties, setting, choices, trace, scored, bands, 0, i)
        beyond = multiply(ties, setting, choices, trace, scored, bands, 1, j) or beyond
    else:
        toggle(view, i, j)
    if scored:
        end(ties, setting, choices, trace, 2, count)
    for s in range(counts.shape[0]):
        counts[s] = count if setting.alike[s] else scratch.ends[setting.looks[s]]
    own(view, choices.pairs, counts, setting.options, setting.slots, values)
    weigh(ties, setting, choices, trace, scored, count)
    if beyond:
        count = reached(ties, 1, choices.marked, choices.pairs, scratch.ends, i, j)
        if scored:
            end(ties, setting, choices, trace, 0, count)
        _measure_alike(own, view, setting, choices, scratch, count)
        weigh(ties, setting, choices, trace, scored, count)
