"""Two aspects of networks that TERGMs are judged by, beside the usual ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.estimation.goodness.aspects import Aspect, Degrees, Distances, SharedPartners, Side, Triads
from symmachy.estimation.goodness.cells import merged, spans

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, IntArray

__all__ = ["PairsPartners", "TieCount", "for_tergm"]


@dataclass(frozen=True, kw_only=True)
class TieCount(Aspect):
    """How many ties there are.

    The pseudolikelihood does not fit it by construction, as the likelihood would.

    Examples
    --------
    >>> TieCount().count(~np.eye(3, dtype=bool), 4, directed=False).tolist()
    [3]
    """

    unit: ClassVar[str] = "ties"

    @property
    def title(self) -> str:
        """A few words for a panel's head."""
        return "number of ties"

    def cells(self, size: int, *, directed: bool) -> tuple[str, ...]:
        """Return the labels of the cells."""
        del size, directed
        return ("all",)

    def count(self, ties: BoolArray, size: int, *, directed: bool) -> IntArray:
        """Return the counts."""
        del size
        return np.array([int(ties.sum()) // (1 if directed else 2)], dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class PairsPartners(Aspect):
    """How many pairs, tied or not, have how many shared partners.

    Examples
    --------
    >>> PairsPartners().count(
    ...     np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]], dtype=bool), 3, directed=False
    ... ).tolist()
    [2, 1]
    """

    unit: ClassVar[str] = "pairs"
    ordered: ClassVar[bool] = False  # most pairs share none, which would dwarf the others on an even scale

    @property
    def title(self) -> str:
        """A few words for a panel's head."""
        return "shared partners of a pair"

    def cells(self, size: int, *, directed: bool) -> tuple[str, ...]:
        """Return the labels of the cells."""
        del directed
        return spans(max(size - 2, 0))

    def count(self, ties: BoolArray, size: int, *, directed: bool) -> IntArray:
        """Return the counts."""
        tied = ties.astype(np.float32)  # exact for counts, and multiplied by the fast routine
        shared = np.rint(tied @ tied).astype(np.int64)
        apart = ~np.eye(len(ties), dtype=np.bool_)
        return merged(shared[apart if directed else np.triu(apart, 1)], max(size - 2, 0))


def for_tergm(*, directed: bool) -> tuple[Aspect, ...]:
    """Return the aspects that are looked at where none are named."""
    degrees = (Degrees(side=Side.SENT), Degrees(side=Side.RECEIVED)) if directed else (Degrees(),)
    return (TieCount(), *degrees, SharedPartners(), PairsPartners(), Distances(), Triads())
