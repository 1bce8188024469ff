"""Change statistics of many pairs by one call: the same statistics as `compose`, each looping over its pairs.

A composition that is called for one pair at a time spends its time on the call. Here each statistic runs
through a list of pairs by itself, so that the call is paid once for all of them.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias

import numba
from numba import types

from symmachy.kernels.compose import VIEW, compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.kernels.compose import Statistic
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray

    Listed: TypeAlias = Callable[
        [View, npt.NDArray[Any], npt.NDArray[Any], FloatArray, npt.NDArray[Any], FloatArray], None
    ]

__all__ = ["LISTED", "listed"]

_SLOTS = types.Array(types.intp, 1, "C")

LISTED = types.void(
    VIEW,
    types.Array(types.int32, 2, "C"),
    types.Array(types.int64, 1, "C"),
    types.Array(types.float64, 2, "C"),
    _SLOTS,
    types.Array(types.float64, 3, "C"),
)
"""A composition for many pairs: the view, pairs ``(P, 2)``, how many of them each statistic measures ``(n,)``,
options ``(n, w)``, slots, and ``(N, N, n)`` to be filled at these pairs."""


@functools.cache
def listed(functions: tuple[Statistic, ...]) -> Listed:
    """Return the compiled function that fills the change statistics of listed pairs."""
    if not functions:
        return _jit(_nothing)
    return _jit(_link(compiled(functions[0]), listed(functions[1:]), len(functions)))


def _jit(function: Callable[..., None]) -> Listed:
    made: Listed = numba.njit(LISTED, nogil=True)(function)
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
        row, slot = options[k], slots[k]
        for p in range(counts[k]):
            out[pairs[p, 0], pairs[p, 1], k] = head(view, pairs[p, 0], pairs[p, 1], row, slot)
        rest(view, pairs, counts, options, slots, out)

    return link
