"""Many change statistics as one compiled function, whose options are given when it runs.

Each statistic is compiled once and kept on disk. A specification is their composition: functions of up to
four statistics, each calling the next, memoised on the tuple of statistics. So a new specification compiles
one small function for every four of its statistics, and a new value of an option compiles nothing. All
compositions have one signature; a loop that takes `COMPOSED` as an argument is itself compiled only once.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias

import numba
import numpy as np
from numba import types
from numba.core.errors import NumbaError

from symmachy.errors import BadInput
from symmachy.kernels._compile import inlined, lean
from symmachy.kernels.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.typing import FloatArray

    Statistic: TypeAlias = Callable[[View, int, int, FloatArray, int], float]
    Composed: TypeAlias = Callable[[View, int, int, FloatArray, npt.NDArray[Any], FloatArray], None]

__all__ = ["COMPOSED", "STATISTIC", "VIEW", "compiled", "composed", "every_pair"]

_ROW = types.Array(types.float64, 1, "C")
_TABLE = types.Array(types.float64, 2, "C")
_SLOTS = types.Array(types.intp, 1, "C")

VIEW = types.NamedTuple(  # type: ignore[no-untyped-call]  # numba has no types of its own
    (
        types.Array(types.uint8, 2, "C"),
        types.Array(types.int32, 1, "C"),
        types.Array(types.int32, 2, "C"),
        types.Array(types.float64, 3, "C"),
        types.Array(types.int32, 1, "C"),
        types.Array(types.int32, 2, "C"),
        types.boolean,
        types.Array(types.uint32, 2, "C"),
    ),
    View,
)
"""The compiler's type of a `View`."""

STATISTIC = types.float64(VIEW, types.intp, types.intp, _ROW, types.intp)
"""A change statistic: the view, the pair, its row of options, the first of its fixed matrices."""

COMPOSED = types.void(VIEW, types.intp, types.intp, _TABLE, _SLOTS, _ROW)
"""A composition: the view, the pair, options ``(n, w)``, slots ``(K,)``, and ``(K,)`` to be filled."""


@functools.cache
def compiled(function: Statistic) -> Statistic:
    """Compile one change statistic, or load it from disk.

    It may use numpy and math, not names of its own module. What was typed at a prompt is compiled anew
    in each process: there is no file to keep it beside.

    Raises
    ------
    BadInput
        Where it uses what cannot be compiled.
    """
    try:
        return _compile_statistic(function)
    except NumbaError as fault:
        lines = [line.strip() for line in str(fault).splitlines()]
        reason = next((line for line in lines[1:] if line), "of a kind that it does not know")
        raise BadInput(
            f"{function.__qualname__} cannot be compiled ({reason}): use arithmetic, loops, math and numpy on the "
            "arguments alone, and return a number"
        ) from None


def _compile_statistic(function: Statistic) -> Statistic:
    try:
        made: Statistic = _lean_statistic(function)
    except RuntimeError:  # no place to keep it
        made = _jit(STATISTIC, cache=False)(function)
    return made


def _lean_statistic(function: Statistic) -> Statistic:
    try:
        made: Statistic = lean(STATISTIC)(function)
    except NumbaError:  # it makes an array, or cannot be compiled at all
        made = _jit(STATISTIC, cache=True)(function)
    return made


@functools.cache
def composed(functions: tuple[Statistic, ...]) -> Composed:
    """Return the compiled function that fills the change statistics of a pair.

    Called as ``f(view, i, j, options, slots, out)``: ``out[k]`` is the k-th of the n functions with its
    row of the options and its slot; each ``out[k]`` after them is ``view.fixed[slots[k], i, j]``.
    """
    if not functions:
        return _looked_up
    first, rest = functions[: (len(functions) - 1) % 4 + 1], functions[(len(functions) - 1) % 4 + 1 :]
    heads = tuple(compiled(f) for f in first)
    made: Composed = lean(COMPOSED, cache=False)(_LINKS[len(heads)](heads, composed(rest), len(functions)))
    return made


def every_pair(
    function: Composed,
    view: View,
    options: FloatArray,
    slots: npt.NDArray[Any],
    out: FloatArray,
    *,
    both: bool = False,
) -> None:
    """Fill ``out``, ``(K, N, N)``, with the change statistics of all pairs; the diagonal is left alone.

    Parameters
    ----------
    function
        From `composed`.
    view, options, slots
        As it takes them.
    out
        What is filled.
    both
        Whether the two orders of a pair differ and each is asked for.
    """
    _filler()(function, view, options, slots, out, both)


def _jit(signature: object, *, cache: bool) -> Callable[[Any], Any]:
    wrap: Callable[[Any], Any] = numba.njit(signature, cache=cache, nogil=True)
    return wrap


@inlined
def _looked_up(  # noqa: PLR0917  # the one signature of compositions
    view: View, i: int, j: int, options: FloatArray, slots: npt.NDArray[Any], out: FloatArray
) -> None:
    for k in range(options.shape[0], slots.shape[0]):
        out[k] = view.fixed[slots[k], i, j]


def _link_1(heads: tuple[Any, ...], rest: Any, size: int) -> Composed:  # noqa: ANN401  # compiled functions
    (a,) = heads

    def link(view: View, i: int, j: int, options: FloatArray, slots: Any, out: FloatArray) -> None:  # noqa: ANN401, PLR0917  # the one signature
        k = options.shape[0] - size
        out[k] = a(view, i, j, options[k], slots[k])
        rest(view, i, j, options, slots, out)

    return link


def _link_2(heads: tuple[Any, ...], rest: Any, size: int) -> Composed:  # noqa: ANN401  # compiled functions
    a, b = heads

    def link(view: View, i: int, j: int, options: FloatArray, slots: Any, out: FloatArray) -> None:  # noqa: ANN401, PLR0917  # the one signature
        k = options.shape[0] - size
        out[k] = a(view, i, j, options[k], slots[k])
        out[k + 1] = b(view, i, j, options[k + 1], slots[k + 1])
        rest(view, i, j, options, slots, out)

    return link


def _link_3(heads: tuple[Any, ...], rest: Any, size: int) -> Composed:  # noqa: ANN401  # compiled functions
    a, b, c = heads

    def link(view: View, i: int, j: int, options: FloatArray, slots: Any, out: FloatArray) -> None:  # noqa: ANN401, PLR0917  # the one signature
        k = options.shape[0] - size
        out[k] = a(view, i, j, options[k], slots[k])
        out[k + 1] = b(view, i, j, options[k + 1], slots[k + 1])
        out[k + 2] = c(view, i, j, options[k + 2], slots[k + 2])
        rest(view, i, j, options, slots, out)

    return link


def _link_4(heads: tuple[Any, ...], rest: Any, size: int) -> Composed:  # noqa: ANN401  # compiled functions
    a, b, c, d = heads

    def link(view: View, i: int, j: int, options: FloatArray, slots: Any, out: FloatArray) -> None:  # noqa: ANN401, PLR0917  # the one signature
        k = options.shape[0] - size
        out[k] = a(view, i, j, options[k], slots[k])
        out[k + 1] = b(view, i, j, options[k + 1], slots[k + 1])
        out[k + 2] = c(view, i, j, options[k + 2], slots[k + 2])
        out[k + 3] = d(view, i, j, options[k + 3], slots[k + 3])
        rest(view, i, j, options, slots, out)

    return link


_LINKS = {1: _link_1, 2: _link_2, 3: _link_3, 4: _link_4}


def _fill(  # noqa: PLR0917  # a compiled function takes no keywords
    function: Composed,
    view: View,
    options: FloatArray,
    slots: npt.NDArray[Any],
    out: FloatArray,
    both: bool,
) -> None:
    found = np.empty(out.shape[0])
    for i in range(out.shape[1]):
        for j in range(i + 1, out.shape[1]):
            function(view, i, j, options, slots, found)
            for k in range(out.shape[0]):
                out[k, i, j] = found[k]
            if both:
                function(view, j, i, options, slots, found)
            for k in range(out.shape[0]):
                out[k, j, i] = found[k]


@functools.cache
def _filler() -> Callable[..., None]:
    out = types.Array(types.float64, 3, "C")
    signature = types.void(types.FunctionType(COMPOSED), VIEW, _TABLE, _SLOTS, out, types.boolean)
    filler: Callable[..., None] = _jit(signature, cache=True)(_fill)
    return filler
