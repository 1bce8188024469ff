"""The yearly hazards of pacts as a model that can be carried forward: what is fixed in them and what changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified, UnknownName
from symmachy.estimation.hazards.links import Cloglog
from symmachy.kernels.forward import Terms
from symmachy.mechanisms import NetworkMechanism, StandingMechanism
from symmachy.scenarios.past import Past
from symmachy.scenarios.sets import drawn_about, root_of, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.hazards.fit import Fit
    from symmachy.forecasting.pact import PactModel
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.typing import FloatArray

__all__ = ["Drawn", "HazardModel"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """G sets of coefficients of both hazards, as the compiled loop reads them."""

    fixed: FloatArray
    """``(G, 2, 1 + Kf)``: for making and ending a pact, the intercept and the terms that ties do not change."""
    terms: tuple[Terms, ...]
    """What changes with the ties, for each set."""


@dataclass(frozen=True, kw_only=True, eq=False)
class HazardModel:
    """Two fitted hazards, of making a pact and of ending one, and the mechanisms that they read."""

    formation: Fit
    ending: Fit
    mechanisms: tuple[Mechanism, ...]
    """All that either reads, K of them."""
    past: Past = field(repr=False)
    """Of the record up to the base year."""

    @classmethod
    def of(cls, model: PactModel) -> HazardModel:
        """Take the two hazards of a fitted `PactModel`.

        Raises
        ------
        NotIdentified
            Where one of them could not be fitted.
        """
        if model.formation is None or model.ending is None:
            which = "formed" if model.formation is None else "ended"
            raise NotIdentified(
                f"too few pacts {which} up to the base year to fit a hazard: choose a later base year"
            )
        return cls.made(model.formation, model.ending, Past.of(model.past))

    @classmethod
    def made(cls, formation: Fit, ending: Fit, past: Past) -> HazardModel:
        """Join two fits whose covariates are mechanisms that `past` measures.

        Raises
        ------
        UnknownName
            Where a covariate is none of them.
        BadInput
            Where a duration reads another clock than the years without a pact or with one.
        """
        known = {m.name: m for m in past.mechanisms}
        for fit, clock in ((formation, "waiting"), (ending, "age")):
            for name in fit.model.covariates:
                if name not in known:
                    what = "mechanism of this model"
                    raise UnknownName.among(what, name, known)
            if fit.model.duration is not None and fit.model.duration.source != clock:
                raise BadInput(
                    f"the hazard's time at risk is {fit.model.duration.source!r}; to be carried forward it must "
                    f"be {clock!r}"
                )
        used = {*formation.model.covariates, *ending.model.covariates}
        return cls(
            formation=formation,
            ending=ending,
            mechanisms=tuple(m for m in past.mechanisms if m.name in used),
            past=past,
        )

    @property
    def limit(self) -> str:
        """What to know of how pacts come about in it."""
        return (
            "Within the model each pair has a chance of its own. States move in some years and rest in others, so "
            "that pacts of one state come many at once, as in the record; but only the interventions make and end a "
            "treaty of many members as one."
        )

    @property
    def fits(self) -> tuple[Fit, Fit]:
        """Formation and ending."""
        return self.formation, self.ending

    @property
    def standing(self) -> tuple[StandingMechanism, ...]:
        """The mechanisms that read where a pair stands, by tables."""
        return tuple(m for m in self.mechanisms if isinstance(m, StandingMechanism))

    @property
    def network(self) -> tuple[NetworkMechanism, ...]:
        """The mechanisms that are numbers of the whole network, by compiled functions."""
        return tuple(m for m in self.mechanisms if isinstance(m, NetworkMechanism))

    @property
    def fixed(self) -> tuple[Mechanism, ...]:
        """The mechanisms that no tie changes, Kf of them."""
        return tuple(m for m in self.mechanisms if m.dyad_independent and not m.recalls)

    @property
    def compiled(self) -> bool:
        """Whether every mechanism is of one of the three kinds, so that the compiled loop can carry it forward."""
        return len(self.standing) + len(self.network) + len(self.fixed) == len(self.mechanisms)

    @property
    def reads(self) -> frozenset[str]:
        """The variables and roles that its mechanisms read."""
        return frozenset(name for m in self.mechanisms for name in m.variables())

    @property
    def cloglog(self) -> tuple[bool, bool]:
        """Whether each of the two has the complementary log-log link."""
        return isinstance(self.formation.model.link, Cloglog), isinstance(self.ending.model.link, Cloglog)

    def coefficients(self, number: int, seed: int) -> tuple[FloatArray, FloatArray]:
        """Draw coefficients of both fits from their covariance, ``(number, k)`` each, by one stream per set.

        A set is the same however many are drawn.
        """
        roots = [root_of(fit.covariance) for fit in self.fits]
        found = [np.empty((number, len(fit.names))) for fit in self.fits]
        for g in range(number):
            rng = stream(seed, g)
            for rows, fit, root in zip(found, self.fits, roots, strict=True):
                rows[g] = drawn_about(fit.coefficients, root, rng)
        return found[0], found[1]

    def drawn(self, sets: tuple[FloatArray, FloatArray], *, longest: int, states: int) -> Drawn:
        """Order coefficients by the terms here.

        Parameters
        ----------
        sets
            ``(G, k)`` for each fit, in the order of its names.
        longest
            The largest number of years of a clock.
        states
            The number of states.
        """
        count = len(sets[0])
        fixed = np.stack([self._ordered(self.fixed, sets, part) for part in (0, 1)], axis=1)
        fixed = np.concatenate([np.stack([rows[:, 0] for rows in sets], axis=1)[:, :, None], fixed], axis=2)
        network = np.stack([self._ordered(self.network, sets, part) for part in (0, 1)], axis=1)
        weights = np.stack([self._ordered(self.standing, sets, part) for part in (0, 1)], axis=1)
        tables = [m.standing(states) for m in self.standing]
        clocks = np.stack([self._clocks(sets, part, longest) for part in (0, 1)], axis=1)

        def summed(g: int, part: str) -> FloatArray:
            found = np.zeros((2, states + 1) if part != "lapsed" else 2)
            for k, table in enumerate(tables):
                found += np.multiply.outer(weights[g, :, k], getattr(table, part))
            return found

        return Drawn(
            fixed=fixed,
            terms=tuple(
                Terms(
                    common=summed(g, "common"),
                    elsewhere=summed(g, "elsewhere"),
                    lapsed=summed(g, "lapsed"),
                    clocks=clocks[g],
                    network=network[g],
                    cloglog=np.array(self.cloglog),
                )
                for g in range(count)
            ),
        )

    def _ordered(
        self, terms: Sequence[Mechanism], sets: tuple[FloatArray, FloatArray], part: int
    ) -> FloatArray:
        """``(G, len(terms))``: the coefficients of some terms in one fit, 0 where it has none."""
        place = {name: k for k, name in enumerate(self.fits[part].names)}
        found = np.zeros((len(sets[part]), len(terms)))
        for k, m in enumerate(terms):
            if m.name in place:
                found[:, k] = sets[part][:, place[m.name]]
        return found

    def _clocks(self, sets: tuple[FloatArray, FloatArray], part: int, longest: int) -> FloatArray:
        """``(G, W)``: what each number of years adds in one fit."""
        fit, rows = self.fits[part], sets[part]
        found = np.zeros((len(rows), longest + 1))
        if fit.model.duration is not None:
            place = {name: k for k, name in enumerate(fit.names)}
            basis = fit.model.duration.basis(np.arange(longest + 1, dtype=np.float64))
            for name, row in zip(fit.model.duration.names, basis, strict=True):
                found += rows[:, place[name], None] * row
        return found
