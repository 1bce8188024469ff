"""Checks that the chronicle must pass in every build: references, dates, overlaps, sources."""

from __future__ import annotations

import contextlib
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from symmachy.errors import BadInput, SymmachyError
from symmachy.record.chronicle.tables import TABLES, table
from symmachy.world.obligation import Obligation
from symmachy.world.spell import ALWAYS, Spell
from symmachy.world.states import CODE_SCHEMES
from symmachy.world.treaty import EVERY_MEMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GRADES", "faults"]

_COVERED = Spell(start=date(1816, 1, 1))

GRADES = ("two", "one", "none")
"""In how many independent places a row was checked."""

_STATE_COLUMNS = {
    "state_spells": ("state",),
    "state_names": ("state",),
    "state_codes": ("state",),
    "capitals": ("state",),
    "successions": ("from", "to"),
    "great_powers": ("state",),
    "memberships": ("state",),
    "war_sides": ("state",),
    "episodes": ("a", "b"),
    "borders": ("a", "b"),
    "democracy": ("state",),
    "power": ("state",),
    "governments": ("state",),
    "neutrality": ("state",),
    "bases": ("host", "guest"),
    "nuclear": ("state",),
}

_WORDS = {
    ("states", "region"): ("Europe", "Americas", "Africa", "Middle East", "Asia", "Oceania"),
    ("state_names", "kind"): ("name", "alias"),
    ("state_codes", "scheme"): CODE_SCHEMES,
    ("successions", "kind"): ("continues", "union", "separation", "absorbed"),
    ("democracy", "democracy"): ("yes", "no"),
    ("war_sides", "side"): ("1", "2"),
    ("war_sides", "initiator"): ("yes", "no", "disputed"),
    ("power", "variable"): ("population", "output", "military"),
    ("neutrality", "kind"): (
        *("permanent-neutrality", "declared-neutrality", "no-foreign-alliance", "non-aligned-movement"),
    ),
    ("bases", "scale"): ("small", "medium", "large"),
    ("nuclear", "status"): ("weapons", "inherited", "hosted", "programme"),
}

# What must not overlap in time: one table's rows that agree in these columns.
_EXCLUSIVE = {
    "state_spells": ("state",),
    "capitals": ("state",),
    "great_powers": ("state",),
    "memberships": ("treaty", "state"),
    "war_sides": ("war", "state"),
    "borders": ("a", "b"),
    "democracy": ("state",),
    "governments": ("state",),
    "neutrality": ("state", "kind"),
    "bases": ("host", "guest"),
    "nuclear": ("state", "status"),
}


def faults() -> list[str]:
    """List every fault of the bundled register, one sentence each; empty where it is sound.

    Examples
    --------
    >>> faults()
    []
    """
    return [
        *_keys(),
        *_words(),
        *_references(),
        *_dates(),
        *_overlaps(),
        *_within_treaties(),
        *_alive(),
        *_shares(),
    ]


def _rows(name: str) -> list[dict[str, str]]:
    return table(name).to_dicts()


def _ends(name: str) -> tuple[str, str] | None:
    columns = TABLES[name].columns
    for pair in (("start", "end"), ("entry", "exit")):
        if pair[0] in columns:
            return pair
    return None


def _keys() -> Iterator[str]:
    for name, register in TABLES.items():
        seen: set[tuple[str, ...]] = set()
        for row in _rows(name):
            key = tuple(row[c] for c in register.key)
            if key in seen:
                yield f"{name}: {key} stands twice"
            seen.add(key)
            if not row["source"]:
                yield f"{name}: {key} has no source"
            if row["checked"] not in GRADES:
                yield f"{name}: {key} is checked {row['checked']!r}, which is none of {GRADES}"


def _words() -> Iterator[str]:
    for (name, column), allowed in _WORDS.items():
        for row in _rows(name):
            if row[column] not in allowed:
                yield f"{name}: {column} is {row[column]!r}, which is none of {allowed}"
    for row in _rows("pledges"):
        try:
            if not Obligation.read(row["obligations"]):
                yield f"pledges: {row['treaty']} has a row without an obligation"
        except SymmachyError as fault:
            yield f"pledges: {row['treaty']}: {fault}"


def _references() -> Iterator[str]:
    codes = set(table("states")["code"])
    for name, columns in _STATE_COLUMNS.items():
        for row in _rows(name):
            for column in columns:
                if row[column] not in codes:
                    yield f"{name}: {row[column]!r} in {column} is no state"
    yield from _hostile()
    treaties = set(table("treaties")["treaty"])
    for name in ("memberships", "pledges"):
        named = set(table(name)["treaty"])
        yield from (f"{name}: {t!r} is no treaty" for t in sorted(named - treaties))
        yield from (f"treaties: {t!r} has no {name}" for t in sorted(treaties - named))
    for row in _rows("treaties"):
        if row["successor"] and row["successor"] not in treaties:
            yield f"treaties: {row['treaty']} names a successor {row['successor']!r} that is no treaty"


def _hostile() -> Iterator[str]:
    for row in _rows("episodes"):
        if row["initiator"] and row["initiator"] not in (row["a"], row["b"]):
            yield f"episodes: {row['episode']} names {row['initiator']!r} as initiator, which is not in the pair"
        if row["a"] == row["b"]:
            yield f"episodes: {row['episode']} sets {row['a']} against itself"
    wars = set(table("wars")["war"])
    fought = set(table("war_sides")["war"])
    yield from (f"war_sides: {war!r} is no war" for war in sorted(fought - wars))
    yield from (f"wars: {war!r} has no sides" for war in sorted(wars - fought))


def _dates() -> Iterator[str]:
    for name, register in TABLES.items():
        ends = _ends(name)
        if ends is None:
            continue
        for row in _rows(name):
            try:
                Spell.read(row[ends[0]], row[ends[1]])
            except BadInput as fault:
                yield f"{name}: {[row[c] for c in register.key]}: {fault}"


def _overlaps() -> Iterator[str]:
    for name, columns in _EXCLUSIVE.items():
        yield from _overlapping(name, columns, _rows(name))
    yield from _overlapping(
        "state_names", ("state",), [r for r in _rows("state_names") if r["kind"] == "name"]
    )
    yield from _overlapping("state_codes", ("state", "scheme"), _rows("state_codes"))


def _overlapping(name: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> Iterator[str]:
    ends = _ends(name)
    if ends is None:
        return
    groups: dict[tuple[str, ...], list[Spell]] = {}
    for row in rows:
        try:
            groups.setdefault(tuple(row[c] for c in columns), []).append(
                Spell.read(row[ends[0]], row[ends[1]])
            )
        except BadInput:
            continue  # said by _dates
    for who, spells in groups.items():
        spells.sort(key=lambda s: s.start)
        for one, two in pairwise(spells):
            if one.overlap(two) is not None:
                yield f"{name}: {who} has two rows for the same time ({one}; {two})"


def _within_treaties() -> Iterator[str]:
    spells = {}
    for row in _rows("treaties"):
        try:
            spells[row["treaty"]] = Spell.read(row["start"], row["end"])
        except BadInput:
            continue  # said by _dates
    members: dict[str, set[str]] = {}
    for row in _rows("memberships"):
        members.setdefault(row["treaty"], set()).add(row["state"])
        treaty = spells.get(row["treaty"])
        try:
            spell = Spell.read(row["entry"], row["exit"])
        except BadInput:
            continue  # said by _dates
        if treaty is None:
            continue
        if spell.start < treaty.start:
            yield f"memberships: {row['state']} entered {row['treaty']} on {spell.start}, before it was in force"
        if treaty.end is not None and spell.end is not None and spell.end > treaty.end:
            yield f"memberships: {row['state']} left {row['treaty']} on {spell.end}, after it had ended"
    yield from _parties(members)


def _parties(members: dict[str, set[str]]) -> Iterator[str]:
    for row in _rows("pledges"):
        if row["start"] and row["end"] and row["end"] <= row["start"]:
            yield f"pledges: a row of {row['treaty']} ends before it starts"
        for who in (row["by"], row["to"]):
            if who != EVERY_MEMBER and who not in members.get(row["treaty"], set()):
                yield f"pledges: {who!r} is no member of {row['treaty']}"


def _alive() -> Iterator[str]:
    """Look for members of a treaty that were no members of the system of states on some day of it."""
    lives: dict[str, list[Spell]] = {}
    treaties: dict[str, Spell] = {}
    for row in _rows("state_spells"):
        with contextlib.suppress(BadInput):  # said by _dates
            lives.setdefault(row["state"], []).append(Spell.read(row["start"], row["end"]))
    for row in _rows("treaties"):
        with contextlib.suppress(BadInput):
            treaties[row["treaty"]] = Spell.read(row["start"], row["end"])
    for row in _rows("memberships"):
        with contextlib.suppress(BadInput):
            spell = Spell.read(row["entry"], row["exit"]).overlap(treaties.get(row["treaty"], ALWAYS))
            bound = spell.overlap(_COVERED) if spell else None
            alive = bound is None or any(_holds(life, bound) for life in lives.get(row["state"], []))
            if not alive and "exile" not in row["note"]:
                yield f"memberships: {row['state']} was no state during part of its time in {row['treaty']} ({bound})"


def _holds(outer: Spell, inner: Spell) -> bool:
    # A state's end and a treaty's may be known to the year only: a year's grace keeps vague dates from failing.
    begins = outer.start.year < inner.start.year or outer.start <= inner.start
    if outer.end is None:
        return begins
    return begins and inner.end is not None and inner.end.year <= outer.end.year + 1


def _shares() -> Iterator[str]:
    for row in _rows("power"):
        try:
            good = 0 <= float(row["share"]) < 1 and 1816 <= int(row["year"]) <= 2026
        except ValueError:
            good = False
        if not good:
            yield f"power: {row['year']} {row['state']} has the share {row['share']!r}"
