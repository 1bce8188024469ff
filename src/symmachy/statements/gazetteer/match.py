"""Finding names in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symmachy.statements.gazetteer.entries import Entry, entries, select
from symmachy.statements.labels import Resolution

__all__ = ["Mention", "mentions"]

_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_TITLES = frozenset(
    (
        "President",
        "Premier",
        "Chancellor",
        "Minister",
        "Secretary",
        "General",
        "Marshal",
        "Senator",
        "King",
        "Queen",
        "Emperor",
        "Lord",
        "Sir",
        "Count",
        "Prince",
        "Chairman",
        "Mr",
        "Mr.",
        "Mrs",
        "Mrs.",
        "Ms",
        "Dr",
        "Dr.",
        "Colonel",
        "Comrade",
        "Ambassador",
        "Taoiseach",
    )
)
_PLACE = re.compile(r"\b(?:in|at|near|outside|around|to visit|left|reached|through)\s+$", re.IGNORECASE)
_PEOPLE_IN = re.compile(
    r"\b(?:officials?|generals|ministers?|politicians?|governments?|leaders?|some|many|those|strategists|"
    r"policymakers|hawks|circles|opinion|view|belief|those|hardliners)\s+in\s+$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b([A-Z][a-zà-ÿ]+)\s+$")
_DATED = re.compile(r",? \(|, (?:\d{1,2} [A-Z]|[A-Z][a-z]{2,8}\.? \d|[A-Z][a-z]{2,8}\.)")
_KINDS = {
    "name": Resolution.SURFACE,
    "demonym": Resolution.DEMONYM,
    "capital": Resolution.CAPITAL,
    "leader": Resolution.LEADER,
    "surname": Resolution.LEADER,
    "institution": Resolution.INSTITUTION,
    "bloc": Resolution.BLOC,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A name in a text: code points, the end excluded."""

    start: int
    end: int
    surface: str
    code: str
    kind: str

    @property
    def resolved_by(self) -> Resolution:
        """By what sort of name the code was found."""
        return _KINDS[self.kind]


def mentions(
    text: str, *, year: int | None = None, known: frozenset[str] = frozenset()
) -> tuple[Mention, ...]:
    """Return the names in a text in order, none overlapping, the longest first where several begin together.

    Parameters
    ----------
    text
        A paragraph.
    year
        Of which the names are read; without it their latest meaning is taken.
    known
        Surnames that the document introduced with a fuller name or a title: needed for common surnames.

    Examples
    --------
    >>> [(m.surface, m.code) for m in mentions("Vienna told the Serbs and Count Berchtold.", year=1914)]
    [('Vienna', 'AUH'), ('Serbs', 'SRB'), ('Berchtold', 'AUH')]
    """
    index = entries()
    found: list[Mention] = []
    reached = 0
    for word in _WORD.finditer(text):
        if word.start() < reached or word[0] not in index:
            continue
        for length in sorted({len(e.surface) for e in index[word[0]]}, reverse=True):
            end = word.start() + length
            surface = text[word.start() : end]
            if end < len(text) and (text[end].isalnum() or text[end] == "_"):
                continue
            those = [e for e in index[word[0]] if e.surface == surface]
            if not those:
                continue
            entry = select(those, year)
            if entry is not None and _meant(entry, text, word.start(), end, known):
                found.append(
                    Mention(start=word.start(), end=end, surface=surface, code=entry.code, kind=entry.kind)
                )
                reached = end
            break
    return tuple(found)


def _meant(entry: Entry, text: str, start: int, end: int, known: frozenset[str]) -> bool:
    before = text[:start]
    if entry.kind == "surname":
        last = before.split()[-1:] or [""]
        return last[0] in _TITLES or entry.surface in known
    if entry.surface == "Secretary of State" and text[end:].startswith(" for"):
        return False
    if entry.kind == "capital" and _only_a_place(before, text[end:]):
        return False
    if entry.kind in ("capital", "name") and " " not in entry.surface:
        # "Michael Jordan", "George Washington": a given name before it makes it a person
        given = _NAME_BEFORE.search(before)
        return not (given and given[1] in _GIVEN)
    return True


def _only_a_place(before: str, after: str) -> bool:
    """Whether a capital is a dateline or a place and not a government."""
    if not before and _DATED.match(after):
        return True
    return bool(
        _PLACE.search(before) and not _PEOPLE_IN.search(before) and not after.startswith(("'s", "’s"))
    )


_GIVEN = frozenset(
    (
        "George",
        "Michael",
        "Booker",
        "Denzel",
        "Hamilton",
        "Barbara",
        "John",
        "Robert",
        "David",
        "James",
        "William",
        "Mary",
        "Paris",
        "Anatole",
        "Jack",
    )
)
