"""Change statistics of many pairs by one call: the same statistics as `compose`, each looping over its pairs.

A composition that is called for one pair at a time spends its time on the call. Here each statistic runs
through a list of pairs by itself, so that the call is paid once for all of them.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias

from numba import types

from symmachy.kernels._compile import lean
from symmachy.kernels.compose import VIEW, compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.kernels.compose import Statistic
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray

    Ripple: TypeAlias = Callable[[View, int, int, FloatArray, int, FloatArray], None]
    Listed: TypeAlias = Callable[
        [View, npt.NDArray[Any], npt.NDArray[Any], FloatArray, npt.NDArray[Any], FloatArray], None
    ]

__all__ = ["LISTED", "RIPPLE", "listed"]

_SLOTS = types.Array(types.intp, 1, "C")

LISTED = types.void(
    VIEW,
    types.Array(types.uint32, 2, "C"),
    types.Array(types.int64, 1, "C"),
    types.Array(types.float64, 2, "C"),
    _SLOTS,
    types.Array(types.float64, 3, "C"),
)
"""A composition for many pairs: the view, pairs ``(P, 2)``, how many of them each statistic measures ``(n,)``,
options ``(n, w)``, slots, and ``(n, N, N)`` to be filled at these pairs."""


RIPPLE = types.void(
    VIEW,
    types.intp,
    types.intp,
    types.Array(types.float64, 1, "C"),
    types.intp,
    types.Array(types.float64, 2, "C"),
)
"""What brings the values of one statistic up to date after a change: the view, the pair that was changed, its
options, its slot, its values ``(N, N)``."""


@functools.cache
def listed(functions: tuple[Statistic, ...], ripples: tuple[Ripple | None, ...]) -> Listed:
    """Return the compiled function that fills the change statistics of listed pairs.

    A statistic that has a ripple uses it where the list is that of a change, the changed pair first; where
    all pairs are listed it measures them, and where its count is 0 it does nothing.
    """
    if not functions:
        return _jit(_nothing)
    head, rest = compiled(functions[0]), listed(functions[1:], ripples[1:])
    ripple = ripples[0]
    if ripple is None:
        return _jit(_link(head, rest, len(functions)))
    return _jit(_rippling(head, _compiled_ripple(ripple), rest, len(functions)))


@functools.cache
def _compiled_ripple(function: Ripple) -> Ripple:
    made: Ripple = lean(RIPPLE)(function)
    return made


def _jit(function: Callable[..., None]) -> Listed:
    made: Listed = lean(LISTED, cache=False)(function)
    return made


def _nothing(  # noqa: PLR0917  # the one signature
    view: View,
    pairs: npt.NDArray[Any],
    counts: npt.NDArray[Any],
    options: FloatArray,
    slots: npt.NDArray[Any],
    out: FloatArray,
) -> None:
    pass


def _link(head: Statistic, rest: Listed, size: int) -> Callable[..., None]:
    def link(view: View, pairs: Any, counts: Any, options: FloatArray, slots: Any, out: FloatArray) -> None:  # noqa: ANN401, PLR0917  # the one signature
        k = options.shape[0] - size
        row, slot, values = options[k], slots[k], out[k]
        for p in range(counts[k]):
            values[pairs[p, 0], pairs[p, 1]] = head(view, pairs[p, 0], pairs[p, 1], row, slot)
        rest(view, pairs, counts, options, slots, out)

    return link


def _rippling(head: Statistic, ripple: Ripple, rest: Listed, size: int) -> Callable[..., None]:
    def link(view: View, pairs: Any, counts: Any, options: FloatArray, slots: Any, out: FloatArray) -> None:  # noqa: ANN401, PLR0917  # the one signature
        k = options.shape[0] - size
        row, slot, values = options[k], slots[k], out[k]
        if counts[k] == view.ties.shape[0] * (view.ties.shape[0] - 1):
            for p in range(counts[k]):
                values[pairs[p, 0], pairs[p, 1]] = head(view, pairs[p, 0], pairs[p, 1], row, slot)
        elif counts[k] > 0:
            ripple(view, pairs[0, 0], pairs[0, 1], row, slot, values)
        rest(view, pairs, counts, options, slots, out)

    return link
