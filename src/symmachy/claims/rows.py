"""What a test reads: columns by name over the rows of a unit, and how these rows depend on each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from symmachy.errors import UnknownName

if TYPE_CHECKING:
    from symmachy.claims.units import Unit
    from symmachy.typing import FloatArray, IntArray
    from symmachy.world import Panel

__all__ = ["PanelRows", "Rows", "joined_groups"]


class Rows(Protocol):
    """Rows of one unit, made from one world with one reading of a tie and one window of years."""

    @property
    def year(self) -> IntArray:
        """``(N,)`` the year of each row."""

    def at(self, name: str, rows: IntArray) -> FloatArray:
        """``(n,)`` the values of a column or of a mechanism at some rows; NaN where not known."""

    def group(self, name: str) -> IntArray:
        """``(N,)`` a number for each value of a column that names rows, for clusters."""

    def code(self, name: str, row: int) -> str:
        """Return the value of a column that names rows in one row, as text."""

    def events(self, rows: IntArray) -> int:
        """Count the independent events among some rows in which the outcome came."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PanelRows:
    """The rows of a panel."""

    panel: Panel = field(repr=False)
    unit: Unit

    @cached_property
    def year(self) -> IntArray:
        """``(N,)`` the year of each row."""
        return self.panel.frame["year"].to_numpy().astype(np.int64)

    def column(self, name: str) -> FloatArray:
        """``(N,)`` the values of a column; NaN where not known.

        Raises
        ------
        UnknownName
            Where the panel has no such column, with the nearest.
        """
        if name not in self.panel.columns:
            raise UnknownName.among(f"column of the panel {self.unit.name}", name, self.panel.columns)
        if name not in self._columns:
            self._columns[name] = self.panel.frame[name].to_numpy().astype(np.float64)
        return self._columns[name]

    def at(self, name: str, rows: IntArray) -> FloatArray:
        """``(n,)`` the values of a column at some rows; raises what `column` does."""
        return self.column(name)[rows]

    @cached_property
    def _columns(self) -> dict[str, FloatArray]:
        return {}

    @cached_property
    def _groups(self) -> dict[str, IntArray]:
        return {}

    def group(self, name: str) -> IntArray:
        """``(N,)`` a number for each value of a column that names rows; ``a+b`` takes two together."""
        import polars as pl

        if name not in self._groups:
            numbers = np.zeros(len(self.year), dtype=np.int64)
            frame = self.panel.frame
            named = [key for key in self.panel.key if frame[key].dtype == pl.String]
            # A state has one number, in whichever column it stands: covariances look for those that rows share.
            states = pl.Enum(sorted({code for key in named for code in frame[key].unique()}))
            for part in self._named(name).split("+"):
                kind = states if part in named else pl.Categorical
                own = frame[part].cast(pl.String).cast(kind).to_physical().to_numpy().astype(np.int64)
                numbers = numbers * (int(own.max()) + 1 if len(own) else 1) + own
            self._groups[name] = numbers
        return self._groups[name]

    def code(self, name: str, row: int) -> str:
        """Return the value of a column that names rows in one row, as text."""
        return str(self.panel.frame[name][row])

    def events(self, rows: IntArray) -> int:
        """Count what the unit says is one event, among some rows in which the outcome came."""
        if not len(rows):
            return 0
        return len(np.unique(self.group(self.unit.event)[rows]))

    def _named(self, name: str) -> str:
        """Say which columns stand for a role that differs between kinds of triad."""
        if "partners" not in name and name != "third":
            return name
        hub = "hub" in self.panel.key
        return name.replace("partners", "rival+state" if hub else "state_1+state_2").replace(
            "third", "hub" if hub else "third"
        )


def joined_groups(year: IntArray, one: IntArray, other: IntArray) -> int:
    """Count groups of pairs that are of one year and joined by common states.

    A multilateral treaty that ties many pairs in a year is one group.

    Examples
    --------
    >>> import numpy as np
    >>> year = np.array([1949, 1949, 1949, 1955])
    >>> joined_groups(year, np.array([0, 0, 5, 0]), np.array([1, 2, 6, 1]))
    3
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    if not len(year):
        return 0
    size = int(max(one.max(), other.max())) + 1
    a, b = year * size + one, year * size + other
    places, numbers = np.unique(np.concatenate([a, b]), return_inverse=True)
    links = coo_matrix((np.ones(len(a)), (numbers[: len(a)], numbers[len(a) :])), shape=(len(places),) * 2)
    return int(connected_components(links, directed=False)[0])
