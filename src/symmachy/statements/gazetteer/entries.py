"""Entries of the gazetteer, by the first word of the name."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from symmachy.record.chronicle import states

__all__ = ["BLOCS", "Entry", "code_system", "entries", "select"]

_ISO_BESIDES = frozenset({"PSE", "VAT"})
"""ISO 3166 codes of entities that are no states of the record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A name, what it stands for, and in which years."""

    surface: str
    kind: str
    """name, demonym, capital, institution, leader, surname or bloc."""
    code: str
    first: int | None
    last: int | None
    own: bool
    """From the table of names here, which overrules the record's names where both know a surface."""

    def holds_in(self, year: int) -> bool:
        """Whether the name had this meaning in a year, both ends included."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def _year(text: str) -> int | None:
    return int(text[:4]) if text else None


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """All entries by the first run of letters of their name, the longest names first."""
    found: list[Entry] = []
    table = resources.files("symmachy.statements.gazetteer").joinpath("names.csv")
    with table.open(encoding="utf-8") as file:
        found += [
            Entry(
                surface=row["surface"],
                kind=row["kind"],
                code=row["code"],
                first=_year(row["start"]),
                last=_year(row["end"]),
                own=True,
            )
            for row in csv.DictReader(file)
        ]
    for state in states():
        named = [("name", n.text, n.spell) for n in state.names]
        named += [("capital", c.name, c.spell) for c in state.capitals]
        for kind, text, spell in named:
            if "," in text or "(" in text or text.casefold() in _TOO_COMMON:
                continue
            first = spell.start.year if spell.start else None
            last = spell.end.year if spell.end else None
            found.append(
                Entry(
                    surface=text.removeprefix("The "),
                    kind=kind,
                    code=state.code,
                    first=first,
                    last=last,
                    own=False,
                )
            )
    index: dict[str, list[Entry]] = {}
    for entry in found:
        word = re.match(r"[^\W\d_]+|\w+", entry.surface)
        if word:
            index.setdefault(word[0], []).append(entry)
    return {word: tuple(sorted(those, key=lambda e: -len(e.surface))) for word, those in index.items()}


_TOO_COMMON = frozenset(
    {"car", "male", "roc", "emirates", "hesse", "victoria", "kingston", "georgetown", "annam"}
)

BLOCS = tuple(sorted({"WEST", "EUROPE", "NATO", "EU", "UN"}))
"""A few codes of blocs; the table has them all."""


@cache
def _iso() -> frozenset[str]:
    own = {s.code for s in states() for c in s.codes if c.scheme == "iso3" and c.value == s.code}
    return frozenset(own) | _ISO_BESIDES


@cache
def _known() -> frozenset[str]:
    return frozenset(s.code for s in states())


def code_system(code: str) -> str:
    """Return iso3, symmachy (former states and Kosovo) or bloc.

    Examples
    --------
    >>> code_system("FRA"), code_system("AUH"), code_system("NATO")
    ('iso3', 'symmachy', 'bloc')
    """
    if code in _iso():
        return "iso3"
    return "symmachy" if code in _known() else "bloc"


def select(those: list[Entry], year: int | None) -> Entry | None:
    """Return the one entry that a surface means in a year, or in a text of no date; nothing where it is open."""
    when = 9999 if year is None else year
    fitting = [e for e in those if e.holds_in(when)]
    if not fitting:  # a text of today speaks of the past too
        past = [e for e in those if e.first is None or e.first <= when]
        latest = max((e.last or 9999 for e in past), default=None)
        fitting = [e for e in past if (e.last or 9999) == latest]
    if not fitting:
        fitting = [e for e in those if e.kind in ("name", "demonym", "bloc", "capital")][:1]
    own = [e for e in fitting if e.own] or fitting
    codes = {e.code for e in own}
    return own[0] if len(codes) == 1 else None
