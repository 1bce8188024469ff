"""Goodness of fit of a TERGM: networks drawn for each year, beside the networks of these years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.estimation.goodness.compare import compare
from symmachy.estimation.tergm.aspects import TieCount, for_tergm
from symmachy.estimation.tergm.blocks import steps_of
from symmachy.estimation.tergm.runaway import runaway_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt
    import polars as pl

    from symmachy.estimation.goodness.aspects import Aspect
    from symmachy.estimation.goodness.result import Goodness
    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.estimation.tergm.runaway import Runaway
    from symmachy.estimation.tergm.sampler import Sampler
    from symmachy.typing import BoolArray
    from symmachy.world.network import Network

__all__ = ["TergmGoodness", "gof"]


@dataclass(frozen=True, kw_only=True, eq=False)
class TergmGoodness:
    """What networks drawn from a TERGM look like beside the observed ones, and whether they ran away."""

    goodness: Goodness
    """Aspect by aspect; each year is compared with its own draws, among its own states, and counts are then
    summed over years."""
    runaways: tuple[Runaway, ...]
    """Years whose draws have far more, or far fewer, ties than were observed."""

    def tests(self) -> pl.DataFrame:
        """Return one row for each aspect: columns aspect, distance, p.value."""
        return self.goodness.tests()

    def table(self, *, year: int | None = None) -> pl.DataFrame:
        """Return observed counts with means and quantiles of the draws, over all years or of one.

        Raises
        ------
        UnknownName
            If the year is not among those compared.
        """
        return self.goodness.table(period=None if year is None else str(year))

    def ties_by_year(self) -> pl.DataFrame:
        """Return the number of ties in each year.

        Returns
        -------
        polars.DataFrame
            Columns year, observed, mean, low (2.5 % of the draws lie below), median, high, one row a year.
        """
        import polars as pl

        counted = next(c for c in self.goodness if c.aspect == TieCount())
        drawn = counted.simulated[:, :, 0]
        low, median, high = np.quantile(drawn, [0.025, 0.5, 0.975], axis=0)
        return pl.DataFrame(
            {
                "year": [int(label) for label in counted.labels],
                "observed": counted.observed[:, 0],
                "mean": drawn.mean(axis=0),
                "low": low,
                "median": median,
                "high": high,
            }
        )

    def chart(self, *, width: int = 360, year: int | None = None) -> Any:  # noqa: ANN401  # altair has no stub for layers
        """Return a picture, an altair chart: for each cell the spread of the draws and the observed count.

        Without a `year`, the number of ties of each year stands above the counts over all years.
        """
        from symmachy.estimation.tergm.gof_picture import ties_panel

        others = replace(self.goodness, compared=tuple(c for c in self.goodness if c.aspect != TieCount()))
        if year is not None or len(others.compared) == len(self.goodness.compared):
            return self.goodness.chart(width=width, period=None if year is None else str(year))
        shown = others.chart(width=width)
        shown.vconcat.insert(0, ties_panel(self.ties_by_year(), width=width))
        return shown

    def summary(self) -> str:
        """Return the tests as sentences, runaway years first."""
        lines = [self.goodness.summary()]
        if self.runaways:
            years = len(self.goodness.compared[0].labels)
            head = (
                f"DEGENERATE: in {len(self.runaways)} of {years} years the simulated networks are nothing like "
                "the observed ones."
            )
            way_out = (
                "Such estimates describe no process that gives these networks: try shared_allies with a larger "
                "decay instead of triangles, add inertia, or leave the term out."
            )
            lines = [head, *(found.say() for found in self.runaways[:3]), way_out, *lines]
        return "\n".join(lines)


def gof(
    fit: TergmFit,
    networks: Sequence[Network],
    *,
    draws: int,
    seed: int,
    sampler: Sampler,
    aspects: Sequence[Aspect],
    workers: int | None,
) -> TergmGoodness:
    """Return the comparison, as `TergmFit.gof` describes it."""
    steps = steps_of(fit.model, networks)
    observed, shapes, packed, runaways, unknown = [], [], [], [], []
    for place, step in enumerate(steps):
        drawn = fit.simulate(
            step.network,
            before=step.before,
            draws=draws,
            seed=seed + place,
            sampler=sampler,
            workers=workers,
        )
        observed.append(drawn.observed)
        shapes.append(drawn.observed.shape)
        packed.append(np.packbits(drawn.ties.reshape(draws, -1), axis=1))
        unknown.append(fit.model.relation.unknown_ties(step.network))
        found = runaway_of(fit, step.network, drawn)
        runaways += [found] if found is not None else []
    directed = fit.model.relation.directed
    chosen = tuple(aspects) or for_tergm(directed=directed)
    return TergmGoodness(
        goodness=compare(
            observed,
            _unpacked(packed, shapes, draws),
            directed=directed,
            labels=[str(step.network.year) for step in steps],
            unknown=unknown,
            aspects=chosen,
        ),
        runaways=tuple(runaways),
    )


def _unpacked(
    packed: Sequence[npt.NDArray[np.uint8]], shapes: Sequence[tuple[int, ...]], draws: int
) -> Iterator[list[BoolArray]]:
    """Give the networks of one draw after the other: all at once would be large."""
    for draw in range(draws):
        yield [
            np.unpackbits(bits[draw], count=shape[0] * shape[1]).reshape(shape).astype(np.bool_)
            for bits, shape in zip(packed, shapes, strict=True)
        ]
