"""Chances by a stochastic actor-oriented model."""

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

    from symmachy.estimation import ActorsFit
    from symmachy.estimation.actors.begin import Begin, Work
    from symmachy.estimation.actors.problem import Problem
    from symmachy.mechanisms import NetworkMechanism, PairMechanism
    from symmachy.typing import FloatArray, Year
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["ActorsAhead"]

_SPAN = 5
"""Years from one observed network to the next, ..."""
_SHORTEST = 3
"""... and of a peace that is not as long, the fewest for its two ends to be taken."""


@dataclass(frozen=True, kw_only=True)
class ActorsAhead(NetworkModel):
    """States that change their pacts one at a time, in continuous time."""

    name: ClassVar[str] = "actors"
    about: ClassVar[str] = (
        "Simulation from an actor-oriented model (one state proposes, the other has to confirm; either may end) on "
        "the same mechanisms, fitted to networks five years apart, without the world wars; covariates are held as at "
        "the origin, and opportunities come as often as in the fitted years on average."
    )

    periods: int = 3
    draws: int = 100
    seed: int = 1

    def look_ahead(self, world: World, origin: Year) -> Ahead:
        """Return what simulations from the fit say."""
        pairs = of_pairs(world)
        spans = self._spans(world, origin)
        fit, _, left_out = fitted_with_what_it_tells(
            (*OF_NETWORK, *pairs), lambda terms: self._fit(world, spans, terms)
        )
        network = world.in_year(origin)
        problem = _problem(fit, network, pairs)
        terms = len(problem.layout.names)
        rates, first = fit.coefficients[:-terms], len(fit.coefficients) - terms
        scale = sum(span[-1] - span[0] for span in spans)
        gathered = Gathered(len(network.states))
        root = _root(fit.covariance)
        for draw in range(self.draws):
            seeds = np.random.SeedSequence(self.seed, spawn_key=(origin, draw))
            generator = np.random.Generator(np.random.Philox(seeds))
            theta = fit.coefficients + root @ generator.standard_normal(len(root))
            yearly = max(float(theta[:first].sum()), 0.1 * float(rates.sum())) / scale
            gathered.add(_path(problem, theta[first:], yearly, generator))
        chance, lo, hi = gathered.summed()
        period = problem.periods[0]
        # A pact is of two: what it changes for the one and for the other, on average.
        own = problem.systems[0].own_every()[list(problem.layout.evaluation)]
        changed = fit.targets[: len(rates)].sum()
        return Ahead(
            origin=origin,
            states=network.states,
            tied=period.start,
            chance=chance,
            lo=lo,
            hi=hi,
            draws=self.draws,
            terms=problem.layout.names,
            making=fit.coefficients[first:],
            keeping=fit.coefficients[first:],
            changes=(own + own.transpose(0, 2, 1)) / 2,
            rests_on=(
                f"The estimate rests on {changed:,.0f} defence pacts that were made or ended in {len(fit.periods)} "
                f"periods ({', '.join(fit.periods)}), by a stochastic actor-oriented model (method of moments; "
                "one proposes, the other confirms)."
            ),
            notes=(*left_out, *fit.notes),
            cites=tuple(fit.cite().splitlines()),
        )

    def _spans(self, world: World, origin: Year) -> list[list[Year]]:
        """Return the years of the networks, by runs of peace, as many periods as there are and are wanted."""
        found: list[list[Year]] = []
        wanted = self.periods
        for run in reversed(peace(world.coverage.first, origin)):
            years = [*reversed(run[::-1][::_SPAN])]
            if len(years) == 1:  # of a run that is shorter than a span, its two ends
                years = [run[0], *years] if run[-1] - run[0] >= _SHORTEST else []
            years = years[-wanted - 1 :] if wanted else []
            if years:
                found.insert(0, years)
                wanted -= len(years) - 1
        if not found:
            raise BadInput(
                f"an actor-oriented model needs networks {_SPAN} years apart, and the record begins in "
                f"{world.coverage.first}; ask of a later year"
            )
        return found

    def _fit(
        self,
        world: World,
        spans: Sequence[Sequence[Year]],
        terms: Sequence[NetworkMechanism | PairMechanism],
    ) -> ActorsFit:
        from symmachy.estimation import Actors, Missing, Phases
        from symmachy.mechanisms import Specification

        model = Actors(evaluation=Specification(terms=tuple(terms)), missing=Missing.DROP)
        phases = Phases(draws=40, parts=2, updates=8, batch=5, last=300)
        return model.fit(sequences(world, spans), phases=phases, seed=self.seed)


def _root(covariance: FloatArray) -> FloatArray:
    """Return a matrix whose square is the covariance, parts of it that are none left out."""
    values, vectors = np.linalg.eigh(np.nan_to_num(covariance))
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)), dtype=np.float64)


def _problem(fit: ActorsFit, network: Network, pairs: Sequence[PairMechanism]) -> Problem:
    """Return a period of one year that begins with the network of the origin, in which nobody comes or goes."""
    from symmachy.estimation.actors.periods import Period
    from symmachy.estimation.actors.problem import Problem
    from symmachy.mechanisms import PairMechanism

    period = Period.of_a_year(network, fit.model.relation)
    apart = ~np.eye(len(network.states), dtype=np.bool_)
    centres = dict(fit.centres)
    layout = fit.model.layout
    fixed = tuple(
        np.where(apart, held(t, network) - centres.get(t.label, 0.0), 0.0)
        if isinstance(t, PairMechanism) and t in pairs
        else t.fixed(network)
        for t in layout.terms
    )
    return Problem(layout=layout, rule=fit.model.rule, periods=(period,), fixed=(fixed,))


def _path(problem: Problem, values: FloatArray, rate: float, generator: np.random.Generator) -> FloatArray:
    """``(H, N, N)``: the chance that each tie stays as it was at the origin, in one path of the others."""
    from symmachy.estimation.actors.begin import Begin

    begin = Begin.of(problem, 0, values, scored=False)
    work = begin.workspace()
    tied = problem.periods[0].start
    found = np.empty((YEARS_AHEAD, *tied.shape))
    key = generator.integers(0, 2**64, 2, dtype=np.uint64)
    begin.paths(work, 0.0, key, 0, 1)  # the network of the origin, with all that is measured of it
    before, gone = _intensity(begin, work) * problem.rule.pace(rate), np.zeros(tied.shape)
    for year in range(YEARS_AHEAD):
        begin.paths(work, rate, key, 1 + year, 1, anew=False)
        after = _intensity(begin, work) * problem.rule.pace(rate)
        gone = gone + (before + after) / 2
        found[year] = np.exp(-gone)
        before = after
    return found


def _intensity(begin: Begin, work: Work) -> FloatArray:
    """``(N, N)``: how often a pair's tie is changed per opportunity, were it still as it was at the origin.

    One state chooses among all that it could change, and to make a tie the other has to confirm.
    """
    setting, tied = begin.setting, begin.problem.periods[0].start
    values = begin.values(work)
    making, keeping = (
        np.tensordot(c[: len(values)], values, axes=1) for c in (setting.making, setting.keeping)
    )
    worth = np.where(tied, -(setting.kept + keeping), setting.made + making)
    weight = np.exp(np.clip(worth, -300, 300))
    np.fill_diagonal(weight, 0.0)
    others = work.choices.total[:, None] - work.choices.weight
    agrees = np.where(tied, 1.0, weight.T / (1.0 + weight.T))
    one = weight * agrees / (1.0 + others + weight)
    return np.asarray(one + one.T, dtype=np.float64)
