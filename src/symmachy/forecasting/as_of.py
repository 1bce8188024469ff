"""What was known at the end of a year: the world, and the history of its pairs cut from one that was made before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from symmachy.forecasting.history import history, measured_in
from symmachy.forecasting.pact import MECHANISMS

if TYPE_CHECKING:
    from symmachy.forecasting.history import History
    from symmachy.typing import Year
    from symmachy.world.world import World

__all__ = ["AsOf", "as_of"]


@dataclass(frozen=True, kw_only=True, eq=False)
class AsOf:
    """What was known of states and of pairs at the end of a year."""

    world: World
    """As it is recorded: `World.until` that year."""
    past: History = field(repr=False)
    """What `MECHANISMS` say of all pairs, from values that were known in their own year: `World.as_known`."""

    def until(self, year: Year) -> AsOf:
        """Return what was known at the end of an earlier year; the rows are those of this one, cut.

        Raises
        ------
        OutsideCoverage
            Where the year is later, or the record does not speak of it.
        """
        world = self.world.until(year)
        return AsOf(world=world, past=self.past.until(world.as_known()))


_KEPT: WeakKeyDictionary[World, AsOf] = WeakKeyDictionary()
"""For each world the latest that was asked for, from which earlier years are cut."""


def as_of(whole: World, year: Year) -> AsOf:
    """Return what was known at the end of a year, and nothing later.

    All pairs of all years are measured once for a world, up to the first year that is asked for; a later one is
    measured to the end of the record, and each further year is cut from that. To ask for the latest year first
    is cheapest.

    Raises
    ------
    OutsideCoverage
        Where the record does not speak of that year.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> then = as_of(open_record("chronicle"), 1890)
    >>> int(then.past.year.max())
    1890
    """
    kept = _KEPT.get(whole)
    if kept is None or year not in kept.world.coverage:
        kept = _made(whole, year if kept is None else whole.coverage.last)
    # What was refused is not kept, and a year before the record is refused by the cut.
    _KEPT[whole] = kept
    return kept if year == kept.world.coverage.last else kept.until(year)


def _made(whole: World, year: Year) -> AsOf:
    world = whole.until(year)
    known = world.as_known()
    return AsOf(world=world, past=history(known, measured_in(known, MECHANISMS)))
