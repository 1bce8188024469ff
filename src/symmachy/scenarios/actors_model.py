"""A fitted actor-oriented model carried forward: within each year states change their pacts one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.scenarios.network_model import NetworkModel, past_of, refuse_other_ties
from symmachy.scenarios.sets import drawn_about, root_of, stream

if TYPE_CHECKING:
    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["ActorsModel"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ActorsModel(NetworkModel):
    """An actor-oriented model of who owes defence to whom; opportunities come as often as in its last period."""

    own_year: ClassVar[bool] = False

    fit: ActorsFit

    @classmethod
    def made(cls, fit: ActorsFit, known: World) -> ActorsModel:
        """Join a fit and the record up to the base year.

        Raises
        ------
        BadInput
            Where its ties are other than pacts of defence, it did not converge, or its last period has no rate.
        UnknownName
            Where the record lacks a variable.
        """
        from symmachy.mechanisms import Specification

        refuse_other_ties(fit.model.relation)
        if not fit.converged:
            raise BadInput(
                f"the fit did not converge (overall maximum convergence ratio {fit.overall:.2f}), so that its "
                "numbers are no estimates: fit again, with start=this fit"
            )
        if f"rate {fit.periods[-1]}" not in fit.names:
            raise BadInput(
                f"no tie changed in the fit's last period, {fit.periods[-1]}, so that no rate can be carried "
                "forward: fit to longer or other periods"
            )
        terms = fit.model.layout.terms
        Specification(terms=terms).check(known)
        return cls(fit=fit, past=past_of(known, terms, fit.years))

    @property
    def yearly(self) -> FloatArray:
        """``(1 + Q,)``: the rate of the last period brought to a year, then the estimates of its coefficients."""
        chosen = self.fit.coefficients[-1 - len(self.fit.model.layout.names) :].copy()
        first, last = self.fit.years[-2:]
        # Where opportunities come to pairs they are as many as the rate's square says.
        chosen[0] /= (last - first) ** (0.5 if self.fit.model.rule.pairwise else 1.0)
        return chosen

    def coefficients(self, number: int, seed: int) -> FloatArray:
        """Draw the yearly rate and the coefficients from the fit's covariance, ``(number, 1 + Q)``.

        The rate is drawn by its logarithm, as it is estimated, so that it stays above 0. One stream for each
        set.
        """
        estimates = self.yearly
        count = len(estimates)
        covariance = self.fit.covariance[-count:, -count:].copy()
        rate = float(self.fit.coefficients[-count])
        covariance[0] /= rate
        covariance[:, 0] /= rate
        estimates[0] = np.log(estimates[0])
        root = root_of(covariance)
        found = np.array([drawn_about(estimates, root, stream(seed, g)) for g in range(number)])
        found[:, 0] = np.exp(found[:, 0])
        return found

    def drawn(
        self, coefficients: FloatArray, network: Network, before: Network, generator: np.random.Generator
    ) -> BoolArray:
        """``(N, N)``: the ties after a year in which nobody comes or goes, covariates as in the year before."""
        from symmachy.estimation.actors.begin import Begin
        from symmachy.estimation.actors.paces import paced
        from symmachy.estimation.actors.periods import Period
        from symmachy.estimation.actors.problem import Problem

        del network  # what is told of the year itself moves the choices of the next one
        model = self.fit.model
        period = Period.of_a_year(before, model.relation)
        fixed = tuple(self._fixed(before))
        centres = {name.removeprefix("rate: "): mean for name, mean in self.fit.centres}
        problem = Problem(
            layout=model.layout,
            rule=model.rule,
            periods=(period,),
            fixed=(fixed,),
            paced=(paced(model.layout.rate, before, centres),),
        )
        begin = Begin.of(problem, 0, coefficients[1:], scored=False)
        key = generator.integers(0, 2**64, 2, dtype=np.uint64)
        found = begin.paths(begin.workspace(), float(coefficients[0]), key, 0, 1, keep=True)
        if found.cut_off:
            raise BadInput(
                f"the simulated pacts of {before.year + 1} change without end: the fit does not carry forward; "
                "fit a simpler model"
            )
        return np.asarray(found.ends[0], dtype=np.bool_)

    def _fixed(self, network: Network) -> list[FloatArray]:
        """By term ``(F, N, N)``: less the mean that the fit took off, which stands in for what is not known."""
        from symmachy.mechanisms import PairMechanism

        centres = dict(self.fit.centres)
        found = []
        for term in self.fit.model.layout.terms:
            values = term.fixed(network)
            if isinstance(term, PairMechanism):
                known = values[~np.isnan(values)]
                usual = centres.get(term.label, float(known.mean()) if known.size else 0.0)
                values = np.where(np.isnan(values), usual, values) - centres.get(term.label, 0.0)
                values[:, range(len(network.states)), range(len(network.states))] = 0.0
            found.append(np.nan_to_num(values))
        return found
