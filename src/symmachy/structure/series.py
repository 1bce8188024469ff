"""Every measure for every year, and the years in which their levels changed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import OutsideCoverage
from symmachy.structure.changes import Changes, changes
from symmachy.structure.rule import SignRule, Window
from symmachy.structure.shape import Shape, shape
from symmachy.structure.similarity import Similarity, portfolios, similarity

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.typing import FloatArray, Year
    from symmachy.world import World

__all__ = ["CHANGING", "Series", "YearShape", "series"]

CHANGING = {"density": "density", "line_balance": "balance", "concentration": "polarity"}
"""The measures whose changes of level are sought, and what each stands for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class YearShape:
    """The measures of one year; NaN where one has no meaning or is not known."""

    year: Year
    states: int
    positive: int
    """Ties."""
    negative: int
    density: float
    """Positive ties of all pairs, 0 to 1."""
    hostility: float
    """Negative ties of all pairs, 0 to 1."""
    triangles: int
    balanced: int
    """Triangles with an even number of negative ties."""
    frustration: float
    frustration_bound: float
    line_balance: float
    """1 in a balanced network."""
    walk_balance: float
    clustering: float
    """Least frustration with any number of blocs."""
    clustering_bound: float
    blocs: int
    """Of at least two states."""
    largest_bloc: float
    """Capability share of the most capable bloc."""
    unaligned: int
    """States without a tie."""
    concentration: float
    """CON, of capabilities."""
    effective: float
    """Number of equal states that would be as concentrated."""
    poles: int
    """States with at least half of the capabilities of the largest."""
    bloc_poles: int
    """The same of blocs, and of states in none."""
    similarity: float
    """Mean of Cohen's kappa of alliance portfolios over all pairs."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """The measures of successive years."""

    record: str
    rule: SignRule
    years: tuple[YearShape, ...]
    limits: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()

    def column(self, name: str) -> FloatArray:
        """Return one measure over the years."""
        return np.array([getattr(y, name) for y in self.years], dtype=np.float64)

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of the measures."""
        return tuple(f.name for f in fields(YearShape) if f.name != "year")

    @cached_property
    def changes(self) -> dict[str, Changes]:
        """The changes of level of density, balance and polarity; a series too short or with gaps has none."""
        when = [y.year for y in self.years]
        found = {}
        for name in CHANGING:
            values = self.column(name)
            if len(values) > 10 and np.isfinite(values).all():
                found[name] = changes(when, values)
        return found


def series(
    world: World,
    first: Year | None = None,
    last: Year | None = None,
    *,
    rule: SignRule | None = None,
    seconds: float = 10.0,
    told: Callable[[int, int], None] | None = None,
) -> Series:
    """Measure every year from the first to the last, every tie counting 1.

    Parameters
    ----------
    world
        The record to ask.
    first, last
        The first and last year of which hostility is known, by default.
    rule
        What makes a tie positive or negative; `SignRule` by default.
    seconds
        Time after which a single search stops with what it knows.
    told
        Called with how many years are measured and how many there are.

    Raises
    ------
    OutsideCoverage
        Where the record does not cover the years, or knows of no hostility in one of them.
    BadInput
        Where the last year comes before the first.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> found = series(open_record("chronicle"), 1913, 1914)
    >>> [y.negative > 0 for y in found.years]
    [True, True]
    """
    rule = SignRule() if rule is None else rule
    known = rule.known(world)
    window = Window(known.first if first is None else first, known.last if last is None else last)
    if window.first < known.first or window.last > known.last:
        raise OutsideCoverage(
            f"the record {world.record!r} knows of hostility from {known} but {window} was asked: "
            "ask within those years"
        )
    shapes: list[Shape] = []
    for year in window.years:
        shapes.append(shape(world, Window(year, year), rule=rule, seconds=seconds))
        if told is not None:
            told(len(shapes), len(window.years))
    return Series(
        record=world.record,
        rule=rule,
        years=tuple(_row(s, world, y) for s, y in zip(shapes, window.years, strict=True)),
        limits=(*_LIMITS, *shapes[-1].limits),
        citations=shapes[-1].citations,
    )


_LIMITS = (
    "Changes of level are sought in each measure alone; a level that drifts is told as one or more steps.",
)


def _row(one: Shape, world: World, year: Year) -> YearShape:
    alike = similarity(portfolios(world.in_year(year)), measure=Similarity.KAPPA)
    pairs = alike[np.triu_indices(len(alike), 1)]
    plus, minus = one.signed_density
    spread, by_power, by_bloc = one.concentration, one.poles, one.bloc_poles
    positive = int((one.network.signs > 0).sum())
    return YearShape(
        year=year,
        states=len(one.network.nodes),
        positive=positive,
        negative=len(one.network.ties) - positive,
        density=plus,
        hostility=minus,
        triangles=one.triads.total,
        balanced=one.triads.balanced,
        frustration=one.two.value,
        frustration_bound=one.two.bound,
        line_balance=one.line_balance,
        walk_balance=one.walks.degree,
        clustering=one.many.value,
        clustering_bound=one.many.bound,
        blocs=len(one.blocs),
        largest_bloc=max((b.share for b in one.blocs), default=float("nan")),
        unaligned=len(one.unaligned),
        concentration=spread.con if spread else float("nan"),
        effective=spread.effective if spread else float("nan"),
        poles=len(by_power.names) if by_power else 0,
        bloc_poles=len(by_bloc.names) if by_bloc else 0,
        similarity=float(np.nanmean(pairs)),
    )
