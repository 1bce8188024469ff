"""A world carried on past a year with nothing new happening: what a scenario is set against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.world.variable import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

    from symmachy.typing import Year
    from symmachy.world.variable import Variable
    from symmachy.world.world import World

__all__ = ["CYCLE", "EVENTS", "carried_on"]

EVENTS = ("war", "hostility", "armed_hostility", "cooperation", "new_government")
"""The roles whose variables say that something happened in a year, rather than how things stand."""

CYCLE = 10
"""After how many years what happened happens again, so that "within the last ten years" stays as it was."""


def carried_on(world: World, base_year: Year, last: Year) -> World:
    """Return a new world that knows nothing later than a year and goes on as it then stood.

    Treaties and memberships that were in force go on. What stands (borders, shares, regimes) keeps the last
    value that was known. What happens (`EVENTS`: wars, hostile episodes, agreements) goes on where it did in
    the base year, and repeats the last `CYCLE` years, so that whatever was so within the last ten years stays
    so. States that left the system in the base year are not in it.

    Parameters
    ----------
    world
        The record.
    base_year
        The last year that may be read.
    last
        The last year of the new world, later than the base year.

    Raises
    ------
    OutsideCoverage
        Where the record does not speak of the base year.
    BadInput
        Where `last` is not later than it.
    """
    if last <= base_year:
        raise BadInput(f"a world of {base_year} cannot be carried on to {last}: give a later year")
    known = world.until(base_year)
    events = {known.roles.get(role, role) for role in EVENTS}
    members = {s.code: s.spells for s in known.states if s.exists(base_year + 1)}
    return replace(
        known,
        coverage=Coverage(known.coverage.first, last),
        last_day=date(last, 12, 31),
        states=known.states.with_membership(members),
        variables={name: _carried_on(v, last, repeats=name in events) for name, v in known.variables.items()},
    )


def _carried_on(variable: Variable, last: Year, *, repeats: bool) -> Variable:
    import polars as pl

    known = variable.coverage.last
    ahead = range(known + 1, last + 1)
    rows = variable.rows
    if repeats:
        more = [_again(variable, year - CYCLE * -(-(year - known) // CYCLE), year) for year in ahead]
    else:
        if variable.absent is None:
            keys = [c for c in variable.unit_of_analysis.key if c != "year"]
            stands = rows.sort("year", *keys).group_by(keys, maintain_order=True).last()
        else:
            stands = rows.filter(pl.col("year") == known)
        more = [
            stands.with_columns(pl.lit(year, dtype=pl.Int32).alias("year")).select(
                rows.collect_schema().names()
            )
            for year in ahead
        ]
    return replace(
        variable, coverage=Coverage(variable.coverage.first, max(known, last)), rows=pl.concat([rows, *more])
    )


def _again(variable: Variable, there: Year, here: Year) -> pl.LazyFrame:
    """Return what happened in an earlier year, and between two states what went on in the last year known."""
    import polars as pl

    rows, key = variable.rows, list(variable.unit_of_analysis.key)
    years = [there]
    if variable.unit_of_analysis is not UnitOfAnalysis.STATE_YEAR:
        years.append(variable.coverage.last)
    again = rows.filter(pl.col("year").is_in(years)).sort("year", descending=True)
    return again.with_columns(pl.lit(here, dtype=pl.Int32).alias("year")).unique(
        key, keep="first", maintain_order=True
    )
