"""The columns that many tables share, in few words."""

from __future__ import annotations

import math

from symmachy.record.source import Column, Kind, Scheme

__all__ = ["ccode", "code", "day", "flag", "number", "text", "whole", "year"]


def whole(
    name: str,
    meaning: str,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    unit: str = "",
    special: tuple[float, ...] = (),
    missing: tuple[float, ...] = (),
    filled: bool = False,
    required: bool = True,
    aliases: tuple[str, ...] = (),
) -> Column:
    """Declare a column of whole numbers, both ends of its range included."""
    return Column(
        name=name,
        meaning=meaning,
        unit=unit,
        low=low,
        high=high,
        special=special,
        missing=missing,
        filled=filled,
        required=required,
        aliases=aliases,
    )


def number(
    name: str,
    meaning: str,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    unit: str = "",
    special: tuple[float, ...] = (),
    missing: tuple[float, ...] = (),
    required: bool = True,
    aliases: tuple[str, ...] = (),
) -> Column:
    """Declare a column of numbers, both ends of its range included."""
    return Column(
        name=name,
        meaning=meaning,
        kind=Kind.NUMBER,
        unit=unit,
        low=low,
        high=high,
        special=special,
        missing=missing,
        required=required,
        aliases=aliases,
    )


def text(
    name: str,
    meaning: str,
    *,
    filled: bool = False,
    required: bool = True,
    keeps_na: bool = False,
    flawed: bool = False,
    aliases: tuple[str, ...] = (),
) -> Column:
    """Declare a column of text."""
    return Column(
        name=name,
        meaning=meaning,
        kind=Kind.TEXT,
        filled=filled,
        required=required,
        keeps_na=keeps_na,
        flawed=flawed,
        aliases=aliases,
    )


def day(
    name: str, meaning: str, *, filled: bool = False, required: bool = True, aliases: tuple[str, ...] = ()
) -> Column:
    """Declare a column of days of the Gregorian calendar."""
    return Column(
        name=name, meaning=meaning, kind=Kind.DAY, filled=filled, required=required, aliases=aliases
    )


def flag(name: str, meaning: str, *, required: bool = True, aliases: tuple[str, ...] = ()) -> Column:
    """Declare a column that is 1 for yes and 0 for no."""
    return whole(name, meaning, 0, 1, required=required, aliases=aliases)


def ccode(
    name: str = "ccode",
    meaning: str = "COW code of the state",
    *,
    filled: bool = True,
    beyond: tuple[int, ...] = (),
    aliases: tuple[str, ...] = (),
) -> Column:
    """Declare a column of Correlates of War state numbers."""
    return Column(
        name=name,
        meaning=meaning,
        low=1,
        high=999,
        filled=filled,
        scheme=Scheme.COW,
        beyond=beyond,
        aliases=aliases,
    )


def code(name: str, meaning: str, *, filled: bool = True, beyond: tuple[int, ...] = ()) -> Column:
    """Declare a column of Gleditsch-Ward state numbers."""
    return Column(name=name, meaning=meaning, low=1, high=999, filled=filled, scheme=Scheme.GW, beyond=beyond)


def year(name: str = "year", meaning: str = "year", *, first: int = 1400, last: int = 2100) -> Column:
    """Declare a column of years that every row must have."""
    return whole(name, meaning, first, last, filled=True)
