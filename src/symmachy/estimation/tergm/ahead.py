"""Out-of-sample prediction: fitted to the years up to one, tried on the next, again and again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.tergm.part import carried
from symmachy.estimation.tergm.predict import probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.tergm.model import Tergm
    from symmachy.estimation.tergm.sampler import Sampler
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["OutOfSample", "out_of_sample"]

_LEAST = 1e-12
"""No probability is taken for smaller in a logarithm: it would be infinite where a draw never had the tie."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OutOfSample:
    """Predictions of years that the estimates have not seen."""

    frame: pl.DataFrame
    """Columns year, state, other, tied (whether they were), before (whether they were the year before),
    probability (by the model), reference (the share of pairs, tied before or not, that were tied in the years
    fitted)."""

    def scores(self) -> pl.DataFrame:
        """Return proper scores by year and over all years; smaller is better, 0 is perfect.

        Returns
        -------
        polars.DataFrame
            Columns year (null for all), pairs, ties, log (mean of minus the logarithm of the probability given to
            what happened), brier (mean squared difference), reference.log, reference.brier.
        """
        import polars as pl

        parts = [(year[0], rows) for year, rows in self.frame.group_by("year", maintain_order=True)]
        rows = [(year, *_scores(rows)) for year, rows in [*parts, (None, self.frame)]]
        names = ("log", "brier", "reference.log", "reference.brier")
        schema = {"year": pl.Int64, "pairs": pl.Int64, "ties": pl.Int64, **dict.fromkeys(names, pl.Float64)}
        return pl.DataFrame(rows, schema=schema, orient="row")


def out_of_sample(
    model: Tergm, networks: Sequence[Network], *, first: int, draws: int, seed: int, sampler: Sampler
) -> OutOfSample:
    """Return predictions, as `Tergm.out_of_sample` describes them."""
    import polars as pl

    waves = sorted(networks, key=lambda network: network.year)
    if any(network.world is not waves[0].world for network in waves):
        raise BadInput("the networks are of several worlds; predict those of each world by themselves")
    ahead = [network for network in waves if network.year >= first]
    if not ahead or ahead[0] is waves[0]:
        span = f"{waves[0].year} to {waves[-1].year}" if waves else "none"
        raise BadInput(
            f"nothing lies before and after {first} among the networks ({span}); choose a year within"
        )
    plain = model.with_bootstrap(None)
    frames = []
    for network in ahead:
        seen = [wave for wave in waves if wave.year < network.year]
        fit = plain.fit(seen)
        chance = probabilities(fit, network, draws=draws, seed=seed, sampler=sampler)
        before = network.world.in_year(network.year - 1)
        then, _ = carried(model.relation.ties(before), before, network)
        rates = _rates(model, seen)
        tied = model.relation.ties(network)
        unknown = model.relation.unknown_ties(network) | model.relation.given_ties(network)
        known = ~np.isnan(chance) & ~unknown
        one, other = np.nonzero(known if model.relation.directed else np.triu(known, 1))
        frames.append(
            pl.DataFrame(
                {
                    "year": np.full(len(one), network.year),
                    "state": [network.states[i] for i in one],
                    "other": [network.states[j] for j in other],
                    "tied": tied[one, other],
                    "before": then[one, other],
                    "probability": chance[one, other],
                    "reference": rates[then[one, other].astype(np.int64)],
                },
                schema_overrides={"state": pl.String, "other": pl.String},
            )
        )
    return OutOfSample(frame=pl.concat(frames))


def _rates(model: Tergm, seen: Sequence[Network]) -> FloatArray:
    """Return the share of pairs that were tied: of those without a tie in the network before, and with one."""
    counts = np.ones((2, 2))  # one tie and one pair without are added to each, so that no share is 0 or 1
    for before, now in pairwise(seen):
        then, both = carried(model.relation.ties(before), before, now)
        apart = both & ~np.eye(len(both), dtype=np.bool_)
        tied = model.relation.ties(now)
        for place, pairs in enumerate((apart & ~then, apart & then)):
            counts[place] += [(pairs & ~tied).sum(), (pairs & tied).sum()]
    return np.asarray(counts[:, 1] / counts.sum(axis=1), dtype=np.float64)


def _scores(rows: pl.DataFrame) -> tuple[int, int, float, float, float, float]:
    tied = rows["tied"].to_numpy()
    found: list[float] = []
    for name in ("probability", "reference"):
        chance = rows[name].to_numpy()
        happened = np.clip(np.where(tied, chance, 1.0 - chance), _LEAST, 1.0)
        found += [float(-np.log(happened).mean()), float(((chance - tied) ** 2).mean())]
    return rows.height, int(tied.sum()), found[0], found[1], found[2], found[3]
