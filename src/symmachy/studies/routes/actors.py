"""Studies by a stochastic actor-oriented model."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from symmachy.errors import BadInput
from symmachy.studies.by import By
from symmachy.studies.routes.route import Route, Run, StudyFit, StudyGoodness

if TYPE_CHECKING:
    from symmachy.estimation.actors import Rule
    from symmachy.studies.binding import Bound

__all__ = ["ActorsRoute"]


class ActorsRoute(Route):
    """What states weigh when they make and undo ties, between observed networks."""

    by: ClassVar[By] = By.ACTORS
    reads: ClassVar[tuple[str, ...]] = ("specification", "evaluation", "creation", "endowment")
    instead: ClassVar[tuple[str, ...]] = ("evaluation",)
    resumes: ClassVar[bool] = True

    def fit(self, bound: Bound, run: Run) -> StudyFit:
        """Return the model's fit.

        Raises
        ------
        BadInput
            Where the rule does not go with the ties.
        """
        from symmachy.estimation import Missing
        from symmachy.estimation.actors import Actors, Phases

        options = bound.study.actors
        parts = self.specifications(bound.study.model)
        if "specification" in parts:
            parts["evaluation"] = parts.pop("specification")
        model = Actors(
            evaluation=parts.get("evaluation"),
            creation=parts.get("creation"),
            endowment=parts.get("endowment"),
            rate=options.rate,
            rule=_rule(bound),
            relation=bound.relation,
            centre=options.centre,
            missing=Missing(options.missing),
        )
        return model.fit(
            bound.networks,
            phases=Phases(last=options.simulations, enough=options.enough),
            seed=run.seed,
            jobs=run.jobs or 1,
            show=run.progress,
            checkpoint=run.resume,
        )

    def sign_says(self, head: str, name: str) -> bool:
        """Return False for the number of ties, which says nothing alone here, and for parts beside evaluation."""
        del head
        return name != "ties" and ": " not in name

    def gof(self, bound: Bound, fit: StudyFit, run: Run) -> StudyGoodness:
        """Return how networks at the end of each simulated period compare with the observed ones."""
        from symmachy.estimation.actors import ActorsFit
        from symmachy.estimation.actors.goodness import goodness

        if not isinstance(fit, ActorsFit):
            return super().gof(bound, fit, run)
        return goodness(fit, bound.networks, draws=200, seed=run.seed, jobs=run.jobs or 1)


def _rule(bound: Bound) -> Rule:
    from symmachy.estimation import actors

    rules: dict[str, type[Rule]] = {
        "forcing": actors.Forcing,
        "reciprocal": actors.Reciprocal,
        "conjunctive": actors.Conjunctive,
        "disjunctive": actors.Disjunctive,
        "compensatory": actors.Compensatory,
        "directed": actors.Directed,
    }
    kind = bound.study.actors.kind
    if kind is None:
        kind = "directed" if bound.relation.directed else "reciprocal"
    rule = rules[kind]()
    if rule.directed != bound.relation.directed:
        has, reading = ("directed", "either") if bound.relation.directed else ("undirected", "directed")
        raise BadInput(
            f"[actors] kind = {kind!r} does not go with {has} ties: change it, or write reading = {reading!r} in "
            "[networks]"
        )
    return rule
