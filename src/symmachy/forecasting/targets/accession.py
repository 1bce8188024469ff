"""The accession of a state to a treaty that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.forecasting.cases import NEVER, Cases
from symmachy.forecasting.origins import last_complete_year
from symmachy.forecasting.targets.target import Target, target
from symmachy.forecasting.targets.treaties import bound, row_starts

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.forecasting.history import History
    from symmachy.typing import BoolArray, IntArray, SingleArray
    from symmachy.world.world import World

__all__ = ["Accession"]

_FEWEST = 3
"""Treaties of fewer states are hardly ever acceded to, and would be nine in ten of the cases."""


@target
class Accession(Target):
    """A state becomes party to a treaty of defence that at least three others are bound by."""

    name = "accession"
    rank = 5
    title = "accession to a treaty"
    of_treaties = True
    unit = "states and treaties"
    said = "the state is bound by the treaty"
    about = (
        "A member of the system and a treaty of defence between at least three others that does not bind it "
        "in the year. The event: a later year in which the treaty, in force without a gap, binds it. What is "
        "known of the two is the mean over the pairs of the state and each member."
    )

    def cases(self, past: History, values: SingleArray) -> Cases:
        """Return every state outside every such treaty by year."""
        world, last = past.world, last_complete_year(past.world)
        starts = row_starts(past)
        regions = sorted({s.region for s in world.states})
        region = np.array([regions.index(world.states[c].region) for c in world.codes])
        parts: list[tuple[npt.NDArray[Any], ...]] = []
        for number, years in enumerate(bound(world).values()):
            within = _within(world, years)
            for year in sorted(y for y in years if y <= last):
                there = world.membership[year - world.coverage.first]
                members = np.flatnonzero(within[year] & there)
                outside = np.flatnonzero(there & ~within[year])
                if len(members) < _FEWEST or not len(outside):
                    continue
                pairs = np.stack(np.meshgrid(outside, members, indexing="ij"), axis=-1).reshape(-1, 2)
                own = values[starts(year, pairs)].reshape(len(outside), len(members), -1)
                event, seen = _joins(within, year, outside, last)
                where = region[members]
                common = where[0] if (where == where[0]).all() else -1
                parts.append(
                    (
                        np.full(len(outside), year),
                        number * len(world.codes) + outside,
                        np.column_stack([own.mean(axis=1), np.full(len(outside), np.log(len(members)))]),
                        np.full(len(outside), _age(years, year)),
                        event,
                        seen,
                        np.where(region[outside] == common, common, len(regions)),
                    )
                )
        width = values.shape[1] + 1
        empty = (np.zeros(0), np.zeros(0), np.zeros((0, width)), *(np.zeros(0),) * 4)
        year_, unit, value, clock, event, seen, place = (
            np.concatenate(column) for column in zip(*(parts or [empty]), strict=True)
        )
        order = np.lexsort((unit, year_))
        return Cases(
            names=(*(m.name for m in past.mechanisms), "log_members"),
            year=year_[order].astype(np.int64),
            unit=unit[order].astype(np.int64),
            values=value[order].astype(np.float32),
            clock=clock[order].astype(np.float64),
            event=event[order].astype(np.int64),
            seen=seen[order].astype(np.int64),
            weight=np.ones(len(order)),
            place=place[order].astype(np.int64),
            places=(*regions, "between regions"),
            last=last,
        )


def _within(world: World, years: dict[int, IntArray]) -> dict[int, BoolArray]:
    """Return, for each year of a treaty, which states it binds: ``(S,)``, yes or no."""
    found = {}
    for year, pairs in years.items():
        found[year] = np.zeros(len(world.codes), dtype=np.bool_)
        found[year][np.unique(pairs)] = True
    return found


def _age(years: dict[int, IntArray], year: int) -> int:
    age = 1
    while year - age in years:
        age += 1
    return age


def _joins(
    within: dict[int, BoolArray], year: int, outside: IntArray, last: int
) -> tuple[IntArray, IntArray]:
    """Return for each state outside the year in which it joins, and the last year in which that could be seen.

    A state that leaves the system, or a treaty that lapses, is observed until then: it can no longer join,
    so that the window's outcome is known to be no.
    """
    event = np.full(len(outside), NEVER, dtype=np.int64)
    for later in range(year + 1, last + 1):
        if later not in within:
            break
        new = within[later][outside] & (event == NEVER)
        event[new] = later
    return event, np.full(len(outside), last, dtype=np.int64)
