"""The probability of each pair's tie in a year, from what was known the year before and the year's covariates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.tergm.forward import unseen
from symmachy.estimation.tergm.part import carried, split

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.estimation.tergm.sampler import Sampler
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["predict", "probabilities"]


def predict(fit: TergmFit, network: Network, *, draws: int, seed: int, sampler: Sampler) -> pl.DataFrame:
    """Return a row for each pair, as `TergmFit.predict` describes it."""
    import polars as pl

    found = probabilities(fit, network, draws=draws, seed=seed, sampler=sampler)
    size = len(network.states)
    mask = ~np.eye(size, dtype=np.bool_)
    one, other = np.nonzero(mask if fit.model.relation.directed else np.triu(mask))
    return pl.DataFrame(
        {
            "year": np.full(len(one), network.year),
            "state": [network.states[i] for i in one],
            "other": [network.states[j] for j in other],
            "probability": found[one, other],
        },
        schema_overrides={"state": pl.String, "other": pl.String},
    ).fill_nan(None)


def probabilities(fit: TergmFit, network: Network, *, draws: int, seed: int, sampler: Sampler) -> FloatArray:
    """``(N, N)``: the probability of each tie; NaN on the diagonal and where the model does not say."""
    if network.year - 1 not in network.world.coverage:
        raise BadInput(
            f"{network.year} is predicted from {network.year - 1}, which the record does not cover; predict a year "
            f"after {network.world.coverage.first} or later"
        )
    if draws < 0:
        raise BadInput(
            f"draws is {draws}; 0 is for probabilities given last year's other ties, more for simulation"
        )
    if draws:
        (drawn,) = fit.simulate_forward([network], draws=draws, seed=seed, sampler=sampler)
        known = _conditional(fit, network)
        return np.where(np.isnan(known), np.nan, drawn.probability)
    return _conditional(fit, network)


def _conditional(fit: TergmFit, network: Network) -> FloatArray:
    """Return the probability of each tie given that all others are as they were the year before."""
    hidden = unseen(network, fit.model.relation)
    before = hidden.world.in_year(network.year - 1)
    given = fit.model.relation.given_ties(network)
    found = np.full((len(network.states),) * 2, np.nan)
    first = 0
    for part in split(fit.model, hidden, before):
        theta = fit.coefficients[first : first + len(part.specification)]
        first += len(part.specification)
        predictor = np.tensordot(theta, part.system.every(), axes=1)
        chance = np.exp(-np.logaddexp(0.0, -predictor))
        free = part.free | part.unknown
        found[free] = chance[free]
    if fit.model.separable:
        _, both = carried(fit.model.relation.ties(before), before, network)
        given = given & both
    recorded = fit.model.relation.ties(network).astype(np.float64)
    found[given] = recorded[given]
    np.fill_diagonal(found, np.nan)
    return found
