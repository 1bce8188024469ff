"""The ending of a treaty of defence as a whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.cases import NEVER, Cases
from symmachy.forecasting.origins import last_complete_year
from symmachy.forecasting.targets.target import Target, target
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.forecasting.history import History
    from symmachy.typing import FloatArray, IntArray, SingleArray
    from symmachy.world.world import World

__all__ = ["EndingOfTreaties", "bound", "row_starts"]


@target
class EndingOfTreaties(Target):
    """A treaty of defence binds nobody any more."""

    name = "ending-of-treaties"
    rank = 4
    title = "ending, treaties"
    of_treaties = True
    unit = "treaties"
    said = "the treaty obliges no two states to defence any more"
    about = (
        "Treaties of defence that bind at least two members of the system on some day of the year. The event: "
        "a later year without a day on which the treaty obliges any two states to defence, whether or not "
        "another treaty has replaced it. Every treaty counts the same, of two members or of thirty; what is "
        "known of it is the mean over its pairs."
    )

    def cases(self, past: History, values: SingleArray) -> Cases:
        """Return the treaties in force by year."""
        world, last = past.world, last_complete_year(past.world)
        starts = row_starts(past)
        rows: list[tuple[int, int, FloatArray, int, int, int, int]] = []
        regions = sorted({s.region for s in world.states})
        region = np.array([regions.index(world.states[c].region) for c in world.codes])
        for unit, years in enumerate(bound(world).values()):
            held = sorted(y for y in years if y <= last)
            begun = {y: k for k, y in enumerate(held)}
            for year in held:
                pairs = _present(world, years[year], year)
                if not len(pairs):
                    continue
                # The clock restarts where a treaty lapsed and was taken up again.
                age = 1
                while year - age in begun:
                    age += 1
                gap = next((y for y in range(year + 1, last + 1) if y not in begun), NEVER)
                own = values[starts(year, pairs)]
                members = np.unique(pairs)
                mean = _mean(own)
                where = {int(r) for r in region[members]}
                place = where.pop() if len(where) == 1 else len(regions)
                rows.append((year, unit, np.append(mean, np.log(len(members))), age, gap, last, place))
        rows.sort(key=lambda r: (r[0], r[1]))
        year_, unit_, value, clock, event, seen, place_ = zip(*rows, strict=True) if rows else ((),) * 7
        width = values.shape[1] + 1
        return Cases(
            names=(*(m.name for m in past.mechanisms), "log_members"),
            year=np.array(year_, dtype=np.int64),
            unit=np.array(unit_, dtype=np.int64),
            values=np.array(value, dtype=np.float32).reshape(-1, width),
            clock=np.array(clock, dtype=np.float64),
            event=np.array(event, dtype=np.int64),
            seen=np.array(seen, dtype=np.int64),
            weight=np.ones(len(rows)),
            place=np.array(place_, dtype=np.int64),
            places=(*regions, "between regions"),
            last=last,
        )


def _mean(values: SingleArray) -> FloatArray:
    """Return the mean of each column over the rows in which it is known; NaN where it is in none."""
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0, dtype=np.float64)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def bound(world: World) -> dict[str, dict[int, IntArray]]:
    """Return, for each treaty of defence and each year, the pairs of states that it binds: places, ``(P, 2)``.

    Pledges that belong to no treaty of the record are left out.
    """
    first, last = world.coverage.first, world.coverage.last
    found: dict[str, dict[int, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
    columns = world.pledges.select("by", "to", "obligations", "start", "end", "treaty")
    for by, to, bits, start, end, name in columns.iter_rows():
        if name is None or not bits & Obligation.DEFENSE:
            continue
        pair = tuple(sorted((world.index[by], world.index[to])))
        stop = last if end is None else min(last, end.year - (end.month == 1 and end.day == 1))
        for year in range(max(start.year, first), stop + 1):
            found[name][year].add(pair)  # type: ignore[arg-type]  # two of them
    return {
        name: {year: np.array(sorted(pairs), dtype=np.int64) for year, pairs in years.items()}
        for name, years in sorted(found.items())
    }


def _present(world: World, pairs: IntArray, year: int) -> IntArray:
    there = world.membership[year - world.coverage.first]
    return np.asarray(pairs[there[pairs].all(axis=1)], dtype=np.int64)


class row_starts:  # noqa: N801  # used like a function: it keeps where each year begins
    """Find the rows of pairs in a history by year.

    Parameters
    ----------
    past
        A history whose rows are ordered by year and then by the two states, as `history` makes them.
    """

    def __init__(self, past: History) -> None:
        self._first = past.world.coverage.first
        self._begin = np.searchsorted(past.year, np.arange(self._first, past.world.coverage.last + 2))
        self._member = past.world.membership

    def __call__(self, year: int, pairs: IntArray) -> IntArray:
        """``(P,)``: the row of each pair of members, given as places ``(P, 2)``."""
        offset = year - self._first
        rank = np.cumsum(self._member[offset]) - 1
        n = int(rank[-1]) + 1
        one, other = np.sort(rank[pairs], axis=1).T
        # The place of (i, j) among the pairs above the diagonal, row by row.
        return np.asarray(self._begin[offset] + one * (2 * n - one - 1) // 2 + other - one - 1)
