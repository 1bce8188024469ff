"""Changes to a world from a day on: values of variables, pledges, memberships."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from symmachy.errors import BadInput
from symmachy.world.spell import Spell
from symmachy.world.variable import Fill, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import polars as pl

    from symmachy.typing import FloatArray, StateCode, Year
    from symmachy.world.treaty import Pledge, Treaty
    from symmachy.world.variable import Variable
    from symmachy.world.world import World

    _Row: TypeAlias = tuple[tuple[StateCode, ...], float]

__all__ = ["bound", "cut", "found", "join", "set_pairs", "set_states", "value_of"]


def value_of(world: World, role: str, code: StateCode, year: Year) -> float:
    """Return the value of a state's variable in a year; NaN where it is not known."""
    return float(world.array(role)[year - world.coverage.first, world.index[code]])


def set_states(
    world: World, role: str, values: Mapping[StateCode, float], *, first: Year, last: Year | None = None
) -> World:
    """Return a new world in which a variable of states has these values from a year on, or up to another.

    Raises
    ------
    UnknownName
        Where the record has no such variable.
    """
    rows: list[_Row] = [((code,), value) for code, value in values.items()]
    return _with_rows(world, role, ("state",), rows, first=first, last=last)


def set_pairs(
    world: World,
    role: str,
    pairs: Iterable[tuple[StateCode, StateCode]],
    value: float,
    *,
    first: Year,
    last: Year | None = None,
) -> World:
    """Return a new world in which a variable of pairs has a value from a year on, or up to another.

    A pair is ordered where the variable is directed: from the first state to the second.

    Raises
    ------
    UnknownName
        Where the record has no such variable.
    """
    directed = world.variable(role).unit_of_analysis is UnitOfAnalysis.DIRECTED_DYAD_YEAR
    keys = sorted({(a, b) if directed else (min(a, b), max(a, b)) for a, b in pairs if a != b})
    return _with_rows(world, role, ("state", "other"), [(key, value) for key in keys], first=first, last=last)


def _with_rows(
    world: World,
    role: str,
    columns: tuple[str, ...],
    rows: list[_Row],
    *,
    first: Year,
    last: Year | None,
) -> World:
    import polars as pl

    variable = world.variable(role)
    if not rows:
        return world
    years = range(max(first, variable.coverage.first), (world.coverage.last if last is None else last) + 1)
    keys = pl.DataFrame([key for key, _ in rows], schema=dict.fromkeys(columns, pl.String), orient="row")
    keys = keys.with_columns(pl.Series("value", [v for _, v in rows], dtype=pl.Float64))
    made = keys.join(pl.DataFrame({"year": pl.Series(years, dtype=pl.Int32)}), how="cross")
    order = variable.rows.collect_schema().names()
    kept = variable.rows.join(made.lazy().select("year", *columns), on=["year", *columns], how="anti")
    changed: Variable = replace(variable, rows=pl.concat([kept, made.lazy().select(order)]))
    return world.with_variable(changed, _array_with(world, variable, rows, years))


def _array_with(world: World, variable: Variable, rows: list[_Row], years: range) -> FloatArray | None:
    """Return the array of a variable with these values; None where it has to be made anew."""
    known = world.kept_array(variable)
    spoken = variable.coverage.overlap(world.coverage)
    if known is None or spoken is None or variable.fill is not Fill.NOTHING:
        return None
    first = world.coverage.first
    when = slice(max(years.start, spoken.first) - first, max(min(years.stop - 1, spoken.last) + 1 - first, 0))
    found = known.copy()
    both_ways = variable.unit_of_analysis is UnitOfAnalysis.DYAD_YEAR
    for key, value in rows:
        if not all(code in world.index for code in key):
            continue
        i, j = world.index[key[0]], world.index[key[-1]]
        if len(key) == 1:
            found[when, i] = value
        else:
            found[when, i, j] = value
        if both_ways:
            found[when, j, i] = value
    return found


def bound(world: World, treaty: Treaty, day: date) -> tuple[StateCode, ...]:
    """Return the members that a treaty binds on a day and that the world has as states."""
    return tuple(code for code in treaty.members_on(day) if code in world.index)


def cut(world: World, treaty: Treaty, leaving: Iterable[StateCode], day: date) -> World:
    """Return a new world in which states have left a treaty on a day; all its members end it.

    Where a record does not say from which treaty a pledge comes, all pledges between those who leave and the
    other members end.
    """
    import polars as pl

    gone = set(leaving)
    members = set(bound(world, treaty, day))
    concerned = (pl.col("by").is_in(gone) & pl.col("to").is_in(members)) | (
        pl.col("to").is_in(gone) & pl.col("by").is_in(members)
    )
    named = pl.col("treaty") == treaty.id
    if world.pledges.filter(named).is_empty():
        named = pl.col("treaty").is_null()
    in_force = (pl.col("start") < day) & (pl.col("end").is_null() | (pl.col("end") > day))
    pledges = world.pledges.with_columns(
        pl.when(concerned & named & in_force).then(pl.lit(day)).otherwise(pl.col("end")).alias("end")
    )
    changed = replace(
        treaty,
        members=tuple(
            replace(m, spell=Spell(start=m.spell.start, end=day, start_precision=m.spell.start_precision))
            if m.state in gone and m.spell.covers(day) and m.spell.start < day
            else m
            for m in treaty.members
        ),
    )
    return world.with_alliances(
        pledges=pledges, treaties=tuple(changed if t.id == treaty.id else t for t in world.treaties)
    )


def join(world: World, treaty: Treaty) -> World:
    """Return a new world with a changed treaty in place of the one of its id, its new pledges added."""
    old = next(t for t in world.treaties if t.id == treaty.id)
    before = {(p.by, p.to, p.spell.start) for p in old.pledges()}
    added = [p for p in treaty.pledges() if (p.by, p.to, p.spell.start) not in before]
    return world.with_alliances(
        pledges=_with_pledges(world, added),
        treaties=tuple(treaty if t.id == treaty.id else t for t in world.treaties),
    )


def found(world: World, treaty: Treaty) -> World:
    """Return a new world with one more treaty.

    Raises
    ------
    BadInput
        Where the world has one of that id.
    """
    if any(t.id == treaty.id for t in world.treaties):
        raise BadInput(f"there is a treaty {treaty.id!r} already: give the new one another name")
    return world.with_alliances(
        pledges=_with_pledges(world, list(treaty.pledges())), treaties=(*world.treaties, treaty)
    )


def _with_pledges(world: World, pledges: list[Pledge]) -> pl.DataFrame:
    import polars as pl

    rows = [(p.by, p.to, int(p.obligations), p.spell.start, p.spell.end, p.treaty) for p in pledges]
    made = pl.DataFrame(rows, schema=world.pledges.schema, orient="row")
    return pl.concat([world.pledges, made])
