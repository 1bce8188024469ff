"""The years of the two world wars, which the fits leave out and the scores can leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, IntArray, Year

__all__ = ["WORLD_WARS", "in_world_war", "touches"]

WORLD_WARS = (range(1914, 1920), range(1939, 1947))
"""Years whose formations and endings are left out of the fit, each to the year after the war.

One declaration of a wartime coalition makes hundreds of pacts in a day, and peace ends them (a pact that
ends within a year is missing from the next year on); with those years in, forecasts from 1950 on were
several times too high.
"""


def in_world_war(years: IntArray) -> BoolArray:
    """``(N,)``: whether each year is one of `WORLD_WARS`."""
    return np.isin(years, [year for war in WORLD_WARS for year in war])


def touches(origin: Year, horizon: int, war: range) -> bool:
    """Whether the origin, or any year after it up to the horizon, is a year of the war.

    Examples
    --------
    >>> touches(1938, 1, WORLD_WARS[1]), touches(1938, 10, WORLD_WARS[0])
    (True, False)
    """
    return origin <= war[-1] and origin + horizon >= war[0]
