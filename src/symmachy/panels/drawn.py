"""How a panel is put together: rows by place, columns with their meaning, silence kept apart from zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import BadInput
from symmachy.world import Coverage, Panel, UnitOfAnalysis
from symmachy.world.panel import Column

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.panels.past import Past
    from symmachy.panels.ties import Tie
    from symmachy.typing import FloatArray, IntArray
    from symmachy.world import World

__all__ = ["Asked", "Drawn", "log_of", "next_year", "rows_where"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a panel was asked for: the world's arrays, what ties two states, for how many years the past counts."""

    past: Past
    tie: Tie
    years: int


@dataclass(kw_only=True)
class Drawn:
    """A panel in the making: the places of its rows, and the columns that were filled so far.

    Columns hold numbers, NaN where something is not known.
    """

    world: World
    unit: UnitOfAnalysis
    named: tuple[str, ...]
    """The columns that name a row, ``year`` first."""
    keys: dict[str, Any]
    """Values of these columns, N each."""
    columns: dict[str, tuple[FloatArray, str, Coverage]] = field(default_factory=dict)

    @classmethod
    def at(cls, past: Past, unit: UnitOfAnalysis, year: IntArray, **who: IntArray) -> Drawn:
        """Return a new one whose rows are named by the years and states at these places, N each."""
        import polars as pl

        codes = pl.Series(past.world.codes)
        return cls(
            world=past.world,
            unit=unit,
            named=("year", *who),
            keys={
                "year": (year + past.world.coverage.first).astype(np.int32),
                **{name: codes.gather(place) for name, place in who.items()},
            },
        )

    def put(self, name: str, values: npt.ArrayLike, meaning: str, *variables: str, ahead: int = 0) -> None:
        """Add a column; it speaks of the years in which all the variables do that it rests on.

        With `ahead`, the last of these years are left out: the column needs to know so many years more.
        """
        covered = self.world.coverage
        for variable in variables:
            common = covered.overlap(self.world.variable(variable).coverage)
            if common is None:
                raise BadInput(f"{variable} speaks of none of the years of the record {self.world.record!r}")
            covered = common
        found = np.array(values, dtype=np.float64)
        year = np.asarray(self.keys["year"])
        found[(year < covered.first) | (year + ahead > covered.last)] = np.nan
        self.columns[name] = found, meaning, covered

    def done(self) -> Panel:
        """Return the panel, sorted by its key.

        Raises
        ------
        BadInput
            Where it has no rows.
        """
        import polars as pl

        frame = pl.DataFrame({**self.keys, **{n: v for n, (v, _, _) in self.columns.items()}})
        if not frame.height:
            raise BadInput(
                f"the record {self.world.record!r} has no row for a panel of the unit {self.unit.value}: ask a "
                "record that holds what it is made from"
            )
        frame = frame.with_columns(pl.col(list(self.columns)).fill_nan(None)).sort(*self.named)
        about = {
            name: Column(variable=name, coverage=covered, meaning=meaning, unit="", source=self.world.record)
            for name, (_, meaning, covered) in self.columns.items()
        }
        return Panel(
            world=self.world, unit_of_analysis=self.unit, frame=frame, columns=about, named=self.named
        )


def rows_where(yes: npt.NDArray[np.bool_]) -> tuple[IntArray, ...]:
    """Return the places where an array over years and states is true, all but those of the last year."""
    return tuple(place.astype(np.int64) for place in np.nonzero(yes[:-1]))


def next_year(now: npt.NDArray[np.bool_], there: npt.NDArray[np.bool_], *places: IntArray) -> FloatArray:
    """Return whether something is so in the year after each row; NaN where the row's pair is not there then."""
    year, *who = places
    after = (year + 1, *who)
    return np.where(there[after], now[after], np.nan)


def log_of(values: npt.ArrayLike) -> FloatArray:
    """Return the logarithm, NaN where a value is not known or not above 0.

    Examples
    --------
    >>> log_of([1.0, 0.0]).tolist()
    [0.0, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(np.asarray(values, dtype=np.float64))
    found[~np.isfinite(found)] = np.nan
    return found
