"""Whether networks drawn from a fit run away from those that were observed, and with which mechanism."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.mechanism import NetworkMechanism

if TYPE_CHECKING:
    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.estimation.tergm.simulate import Simulated
    from symmachy.typing import FloatArray, Year
    from symmachy.world.network import Network

__all__ = ["Runaway", "runaway_of"]

_ODDS = 4.0
"""Where the odds of a tie in the median draw are so many times those observed, or so small a part, ..."""

_TIES = 10
"""... and it differs by so many ties or more, the draws have run away."""

_LOOKED_AT = 10
"""Draws whose statistics are looked at for the mechanism."""


@dataclass(frozen=True, kw_only=True)
class Runaway:
    """One network whose draws have far more, or far fewer, ties than it."""

    year: Year
    observed: int
    """Ties that the record has, among the free pairs."""
    simulated: int
    """Ties of the median draw, among the free pairs."""
    pairs: int
    """Free pairs."""
    term: str
    """The coefficient that the draws' log-odds gain most by, against the observed network."""

    def say(self) -> str:
        """Return a sentence that names the mechanism."""
        way = "fill" if self.simulated > self.observed else "empty"
        return (
            f"{self.year}: simulated networks {way}, the median draw having {self.simulated:,} ties beside "
            f"{self.observed:,} recorded, of {self.pairs:,} pairs; this goes with {self.term} most of all"
        )


def runaway_of(fit: TergmFit, network: Network, drawn: Simulated) -> Runaway | None:
    """Return how the draws of a network ran away from it, or None where they did not."""
    free = drawn.free if drawn.directed else np.triu(drawn.free, 1)
    pairs = int(free.sum())
    observed = int((drawn.observed & free).sum())
    simulated = int(np.median(drawn.ties[:, free].sum(axis=1)))
    # Half a tie is added to each count, so that the odds exist for empty and complete networks.
    odds = ((simulated + 0.5) / (pairs - simulated + 0.5)) / ((observed + 0.5) / (pairs - observed + 0.5))
    if 1.0 / _ODDS < odds < _ODDS or abs(simulated - observed) < _TIES:
        return None
    return Runaway(
        year=network.year,
        observed=observed,
        simulated=simulated,
        pairs=pairs,
        term=_term(fit, network, drawn),
    )


def _term(fit: TergmFit, network: Network, drawn: Simulated) -> str:
    """Return the name of the coefficient, one of dependence between ties where there is any such."""
    gains: list[float] = []
    dependent: list[bool] = []
    for _, specification in fit.model.parts:
        own = specification.system(network, ties=drawn.observed, directed=drawn.directed)
        before = own.statistics()
        total: FloatArray = np.zeros(len(specification))
        shown = drawn.ties[:_LOOKED_AT]
        for ties in shown:
            other = specification.system(network, ties=ties.astype(np.bool_), directed=drawn.directed)
            total += other.statistics() - before
        theta = fit.coefficients[len(gains) : len(gains) + len(specification)]
        gains += np.nan_to_num(theta * total / len(shown)).tolist()
        dependent += [
            isinstance(term, NetworkMechanism) and not term.dyad_independent for term in specification
        ]
    usable = np.array(dependent) if any(dependent) else np.ones(len(gains), dtype=np.bool_)
    return fit.names[int(np.argmax(np.where(usable, gains, -np.inf)))]
