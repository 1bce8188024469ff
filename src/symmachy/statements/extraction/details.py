"""Times, crosswalk and flags of a statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symmachy.statements.labels import Act, Modality, Polarity, Relation
from symmachy.statements.readers.metadata import iso_date
from symmachy.statements.statement import Crosswalk, When
from symmachy.statements.target import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["crosswalk_of", "times_in"]

_YEARS = re.compile(
    r"\b(?:(?:from|between) )?(1[6-9]\d\d|20\d\d)(?:\s?(?:-|–|to|and|until)\s?(1[6-9]\d\d|20\d\d))?\b"
)
_DAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|"
    r"\d{4}-\d{2}-\d{2})\b"
)
_RELATIVE = re.compile(r"\b(this|last|next) year\b", re.IGNORECASE)
_SHIFT = {"this": 0, "last": -1, "next": 1}


def times_in(text: str, start: int, end: int, *, year: int | None) -> tuple[When, ...]:
    """Return the times that a passage names: full dates, years, and years relative to the document's date."""
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    for match in _DAY.finditer(text, start, end):
        day = iso_date(match[0])
        if day:
            found.append(_when(text, match.start(), match.end(), day, day, "explicit"))
            taken.append(match.span())
    for match in _YEARS.finditer(text, start, end):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        first, last = match[1], match[2] or match[1]
        found.append(_when(text, match.start(), match.end(), f"{first}-01-01", f"{last}-12-31", "explicit"))
    if year is not None:
        for match in _RELATIVE.finditer(text, start, end):
            when = year + _SHIFT[match[1].casefold()]
            found.append(
                _when(text, match.start(), match.end(), f"{when}-01-01", f"{when}-12-31", "document date")
            )
    return tuple(sorted(found, key=lambda w: w.target.start))


def _when(text: str, start: int, end: int, first: str, last: str, basis: str) -> When:
    return When(
        surface=text[start:end], target=Target.of(text, start, end), first=first, last=last, basis=basis
    )


_BY_ACT = {
    Act.DEMAND: Crosswalk(plover="DEMAND", cameo="10"),
    Act.ACCUSE: Crosswalk(plover="DISAPPROVE", cameo="11"),
    Act.DENY: Crosswalk(plover="REJECT", cameo="12"),
    Act.THREATEN: Crosswalk(plover="THREATEN", cameo="13"),
    Act.PRAISE: Crosswalk(plover="SUPPORT", cameo="05"),
}
_BY_WORDS = (
    (r"sign(?:s|ed)?|ratif", Crosswalk(plover="SUPPORT", cameo="05")),
    (r"agreed?\b", Crosswalk(plover="AGREE", cameo="03")),
    (r"meet|met\b|talks|visit|call(?:ed)?\b|consult", Crosswalk(plover="CONSULT", cameo="04")),
    (r"exercises?|shar(?:e|es|ed|ing)\b", Crosswalk(plover="COOPERATE", cameo="06")),
    (r"broke off|sever|expel|cut(?:s|ting)? ties", Crosswalk(plover="SANCTION", cameo="16")),
    (r"troops|mobili|deploy", Crosswalk(plover="MOBILIZE", cameo="15")),
)


def crosswalk_of(
    act: Act, relations: Sequence[Relation], modality: Modality, polarity: Polarity, exact: str
) -> Crosswalk | None:
    """Return the nearest class of PLOVER and CAMEO where the statement is an act or a fact, else nothing.

    Predictions, wishes and assessments have none, and neither has anything conditional, possible or asked.
    """
    if act in _BY_ACT:
        return _BY_ACT[act]
    if modality is not Modality.FACT or polarity is not Polarity.AFFIRMS or not relations:
        return None
    for pattern, walk in _BY_WORDS:
        if re.search(rf"\b(?:{pattern})", exact, re.IGNORECASE):
            return walk
    return None
