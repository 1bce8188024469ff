"""A fitted TERGM carried forward: each year is one draw of a chain that sets out from the pacts of the year before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.scenarios.network_model import NetworkModel, past_of, refuse_other_ties
from symmachy.scenarios.sets import stream

if TYPE_CHECKING:
    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["TergmModel"]


@dataclass(frozen=True, kw_only=True, eq=False)
class TergmModel(NetworkModel):
    """A TERGM, pooled or separable, of who owes defence to whom."""

    own_year: ClassVar[bool] = True

    fit: TergmFit

    @classmethod
    def made(cls, fit: TergmFit, known: World) -> TergmModel:
        """Join a fit and the record up to the base year.

        Raises
        ------
        BadInput
            Where its ties are other than pacts of defence, or a mechanism reads directed ties.
        UnknownName
            Where the record lacks a variable.
        """
        refuse_other_ties(fit.model.relation)
        model = fit.model
        parts = [p for p in (model.specification, model.formation, model.persistence) if p is not None]
        for part in parts:
            part.check(known)
        return cls(fit=fit, past=past_of(known, [t for part in parts for t in part], fit.years))

    def coefficients(self, number: int, seed: int) -> FloatArray:
        """Pick draws of its bootstrap over years, ``(number, k)``, by one stream for each set.

        Without a bootstrap all are the estimates, and what they leave open is not known.
        """
        found = np.repeat(self.fit.coefficients[None, :], number, axis=0)
        if not len(self.fit.draws):
            return found
        for g in range(number):
            found[g] = self.fit.draws[stream(seed, g).integers(len(self.fit.draws))]
        return found

    def drawn(
        self, coefficients: FloatArray, network: Network, before: Network, generator: np.random.Generator
    ) -> BoolArray:
        """``(N, N)``: the ties of a year."""
        from symmachy.estimation import Sampler
        from symmachy.estimation.tergm.simulate import draw_once

        fit = replace(self.fit, coefficients=coefficients)
        return draw_once(fit, network, before, Sampler(), generator)
