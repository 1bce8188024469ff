"""Simulated networks set beside the observed ones, aspect by aspect and period by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.goodness.aspects import usual
from symmachy.estimation.goodness.result import Compared, Goodness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from symmachy.estimation.goodness.aspects import Aspect
    from symmachy.typing import BoolArray, IntArray

__all__ = ["compare"]


def compare(
    observed: Sequence[BoolArray],
    simulated: Iterable[Sequence[BoolArray]],
    *,
    directed: bool = False,
    labels: Sequence[str] = (),
    there: Sequence[BoolArray] | None = None,
    unknown: Sequence[BoolArray] | None = None,
    aspects: Sequence[Aspect] = (),
) -> Goodness:
    """Set simulated networks beside observed ones.

    Parameters
    ----------
    observed
        For each of P periods, or years, its network: ties ``(N, N)``; N may differ between periods.
    simulated
        For each of D draws, at least 2, the same: P networks of the same shapes. They are read one by one.
    directed
        Whether rows are tied to columns, and not also columns to rows.
    labels
        What the periods are called; numbers from 1 where it is empty.
    there
        For each period ``(N,)``: which states were there to be compared; all where it is None.
    unknown
        For each period ``(N, N)``: ties of which it is not known whether they were there. They are left out
        of the observed and of every simulated network alike.
    aspects
        What is counted; `usual` where it is empty.

    Raises
    ------
    BadInput
        Where there are fewer than 2 draws, no period, or networks of other shapes.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> def network(chance):
    ...     upper = np.triu(rng.random((12, 12)) < chance, 1)
    ...     return upper | upper.T
    >>> found = compare([network(0.5)], [[network(0.1)] for _ in range(99)])
    >>> [(c.aspect.title, c.p_value < 0.05) for c in found][:2]
    [('ties of a state', True), ('shared partners of a tie', True)]
    """
    if not observed:
        raise BadInput("there is no period to compare; give at least one observed network")
    chosen = tuple(aspects) or usual(directed=directed)
    size = max(len(ties) for ties in observed)
    names = tuple(labels) or tuple(str(k + 1) for k in range(len(observed)))
    if len(names) != len(observed):
        raise BadInput(f"{len(observed)} periods were observed but {len(names)} labels given")
    kept = [np.ones(len(ties), dtype=np.bool_) for ties in observed] if there is None else there

    def counts(networks: Sequence[BoolArray]) -> list[list[IntArray]]:
        shown = []
        for k, ties in enumerate(networks):
            known = np.asarray(ties, dtype=np.bool_) & ~np.eye(len(ties), dtype=np.bool_)
            if unknown is not None:
                known = known & ~unknown[k]
            shown.append(known[np.ix_(kept[k], kept[k])])
        return [[a.count(ties, size, directed=directed) for ties in shown] for a in chosen]

    seen = counts(observed)
    drawn = [counts(_fitting(networks, observed)) for networks in simulated]
    if len(drawn) < 2:
        raise BadInput(
            f"{len(drawn)} simulated draws were given; at least 2 are needed, and 1,000 are better"
        )
    return Goodness(
        compared=tuple(
            Compared(
                aspect=aspect,
                cells=aspect.cells(size, directed=directed),
                observed=np.array(seen[k], dtype=np.float64),
                simulated=np.array([draw[k] for draw in drawn], dtype=np.float64),
                labels=names,
            )
            for k, aspect in enumerate(chosen)
        )
    )


def _fitting(networks: Sequence[BoolArray], observed: Sequence[BoolArray]) -> Sequence[BoolArray]:
    shapes, expected = [np.shape(ties) for ties in networks], [np.shape(ties) for ties in observed]
    if shapes != expected:
        raise BadInput(f"a simulated draw has networks of the shapes {shapes} but observed are {expected}")
    return networks
