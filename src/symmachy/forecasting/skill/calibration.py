"""How many were expected and how many came: the chances behind `assess` summed, by decade and in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.forecasting.backtest.card import SkillCard

__all__ = ["Expected", "expected"]

RESAMPLES = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What was said and what came over some origins, for one target and horizon."""

    label: str
    origins: int
    cases: float
    said: float
    """The sum of all chances: how many events were expected."""
    came: float
    lo: float | None = None
    hi: float | None = None
    """A 95 % interval of `came` for one that was expected, by the block bootstrap over origins. None for decades:
    one holds too few blocks."""

    @property
    def each(self) -> float:
        """How many came for one that was expected."""
        return self.came / self.said if self.said else float("nan")


def expected(card: SkillCard, target: str, horizon: int) -> tuple[Expected, ...]:
    """Count what was expected and what came, by decade of the origin, and over all origins at last.

    Windows of neighbouring origins overlap: an event within five years of five origins counts at each.

    Parameters
    ----------
    card
        The skill card; its tallies are of the rung behind `assess`.
    target
        ``formation`` or ``ending``.
    horizon
        Years ahead.

    Examples
    --------
    >>> from symmachy.forecasting.backtest import SkillCard
    >>> from symmachy.forecasting.skill import expected, shipped_path
    >>> card = SkillCard.read(shipped_path().read_text(encoding="utf-8"))
    >>> [e.label for e in expected(card, "formation", 1)][-2:]
    ['2020 to 2024', 'all origins']
    """
    from symmachy.forecasting.scores import block_length, multiplicities, percentiles

    tallies = card.tallies.get(target, {}).get(str(horizon), {})
    if not tallies:
        return ()
    years = sorted(int(o) for o in tallies)
    sums = np.array([np.sum(tallies[str(y)], axis=0) for y in years])  # cases, events, what was said
    found = []
    for decade in sorted({y // 10 for y in years}):
        own = [k for k, y in enumerate(years) if y // 10 == decade]
        cases, came, said = sums[own].sum(axis=0)
        label = f"{years[own[0]]} to {years[own[-1]]}" if len(own) > 1 else f"{years[own[0]]}"
        found.append(Expected(label=label, origins=len(own), cases=cases, said=said, came=came))
    together = -(-block_length(horizon) // card.every)
    drawn = multiplicities(len(years), together, RESAMPLES, [card.seed, horizon])
    lo, hi = percentiles((drawn @ sums[:, 1]) / (drawn @ sums[:, 2]))
    cases, came, said = sums.sum(axis=0)
    whole = Expected(label="all origins", origins=len(years), cases=cases, said=said, came=came, lo=lo, hi=hi)
    return (*found, whole)
