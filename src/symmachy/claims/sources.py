"""The worlds that a claim is tested on: each source of alliances with every variable that is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symmachy.world import World

__all__ = ["by_source"]

FULL, CHRONICLE, ATOP = "full", "chronicle", "ATOP"


def by_source(world: World) -> dict[str, World]:
    """Return the worlds to test on, by the source of their alliances.

    For the full record these are two with the same members, wars and variables: one with the alliances of
    ATOP and one with those of the chronicle, up to the year in which ATOP ends; each has the chronicle's
    variables for what the full record lacks. For any other record it is that record alone.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> list(by_source(open_record("chronicle")))
    ['chronicle']
    """
    if world.record != FULL:
        return {world.record: world}
    from symmachy.record import open_record

    chronicle = open_record(CHRONICLE).until(world.coverage.last)
    both = replace(
        world,
        variables={**chronicle.variables, **world.variables},
        roles={**chronicle.roles, **world.roles},
    )
    other = replace(both, pledges=chronicle.pledges, treaties=chronicle.treaties)
    return {ATOP: both, CHRONICLE: other}
