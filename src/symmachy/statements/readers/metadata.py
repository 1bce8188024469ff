"""Title, date and outlet from what a text says of itself; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from symmachy.statements.labels import DateBasis

__all__ = ["About", "from_fields", "from_text", "iso_date"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMES = (
    "|".join(m.capitalize() for m in _MONTHS) + "|" + "|".join(m.capitalize()[:3] + r"\.?" for m in _MONTHS)
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({_NAMES}),? (\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b({_NAMES}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_FIELD = re.compile(
    r"^(title|date|published|source|outlet|publisher|author|by)\s*[:=]\s*(.+?)\s*$", re.IGNORECASE
)
_LINES = 6
_SHORT = 90


@dataclass(frozen=True, kw_only=True)
class About:
    """What is known of a document besides its text."""

    title: str | None = None
    date: str | None = None
    date_basis: DateBasis = DateBasis.UNKNOWN
    outlet: str | None = None
    outlet_basis: DateBasis = DateBasis.UNKNOWN
    author: str | None = None


def iso_date(text: str) -> str | None:
    """Return the first full date in a text as ISO, or nothing; 3/4/2021 is nobody's date for certain.

    Examples
    --------
    >>> iso_date("Paris, 14 February 1950"), iso_date("Feb. 14, 1950"), iso_date("3/4/2021")
    ('1950-02-14', '1950-02-14', None)
    """
    found = []
    for pattern, order in ((_ISO, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1))):
        for match in pattern.finditer(text):
            year, month, day = (match.groups()[i] for i in order)
            number = int(month) if month.isdigit() else 1 + [m[:3] for m in _MONTHS].index(month[:3].lower())
            try:
                found.append((match.start(), date(int(year), number, int(day)).isoformat()))
            except ValueError:
                continue  # the 31st of June
    return min(found)[1] if found else None


def from_fields(fields: dict[str, str], basis: DateBasis) -> About:
    """Return what named fields say: title, date or published, source or outlet or publisher, author or by."""
    low = {k.casefold(): v.strip().strip("\"'") for k, v in fields.items()}
    when = iso_date(low.get("date") or low.get("published") or "")
    outlet = low.get("outlet") or low.get("source") or low.get("publisher")
    return About(
        title=low.get("title"),
        date=when,
        date_basis=basis if when else DateBasis.UNKNOWN,
        outlet=outlet,
        outlet_basis=basis if outlet else DateBasis.UNKNOWN,
        author=_name(low.get("author") or low.get("by")),
    )


def from_text(text: str) -> About:
    """Return what the head of a plain text says of itself.

    Only the first six lines that are not blank are read, and of these only short ones: "Date: ..." and the like,
    a line that is a date or a byline with one. A date inside a sentence is not the document's date.
    """
    lines = [line.strip() for line in text[:4000].splitlines() if line.strip()][:_LINES]
    fields: dict[str, str] = {}
    for line in lines:
        found = _FIELD.match(line)
        if found and len(line) <= _SHORT:
            fields.setdefault(found[1].casefold(), found[2])
    about = from_fields(fields, DateBasis.IN_TEXT)
    when = about.date
    if when is None:
        for line in lines:
            rest = re.sub(r"[^A-Za-z]+", " ", line)
            if (
                len(line) <= _SHORT
                and not line.endswith(("?", "!"))
                and len(rest.split()) <= 8
                and iso_date(line)
            ):
                when = iso_date(line)
                break
    title = about.title
    if (
        title is None
        and lines
        and len(lines[0]) <= 200
        and not lines[0].endswith((".", ":"))
        and len(lines) > 1
    ):
        title = lines[0].lstrip("# ")
    return About(
        title=title,
        date=when,
        date_basis=DateBasis.IN_TEXT if when else DateBasis.UNKNOWN,
        outlet=about.outlet,
        outlet_basis=about.outlet_basis,
        author=about.author,
    )


def _name(byline: str | None) -> str | None:
    """Return the name of a byline without what stands apart from it on the line: "by: A. Writer    2021-06-29"."""
    return (re.split(r"\s{2,}|\t", byline)[0].strip() or None) if byline else None
