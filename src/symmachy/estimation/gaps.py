"""Missing values of mechanisms, named in one sentence: which, for how many pairs, in which years, for which states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.pair_years import PairYears
    from symmachy.typing import BoolArray, Year

__all__ = ["listed", "refuse_gaps", "spans"]

_SHOWN = 6
"""So many states or spans of years are named; of the others only the number."""


def refuse_gaps(rows: PairYears, labels: Sequence[str], here: BoolArray) -> None:
    """Raise an error if a mechanism has no value in some of the rows.

    Raises
    ------
    BadInput
        Naming what is missing, in which years, for which states, and what can be done.
    """
    said = []
    for label in labels:
        gone = here & np.isnan(rows.values[:, rows.labels.index(label)])
        if gone.any():
            who = listed([rows.world.codes[k] for k in _at_fault(rows, here, gone)], "states")
            said.append(f"{label} for {int(gone.sum()):,} pairs in {spans(rows.year[gone].tolist())} ({who})")
    if said:
        raise BadInput(
            f'values are missing: {"; ".join(said)}. Pass missing=Missing.DROP (in a study: missing = "drop") to leave '
            "such pairs out and count them, or take other years, or leave the term out"
        )


def _at_fault(rows: PairYears, here: BoolArray, gone: BoolArray) -> Sequence[int]:
    """Return the states that lack the value with every other in some year; where there is none, all who lack it."""
    size = len(rows.world.codes)
    blamed: set[int] = set()
    for year in np.unique(rows.year[gone]):
        now = rows.year == year
        counts = [
            np.bincount(rows.one[chosen], minlength=size) + np.bincount(rows.other[chosen], minlength=size)
            for chosen in (now & gone, now & here)
        ]
        blamed.update(np.flatnonzero((counts[0] > 0) & (counts[0] == counts[1])).tolist())
    return sorted(blamed) or np.unique([rows.one[gone], rows.other[gone]]).tolist()


def spans(years: Sequence[Year]) -> str:
    """Return years as spans.

    Examples
    --------
    >>> spans([1950, 1951, 1952, 1960])
    '1950-1952 and 1960'
    """
    found: list[list[Year]] = []
    for year in sorted(set(years)):
        if found and year == found[-1][1] + 1:
            found[-1][1] = year
        else:
            found.append([year, year])
    return listed([str(a) if a == b else f"{a}-{b}" for a, b in found], "spans")


def listed(words: Sequence[str], kind: str) -> str:
    """Return words with commas and an and, the first of them where there are many.

    Examples
    --------
    >>> listed(["a", "b", "c"], "states")
    'a, b and c'
    """
    if len(words) > _SHOWN:
        return f"{', '.join(words[:_SHOWN])} and {len(words) - _SHOWN} more {kind}"
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
