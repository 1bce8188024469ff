"""Many paths of one period by one call: everything is copied from the beginning, nothing is made anew."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from numba import types

from symmachy.kernels._compile import inlined, lean, swept
from symmachy.kernels.bands import Bands
from symmachy.kernels.choices import FARTHEST, Choices, Setting, Trace, fresh_sums
from symmachy.kernels.compose import COMPOSED, VIEW
from symmachy.kernels.exponential import exp_in_place
from symmachy.kernels.listed import LISTED
from symmachy.kernels.philox import set_state
from symmachy.kernels.reached import List, reached
from symmachy.kernels.strips import AFTER, BACK, BEFORE, CHANCES, LENGTH, SHARES, TIED, X, Y, times_before
from symmachy.kernels.walk import Comings, Scratch, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from symmachy.kernels.compose import Composed
    from symmachy.kernels.listed import Listed
    from symmachy.kernels.philox import Words
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray

    Flags = npt.NDArray[np.uint8]

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
    pace: FloatArray
    """``(N,)``: opportunities of each node (or of each pair whose first it is) in the period."""
    limit: int
    """After so many changes a path stops."""
    anew: bool
    """Whether each sets out from the start, or from where the one before it ended."""


class Found(NamedTuple):
    """What is kept of B paths; K statistics."""

    statistics: FloatArray
    """``(B, K)``: of the whole network at the start, to which what the path changes is added."""
    summary: FloatArray
    """``(B, 3)``: ties that differ from the start, changes, and the integral over time of the rate of
    changes."""
    scores: FloatArray
    """``(B, sides, K)``: derivatives by the coefficients for ties to be made, and for ties to be kept."""
    turns: FloatArray
    """``(B, N)``: each node's own changes less the integral of their rate; or ``(0, N)`` where not asked for."""
    ends: npt.NDArray[np.uint8]
    """``(B, N, N)``: ties at the end; or ``(0, N, N)`` where they are not asked for."""


def _prepare(  # noqa: PLR0917  # a compiled function takes no keywords
    own: Listed, view: View, setting: Setting, choices: Choices, scratch: Scratch, measured: bool, sided: bool
) -> None:
    if not measured:
        count = reached(view, 16, scratch.list, 0, 1)
        scratch.counts[:] = count
        own(view, scratch.list.pairs, scratch.counts, setting.options, setting.slots, choices.values)
    _add_up(view, setting.slots, setting.making, setting.looks.shape[0], setting.made)
    if sided:
        _add_up(view, setting.slots, setting.keeping, setting.looks.shape[0], setting.kept)
    size = view.ties.shape[0]
    for k in range(size):
        for first in range(0, size, LENGTH):
            strip, count = scratch.strips[0], min(LENGTH, size - first)
            _worth(view.ties, setting, choices.values, strip, k, first, count)
            exp_in_place(strip[:count], scratch.bits, scratch.scale)
            for p in range(count):
                m = first + p
                may = setting.allowed[k, m] and choices.present[k] and choices.present[m]
                choices.weight[k, m] = strip[p] if may else 0.0
    for k in range(size):
        fresh_sums(view.ties, setting, choices, k, scratch.rates)


@swept
def _add_up(view: View, slots: Any, times: FloatArray, first: int, out: FloatArray) -> None:  # noqa: ANN401
    """Fill what the fixed matrices of the statistics from `first` on are worth together."""
    summed = out.reshape(-1)
    summed[:] = 0.0
    for s in range(first, slots.shape[0]):
        fixed, by = view.fixed[slots[s]].reshape(-1), times[s]
        for k in range(summed.shape[0]):
            summed[k] += by * fixed[k]


@swept
def _worth(  # noqa: PLR0917
    ties: Any,  # noqa: ANN401
    setting: Setting,
    values: FloatArray,
    strip: FloatArray,
    k: int,
    first: int,
    count: int,
) -> None:
    """Fill what the changes of a part of a row are worth."""
    part = slice(first, first + count)
    tied, made, kept = ties[k, part], setting.made[k, part], setting.kept[k, part]
    for p in range(count):
        strip[LENGTH + p] = tied[p]
    for p in range(count):
        strip[p] = (1.0 - strip[LENGTH + p]) * made[p] - strip[LENGTH + p] * kept[p]
    for s in range(values.shape[0]):
        making, either, value = setting.making[s], setting.making[s] + setting.keeping[s], values[s, k, part]
        for p in range(count):
            strip[p] += (making - either * strip[LENGTH + p]) * value[p]
    for p in range(count):
        strip[p] = min(max(strip[p], -FARTHEST), FARTHEST)


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
    scratch: Scratch,
    asked: Asked,
    found: Found,
) -> None:
    state = scratch.state
    for b in range(found.summary.shape[0]):
        if asked.anew:
            _renew(start, begin, setting, view, choices, asked.scored)
        if asked.scored:
            trace.counts[:] = 0.0
            trace.moved[:] = 0.0
            trace.chance[:] = 0.0
            trace.share[:] = 0.0
            trace.turns[:] = 0.0
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
            found.statistics[b],
            found.summary[b],
        )
        if asked.scored:
            _finish(view, setting, choices, trace, scratch.strips[0], found.scores[b])
        if found.turns.shape[0]:
            _copy(found.turns[b], trace.turns)
        if found.ends.shape[0]:
            _copy(found.ends[b].reshape(-1), view.ties.reshape(-1))


@swept
def _copy(there: Any, here: Any) -> None:  # noqa: ANN401  # arrays of any kind
    for k in range(here.shape[0]):
        there[k] = here[k]


@inlined
def _renew(  # noqa: PLR0917
    start: View, begin: Choices, setting: Setting, view: View, choices: Choices, scored: bool
) -> None:
    """Copy what a path changes; statistics that are alike are else measured wherever they are read."""
    _copy(view.ties.reshape(-1), start.ties.reshape(-1))
    _copy(view.degrees, start.degrees)
    for k in range(view.degrees.shape[0]):
        for at in range(view.degrees[k]):
            view.tied_to[k, at] = start.tied_to[k, at]
    _copy(view.common.reshape(-1), start.common.reshape(-1))
    if view.directed:
        _copy(view.incoming, start.incoming)
        _copy(view.paths.reshape(-1), start.paths.reshape(-1))
    _copy(choices.weight.reshape(-1), begin.weight.reshape(-1))
    for s in range(setting.alike.shape[0]):
        if scored or not setting.alike[s]:
            _copy(choices.values[s].reshape(-1), begin.values[s].reshape(-1))
    _copy(choices.total, begin.total)
    _copy(choices.moving, begin.moving)
    _copy(choices.peak.reshape(-1), begin.peak.reshape(-1))
    _copy(choices.present, begin.present)


@inlined
def _finish(  # noqa: PLR0917
    view: View, setting: Setting, choices: Choices, trace: Trace, strip: FloatArray, score: FloatArray
) -> None:
    """Take from the score what stands at all pairs when the period ends, and sum it."""
    n, sides, size = setting.looks.shape[0], trace.counts.shape[0], view.ties.shape[0]
    for at in range(sides):
        base, slope = 1.0 if at == 0 else 0.0, -2.0 if sides == 1 else -1.0
        for s in range(setting.slots.shape[0]):
            score[at, s] = trace.moved[at, s] if s < n else 0.0
        for k in range(size):
            for first in range(0, size, LENGTH):
                count = min(LENGTH, size - first)
                part = slice(first, first + count)
                _stand(view.ties[k, part], choices.weight[k, part], choices.weight[part, k], strip)
                if setting.directed:
                    _tie_back(view.ties[part, k], strip)
                _fill_times(trace.chance[part], trace.share[part], trace.chance[k], trace.share[k], strip)
                times_before(strip, setting.rule, count)
                _take(strip, trace.counts[at, k, part], base, slope)
                for s in range(n):
                    score[at, s] -= _dot(strip, BEFORE, choices.values[s, k, part])
                for s in range(n, setting.slots.shape[0]):
                    score[at, s] += _dot(strip, AFTER, view.fixed[setting.slots[s], k, part])


@swept
def _stand(tied: Flags, weight: FloatArray, back: FloatArray, strip: FloatArray) -> None:
    """Fill a strip with the ties and weights of a part of a row as they stand, ties back as if undirected."""
    for p in range(weight.shape[0]):
        strip[Y + p] = back[p]
    for p in range(weight.shape[0]):
        strip[X + p] = weight[p]
        strip[TIED + p] = strip[BACK + p] = tied[p]


@swept
def _tie_back(tied: Flags, strip: FloatArray) -> None:
    for p in range(tied.shape[0]):
        strip[BACK + p] = tied[p]


@swept
def _fill_times(
    chance: FloatArray, share: FloatArray, of_row: float, of_row_share: float, strip: FloatArray
) -> None:
    """Fill a strip with the integrals of a part of a row."""
    for p in range(chance.shape[0]):
        strip[CHANCES + p] = of_row
        strip[CHANCES + LENGTH + p] = chance[p]
    for p in range(chance.shape[0]):
        strip[SHARES + p] = of_row_share
        strip[SHARES + LENGTH + p] = share[p]


@swept
def _take(strip: FloatArray, counts: FloatArray, base: float, slope: float) -> None:
    """Give what stands its sign, and take it from what was counted."""
    for p in range(counts.shape[0]):
        strip[BEFORE + p] *= base + slope * strip[TIED + p]
        strip[AFTER + p] = counts[p] - strip[BEFORE + p]


@swept
def _dot(strip: FloatArray, at: int, by: FloatArray) -> float:
    found = 0.0
    for p in range(by.shape[0]):
        found += strip[at + p] * by[p]
    return found


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
_CHOICES = _named(Choices, *(_TABLE, _CUBE, _FLOATS, _FLOATS, _TABLE, _FLAGS))
_PAIRS = types.Array(types.uint32, 2, "C")
_LIST = _named(List, *(_PAIRS, types.Array(types.uint32, 1, "C"), _INTS, _FLAG_TABLE, _PAIRS, _FLAGS))
_BANDS = _named(Bands, *(_PAIRS, _INTS, _TABLE, _FLOATS))
_SCRATCH = _named(
    Scratch,
    *(
        _LIST,
        _BANDS,
        _TABLE,
        _INTS,
        _FLOATS,
        _FLOATS,
        _FLOATS,
        _FLOATS,
        _INTS,
        types.Array(types.uint64, 1, "C"),
    ),
)
_TRACE = _named(Trace, _CUBE, _TABLE, _FLOATS, _FLOATS, _FLOATS)
_COMINGS = _named(Comings, _FLOATS, _INTS, _FLAGS)
_ASKED = _named(
    Asked,
    types.Array(types.uint64, 1, "C"),
    *(types.int64, types.int64, types.boolean, _FLOATS, types.int64, types.boolean),
)
_FOUND = _named(Found, _TABLE, _TABLE, _CUBE, _TABLE, types.Array(types.uint8, 3, "C"))


@functools.cache
def prepare() -> Callable[..., None]:
    """Return the compiled ``f(own, view, setting, choices, scratch, measured, sided)`` that weighs all pairs.

    It measures the network's statistics of all pairs first, unless they have been `measured`, and fills what the
    other statistics are worth: for ties to be kept too, where these are `sided` and not the same.
    """
    signature = types.void(_OWN, VIEW, _SETTING, _CHOICES, _SCRATCH, types.boolean, types.boolean)
    made: Callable[..., None] = lean(signature)(_prepare)
    return made


@functools.cache
def draws() -> Callable[..., None]:
    """Return the compiled function that draws many paths.

    Called as ``f(own, whole, start, begin, setting, comings, view, choices, trace, scratch, asked, found)``. `own` is
    what a tie changes in a node's own part, for listed pairs; `whole` what it changes in the whole, for one;
    `start` and `begin` the network and the weights from which every path starts, and `view`, `choices`,
    `trace` and `scratch` what it changes, and leaves as the last path did.
    """
    signature = types.void(
        *(_OWN, _WHOLE, VIEW, _CHOICES, _SETTING, _COMINGS, VIEW, _CHOICES, _TRACE, _SCRATCH, _ASKED, _FOUND)
    )
    made: Callable[..., None] = lean(signature)(_draws)
    return made
