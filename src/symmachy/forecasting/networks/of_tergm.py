"""Chances by a separable temporal exponential random graph model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.forecasting.networks.ahead import YEARS_AHEAD, Ahead, Gathered
from symmachy.forecasting.networks.looks import OF_NETWORK, held, of_pairs
from symmachy.forecasting.networks.model import NetworkModel
from symmachy.forecasting.networks.past import fitted_with_what_it_tells, peace, sequences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation import TergmFit
    from symmachy.mechanisms import NetworkMechanism, PairMechanism
    from symmachy.mechanisms.system import System
    from symmachy.typing import BoolArray, FloatArray, Year
    from symmachy.world.world import World

__all__ = ["TergmAhead"]

_FEWEST_YEARS = 5


@dataclass(frozen=True, kw_only=True)
class TergmAhead(NetworkModel):
    """Formation and persistence apart, each year's ties the past of the next."""

    name: ClassVar[str] = "tergm"
    about: ClassVar[str] = (
        "Simulation from a separable TERGM: one model for ties that form and one for ties that persist, given the "
        "shared allies, popularity, shared adversaries, hostility, border, distance, democracy and great powers of "
        "the year before, fitted to all years before that are known, without the world wars; covariates are held "
        "as at the origin, ties move on."
    )

    years: int | None = None
    """How many years before the origin are fitted; None for all that are known.

    Pacts are made in bursts, a treaty of many at a time. Fitted to the last 25 years alone, the model took the
    bursts of 1947 to 1950 for what happens every year.
    """
    draws: int = 100
    seed: int = 1

    def look_ahead(self, world: World, origin: Year) -> Ahead:
        """Return what simulations from the fit say."""
        pairs = of_pairs(world)
        fit, terms, left_out = fitted_with_what_it_tells(
            (*OF_NETWORK, *pairs), lambda terms: self._fit(world, origin, terms)
        )
        network = world.in_year(origin)
        tied = fit.model.relation.ties(network)
        fixed = [held(t, network) if t in pairs else t.fixed(network) for t in terms]
        path = _Path(terms=terms, tied=tied, fixed=fixed)
        k = len(terms)
        gathered = Gathered(len(tied))
        for draw in range(self.draws):
            seeds = np.random.SeedSequence(self.seed, spawn_key=(origin, draw))
            generator = np.random.Generator(np.random.Philox(seeds))
            theta = fit.draws[draw % len(fit.draws)]
            gathered.add(path.drawn(theta[:k], theta[k:], generator))
        chance, lo, hi = gathered.summed()
        first, last = fit.years[0], fit.years[-1]
        return Ahead(
            origin=origin,
            states=network.states,
            tied=tied,
            chance=chance,
            lo=lo,
            hi=hi,
            draws=self.draws,
            terms=tuple(t.label for t in path.terms),
            making=fit.coefficients[:k],
            keeping=fit.coefficients[k:],
            changes=path.system(tied).every(),
            rests_on=(
                f"The estimate rests on {fit.ties[0]:,} defence pacts that formed among {fit.pairs[0]:,} pair-years "
                f"and {fit.pairs[1] - fit.ties[1]:,} that ended among {fit.pairs[1]:,}, {first} to {last}, by a "
                "separable temporal exponential random graph model (maximum pseudolikelihood)."
            ),
            notes=(*left_out, *(n.capitalize() for n in fit.notes), *_unconverged(fit)),
            cites=tuple(fit.cite().splitlines()),
        )

    def _fit(self, world: World, origin: Year, terms: Sequence[NetworkMechanism | PairMechanism]) -> TergmFit:
        from symmachy.estimation import BlockBootstrap, Missing, Tergm
        from symmachy.mechanisms import Specification
        from symmachy.mechanisms.lag import Lag

        first = world.coverage.first
        if self.years is not None:
            first = max(first, origin - self.years)
        if origin - first < _FEWEST_YEARS:
            raise BadInput(
                f"a network model needs {_FEWEST_YEARS} years before the one that is asked about, and the record "
                f"begins in {world.coverage.first}; ask of a later year"
            )
        # A tie of a year is explained by what was known at the end of the year before, its other ties included:
        # where ties of one year feed on each other, simulated networks fill up within a few years.
        number, *others = terms
        lagged = Specification(terms=(number, *(Lag(of=m) for m in others)))
        model = Tergm(
            formation=lagged,
            persistence=lagged,
            missing=Missing.DROP,
            bootstrap=BlockBootstrap("year", draws=self.draws, seed=self.seed),
        )
        return model.fit(sequences(world, peace(first, origin)))


def _unconverged(fit: TergmFit) -> tuple[str, ...]:
    return () if fit.converged else ("NOT CONVERGED: the numbers are no estimates.",)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Path:
    terms: tuple[NetworkMechanism | PairMechanism, ...]
    tied: BoolArray
    fixed: Sequence[FloatArray]

    def system(self, ties: BoolArray) -> System:
        from symmachy.mechanisms.system import System

        return System.made(self.terms, ties=ties, fixed=self.fixed)

    def drawn(self, making: FloatArray, keeping: FloatArray, generator: np.random.Generator) -> FloatArray:
        """``(H, N, N)``: the chance that each tie stays as it was at the origin, in one path of the others."""
        ties, staying = self.tied, np.ones(self.tied.shape)
        found = np.empty((YEARS_AHEAD, *self.tied.shape))
        for year in range(YEARS_AHEAD):
            changes = self.system(ties).every()
            forms, keeps = (_chance(np.tensordot(theta, changes, axes=1)) for theta in (making, keeping))
            staying = staying * np.where(self.tied, keeps, 1 - forms)
            found[year] = staying
            drawn = np.triu(generator.random(ties.shape) < np.where(ties, keeps, forms), 1)
            ties = drawn | drawn.T
        return found


def _chance(worth: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-np.clip(worth, -500, 500))), dtype=np.float64)
