"""Whether a mechanism reads directed ties, undirected ones, or either."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.world.network import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.mechanisms.mechanism import Mechanism

__all__ = ["Direction", "need_direction"]


class Direction(Enum):
    """What ties a mechanism can read."""

    UNDIRECTED = "undirected ties"
    DIRECTED = "directed ties"
    ANY = "directed and undirected ties"

    def fits(self, *, directed: bool) -> bool:
        """Whether such ties can be read.

        Examples
        --------
        >>> Direction.UNDIRECTED.fits(directed=True), Direction.ANY.fits(directed=True)
        (False, True)
        """
        return self is Direction.ANY or (self is Direction.DIRECTED) == directed

    @staticmethod
    def joint(several: Iterable[Direction]) -> Direction:
        """Return what ties can be read where all of several mechanisms are to read them.

        Raises
        ------
        BadInput
            Where some read only directed and some only undirected ties.
        """
        narrow = set(several) - {Direction.ANY}
        if len(narrow) > 1:
            raise BadInput("a mechanism of directed ties and one of undirected ties have no product")
        return narrow.pop() if narrow else Direction.ANY

    @property
    def reading(self) -> Reading:
        """How the pledges of a year are read where nothing else is said."""
        return Reading.DIRECTED if self is Direction.DIRECTED else Reading.EITHER


def need_direction(terms: Iterable[Mechanism], *, directed: bool) -> None:
    """Check that all terms can read ties of the one kind.

    Raises
    ------
    BadInput
        Naming those that cannot.
    """
    strange = [t.label for t in terms if not t.direction.fits(directed=directed)]
    if not strange:
        return
    said = f"{' and '.join(strange)} {'reads' if len(strange) == 1 else 'read'}"
    if directed:
        raise BadInput(
            f"{said} undirected ties and these are directed: leave it out, write "
            f"{' + '.join(f'lag({label})' for label in strange)}, or read the ties as undirected ones"
        )
    raise BadInput(
        f"{said} directed ties and these are not: leave it out, or read the ties as directed ones, as "
        "Relation(reading=Reading.DIRECTED) does"
    )
