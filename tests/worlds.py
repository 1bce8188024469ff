"""Tiny worlds made by hand: the few arguments that a test is about, plain defaults for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from symmachy.world import (
    Capital,
    Code,
    Coverage,
    Fill,
    Membership,
    Name,
    Obligation,
    Provenance,
    Spell,
    State,
    States,
    Term,
    Treaty,
    UnitOfAnalysis,
    Variable,
    World,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from symmachy.world import Episode, Succession

FIRST, LAST = 1900, 1910

PLEDGES = {
    "by": pl.String,
    "to": pl.String,
    "obligations": pl.UInt8,
    "start": pl.Date,
    "end": pl.Date,
    "treaty": pl.String,
}


def spell(start: str = "", end: str = "") -> Spell:
    return Spell.read(start, end)


def state(
    code: str,
    *spells: tuple[str, str],
    names: Sequence[tuple[str, str, str]] = (),
    aliases: Sequence[tuple[str, str, str]] = (),
    codes: Sequence[tuple[str, str]] = (),
    capital: tuple[float, float] | None = (0.0, 0.0),
    region: str = "Europe",
) -> State:
    short = names or ((f"{code.title()}land", "", ""),)
    return State(
        code=code,
        region=region,
        spells=tuple(spell(*s) for s in spells) or (Spell(),),
        names=(
            *(Name(text=text, spell=spell(a, b), short=True) for text, a, b in short),
            *(Name(text=text, spell=spell(a, b), short=False) for text, a, b in aliases),
        ),
        codes=tuple(Code(scheme=scheme, value=value, spell=Spell()) for scheme, value in codes),
        capitals=()
        if capital is None
        else (Capital(name=f"{code} city", latitude=capital[0], longitude=capital[1], spell=Spell()),),
    )


def treaty(
    name: str,
    members: Mapping[str, Sequence[tuple[str, str]]] | str,
    *,
    start: str = str(FIRST),
    end: str = "",
    owed: str = "defense",
    terms: Sequence[Term] | None = None,
    ended_by: str = "",
    successor: str = "",
) -> Treaty:
    """Make a treaty; members as ``"AAA BBB"`` are bound for all of it."""
    if isinstance(members, str):
        members = dict.fromkeys(members.split(), ((start, end),))
    return Treaty(
        id=name,
        name=name.capitalize(),
        spell=spell(start, end),
        members=tuple(
            Membership(state=code, spell=spell(*s)) for code, spells in members.items() for s in spells
        ),
        terms=tuple(terms) if terms is not None else (term(owed=owed),),
        ended_by=ended_by,
        successor=successor,
    )


def term(by: str = "*", to: str = "*", *, owed: str = "defense", start: str = "", end: str = "") -> Term:
    return Term(by=by, to=to, obligations=Obligation.read(owed), spell=spell(start, end))


def of_states(
    name: str,
    rows: Mapping[tuple[int, str], float],
    *,
    absent: float | None = None,
    coverage: tuple[int, int] = (FIRST, LAST),
    fill: Fill = Fill.NOTHING,
) -> Variable:
    return Variable(
        name=name,
        unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
        rows=pl.LazyFrame(
            {
                "year": pl.Series([y for y, _ in rows], dtype=pl.Int32),
                "state": pl.Series([s for _, s in rows], dtype=pl.String),
                "value": pl.Series(list(rows.values()), dtype=pl.Float64),
            }
        ),
        coverage=Coverage(*coverage),
        absent=absent,
        fill=fill,
        meaning=f"made for a test: {name}",
        source="made",
    )


def of_pairs(
    name: str,
    rows: Mapping[tuple[int, str, str], float],
    *,
    absent: float | None = 0.0,
    coverage: tuple[int, int] = (FIRST, LAST),
    directed: bool = False,
) -> Variable:
    return Variable(
        name=name,
        unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR if directed else UnitOfAnalysis.DYAD_YEAR,
        rows=pl.LazyFrame(
            {
                "year": pl.Series([y for y, _, _ in rows], dtype=pl.Int32),
                "state": pl.Series([a for _, a, _ in rows], dtype=pl.String),
                "other": pl.Series([b for _, _, b in rows], dtype=pl.String),
                "value": pl.Series(list(rows.values()), dtype=pl.Float64),
            }
        ),
        coverage=Coverage(*coverage),
        absent=absent,
        meaning=f"made for a test: {name}",
        source="made",
    )


def pledges(treaties: Iterable[Treaty]) -> pl.DataFrame:
    rows = [
        (p.by, p.to, int(p.obligations), p.spell.start, p.spell.end, p.treaty)
        for t in treaties
        for p in t.pledges()
    ]
    return pl.DataFrame(rows, schema=PLEDGES, orient="row")


def world(
    states: Sequence[State] | str,
    *treaties: Treaty,
    first: int = FIRST,
    last: int = LAST,
    variables: Sequence[Variable] = (),
    episodes: Sequence[Episode] = (),
    successions: Sequence[Succession] = (),
) -> World:
    """Make a world; states as ``"AAA BBB"`` are members of the system at all times."""
    if isinstance(states, str):
        states = [state(code) for code in states.split()]
    return World(
        record="made",
        coverage=Coverage(first, last),
        last_day=date(last, 12, 31),
        states=States(tuple(states), tuple(successions)),
        treaties=tuple(treaties),
        pledges=pledges(treaties),
        episodes=tuple(episodes),
        variables={v.name: v for v in variables},
        roles={v.name.rpartition(".")[2]: v.name for v in variables},
        provenance=(
            Provenance(source="made", version="1", citation="Made for a test.", terms="none", checksum="0"),
        ),
    )


def relabelled(of: World, to: Mapping[str, str]) -> World:
    """Return the same world with its states' codes exchanged."""

    def pair(v: Variable) -> pl.LazyFrame:
        rows = v.rows.with_columns(pl.col("state").replace(to))
        if v.unit_of_analysis is UnitOfAnalysis.STATE_YEAR:
            return rows
        rows = rows.with_columns(pl.col("other").replace(to))
        if v.unit_of_analysis is UnitOfAnalysis.DIRECTED_DYAD_YEAR:
            return rows
        one, other = pl.col("state"), pl.col("other")
        return rows.with_columns(
            state=pl.min_horizontal(one, other), other=pl.max_horizontal(one, other), value="value"
        )

    def who(text: str) -> str:
        return to.get(text, text)

    return world(
        sorted((replace(s, code=who(s.code)) for s in of.states), key=lambda s: s.code),
        *(
            replace(
                t,
                members=tuple(replace(m, state=who(m.state)) for m in t.members),
                terms=tuple(replace(x, by=who(x.by), to=who(x.to)) for x in t.terms),
            )
            for t in of.treaties
        ),
        first=of.coverage.first,
        last=of.coverage.last,
        variables=[replace(v, rows=pair(v)) for v in of.variables.values()],
        episodes=[
            replace(e, one=min(p), other=max(p)) for e in of.episodes for p in [(who(e.one), who(e.other))]
        ],
    )
