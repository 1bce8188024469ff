"""A variable of the record: its rows, what it measures, and the years in which its source speaks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from numbers import Integral
from typing import TYPE_CHECKING

from symmachy.errors import BadInput

if TYPE_CHECKING:
    import polars as pl

    from symmachy.typing import Year

__all__ = ["Coverage", "Fill", "UnitOfAnalysis", "Variable"]


class Fill(Enum):
    """What stands between the rows of a variable that was measured only now and then."""

    NOTHING = "nothing"
    """Nothing: a year without a row is `absent`."""
    INTERPOLATE = "interpolate"
    """A straight line between measured years of one state; before the first and after the last, that value.

    A world that was cut at a year draws the line with the measurements up to that year alone.
    """
    CARRY = "carry"
    """The last measured value of the state, which is what was known then; before the first, unknown."""


class UnitOfAnalysis(Enum):
    """What one row of a table is about."""

    STATE_YEAR = "state-year"
    DYAD_YEAR = "dyad-year"
    """An unordered pair of states in a year."""
    DIRECTED_DYAD_YEAR = "directed-dyad-year"
    """An ordered pair: from `state` to `other`."""
    STATE_POWER_YEAR = "state-power-year"
    """A state and a great power in a year; only panels are of this unit and of those below."""
    TRIAD_YEAR = "triad-year"
    """Three states in a year, each in a role of its own."""
    PACT_YEAR = "pact-year"
    """A state's tie with another in a year, from the side of the one."""
    TREATY_YEAR = "treaty-year"
    """A treaty in a year in which it was in force."""
    COALITION_SIDE = "coalition-side"
    """One side of a war or dispute, with two members or more."""
    WAR_OPPORTUNITY = "war-opportunity"
    """A state that a war between states gave the occasion to join it, beside one of the two."""
    ROLL_CALL_VOTE = "roll-call"
    """A state's vote on a resolution, beside that of a great power."""

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return ("year", "state") if self is UnitOfAnalysis.STATE_YEAR else ("year", "state", "other")


@dataclass(frozen=True, slots=True, order=True)
class Coverage:
    """The years in which a source speaks, first and last included."""

    first: Year
    last: Year

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput(f"coverage ends in {self.last}, before it begins in {self.first}")

    def __contains__(self, year: object) -> bool:
        return isinstance(year, Integral) and self.first <= int(year) <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"

    def overlap(self, other: Coverage) -> Coverage | None:
        """Return the years in both, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Coverage(first, last) if first <= last else None

    def until(self, year: Year) -> Coverage | None:
        """Return the part that ends no later than a year, or None."""
        return self.overlap(Coverage(min(self.first, year), year))


@dataclass(frozen=True, kw_only=True, eq=False)
class Variable:
    """One variable of the record."""

    name: str
    """With the source before the dot: ``nmc.cinc``."""
    unit_of_analysis: UnitOfAnalysis
    rows: pl.LazyFrame = field(repr=False)
    """Columns ``year`` (Int32), ``state`` and, for pairs, ``other`` (String codes), ``value`` (Float64).

    Unordered pairs stand once, with ``state < other``. A key occurs once.
    """
    coverage: Coverage
    """Outside these years a value is missing, never 0."""
    absent: float | None
    """What no row means inside the coverage: 0.0 for an event that did not happen, None for unknown."""
    fill: Fill = Fill.NOTHING
    """How years between measurements are filled; only variables of states are."""
    meaning: str
    unit: str = ""
    """Unit of measurement, such as ``km`` or ``share of the world, 0 to 1``; empty for yes/no."""
    source: str = ""
    hindsight: bool = False
    """Whether its coding rests on what was known only later (the end of a rivalry, a revised index)."""
    made_by: str = ""
    """For a variable that was computed here (interpolated, combined): how, in a sentence."""

    def until(self, year: Year) -> Variable | None:
        """Return the variable as far as a year, or None where it begins later."""
        import polars as pl

        coverage = self.coverage.until(year)
        if coverage is None:
            return None
        return replace(self, coverage=coverage, rows=self.rows.filter(pl.col("year") <= year))
