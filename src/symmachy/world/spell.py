"""Dated intervals, half-open, that remember how precisely their ends are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from symmachy.errors import BadInput

__all__ = ["ALWAYS", "Precision", "Spell", "note_until", "say_date"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEAR = re.compile(r"\b\d{4}\b", re.ASCII)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Precision(IntEnum):
    """How precisely a date is known."""

    YEAR = 1
    MONTH = 2
    DAY = 3


def say_date(day: date, precision: Precision = Precision.DAY) -> str:
    """Write a date in English as far as it is known.

    Examples
    --------
    >>> say_date(date(1950, 2, 14)), say_date(date(1950, 2, 1), Precision.MONTH)
    ('14 February 1950', 'February 1950')
    """
    month = _MONTHS[day.month - 1]
    if precision is Precision.DAY:
        return f"{day.day} {month} {day.year}"
    return f"{month} {day.year}" if precision is Precision.MONTH else str(day.year)


def _read(text: str) -> tuple[date, Precision]:
    found = _DATE.fullmatch(text)
    numbers = [int(part) for part in found.groups() if part is not None] if found else []
    try:
        year, month, day = (*numbers, 1, 1)[:3]
        return date(year, month, day), Precision(len(numbers))
    except ValueError:  # not of that form, or no such day in the calendar
        raise BadInput(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _after(day: date, precision: Precision) -> date:
    if precision is Precision.DAY:
        return day
    if day.year == date.max.year:
        raise BadInput(f"a spell ends in {day.year}, the calendar's last year; leave its end open")
    if precision is Precision.YEAR or day.month == 12:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spell:
    """A stretch of time, ``[start, end)``, in days of the Gregorian calendar."""

    start: date = date.min
    """First day on which it is so; `date.min` where it was so from before the record."""
    end: date | None = None
    """First day on which it is no longer so; None where it is still so when the record ends."""
    start_precision: Precision = Precision.DAY
    """How precisely `start` is known: with YEAR, `start` is the first day of that year."""
    end_precision: Precision = Precision.DAY
    """How precisely `end` is known: with YEAR, it ended some time in the year before `end`."""

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise BadInput(f"a spell ends on {self.end} before or when it starts on {self.start}")

    @classmethod
    def read(cls, start: str, end: str) -> Spell:
        """Read a spell from two texts of the register.

        A partial start is the first day of its period; a partial end says "some time in that period"
        and is read as the first day after it.

        Raises
        ------
        BadInput
            Where a text is no date, or the end is not after the start.

        Examples
        --------
        >>> Spell.read("1950-02-14", "1980").end
        datetime.date(1981, 1, 1)
        """
        first, start_precision = _read(start) if start else (date.min, Precision.DAY)
        if not end:
            return cls(start=first, start_precision=start_precision)
        last, end_precision = _read(end)
        return cls(
            start=first,
            end=_after(last, end_precision),
            start_precision=start_precision,
            end_precision=end_precision,
        )

    @property
    def last_year(self) -> int | None:
        """The last year that has at least one day of the spell; None where the spell is open."""
        if self.end is None:
            return None
        return self.end.year - (self.end.month == 1 and self.end.day == 1)

    def covers(self, day: date) -> bool:
        """Whether it is so on that day."""
        return self.start <= day and (self.end is None or day < self.end)

    def meets_year(self, year: int) -> bool:
        """Whether it is so on at least one day of the year (the field's rule for yearly data).

        Examples
        --------
        >>> Spell.read("1950-02-14", "1980-04-11").meets_year(1980)
        True
        """
        return self.start.year <= year and (self.last_year is None or year <= self.last_year)

    def overlap(self, other: Spell) -> Spell | None:
        """Return the time that both cover, or None where there is none."""
        # Of two equal ends the vaguer one decides: what began some time in 1950 began no earlier than that.
        start = max(self.start, other.start)
        start_precision = min(s.start_precision for s in (self, other) if s.start == start)
        ends = [(s.end, s.end_precision) for s in (self, other) if s.end is not None]
        end, end_precision = min(ends) if ends else (None, Precision.DAY)
        if end is not None and end <= start:
            return None
        return Spell(start=start, end=end, start_precision=start_precision, end_precision=end_precision)

    def until(self, day: date) -> Spell | None:
        """Return what was known of the spell on that day: None if it began later, open if it ended later."""
        if self.start > day:
            return None
        if self.end is None or self.end <= day:
            return self
        return Spell(start=self.start, start_precision=self.start_precision)

    def __str__(self) -> str:
        since = "" if self.start == date.min else say_date(self.start, self.start_precision)
        if self.end is None:
            return f"since {since}" if since else "throughout"
        if self.end_precision is Precision.DAY:
            until = say_date(self.end)
        else:
            period = date.fromordinal(self.end.toordinal() - 1)
            until = say_date(period, self.end_precision)
        return f"{since} to {until}" if since else f"until {until}"


def note_until(note: str, spell: Spell, day: date) -> str:
    """Return a note as far as it could have been written on a day: whole, or not at all.

    A note is left out where it names a later year, or where its spell ended later: it may be on that end.

    Examples
    --------
    >>> note_until("Renewed in 1887.", Spell(start=date(1882, 5, 20)), date(1885, 12, 31))
    ''
    """
    ended_later = spell.end is not None and spell.end > day
    names_later = any(int(year) > day.year for year in _YEAR.findall(note))
    return "" if ended_later or names_later else note


ALWAYS = Spell()
"""All of time: for facts that carry no date."""
