"""Networks that a fitted actor-oriented model gives at the ends of periods, beside those that were observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.estimation.actors.estimates import estimates
from symmachy.estimation.goodness import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.estimation.goodness import Aspect, Goodness
    from symmachy.world.network import Network

__all__ = ["goodness"]

_STAGE = 9_001


def goodness(
    fit: ActorsFit,
    networks: Sequence[Network],
    *,
    draws: int = 1000,
    seed: int = 0,
    jobs: int = 1,
    aspects: Sequence[Aspect] = (),
) -> Goodness:
    """Return how far the networks that a model gives at the end of each period are from the observed ones.

    Only states that are there at the end of a period are compared. A tie of which it is not known whether it
    was there at the start or at the end is left out of the observed and of every simulated network.

    Parameters
    ----------
    fit
        The fit.
    networks
        Those of the fit.
    draws
        Simulations of all periods, each from its observed start.
    seed, jobs
        As in `Actors.fit`.
    aspects
        What is counted; degrees, shared partners, distances and triads where it is empty.

    Raises
    ------
    BadInput
        Where there are fewer than 2 draws, or the networks are not those of the fit.
    """
    here = estimates(fit, networks)
    periods = here.problem.periods
    return compare(
        [p.end for p in periods],
        here.ends(stage=_STAGE, draws=draws, seed=seed, jobs=jobs),
        directed=here.problem.rule.directed,
        labels=[p.label for p in periods],
        there=[p.stays for p in periods],
        unknown=[p.unknown for p in periods],
        aspects=aspects,
    )
