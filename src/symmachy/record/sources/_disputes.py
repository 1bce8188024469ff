"""The columns that the two lists of militarized interstate disputes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.columns import ccode, flag, whole, year

if TYPE_CHECKING:
    from symmachy.record.source import Column

__all__ = ["dispute_columns"]


def dispute_columns(ongoing: str, onset: str) -> tuple[Column, ...]:
    """Return the columns of a directed dispute-year file, under the list's own names for two of them."""
    sides: list[Column] = []
    for n, who in (("1", "first"), ("2", "second")):
        sides += [
            flag(f"sidea{n}", f"whether the {who} state is on side A"),
            whole(f"fatality{n}", f"level of deaths of the {who} state, 0 to 6", 0, 6, special=(-9,)),
            whole(f"hiact{n}", f"highest action of the {who} state", 0, 22),
            whole(
                f"hostlev{n}",
                f"hostility of the {who} state: 1 none, 2 threat, 3 display, 4 use of force, 5 war",
                1,
                5,
            ),
            flag(f"orig{n}", f"whether the {who} state was in it on the first day"),
        ]
    return (
        whole("dispnum", "number of the dispute", 1, filled=True),
        ccode("ccode1", "COW code of the first state"),
        ccode("ccode2", "COW code of the second state, on the other side"),
        year(first=1816),
        flag(ongoing, "whether the dispute goes on in the year"),
        flag(onset, "whether it begins in the year"),
        *sides,
    )
