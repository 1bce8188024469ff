"""Many paths of one period by one call: everything is copied from the beginning, nothing is made anew."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np
from numba import types

from symmachy.kernels._compile import inlined, swept
from symmachy.kernels.bands import Bands
from symmachy.kernels.choices import Choices, Setting, Trace, fresh_sums, weigh
from symmachy.kernels.compose import COMPOSED, VIEW
from symmachy.kernels.decide import decided
from symmachy.kernels.listed import LISTED
from symmachy.kernels.philox import STATE, set_state
from symmachy.kernels.reached import reached
from symmachy.kernels.walk import Comings, Scratch, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.kernels.compose import Composed
    from symmachy.kernels.listed import Listed
    from symmachy.kernels.philox import Words
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray

__all__ = ["Asked", "Found", "draws", "prepare"]


class Asked(NamedTuple):
    """Which paths, and how."""

    key: Words
    """``(2,)``: of the random numbers."""
    period: int
    """Its number: the part of each path that is drawn."""
    first: int
    """The number of the first path; the others follow."""
    scored: bool
    pace: float
    """Opportunities of a node (or of a pair) in the period."""
    limit: int
    """After so many changes a path stops."""
    anew: bool
    """Whether each sets out from the start, or from where the one before it ended."""


class Found(NamedTuple):
    """What is kept of B paths; K statistics."""

    statistics: FloatArray
    """``(B, K)``: of the whole network at the start, to which what the path changes is added."""
    summary: FloatArray
    """``(B, 3)``: ties that differ from the start, changes, and the integral over time of the rate of changes
    for a pace of 1."""
    scores: FloatArray
    """``(B, sides, K)``: derivatives by the coefficients for ties to be made, and for ties to be kept."""
    ends: npt.NDArray[np.uint8]
    """``(B, N, N)``: ties at the end; or ``(0, N, N)`` where they are not asked for."""


def _prepare(own: Listed, view: View, setting: Setting, choices: Choices, measured: bool) -> None:
    size = view.ties.shape[0]
    ends = np.empty(6, dtype=np.int64)
    count = reached(view.ties, 16, choices.marked, choices.pairs, ends, 0, 1)
    if not measured:
        counts = np.full(setting.looks.shape[0], count)
        own(view, choices.pairs, counts, setting.options, setting.slots, choices.values)
    none = Trace(np.empty((1, 1, 1)), np.empty((1, 1)), np.empty(1), np.empty(1))
    weigh(view.ties, setting, choices, none, False, count)
    for k in range(size):
        fresh_sums(view.ties, setting, choices, k)


def _draws(  # noqa: PLR0917  # a compiled function takes no keywords
    own: Listed,
    whole: Composed,
    start: View,
    begin: Choices,
    setting: Setting,
    comings: Comings,
    view: View,
    choices: Choices,
    trace: Trace,
    asked: Asked,
    found: Found,
) -> None:
    size, wide = view.ties.shape[0], setting.slots.shape[0]
    n = setting.looks.shape[0]
    bands = Bands(
        np.zeros((8, 2), dtype=np.int32), np.zeros(n, dtype=np.int64), np.zeros((8, n)), np.zeros(8)
    )
    for s in range(n):
        bands.counts[s] = 8 if setting.alike[s] else 0
    scratch = Scratch(
        np.empty(size),
        np.empty(max(wide, 1)),
        np.empty(6, dtype=np.int64),
        np.empty(n, dtype=np.int64),
        bands,
    )
    state = np.empty(STATE, dtype=np.uint64)
    for b in range(found.summary.shape[0]):
        if asked.anew:
            _renew(start, begin, view, choices)
        if asked.scored:
            trace.counts[:] = 0.0
            trace.moved[:] = 0.0
            trace.chance[:] = 0.0
            trace.share[:] = 0.0
        set_state(state, asked.key, asked.first + b, asked.period)
        walk(
            own,
            whole,
            view,
            setting,
            choices,
            trace,
            scratch,
            asked.scored,
            comings,
            asked.pace,
            asked.limit,
            state,
            found.statistics[b],
            found.summary[b],
        )
        if asked.scored:
            _finish(view, setting, choices, trace)
            _score(view, setting, trace, found.scores[b])
        if found.ends.shape[0]:
            _copy(found.ends[b].reshape(-1), view.ties.reshape(-1))


@swept
def _copy(there: Any, here: Any) -> None:  # noqa: ANN401  # arrays of any kind
    for k in range(here.shape[0]):
        there[k] = here[k]


@inlined
def _renew(start: View, begin: Choices, view: View, choices: Choices) -> None:
    """Copy what a path changes."""
    _copy(view.ties.reshape(-1), start.ties.reshape(-1))
    _copy(view.degrees, start.degrees)
    _copy(view.common.reshape(-1), start.common.reshape(-1))
    if view.directed:
        _copy(view.incoming, start.incoming)
        _copy(view.paths.reshape(-1), start.paths.reshape(-1))
    _copy(choices.weight.reshape(-1), begin.weight.reshape(-1))
    _copy(choices.values.reshape(-1), begin.values.reshape(-1))
    _copy(choices.total, begin.total)
    _copy(choices.moving, begin.moving)
    _copy(choices.peak.reshape(-1), begin.peak.reshape(-1))
    _copy(choices.present, begin.present)


@swept
def _finish(  # noqa: C901, PLR0912  # loops over the same arrays
    view: View, setting: Setting, choices: Choices, trace: Trace
) -> None:
    """Take from the score what stands at all pairs when the period ends."""
    rule, ties, weight, values = setting.rule, view.ties, choices.weight, choices.values
    counts, moved, chance, share = trace.counts, trace.moved, trace.chance, trace.share
    size, n, sides = ties.shape[0], values.shape[2], counts.shape[0]
    times, back, tied, back_tied = (
        choices.buffers[0],
        choices.buffers[1],
        choices.buffers[2],
        choices.buffers[3],
    )
    for k in range(size):
        for m in range(size):
            back[m] = weight[m, k]
            tied[m] = ties[k, m]
            back_tied[m] = ties[m, k]
        if rule == 0:
            for m in range(size):
                times[m] = weight[k, m] * (chance[k] - share[k])
        elif rule == 1:
            for m in range(size):
                x, y = weight[k, m], back[m]
                free = (1.0 - tied[m]) * x * y
                times[m] = (
                    (tied[m] * x + free / (1.0 + y)) * chance[k]
                    - x * share[k]
                    + free / ((1.0 + x) * (1.0 + x)) * chance[m]
                )
        else:
            for m in range(size):
                x, y = weight[k, m], back[m]
                a = decided(rule, int(tied[m]), x, y)[1]
                b = decided(rule, int(back_tied[m]), y, x)[2]
                times[m] = a * chance[k] - x * share[k] + b * chance[m]
        if sides == 1:
            for m in range(size):
                times[m] *= 1.0 - 2.0 * tied[m]
                counts[0, k, m] -= times[m]
            for s in range(n):
                gone = 0.0
                for m in range(size):
                    gone += times[m] * values[k, m, s]
                moved[0, s] -= gone
        else:
            for m in range(size):
                side = int(tied[m])
                times[m] *= 1.0 - 2.0 * tied[m]
                counts[side, k, m] -= times[m]
                for s in range(n):
                    moved[side, s] -= times[m] * values[k, m, s]


@swept
def _score(view: View, setting: Setting, trace: Trace, score: FloatArray) -> None:
    """Multiply what was counted by the fixed matrices, and sum."""
    n = setting.looks.shape[0]
    for side in range(trace.counts.shape[0]):
        counts = trace.counts[side].reshape(-1)
        for s in range(n):
            score[side, s] = trace.moved[side, s]
        for s in range(n, setting.slots.shape[0]):
            fixed, gathered = view.fixed[setting.slots[s]].reshape(-1), 0.0
            for k in range(counts.shape[0]):
                gathered += counts[k] * fixed[k]
            score[side, s] = gathered


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
    *(types.int64, types.boolean, types.int64, _INTS, _FLAGS, _TABLE, types.Array(types.intp, 1, "C")),
    *(_FLOATS, _FLOATS, _TABLE, _TABLE, _FLAG_TABLE, _FLAG_TABLE, _FLAG_TABLE),
)
_CHOICES = _named(
    Choices,
    *(_TABLE, _CUBE, _FLOATS, _FLOATS, _TABLE, _FLAGS, _FLAG_TABLE, types.Array(types.int32, 2, "C"), _TABLE),
)
_TRACE = _named(Trace, _CUBE, _TABLE, _FLOATS, _FLOATS)
_COMINGS = _named(Comings, _FLOATS, _INTS, _FLAGS)
_ASKED = _named(
    Asked,
    types.Array(types.uint64, 1, "C"),
    *(types.int64, types.int64, types.boolean, types.float64, types.int64, types.boolean),
)
_FOUND = _named(Found, _TABLE, _TABLE, _CUBE, types.Array(types.uint8, 3, "C"))


@functools.cache
def prepare() -> Callable[..., None]:
    """Return the compiled ``f(own, view, setting, choices, measured)`` that weighs all pairs.

    It measures the network's statistics of all pairs first, unless they have been `measured`.
    """
    signature = types.void(_OWN, VIEW, _SETTING, _CHOICES, types.boolean)
    made: Callable[..., None] = numba.njit(signature, cache=True, nogil=True)(_prepare)
    return made


@functools.cache
def draws() -> Callable[..., None]:
    """Return the compiled function that draws many paths.

    Called as ``f(own, whole, start, begin, setting, comings, view, choices, trace, asked, found)``. `own` is
    what a tie changes in a node's own part, for listed pairs; `whole` what it changes in the whole, for one;
    `start` and `begin` the network and the weights from which every path starts, and `view`, `choices` and
    `trace` what it changes, and leaves as the last path did.
    """
    signature = types.void(
        *(_OWN, _WHOLE, VIEW, _CHOICES, _SETTING, _COMINGS, VIEW, _CHOICES, _TRACE, _ASKED, _FOUND)
    )
    made: Callable[..., None] = numba.njit(signature, cache=True, nogil=True)(_draws)
    return made
