"""What a comparison of simulated with observed networks found: tables, tests, sentences, a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import UnknownName
from symmachy.estimation.goodness.distance import distance_test

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from symmachy.estimation.goodness.aspects import Aspect
    from symmachy.typing import FloatArray

__all__ = ["Compared", "Goodness"]

_FAR = 0.05
"""Below this p-value an aspect is said to be off."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Compared:
    """One aspect, observed and simulated, over P periods, D draws and L cells."""

    aspect: Aspect
    cells: tuple[str, ...]
    """L labels."""
    observed: FloatArray = field(repr=False)
    """``(P, L)`` counts."""
    simulated: FloatArray = field(repr=False)
    """``(D, P, L)`` counts."""
    labels: tuple[str, ...]
    """What the P periods are called."""

    def __post_init__(self) -> None:
        for name in ("observed", "simulated"):
            array = np.array(getattr(self, name), dtype=np.float64)
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @cached_property
    def _test(self) -> tuple[float, float]:
        return distance_test(self.observed.sum(axis=0), self.simulated.sum(axis=1))

    @property
    def distance(self) -> float:
        """Mahalanobis distance of the counts, summed over periods, from the simulated ones."""
        return self._test[0]

    @property
    def p_value(self) -> float:
        """Share of all, observed and simulated, that lie as far from the rest as the observed."""
        return self._test[1]

    def by_period(self) -> pl.DataFrame:
        """Return distance and p-value of each period: columns period, distance, p.value."""
        import polars as pl

        found = [distance_test(self.observed[k], self.simulated[:, k]) for k in range(len(self.labels))]
        return pl.DataFrame(
            {
                "period": list(self.labels),
                "distance": [d for d, _ in found],
                "p.value": [p for _, p in found],
            }
        )

    def table(self, *, period: str | None = None) -> pl.DataFrame:
        """Return one row for each cell that is not empty everywhere, summed over periods or of one.

        Returns
        -------
        polars.DataFrame
            Columns aspect, cell, observed, mean, low (2.5 % of the draws lie below), median, high (2.5 %
            above), least, most.

        Raises
        ------
        UnknownName
            Where no period is called so.
        """
        import polars as pl

        seen, drawn = self._of(period)
        used = np.flatnonzero((seen > 0) | (drawn > 0).any(axis=0))
        low, median, high = np.quantile(drawn[:, used], [0.025, 0.5, 0.975], axis=0)
        return pl.DataFrame(
            {
                "aspect": pl.Series([self.aspect.title] * len(used), dtype=pl.String),
                "cell": pl.Series([self.cells[k] for k in used], dtype=pl.String),
                "observed": seen[used],
                "mean": drawn[:, used].mean(axis=0),
                "low": low,
                "median": median,
                "high": high,
                "least": drawn[:, used].min(axis=0),
                "most": drawn[:, used].max(axis=0),
            }
        )

    def say(self) -> str:
        """Return one sentence: whether the model's networks are like the observed ones in this aspect."""
        rare = f"{self.p_value:.3f}".rstrip("0").rstrip(".")
        if self.p_value >= _FAR:
            return f"{self.aspect.title}: the observed networks lie among the simulated ones (p = {rare})"
        rows = self.table()
        outside = rows.filter((rows["observed"] < rows["low"]) | (rows["observed"] > rows["high"]))
        said = [
            f"{row['cell']}: {row['observed']:,.0f} beside {row['low']:,.0f} to {row['high']:,.0f}"
            for row in outside.head(3).iter_rows(named=True)
        ]
        most = f", first of all {'; '.join(said)}" if said else ""
        return f"{self.aspect.title}: the observed networks differ from the simulated ones (p = {rare}){most}"

    def _of(self, period: str | None) -> tuple[FloatArray, FloatArray]:
        if period is None:
            return self.observed.sum(axis=0), self.simulated.sum(axis=1)
        if period not in self.labels:
            raise UnknownName.among("period", period, self.labels)
        k = self.labels.index(period)
        return self.observed[k], self.simulated[:, k]


@dataclass(frozen=True, kw_only=True, eq=False)
class Goodness:
    """How far the networks that a model gives are from those that were observed, in several aspects.

    An aspect that is fitted by construction, such as the number of ties, says nothing; those counted here
    are not, so that a model may fail in them. A large p-value means that the data do not speak against the
    model in that aspect, with so many networks, and no more.
    """

    compared: tuple[Compared, ...]

    def __iter__(self) -> Iterator[Compared]:
        return iter(self.compared)

    @property
    def draws(self) -> int:
        """How many simulated draws there are."""
        return len(self.compared[0].simulated)

    def tests(self) -> pl.DataFrame:
        """Return one row for each aspect: columns aspect, distance, p.value."""
        import polars as pl

        return pl.DataFrame(
            {
                "aspect": [c.aspect.title for c in self],
                "distance": [c.distance for c in self],
                "p.value": [c.p_value for c in self],
            }
        )

    def table(self, *, period: str | None = None) -> pl.DataFrame:
        """Return the cells of all aspects, as `Compared.table` gives them."""
        import polars as pl

        return pl.concat([c.table(period=period) for c in self])

    def chart(self, *, width: int = 360, period: str | None = None) -> Any:  # noqa: ANN401  # altair has no stub for layers
        """Return a picture, an altair chart: for each cell the spread of the draws and the observed count."""
        from symmachy.estimation.goodness.picture import chart

        return chart(self, width=width, period=period)

    def svg(self, *, width: int = 360, period: str | None = None) -> str:
        """Return the same picture as SVG text, for a page or a file."""
        import vl_convert

        drawn: str = vl_convert.vegalite_to_svg(self.chart(width=width, period=period).to_dict())
        return drawn

    def cite(self) -> str:
        """Return the work that a paper which uses this should cite."""
        from symmachy.estimation import works

        return works.LOSPINOSO_2019

    def summary(self) -> str:
        """Return the tests as sentences, one aspect a line."""
        head = f"Goodness of fit, {self.draws:,} simulated draws of {len(self.compared[0].labels)} periods"
        return "\n".join([head, *(c.say() for c in self), _LIMITS])


_LIMITS = (
    "p is the share of draws as far from the rest as the observed networks (Mahalanobis distance, Lospinoso "
    "and Snijders 2019); the estimates are taken as known"
)
