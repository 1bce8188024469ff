"""One path of a network that its nodes change, from one actual change to the next.

An opportunity that changes nothing leaves all chances as they are. So the time to the next actual change is
exponential, with the sum of the rates of all changes, and which change it is has those rates as chances: the
opportunities in between need not be drawn. The score function of the path, given the actual changes alone, is
the expectation of that of the complete path and as good for derivatives, with less noise.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np
from numba import types

from symmachy.kernels._compile import inlined
from symmachy.kernels.choices import Choices, Setting, Trace, count_value, end, fresh_sums, weigh
from symmachy.kernels.compose import COMPOSED, VIEW
from symmachy.kernels.decide import decided
from symmachy.kernels.listed import LISTED
from symmachy.kernels.reached import reached
from symmachy.kernels.view import toggle

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.kernels.compose import Composed
    from symmachy.kernels.listed import Listed
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray

__all__ = ["Comings", "prepare", "walk"]


class Comings(NamedTuple):
    """Nodes that come or go within the period, in order of time."""

    at: FloatArray
    """``(E,)``: the time, from 0 to 1."""
    who: npt.NDArray[np.int64]
    """``(E,)``: the node."""
    comes: npt.NDArray[np.uint8]
    """``(E,)``: 1 where it comes, 0 where it goes and its ties with it."""


def _prepare(  # noqa: PLR0917  # a compiled function takes no keywords
    own: Listed, view: View, setting: Setting, choices: Choices, trace: Trace, measured: bool
) -> None:
    ends = np.empty(6, dtype=np.int64)
    count = reached(view.ties, 16, choices.marked, choices.pairs, ends, 0, 1)
    if not measured:
        counts = np.full(setting.looks.shape[0], count)
        own(view, choices.pairs, counts, setting.options, setting.slots, choices.values)
    weigh(view.ties, setting, choices, trace, False, count)
    for k in range(view.ties.shape[0]):
        fresh_sums(setting, choices, k)


def _walk(  # noqa: C901, PLR0912, PLR0915, PLR0917  # one loop, compiled as one
    own: Listed,
    whole: Composed,
    view: View,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scored: bool,
    comings: Comings,
    pace: float,
    limit: int,
    generator: np.random.Generator,
    statistics: FloatArray,
    summary: FloatArray,
) -> None:
    size, rule, ties = view.ties.shape[0], setting.rule, view.ties
    total, moving, cells = choices.total, choices.moving, choices.cells
    found = np.empty(max(setting.slots.shape[0], 1))
    ends, counts = np.empty(6, dtype=np.int64), np.empty(setting.looks.shape[0], dtype=np.int64)
    alpha = np.empty(size)
    now, coming, changes, exposure = 0.0, 0, 0, 0.0
    while True:
        rate = 0.0
        for k in range(size):
            alpha[k] = 1.0 / (1.0 + total[k])
            rate += moving[k] * alpha[k]
        until = comings.at[coming] if coming < comings.at.shape[0] else 1.0
        step = np.inf
        if rate > 0.0 and pace > 0.0:
            step = generator.standard_exponential() / (pace * rate)
        moves = now + step < until
        time = step if moves else until - now
        now += time
        exposure += rate * time
        if scored:
            for k in range(size):
                trace.chance[k] += pace * time * alpha[k]
                if rule <= 1:
                    trace.share[k] += pace * time * moving[k] * alpha[k] * alpha[k]
        if not moves:
            if coming == comings.at.shape[0]:
                break
            who = comings.who[coming]
            if comings.comes[coming] == 0:
                for k in range(size):
                    if ties[who, k]:
                        _change(
                            own,
                            whole,
                            view,
                            setting,
                            choices,
                            trace,
                            scored,
                            who,
                            k,
                            found,
                            statistics,
                            ends,
                            counts,
                        )
                    if ties[k, who]:
                        _change(
                            own,
                            whole,
                            view,
                            setting,
                            choices,
                            trace,
                            scored,
                            k,
                            who,
                            found,
                            statistics,
                            ends,
                            counts,
                        )
            # All its pairs: the list is that of a change that reaches the pairs of its ends.
            count = reached(ties, 1, choices.marked, choices.pairs, ends, who, 1 if who == 0 else 0)
            if scored:
                end(ties, setting, choices, trace, count)
            choices.present[who] = comings.comes[coming]
            weigh(ties, setting, choices, trace, scored, count)
            fresh_sums(setting, choices, who)
            coming += 1
            continue
        # Which node, and which of its ties: each with its share of the sum.
        left = generator.random() * rate
        i = -1
        for k in range(size):
            part = moving[k] * alpha[k]
            if part > 0.0:
                i = k
                left -= part
                if left < 0.0:
                    break
        left = generator.random() * moving[i]
        j = -1
        for k in range(size):
            part = cells[i, k, 0]
            if part > 0.0:
                j = k
                left -= part
                if left < 0.0:
                    break
        changes += 1
        if changes > limit:
            break
        if scored:
            r, a, b = decided(rule, ties[i, j], cells[i, j, 1], cells[j, i, 1])
            count_value(choices.values, trace, i, j, ties[i, j], a / r)
            if b != 0.0:
                count_value(choices.values, trace, j, i, ties[j, i], b / r)
            if rule <= 1:
                for k in range(size):
                    if cells[i, k, 1] > 0.0:
                        count_value(choices.values, trace, i, k, ties[i, k], -cells[i, k, 1] * alpha[i])
        _change(own, whole, view, setting, choices, trace, scored, i, j, found, statistics, ends, counts)
    if scored:
        count = reached(ties, 16, choices.marked, choices.pairs, ends, 0, 1)
        end(ties, setting, choices, trace, count)
    apart = 0
    for k in range(size):
        for m in range(size):
            if setting.counted[k, m] and ties[k, m] != setting.start[k, m]:
                apart += 1
    summary[0] = apart if setting.directed else apart / 2
    summary[1] = changes
    summary[2] = exposure


@inlined
def _change(  # noqa: PLR0917
    own: Listed,
    whole: Composed,
    view: View,
    setting: Setting,
    choices: Choices,
    trace: Trace,
    scored: bool,
    i: int,
    j: int,
    found: FloatArray,
    statistics: FloatArray,
    ends: npt.NDArray[np.int64],
    counts: npt.NDArray[np.int64],
) -> None:
    """Make or undo the tie from `i` to `j`, and measure and weigh anew what that may reach."""
    ties = view.ties
    count = reached(ties, setting.reach, choices.marked, choices.pairs, ends, i, j)
    if scored:
        end(ties, setting, choices, trace, count)
    whole(view, i, j, setting.options, setting.slots, found)
    sign = -1.0 if ties[i, j] else 1.0
    for k in range(setting.slots.shape[0]):
        statistics[k] += sign * found[k]
    toggle(view, i, j)
    for k in range(counts.shape[0]):
        counts[k] = ends[setting.looks[k]]
    own(view, choices.pairs, counts, setting.options, setting.slots, choices.values)
    weigh(ties, setting, choices, trace, scored, count)
    fresh_sums(setting, choices, i)
    fresh_sums(setting, choices, j)


_WHOLE = types.FunctionType(COMPOSED)
_OWN = types.FunctionType(LISTED)
_FLOATS = types.Array(types.float64, 1, "C")
_TABLE = types.Array(types.float64, 2, "C")
_CUBE = types.Array(types.float64, 3, "C")
_FLAGS = types.Array(types.uint8, 1, "C")
_FLAG_TABLE = types.Array(types.uint8, 2, "C")
_INTS = types.Array(types.int64, 1, "C")


def _named(kind: type, *of: object) -> Any:  # noqa: ANN401  # numba has no types of its own
    return types.NamedTuple(of, kind)  # type: ignore[no-untyped-call]


_SETTING = _named(
    Setting,
    *(
        types.int64,
        types.boolean,
        types.int64,
        _INTS,
        _TABLE,
        types.Array(types.intp, 1, "C"),
        _FLOATS,
        _FLOATS,
    ),
    *(_FLAG_TABLE, _FLAG_TABLE, _FLAG_TABLE),
)
_CHOICES = _named(
    Choices, _CUBE, _CUBE, _FLOATS, _FLOATS, _FLAGS, _FLAG_TABLE, types.Array(types.int32, 2, "C")
)
_TRACE = _named(Trace, _CUBE, _TABLE, _FLOATS, _FLOATS)
_COMINGS = _named(Comings, _FLOATS, _INTS, _FLAGS)


@functools.cache
def prepare() -> Callable[..., None]:
    """Return the compiled ``f(own, view, setting, choices, trace, measured)`` that weighs all pairs.

    It measures the network's statistics of all pairs first, unless they have been `measured`.
    """
    signature = types.void(_OWN, VIEW, _SETTING, _CHOICES, _TRACE, types.boolean)
    made: Callable[..., None] = numba.njit(signature, cache=True, nogil=True)(_prepare)
    return made


@functools.cache
def walk() -> Callable[..., None]:
    """Return the compiled function that draws one path.

    Called as ``f(own, whole, view, setting, choices, trace, scored, comings, pace, limit, generator,
    statistics, summary)``. `own` is what a tie changes in a node's own part, for listed pairs; `whole` what
    it changes in the whole, for one; `pace` is the number of opportunities of a node (or of a pair) in the
    period; after `limit` changes it stops. It changes the view, the choices and the trace, adds what the
    path changed to the K `statistics`, and fills `summary`: ties that differ from the start, changes, and
    the integral over time of the rate of changes per unit of pace.
    """
    generator = numba.typeof(  # type: ignore[no-untyped-call]  # numba has no types of its own
        np.random.Generator(np.random.Philox(0))
    )
    signature = types.void(
        *(_OWN, _WHOLE, VIEW, _SETTING, _CHOICES, _TRACE, types.boolean, _COMINGS),
        *(types.float64, types.int64, generator, _FLOATS, _FLOATS),
    )
    made: Callable[..., None] = numba.njit(signature, cache=True, nogil=True)(_walk)
    return made
