"""Small helpers of wording that every way of showing shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.world.episode import WAR
from symmachy.world.naming import named

if TYPE_CHECKING:
    from symmachy.forecasting import BaseRate, Count
    from symmachy.world import Episode

__all__ = ["counted", "kind", "named", "obligations", "percent", "position"]


def kind(episode: Episode) -> str:
    """Say of what kind a hostile episode was; of a war, that the two stood on opposite sides of it.

    In a war of coalitions not every pair across the sides met, or was formally at war.
    """
    return "on opposite sides" if episode.kind == WAR else episode.kind.replace("-", " ")


def percent(p: float) -> str:
    """Write a probability in percent with two digits that matter, never as a bare 0 or 100.

    Examples
    --------
    >>> percent(0.0764), percent(0.4506), percent(0.00004), percent(0.9996)
    ('7.6 %', '45 %', 'below 0.01 %', 'above 99.9 %')
    """
    share = 100 * p
    if share != share:  # NaN  # noqa: PLR0124
        return "unknown"
    if share < 0.01:
        return "below 0.01 %"
    if share > 99.9:
        return "above 99.9 %"
    if share < 1:
        return f"{share:.2f} %"
    if share < 10 or share > 99:
        return f"{share:.1f} %"
    return f"{share:.0f} %"


def obligations(words: tuple[str, ...]) -> str:
    """Join obligations as a sentence would.

    Examples
    --------
    >>> obligations(("defense", "nonaggression"))
    'defence, non-aggression'
    """
    spelt = {"defense": "defence", "offense": "offence", "nonaggression": "non-aggression"}
    return ", ".join(spelt.get(w, w) for w in words)


def position(rate: BaseRate) -> str:
    """Say which pairs were counted."""
    return "Pairs " + ", ".join(rate.position) if rate.position else "All pairs"


def counted(count: Count, *, allied: bool) -> str:
    """Say one count ahead as a sentence part: how many of how many, and the rate."""
    had = "still had a pact" if allied else "had a defence pact"
    years = "year" if count.horizon == 1 else "years"
    if not count.pair_years:
        return f"{count.horizon} {years} later: no such pair-year in the record"
    return (
        f"{count.horizon} {years} later {count.yes:,} of {count.pair_years:,} pair-years ({count.pairs:,} pairs) "
        f"{had}: {percent(count.rate)}"
    )
