"""Chances by a separable temporal exponential random graph model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.forecasting.networks.ahead import YEARS_AHEAD, Ahead, Gathered
from symmachy.forecasting.networks.looks import OF_NETWORK, held, of_pairs
from symmachy.forecasting.networks.model import NetworkModel
from symmachy.forecasting.wars import WORLD_WARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation import TergmFit
    from symmachy.mechanisms import Mechanism, NetworkMechanism, PairMechanism
    from symmachy.mechanisms.system import System
    from symmachy.typing import BoolArray, FloatArray, Year
    from symmachy.world.network import Network
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
        "the year before, fitted to the last 25 years; covariates are held as at the origin, ties move on."
    )

    years: int = 25
    draws: int = 100
    seed: int = 1

    def look_ahead(self, world: World, origin: Year) -> Ahead:
        """Return what simulations from the fit say."""
        pairs = of_pairs(world)
        fit = self._fit(world, origin, pairs)
        network = world.in_year(origin)
        tied = fit.model.relation.ties(network)
        fixed = [t.fixed(network) for t in OF_NETWORK] + [held(m, network) for m in pairs]
        path = _Path(terms=(*OF_NETWORK, *pairs), tied=tied, fixed=fixed)
        k = len(OF_NETWORK) + len(pairs)
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
            notes=(*(n.capitalize() for n in fit.notes), *_unconverged(fit)),
            cites=tuple(fit.cite().splitlines()),
        )

    def _fit(self, world: World, origin: Year, pairs: Sequence[Mechanism]) -> TergmFit:
        from symmachy.estimation import BlockBootstrap, Missing, Tergm
        from symmachy.mechanisms import Specification
        from symmachy.mechanisms.lag import Lag

        first = max(world.coverage.first, origin - self.years)
        if origin - first < _FEWEST_YEARS:
            raise BadInput(
                f"a network model needs {_FEWEST_YEARS} years before the one that is asked about, and the record "
                f"begins in {world.coverage.first}; ask of a later year"
            )
        # A tie of a year is explained by what was known at the end of the year before, its other ties included:
        # where ties of one year feed on each other, simulated networks fill up within a few years.
        number, *others = OF_NETWORK
        terms = Specification(terms=(number, *(Lag(of=m) for m in (*others, *pairs))))
        model = Tergm(
            formation=terms,
            persistence=terms,
            missing=Missing.DROP,
            bootstrap=BlockBootstrap("year", draws=self.draws, seed=self.seed),
        )
        return model.fit(_peace(world, first, origin))


def _peace(world: World, first: Year, last: Year) -> list[Network]:
    """Return the networks of some years, without those in which a tie that formed or ended is of a world war.

    A separable model takes the network before in the same world, so that a new world begins after each war.
    """
    found: list[Network] = []
    here, broken = world, False
    for year in range(first, last + 1):
        if any(year in war for war in WORLD_WARS):
            broken = True
            continue
        if broken:
            here, broken = replace(world), False
        found.append(here.in_year(year))
    return found


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
