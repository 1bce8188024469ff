"""Stochastic actor-oriented models: states that change their ties one at a time, by what they have of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.actors.covariates import covariates
from symmachy.estimation.actors.fit import ActorsFit
from symmachy.estimation.actors.kinds import Reciprocal, Rule
from symmachy.estimation.actors.outset import Theta, outset
from symmachy.estimation.actors.paces import need_rates, paces, rate_of
from symmachy.estimation.actors.periods import periods_of
from symmachy.estimation.actors.phases import Phases
from symmachy.estimation.actors.problem import Layout, Problem
from symmachy.estimation.actors.simulate import Simulator
from symmachy.estimation.actors.solve import solve
from symmachy.estimation.actors.watch import Watch
from symmachy.estimation.codec import storable
from symmachy.estimation.provenance import Provenance, environment, version
from symmachy.estimation.relation import Relation
from symmachy.estimation.weights import Missing
from symmachy.mechanisms import Specification, parse
from symmachy.mechanisms.direction import need_direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.mechanisms import Mechanism
    from symmachy.world.network import Network

__all__ = ["Actors", "Posed"]


@storable
@dataclass(frozen=True, kw_only=True)
class Actors:
    """A stochastic actor-oriented model of how ties change between observed networks.

    Between two observations, opportunities to change one tie come to the states at random times, `rate` of
    them to each in a period on average. A state that has one weighs each single change, and no change, by the
    sum over mechanisms of coefficient times what the change would do to its own part of the mechanism, and
    chooses with chances in proportion to the exponentials. `rule` says who else is asked. The coefficients are
    those at which simulated networks have on average the statistics of the observed ones [1]_ [2]_.

    Parameters
    ----------
    evaluation
        Mechanisms that count for making a tie and for keeping it alike: an object, or a text for
        `symmachy.mechanisms.parse`.
    creation
        Mechanisms that count for making a tie only.
    endowment
        Mechanisms that count for keeping a tie only.
    rate
        Variables of states, by name: opportunities of a state come at the rate of the period times the
        exponential of coefficient times value. A list of names, or a text such as ``"capabilities + polity"``.
    rule
        Who decides: `Forcing`, `Reciprocal`, `Conjunctive`, `Disjunctive`, `Compensatory` or `Directed`.
    relation
        Which tie; where it is not known, and where it is not free to change.
    centre
        Whether mechanisms of pairs other than `Ties` are taken less their mean over pairs and periods.
    missing
        What happens where a mechanism is not known for a pair: `Missing.REFUSE`, or `Missing.DROP`: then its
        mean stands in for it in what states weigh, so that, centred, such a pair counts in no statistic.

    References
    ----------
    .. [1] Snijders (2001), The Statistical Evaluation of Social Network Dynamics, Sociological Methodology 31.
    .. [2] Snijders and Pickup (2017), Stochastic Actor Oriented Models for Network Dynamics, in: The Oxford
       Handbook of Political Networks.

    Examples
    --------
    >>> from symmachy.estimation import Forcing
    >>> model = Actors(evaluation="ties + shared_allies", rule=Forcing())
    >>> print(model)
    actors(ties + shared_allies(decay=0.5); forcing)
    """

    evaluation: Specification | str | None = None
    creation: Specification | str | None = None
    endowment: Specification | str | None = None
    rate: str | tuple[str, ...] = ()
    rule: Rule = field(default_factory=Reciprocal)
    relation: Relation = field(default_factory=Relation)
    centre: bool = True
    missing: Missing = Missing.REFUSE

    def __post_init__(self) -> None:
        for name in ("evaluation", "creation", "endowment"):
            given = getattr(self, name)
            if isinstance(given, str):
                object.__setattr__(self, name, parse(given))
        object.__setattr__(self, "rate", rate_of(self.rate) if self.rate else ())
        need_rates(self.rule, self.rate)
        if self.rule.directed != self.relation.directed:
            raise BadInput(
                f"the rule is {self.rule.name} but the relation is "
                f"{'directed' if self.relation.directed else 'not directed'}; directed ties go with rule=Directed() "
                "and relation=Relation(reading=Reading.DIRECTED), others with neither"
            )
        self.layout  # noqa: B018  # refuses what no data can mend

    @property
    def layout(self) -> Layout:
        """Which terms the coefficients belong to."""
        (_, evaluation), (_, creation), (_, endowment) = self._parts
        return Layout.of(evaluation, creation, endowment, tuple(self.rate))

    @property
    def _parts(self) -> tuple[tuple[str, tuple[Mechanism, ...]], ...]:
        parts = (("", self.evaluation), ("creation: ", self.creation), ("endowment: ", self.endowment))
        return tuple((name, tuple(part) if isinstance(part, Specification) else ()) for name, part in parts)

    def __str__(self) -> str:
        said = [name + str(Specification(terms=terms)) for name, terms in self._parts if terms]
        said += [f"rate: {' + '.join(self.rate)}"] if self.rate else []
        return f"actors({'; '.join([*said, self.rule.name])})"

    def pose(self, networks: Sequence[Network]) -> Posed:
        """Return the model with its data, as estimation and simulation take them.

        Raises
        ------
        BadInput, UnknownName
            As `fit`.
        """
        periods = periods_of(networks, self.relation)
        layout = self.layout
        need_direction(layout.terms, directed=self.rule.directed)
        for world in dict.fromkeys(network.world for network in networks):
            Specification(terms=layout.terms).check(world)
        fixed, means, notes = covariates(layout.terms, periods, centre=self.centre, missing=self.missing)
        paced, of_states, filled = paces(layout.rate, periods, centre=self.centre, missing=self.missing)
        centres = [(t.label, float(mean)) for t, mean in zip(layout.terms, means, strict=True) if mean]
        centres += [(f"rate: {name}", mean) for name, mean in of_states]
        return Posed(
            problem=Problem(
                layout=layout, rule=self.rule, periods=periods, fixed=tuple(map(tuple, fixed)), paced=paced
            ),
            centres=tuple(centres),
            notes=(*notes, *filled),
        )

    def fit(
        self,
        networks: Sequence[Network],
        *,
        phases: Phases | None = None,
        seed: int = 0,
        jobs: int = 1,
        start: ActorsFit | None = None,
        show: bool = False,
        checkpoint: str | Path | None = None,
    ) -> ActorsFit:
        """Return the fit to observed networks, by the method of moments.

        Parameters
        ----------
        networks
            Two or more, the earliest first; each pair of neighbours of the same world is a period. Values are those
            at the start of a period. A state that comes or goes within a period does so on the day that its
            spell of membership says.
        phases
            How long each phase of the estimation is.
        seed
            Of the random numbers: the same seed gives the same bytes, for any number of `jobs`.
        jobs
            How many draws are made at a time.
        start
            A fit of the same or a similar model: where the estimation begins, coefficients matched by name.
        show
            Whether progress and the time left are shown on the standard error stream.
        checkpoint
            A file where draws are kept while the work goes on; an interrupted estimation that is started again
            with the same file goes on from there. It is removed at the end.

        Raises
        ------
        BadInput, UnknownName
            Where networks, variables or values are lacking; the sentence says which.
        NotIdentified
            Where coefficients cannot be told apart, or simulated networks run away from the observed ones.
        """
        phases = phases or Phases()
        posed = self.pose(networks)
        problem = posed.problem
        checksum = _checksum(problem)
        before = "" if start is None else start.to_json()
        key = hashlib.sha256(f"{self}|{self.relation}|{checksum}|{phases}|{seed}|{before}".encode())
        watch = Watch(
            total=phases.usual,
            show=show,
            checkpoint=None if checkpoint is None else Path(checkpoint),
            key=key.hexdigest(),
        )
        simulator = Simulator(problem=problem, seed=seed, jobs=jobs)
        with watch:
            found = solve(problem, simulator, phases, _theta(problem, start), watch)
        return ActorsFit.of(
            self,
            posed,
            found,
            phases=phases,
            provenance=Provenance(
                version=version(), model=str(self), checksum=checksum, seed=seed, environment=environment()
            ),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Posed:
    """A model with its data."""

    problem: Problem
    centres: tuple[tuple[str, float], ...]
    """The means that were taken off mechanisms of pairs and variables of the rate, by name."""
    notes: tuple[str, ...]
    """What a reader must know of the data."""


def _theta(problem: Problem, start: ActorsFit | None) -> Theta | None:
    if start is None:
        return None
    known = dict(zip(start.names, start.coefficients.tolist(), strict=True))
    default = outset(problem)
    periods = len(problem.periods)
    rates = [known.get(n, r) for n, r in zip(problem.names[:periods], default.rates, strict=True)]
    rates = [r if moves else 0.0 for r, moves in zip(rates, problem.targets[:, 0] > 0, strict=True)]
    values = [known.get(name, 0.0) for name in problem.layout.names]
    return Theta(rates=np.array(rates), values=np.array(values))


def _checksum(problem: Problem) -> str:
    found = hashlib.sha256()
    for values in problem.paced:
        found.update(np.ascontiguousarray(values).tobytes())
    for period, fixed in zip(problem.periods, problem.fixed, strict=True):
        found.update(f"{period.label}|{','.join(period.states)}".encode())
        for array in (
            period.start,
            period.end,
            period.unknown,
            period.allowed,
            period.at,
            period.who,
            *fixed,
        ):
            found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()
