"""Three states through time: who is allied with whom, who is hostile to whom, and what sort of triangle that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, StateAbsent
from symmachy.structure.rule import SignRule, Window
from symmachy.structure.similarity import Similarity, portfolios, similarity
from symmachy.world.obligation import Obligation
from symmachy.world.spell import say_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from symmachy.typing import StateCode, Year
    from symmachy.world import Spell, World

__all__ = ["Kind", "Side", "Triangle", "TriangleChange", "TriangleYear", "triangle"]


class Kind(Enum):
    """What sort of triangle three states make, by the signs of their three ties."""

    TOGETHER = "all three together"
    """Three positive ties."""
    PIVOT = "a pivot with both others"
    """Two positive ties: one state is tied to both others, who are not tied to each other or are hostile."""
    TWO_AGAINST_ONE = "two against one"
    """One positive tie, and hostility of one of the two, or of both, with the third."""
    TWO_BESIDE_ONE = "two together, one apart"
    """One positive tie and no hostility."""
    APART = "all apart"
    """No positive tie, with or without hostility."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side of the triangle in one year."""

    one: StateCode
    other: StateCode
    obligations: Obligation
    """All that either owes the other on any day of the year."""
    allied: bool
    """Whether either owes the other defence."""
    alignment: float
    """Cohen's kappa of their alliance portfolios, -1 to 1; NaN where it has no meaning."""
    hostility: str
    """The strongest act of the year by its part in the record: ``war``, ``armed_hostility``, ...; empty for none."""
    sign: int
    """+1, -1 or 0, by the rule."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TriangleYear:
    """The triangle in one year."""

    year: Year
    kind: Kind
    pivot: StateCode | None
    """The state that has both ties of a pivot, or the one apart from two others; None otherwise."""
    sides: tuple[Side, Side, Side]


@dataclass(frozen=True, kw_only=True, slots=True)
class TriangleChange:
    """A year in which the sort of triangle, or a sign in it, is another than in the year before."""

    year: Year
    before: TriangleYear
    after: TriangleYear
    events: tuple[str, ...]
    """What began in that year, or ended or ceased to count since the year before, between those whose tie changed."""


@dataclass(frozen=True, kw_only=True)
class Triangle:
    """Three states followed through the years in which all three were members of the system."""

    states: tuple[StateCode, StateCode, StateCode]
    years: tuple[TriangleYear, ...]
    changes: tuple[TriangleChange, ...]
    rule: SignRule

    def shares(self) -> dict[Kind, float]:
        """Return the part of the years that each kind took."""
        return {kind: sum(y.kind is kind for y in self.years) / len(self.years) for kind in Kind}


def triangle(world: World, one: str, two: str, three: str, *, rule: SignRule | None = None) -> Triangle:
    """Follow three states through time.

    Parameters
    ----------
    world
        The record to ask.
    one, two, three
        Names or codes in use in the last year of the record.
    rule
        What makes a tie positive or negative; `SignRule.wider` by default.

    Raises
    ------
    UnknownState, AmbiguousState
        Where a name or code means no state, or several.
    StateAbsent
        Where the three were never members of the system at the same time, in years of known hostility.
    BadInput
        Where two are the same state.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> found = triangle(open_record("chronicle"), "USA", "CHN", "RUS")
    >>> [y.kind.value for y in found.years if y.year == 1955]
    ['two against one']
    """
    rule = SignRule.wider() if rule is None else rule
    codes = [_code(world, text) for text in (one, two, three)]
    for first, second in combinations(range(3), 2):
        if codes[first] == codes[second]:
            given = (one, two, three)
            raise BadInput(
                f"{given[first]!r} and {given[second]!r} are the same state, {codes[first]}: "
                "name three different states"
            )
    a, b, c = codes
    known = rule.known(world)
    years = tuple(
        _year(world, year, (a, b, c), rule) for year in known.years if _members(world, year, (a, b, c))
    )
    if not years:
        raise StateAbsent(
            f"{a}, {b} and {c} were not members of the system together in any year from {known}: name others"
        )
    return Triangle(
        states=(a, b, c), years=years, changes=tuple(_changes(world, years, rule.memory)), rule=rule
    )


def _code(world: World, text: str) -> StateCode:
    """Read a name as of the last year; where it means no state then, as of any year."""
    if text in world.states.codes:
        return text
    return world.states.resolve(text, year=world.coverage.last).code


def _members(world: World, year: Year, states: tuple[StateCode, ...]) -> bool:
    row = world.membership[year - world.coverage.first]
    return all(bool(row[world.index[code]]) for code in states)


def _year(
    world: World, year: Year, states: tuple[StateCode, StateCode, StateCode], rule: SignRule
) -> TriangleYear:
    network = world.in_year(year)
    _, score = rule.scores(world, Window(year, year))
    rows = [network.place[code] for code in states]
    alike = similarity(portfolios(network)[rows], measure=Similarity.KAPPA)
    owed = world.pledged[year - world.coverage.first]
    made = []
    for i, j in combinations(range(3), 2):
        bits = Obligation(
            int(
                owed[world.index[states[i]], world.index[states[j]]]
                | owed[world.index[states[j]], world.index[states[i]]]
            )
        )
        made.append(
            Side(
                one=states[i],
                other=states[j],
                obligations=bits,
                allied=bool(bits & Obligation.DEFENSE),
                alignment=float(alike[i, j]),
                hostility=_hostility(world, year, rule, states[i], states[j]),
                sign=int(np.sign(score[rows[i], rows[j]])),
            )
        )
    sides = (made[0], made[1], made[2])
    kind, pivot = _kind(sides)
    return TriangleYear(year=year, kind=kind, pivot=pivot, sides=sides)


def _hostility(world: World, year: Year, rule: SignRule, one: StateCode, other: StateCode) -> str:
    row = year - world.coverage.first
    for role in sorted(rule.acts, key=lambda r: -rule.acts[r]):
        if role in world.roles or role in world.variables:
            values = world.array(role)[row]
            i, j = world.index[one], world.index[other]
            if values[i, j] > 0 or values[j, i] > 0:
                return role
    return ""


def _kind(sides: tuple[Side, Side, Side]) -> tuple[Kind, StateCode | None]:
    tied = [{s.one, s.other} for s in sides if s.sign > 0]
    everyone = {code for s in sides for code in (s.one, s.other)}
    if len(tied) == 3:
        return Kind.TOGETHER, None
    if len(tied) == 2:
        return Kind.PIVOT, next(iter(tied[0] & tied[1]))
    if len(tied) == 1:
        hostile = any(s.sign < 0 for s in sides)
        return (Kind.TWO_AGAINST_ONE if hostile else Kind.TWO_BESIDE_ONE), next(iter(everyone - tied[0]))
    return Kind.APART, None


def _changes(world: World, years: tuple[TriangleYear, ...], memory: int) -> Iterator[TriangleChange]:
    for before, after in pairwise(years):
        pairs = [
            (now.one, now.other)
            for then, now in zip(before.sides, after.sides, strict=True)
            if then.sign != now.sign
        ]
        if pairs:
            events = [
                line
                for one, other in pairs
                for line in _events(world, (before.year, after.year), one, other, memory)
            ]
            yield TriangleChange(
                year=after.year, before=before, after=after, events=tuple(dict.fromkeys(events))
            )


def _events(
    world: World, years: tuple[Year, Year], one: StateCode, other: StateCode, memory: int
) -> list[str]:
    """Say what began in a year, or ended or ceased to count since the year before, between two states."""
    pair = f"{one} and {other}"
    dated: list[tuple[date, str]] = []
    for treaty, pledges in world.between(one, other):
        for spell in {p.spell for p in pledges}:
            dated += _dated(spell, years, f"{treaty.name} ({pair})", "in force")
    if not dated:
        for spell in _pledged(world, one, other):
            dated += _dated(spell, years, f"pledge of {pair}", "in force")
    for episode in world.hostile_between(one, other):
        what = f"{episode.name} ({episode.kind.replace('-', ' ')}, {pair})"
        dated += _dated(episode.spell, years, what, "began", memory)
    return [line for _, line in sorted(dated)]


def _dated(
    spell: Spell, years: tuple[Year, Year], what: str, begun: str, memory: int = 1
) -> Iterator[tuple[date, str]]:
    before, now = years
    if before < spell.start.year <= now:
        yield spell.start, f"{what}: {begun} {say_date(spell.start, spell.start_precision)}"
    if spell.end is not None and spell.last_year is not None and before < spell.last_year + memory <= now:
        yield spell.end, f"{what}: ended {re.sub('.*(to|until) ', '', str(spell))}"


def _pledged(world: World, one: StateCode, other: StateCode) -> set[Spell]:
    import polars as pl

    from symmachy.world.spell import Spell

    pair = pl.col("by").is_in([one, other]) & pl.col("to").is_in([one, other])
    return {
        Spell(start=start, end=end)
        for start, end in world.pledges.filter(pair).select("start", "end").iter_rows()
    }
