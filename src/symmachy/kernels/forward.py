"""Yearly hazards carried forward: every pair of a network, year by year, while the ties change."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np
from numba import types
from numpy.lib.stride_tricks import sliding_window_view

from symmachy.kernels._compile import inlined
from symmachy.kernels.compose import COMPOSED, VIEW
from symmachy.kernels.view import View, neighbours_of, toggle

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.typing import FloatArray, IntArray

__all__ = ["Course", "Terms", "ceilings", "forward", "predictors"]


class Course(NamedTuple):
    """What does not depend on chance in H years of a world of N states, P unordered pairs in row order."""

    ties: npt.NDArray[np.uint8]
    """``(N, N)``: the ties at the start."""
    common: npt.NDArray[np.int32]
    """``(N, N)``: common neighbours at the start."""
    clock: IntArray
    """``(P,)``: years with a tie, or without one, the starting year included."""
    regime: IntArray
    """``(H,)``: which of R sets of fixed values holds in each year from which is looked ahead."""
    fixed: FloatArray
    """``(R, F, N, N)``: matrices that the changing terms read."""
    lapsed: npt.NDArray[np.uint8]
    """``(N, N)``: 1 where a tie has ended before."""
    forced: npt.NDArray[np.int8]
    """``(H, P)``: 1 where a tie is made that year whatever chance says, -1 where it is ended, else 0."""
    powers: npt.NDArray[np.uint8]
    """``(H, N)``: whether a state counts as a great power in each year that is reached."""
    options: FloatArray
    """``(K, w)``: options of the K network terms."""
    slots: npt.NDArray[np.intp]
    """``(K,)``: where the matrices of each begin in F."""
    ended: npt.NDArray[np.bool_]
    """``(P,)``: whether a tie of the pair has ended before, as `lapsed` has it."""
    watched: npt.NDArray[np.bool_]
    """``(P,)``: whether a pair has a tie at the start or is forced in any year, so that it is always looked at."""


class Terms(NamedTuple):
    """Coefficients as the loop reads them: in row 0 of each for making a tie, in row 1 for ending one."""

    common: FloatArray
    """``(2, N + 1)``: what so many common neighbours add to the predictor."""
    elsewhere: FloatArray
    """``(2, N + 1)``: what a node's ties with third nodes add, once for each of the two."""
    lapsed: FloatArray
    """``(2,)``: what an earlier tie of the two adds."""
    clocks: FloatArray
    """``(2, W)``: what so many years without a tie, or with one, add."""
    network: FloatArray
    """``(2, K)``: coefficients of the network terms."""
    cloglog: npt.NDArray[np.bool_]
    """``(2,)``: whether the chance is complementary log-log rather than logistic."""


def predictors(values: FloatArray, coefficients: FloatArray) -> FloatArray:
    """``(R, P)``: the linear predictors of fixed values ``(R, K, P)``, the first coefficient an intercept.

    The sum runs in the order of the terms, so that equal values give equal bytes whatever else changes.
    """
    found = np.full((values.shape[0], values.shape[2]), coefficients[0])
    for k in range(values.shape[1]):
        if coefficients[k + 1]:
            found += coefficients[k + 1] * values[:, k]
    return found


def ceilings(course: Course, terms: Terms, fixed_form: FloatArray) -> FloatArray:
    """``(R, P)``: above what a pair's chance of making a tie cannot be, but for what ties of its states add.

    Either chance is less than e to the predictor. What ties add is put in by the loop, once for each state
    and year; most pairs' random numbers are above the product, and need no more work. Infinite where a pair
    must always be looked at: it has a tie at the start, something forces one, or terms of the whole network
    may add anything.

    Parameters
    ----------
    course
        What does not depend on chance.
    terms
        The coefficients.
    fixed_form
        ``(R, P)`` from `predictors`, for making a tie.
    """
    if course.slots.shape[0]:
        return np.full_like(fixed_form, np.inf)
    # The most that any of the years to come adds for the time at risk.
    ahead = sliding_window_view(terms.clocks[0], len(course.forced)).max(axis=1)
    own = ahead[course.clock] + terms.lapsed[0] * course.ended
    # A trifle more than the bound, since it is rounded where the chance is not.
    found: FloatArray = np.exp(np.minimum(fixed_form + own, 700.0)) * (1 + 1e-9)
    found[:, course.watched] = np.inf
    return found


def forward(  # noqa: PLR0917  # handed on to a compiled function, which takes no keywords
    function: Callable[..., None],
    course: Course,
    terms: Terms,
    fixed_form: FloatArray,
    fixed_end: FloatArray,
    ceiling: FloatArray,
    uniforms: FloatArray,
    tied: npt.NDArray[np.uint8],
    measures: IntArray,
) -> None:
    """Carry a network forward through H years, and fill which pairs are tied and what the whole is like.

    In each year every pair without a tie may form one and every pair with one may end it, by a chance that
    reads the network of the year before; an event comes where the pair's own random number is below it.

    Parameters
    ----------
    function
        From `symmachy.kernels.compose.composed`: fills the K network terms of a pair.
    course
        What does not depend on chance.
    terms
        The coefficients.
    fixed_form, fixed_end
        ``(R, P)`` from `predictors`, for making a tie and for ending one.
    ceiling
        ``(R, P)`` from `ceilings`.
    uniforms
        ``(H, P)`` random numbers, at least 0 and below 1.
    tied
        ``(H, P)``, filled with 1 where a pair is tied in the year.
    measures
        ``(H, 5)``, filled: ties; states without one; groups of two or more that ties hold together; states
        in the largest of these; states in two camps (for two powers, those tied to exactly one of them and
        the two; the most for any two).
    """
    degrees, common = course.ties.sum(axis=1, dtype=np.int32), course.common.copy()
    view = View(
        ties=course.ties.copy(),
        degrees=degrees,
        common=common,
        fixed=course.fixed[course.regime[0]].copy(),
        incoming=degrees,
        paths=common,
        directed=False,
        tied_to=neighbours_of(course.ties),
    )
    _loop()(
        function,
        view,
        course.clock.copy(),
        course.lapsed.copy(),
        course.regime,
        course.fixed,
        course.forced,
        course.powers,
        course.options,
        course.slots,
        *terms,
        fixed_form,
        fixed_end,
        ceiling.copy(),
        uniforms,
        tied,
        measures,
    )


@inlined
def _chance(predictor: float, cloglog: bool) -> float:
    if cloglog:
        return -math.expm1(-math.exp(min(predictor, 700.0)))
    if predictor >= 0:
        return 1.0 / (1.0 + math.exp(-predictor))
    return math.exp(predictor) / (1.0 + math.exp(predictor))


@inlined
def _root(group: IntArray, i: int) -> int:
    while group[i] != i:
        group[i] = group[group[i]]
        i = group[i]
    return i


@inlined
def _camps(view: View, powers: npt.NDArray[np.uint8]) -> int:
    most = 0
    for k in range(len(powers)):
        for m in range(k + 1, len(powers)):
            if powers[k] and powers[m]:
                # A power stands in its own camp unless the two are allied: then neither is in one alone.
                count = 0 if view.ties[k, m] else 2
                for i in range(len(powers)):
                    if i not in (k, m) and view.ties[i, k] != view.ties[i, m]:  # numba knows no such set
                        count += 1
                most = max(most, count)
    return most


@inlined
def _measure(
    view: View, powers: npt.NDArray[np.uint8], out: IntArray, group: IntArray, size: IntArray
) -> None:
    n = view.ties.shape[0]
    size[:] = 0
    for i in range(n):
        group[i] = i
    for i in range(n):
        for j in range(i + 1, n):
            if view.ties[i, j]:
                a, b = _root(group, i), _root(group, j)
                group[max(a, b)] = min(a, b)
    for i in range(n):
        size[_root(group, i)] += 1
    out[0] = view.degrees.sum() // 2
    out[1] = (view.degrees == 0).sum()
    out[2] = (size > 1).sum()
    out[3] = size.max() if out[2] else 0
    out[4] = _camps(view, powers)


def _run(  # noqa: C901, PLR0912, PLR0917  # one loop over years and pairs; a compiled function takes no keywords
    function: Any,  # noqa: ANN401  # a compiled function
    view: View,
    clock: IntArray,
    ended: npt.NDArray[np.uint8],
    regime: IntArray,
    fixed: FloatArray,
    forced: npt.NDArray[np.int8],
    powers: npt.NDArray[np.uint8],
    options: FloatArray,
    slots: npt.NDArray[np.intp],
    common: FloatArray,
    elsewhere: FloatArray,
    lapsed: FloatArray,
    clocks: FloatArray,
    network: FloatArray,
    cloglog: npt.NDArray[np.bool_],
    fixed_form: FloatArray,
    fixed_end: FloatArray,
    ceiling: FloatArray,
    uniforms: FloatArray,
    tied: npt.NDArray[np.uint8],
    measures: IntArray,
) -> None:
    n, pairs = view.ties.shape[0], clock.shape[0]
    found = np.zeros(slots.shape[0])
    turned, first, second = np.empty(pairs, np.int64), np.empty(pairs, np.int64), np.empty(pairs, np.int64)
    group, size = np.empty(n, np.int64), np.empty(n, np.int64)
    beside, shared = np.empty(n), np.empty(n, np.int64)
    # The most that any number of common neighbours up to so many adds.
    most = common[0].copy()
    for k in range(1, n + 1):
        most[k] = max(most[k], most[k - 1])
    p = 0
    for i in range(n):
        shared[i] = view.common[i].max()
        for j in range(i + 1, n):
            tied[0, p] = view.ties[i, j]
            p += 1
    for h in range(regime.shape[0]):
        r = regime[h]
        if h > 0:
            tied[h] = tied[h - 1]
            if r != regime[h - 1]:
                view.fixed[:] = fixed[r]
        for i in range(n):
            beside[i] = math.exp(min(elsewhere[0, view.degrees[i]], 300.0))
        changes, p = 0, 0
        for i in range(n):
            scale = beside[i] * math.exp(min(most[min(shared[i], n)], 300.0))
            for j in range(i + 1, n):
                u = uniforms[h, p]
                if u >= ceiling[r, p] * scale * beside[j]:
                    p += 1
                    continue
                here = np.int64(view.ties[i, j])
                predictor = (
                    (fixed_end[r, p] if here else fixed_form[r, p])
                    + clocks[here, clock[p] + h]
                    + common[here, view.common[i, j]]
                    + elsewhere[here, view.degrees[i] - here]
                    + elsewhere[here, view.degrees[j] - here]
                )
                if ended[i, j]:
                    predictor += lapsed[here]
                if slots.shape[0] > 0:
                    function(view, i, j, options, slots, found)
                    for k in range(found.shape[0]):
                        predictor += network[here, k] * found[k]
                after = np.int64(here)
                # Below -3 either chance is less than e^-3 < 0.05: most numbers need no exponential.
                if (predictor >= -3.0 or u < 0.05) and u < _chance(predictor, cloglog[here]):
                    after = 1 - here
                if forced[h, p] != 0:
                    after = np.int64(forced[h, p] > 0)
                if after != here:
                    turned[changes], first[changes], second[changes] = p, i, j
                    changes += 1
                p += 1
        for k in range(changes):
            p, i, j = turned[k], first[k], second[k]
            if view.ties[i, j]:
                ended[i, j] = 1
            else:
                # One tie more is at most one common neighbour more, for the two and whom they are tied to.
                for m in range(n):
                    shared[m] += np.int64(m in (i, j) or view.ties[i, m] or view.ties[j, m])
            toggle(view, i, j)
            tied[h, p] = view.ties[i, j]
            # It is 1 in the coming year, and what bounded the pair before does so no longer.
            clock[p] = -h
            ceiling[:, p] = np.inf
        _measure(view, powers[h], measures[h], group, size)


@functools.cache
def _loop() -> Callable[..., None]:
    made: Callable[..., None] = numba.njit(
        types.void(types.FunctionType(COMPOSED), *_LOOP_TYPES),
        cache=True,
        nogil=True,
    )(_run)
    return made


def _array(kind: Any, dimensions: int) -> Any:  # noqa: ANN401  # numba has no types of its own
    return types.Array(kind, dimensions, "C")


_LOOP_TYPES = (
    VIEW,
    _array(types.int64, 1),
    _array(types.uint8, 2),
    _array(types.int64, 1),
    _array(types.float64, 4),
    _array(types.int8, 2),
    _array(types.uint8, 2),
    _array(types.float64, 2),
    _array(types.intp, 1),
    _array(types.float64, 2),
    _array(types.float64, 2),
    _array(types.float64, 1),
    _array(types.float64, 2),
    _array(types.float64, 2),
    _array(types.boolean, 1),
    _array(types.float64, 2),
    _array(types.float64, 2),
    _array(types.float64, 2),
    _array(types.float64, 2),
    _array(types.uint8, 2),
    _array(types.int64, 2),
)
