"""Origins: the end of the year from which is forecast, and the world as it was known then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symmachy.typing import Year
    from symmachy.world.world import World

__all__ = ["Origin", "last_complete_year"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """The end of a year, from which is looked ahead.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> then = Origin(year=1913).world(open_record("chronicle"))
    >>> then.coverage
    Coverage(first=1816, last=1913)
    """

    year: Year
    hindsight: bool = False
    """Whether variables that were coded with hindsight may be read."""

    def world(self, whole: World) -> World:
        """Return a new world as it was known at the origin; asking it for a later year raises.

        Treaties that ended later are open in it, values measured later are not in it, and a value that is
        measured now and then stays at its last measurement.

        Raises
        ------
        OutsideCoverage
            Where the record does not speak of the origin's year.
        """
        return whole.as_known(hindsight=self.hindsight).until(self.year)


def last_complete_year(world: World) -> Year:
    """Return the last year of which a world knows every day: what came in a year is only known after it.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> last_complete_year(open_record("chronicle").until(1950))
    1950
    """
    day = world.last_day
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1
