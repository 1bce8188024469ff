"""Metropolis-Hastings over networks: one pair at a time, half of the proposals among the ties that there are."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numba
import numpy as np
from numba import types

from symmachy.kernels.compose import COMPOSED, VIEW
from symmachy.kernels.view import toggle

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.kernels.compose import Composed
    from symmachy.kernels.view import View
    from symmachy.typing import FloatArray, IntArray

__all__ = ["Chain", "chain_of", "walk"]

_AT_ONCE = 50_000
"""Steps whose random numbers are drawn together."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Chain:
    """A network on its way, and what its steps read; `walk` changes the view and the lists in place."""

    function: Composed
    view: View
    options: FloatArray
    slots: npt.NDArray[np.intp]
    theta: FloatArray
    """``(K,)``: coefficients, in the order of the compiled functions."""
    pairs: IntArray
    """``(M, 2)``: the pairs that are free, each once."""
    tied: IntArray
    """``(M + 1,)``: places of the tied ones among `pairs`, in no order, then anything; last their number."""
    place: IntArray
    """``(M,)``: the place of each pair in `tied`, -1 where it is not tied."""


def chain_of(  # noqa: PLR0917  # as the compiled function takes them
    function: Composed,
    view: View,
    options: FloatArray,
    slots: npt.NDArray[np.intp],
    theta: FloatArray,
    pairs: IntArray,
) -> Chain:
    """Return a chain that starts from the ties of `view`, which it will change."""
    tied = np.zeros(len(pairs) + 1, dtype=np.int64)
    place = np.full(len(pairs), -1, dtype=np.int64)
    there = np.flatnonzero(view.ties[pairs[:, 0], pairs[:, 1]])
    tied[: len(there)] = there
    place[there] = np.arange(len(there))
    tied[-1] = len(there)
    return Chain(
        function=function,
        view=view,
        options=options,
        slots=slots,
        theta=np.ascontiguousarray(theta, dtype=np.float64),
        pairs=np.ascontiguousarray(pairs, dtype=np.int64),
        tied=tied,
        place=place,
    )


def walk(chain: Chain, steps: int, generator: np.random.Generator) -> int:
    """Make so many steps in place, three random numbers each, and return how many changed a tie.

    A proposal takes, with even chances, one of the free ties that there are or any free pair; where there is
    no tie, any free pair. Its acceptance keeps ``exp(theta' g) / Z`` over the free pairs [1]_.

    References
    ----------
    .. [1] Morris, Handcock and Hunter (2008), Specification of Exponential-Family Random Graph Models: Terms and
       Computational Aspects, Journal of Statistical Software 24.
    """
    changed = 0
    if not len(chain.pairs):
        return changed
    for first in range(0, steps, _AT_ONCE):
        drawn = generator.random((min(_AT_ONCE, steps - first), 3))
        changed += _compiled()(
            chain.function,
            chain.view,
            chain.options,
            chain.slots,
            chain.theta,
            chain.pairs,
            chain.tied,
            chain.place,
            drawn,
        )
    return int(changed)


def _walk(  # noqa: PLR0917  # a compiled function takes no keywords
    function: Composed,
    view: View,
    options: FloatArray,
    slots: npt.NDArray[np.intp],
    theta: FloatArray,
    pairs: IntArray,
    tied: IntArray,
    place: IntArray,
    drawn: FloatArray,
) -> int:
    free = pairs.shape[0]
    change = np.empty(theta.shape[0])
    changed = 0
    for step in range(drawn.shape[0]):
        ties = tied[free]
        among_ties = ties > 0 and drawn[step, 0] < 0.5
        pair = tied[int(drawn[step, 1] * ties)] if among_ties else int(drawn[step, 1] * free)
        i, j = pairs[pair, 0], pairs[pair, 1]
        function(view, i, j, options, slots, change)
        gain = 0.0
        for k in range(theta.shape[0]):
            gain += theta[k] * change[k]
        there = place[pair] >= 0
        fewer = ties - 1 if there else ties
        # The chance to propose the tie's end with it, and its making without it.
        end = 0.5 / (fewer + 1) + 0.5 / free
        make = (0.5 if fewer > 0 else 1.0) / free
        log_ratio = gain + math.log(end / make)
        if there:
            log_ratio = -log_ratio
        if log_ratio < 0.0 and drawn[step, 2] >= math.exp(log_ratio):
            continue
        toggle(view, i, j)
        changed += 1
        if there:
            last = tied[ties - 1]
            tied[place[pair]] = last
            place[last] = place[pair]
            place[pair] = -1
            tied[free] = ties - 1
        else:
            tied[ties] = pair
            place[pair] = ties
            tied[free] = ties + 1
    return changed


@functools.cache
def _compiled() -> Callable[..., int]:
    row = types.Array(types.float64, 1, "C")
    table = types.Array(types.float64, 2, "C")
    whole = types.Array(types.int64, 1, "C")
    signature = types.int64(
        types.FunctionType(COMPOSED),
        VIEW,
        table,
        types.Array(types.intp, 1, "C"),
        row,
        types.Array(types.int64, 2, "C"),
        whole,
        whole,
        table,
    )
    made: Callable[..., int] = numba.njit(signature, cache=True, nogil=True)(_walk)
    return made
