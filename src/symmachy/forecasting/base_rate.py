"""How often pairs of states in a given position had, formed or ended a defence pact: plain counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.forecasting.history import History
    from symmachy.typing import BoolArray

__all__ = ["BaseRate", "Count", "base_rate", "wilson"]

_TRAITS = (
    ("great_power", "with a great power among the two", "without a great power"),
    ("land_border", "sharing a land border", "sharing no land border"),
    ("hostility_between", "with recent hostility between them", "without recent hostility between them"),
    ("shared_adversaries", "with a shared adversary", "without a shared adversary"),
)
"""What makes a position: each is read as yes (above 0) or no."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A share of pair-years, with what it was counted from and a 95 % interval.

    The interval is Wilson's for the number of distinct pairs, not of pair-years, since the years of one
    pair resemble each other.
    """

    horizon: int
    """Years ahead; 0 for the same year."""
    pair_years: int
    pairs: int
    """Distinct pairs among them."""
    yes: int
    """Pair-years of which it was so."""
    lo: float
    hi: float

    @property
    def rate(self) -> float:
        """The share of pair-years of which it was so; NaN where there were none."""
        return self.yes / self.pair_years if self.pair_years else float("nan")


@dataclass(frozen=True, kw_only=True, slots=True)
class BaseRate:
    """What became of the pairs that were in the same position."""

    position: tuple[str, ...]
    """The traits that make the position, in words."""
    allied: bool
    """Whether the counts ahead are of pairs that had a pact (and still had one) or had none (and got one)."""
    presence: Count
    """Of all pairs in the position, allied or not: how many had a pact in the same year."""
    ahead: tuple[Count, ...]
    """Of those that were allied (or not) like the pair: how many had a pact after 1, 5 and 10 years."""


def base_rate(past: History, row: int, *, allied: bool, horizons: tuple[int, ...]) -> BaseRate:
    """Count what became of all pairs in the position of one row of the history.

    Presence (having a pact) and formation (getting one) are different questions, and both are answered.
    A trait that is not known of the pair is left out; a row of which it is not known is not counted.

    Parameters
    ----------
    past
        The history of all pairs.
    row
        The row that is asked about.
    allied
        Whether its pact is in force at the end of the row's year.
    horizons
        Years ahead.
    """
    names = [m.name for m in past.mechanisms]
    known = past.latest(row).values
    same = np.ones(len(past.year), dtype=np.bool_)
    words = []
    for name, yes, no in _TRAITS:
        if name in names:
            k = names.index(name)
            column = past.values[:, k]
            if np.isnan(known[k]):
                continue  # what was never known of the pair is no part of its position
            has = bool(known[k] > 0)
            same &= ((column > 0) == has) & ~np.isnan(column)
            words.append(yes if has else no)
    same[row] = False
    like = same & (past.tied == allied)
    return BaseRate(
        position=tuple(words),
        allied=allied,
        presence=_count(past, same, past.tied, 0),
        ahead=tuple(
            _count(past, like & ~np.isnan(after), after > 0, years)
            for years in horizons
            for after in (past.tied_after(years),)
        ),
    )


def _count(past: History, rows: BoolArray, yes: BoolArray, horizon: int) -> Count:
    pair = past.one[rows] * len(past.world.codes) + past.other[rows]
    n, pairs, hits = int(rows.sum()), len(np.unique(pair)), int(yes[rows].sum())
    lo, hi = wilson(hits / n, pairs) if n else (0.0, 1.0)
    return Count(horizon=horizon, pair_years=n, pairs=pairs, yes=hits, lo=lo, hi=hi)


def wilson(share: float, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval for a share of n, E. B. Wilson 1927."""
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    # In exact arithmetic the share lies within; at 0 and 1 it is an end, which rounding must not move past it.
    return max(0.0, min(float(middle - half), share)), min(1.0, max(float(middle + half), share))
