"""The panels to begin from: all members of the system, or all pairs of them, by year."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage
from symmachy.world.panel import Panel
from symmachy.world.variable import UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, IntArray, Year
    from symmachy.world.world import World

__all__ = ["RiskSet", "dyad_years", "state_years"]


class RiskSet(Enum):
    """Which pairs of states a dyad-year panel holds."""

    ALL = "all"
    RELEVANT = "relevant"
    """Politically relevant: a land border between the two, or at least one great power."""
    SAME_REGION = "same-region"


def state_years(world: World, *, years: range | None = None) -> Panel:
    """Build the panel of the members of the system by year.

    Parameters
    ----------
    world
        The record to build from.
    years
        The years wanted; all that the record covers by default.

    Raises
    ------
    OutsideCoverage
        Where a year lies outside the record's coverage.
    """
    import polars as pl

    first, member = _membership(world, years)
    year, state = np.nonzero(member)
    frame = pl.DataFrame(
        {"year": (year + first).astype(np.int32), "state": pl.Series(world.codes).gather(state)}
    )
    return Panel(world=world, unit_of_analysis=UnitOfAnalysis.STATE_YEAR, frame=frame)


def dyad_years(
    world: World, *, years: range | None = None, directed: bool = False, risk: RiskSet = RiskSet.ALL
) -> Panel:
    """Build the panel of pairs of members of the system by year.

    Parameters
    ----------
    world
        The record to build from.
    years
        The years wanted; all that the record covers by default.
    directed
        Whether each pair stands once (``state_1 < state_2``) or in both orders.
    risk
        Which pairs.

    Raises
    ------
    OutsideCoverage
        Where a year lies outside the record's coverage, or outside that of what the risk set is made from.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> dyad_years(open_record("chronicle"), years=range(1914, 1915)).frame.columns
    ['year', 'state_1', 'state_2']
    """
    import polars as pl

    first, member = _membership(world, years)
    parts: list[tuple[IntArray, IntArray, IntArray]] = []
    for offset, present in enumerate(member):
        places = np.flatnonzero(present)
        one, two = (
            np.nonzero(~np.eye(len(places), dtype=bool)) if directed else np.triu_indices(len(places), 1)
        )
        one, two = places[one], places[two]
        keep = _at_risk(world, risk, first + offset, one, two)
        one, two = one[keep], two[keep]
        parts.append((np.full(len(one), first + offset, dtype=np.int64), one, two))
    year, one, two = (np.concatenate(column) for column in zip(*parts, strict=True))
    codes = pl.Series(world.codes)
    frame = pl.DataFrame(
        {"year": year.astype(np.int32), "state_1": codes.gather(one), "state_2": codes.gather(two)}
    )
    unit = UnitOfAnalysis.DIRECTED_DYAD_YEAR if directed else UnitOfAnalysis.DYAD_YEAR
    return Panel(world=world, unit_of_analysis=unit, frame=frame)


def _membership(world: World, years: range | None) -> tuple[Year, BoolArray]:
    wanted = world.years if years is None else years
    if len(wanted) == 0 or wanted.step != 1:
        raise BadInput(f"years={wanted} holds no run of years; pass range(first, last + 1)")
    first, last = wanted[0], wanted[-1]
    if first not in world.coverage or last not in world.coverage:
        raise OutsideCoverage(
            f"the record {world.record!r} covers {world.coverage} but {first} to {last} was asked; "
            "ask for years within it"
        )
    return first, world.membership[first - world.coverage.first : last - world.coverage.first + 1]


def _at_risk(world: World, risk: RiskSet, year: Year, one: IntArray, two: IntArray) -> IntArray:
    if risk is RiskSet.ALL:
        return np.arange(len(one))
    if risk is RiskSet.SAME_REGION:
        region = np.array([world.states[c].region for c in world.codes])
        return np.flatnonzero(region[one] == region[two])
    for name in ("great_power", "contiguity"):
        known = world.variable(name).coverage
        if year not in known:
            raise OutsideCoverage(
                f"which pairs were politically relevant in {year} is not known: {name} covers {known}; "
                "ask for years within it, or for all pairs"
            )
    offset = year - world.coverage.first
    power = world.array("great_power")[offset] > 0
    border = world.array("contiguity")[offset] > 0
    return np.flatnonzero(power[one] | power[two] | border[one, two])
