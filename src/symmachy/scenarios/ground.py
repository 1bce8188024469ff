"""What all scenarios of one record, base year, horizon and model share: the baseline, measured once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.kernels.forward import predictors
from symmachy.scenarios.moves import Moves
from symmachy.scenarios.network_model import NetworkFutures, NetworkModel
from symmachy.scenarios.prepare import chances_of_forming, prepared, usual
from symmachy.scenarios.readings import Readings
from symmachy.scenarios.run import HazardFutures, KeptDraws
from symmachy.scenarios.scenario import ModelChoice
from symmachy.scenarios.slow import SlowFutures
from symmachy.scenarios.timeline import carried

if TYPE_CHECKING:
    from symmachy.forecasting.backtest import SkillCard
    from symmachy.scenarios.hazards import HazardModel
    from symmachy.scenarios.prepare import Prepared
    from symmachy.scenarios.run import Futures
    from symmachy.scenarios.scenario import Scenario
    from symmachy.scenarios.shapes import Drawing
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import FloatArray
    from symmachy.world.world import World

__all__ = ["Ground"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """A baseline and the model that is carried forward on it.

    A server keeps one and asks it scenario after scenario, each of which then costs its own changes and draws.
    """

    model: HazardModel | NetworkModel = field(repr=False)
    baseline: Timeline
    choice: ModelChoice = field(default_factory=ModelChoice)
    """What the scenario said of the model."""
    card: SkillCard | None = field(default=None, repr=False)
    """What came when the model was asked of the past."""
    shapes: dict[str, Drawing] = field(default_factory=dict, repr=False)
    """Shapes of the baseline that were measured before."""
    draws: KeptDraws = field(default_factory=KeptDraws, repr=False)
    """Draws of the baseline that were made before."""

    @classmethod
    def of(cls, scenario: Scenario, world: World | None = None) -> Ground:
        """Return the ground of a scenario and of all that differ from it only in what is changed and asked.

        Parameters
        ----------
        scenario
            Whose base year, horizon and choice of a model are taken.
        world
            The record; by default opened by the scenario's name for it.

        Raises
        ------
        SymmachyError
            Where the record or the model cannot be had.
        """
        from symmachy.forecasting.skill import basis, card_for
        from symmachy.record import open_record
        from symmachy.scenarios.model import fitted

        world = open_record(scenario.record) if world is None else world
        card = card_for(world)
        strengths = basis(card, scenario.base_year).strengths
        return cls(
            model=fitted(world.until(scenario.base_year), scenario.model, strengths),
            baseline=carried(world, scenario.base_year, scenario.horizon),
            choice=scenario.model,
            card=card,
        )

    def check(self, scenario: Scenario) -> None:
        """Refuse a scenario of another ground.

        Raises
        ------
        BadInput
            Where its base year, horizon or model is another.
        """
        here = (self.baseline.base_year, self.baseline.horizon, self.choice)
        there = (scenario.base_year, scenario.horizon, scenario.model)
        for what, one, other in zip(("base year", "horizon", "model"), here, there, strict=True):
            if one != other:
                raise BadInput(
                    f"the scenario's {what} is {other!r} and this ground's is {one!r}: make one with Ground.of"
                )

    @cached_property
    def readings(self) -> Readings:
        """What mechanisms say along the baseline."""
        return Readings(timeline=self.baseline)

    @cached_property
    def means(self) -> FloatArray:
        """``(2, K)`` from `symmachy.scenarios.prepare.usual`."""
        assert not isinstance(self.model, NetworkModel)  # noqa: S101  # only hazards ask for them
        return usual(self.model, self.readings)

    @cached_property
    def _prepared(self) -> Prepared:
        assert not isinstance(self.model, NetworkModel)  # noqa: S101  # as above
        return prepared(self.model, self.readings, self.means)

    @cached_property
    def moves(self) -> Moves:
        """When states move."""
        model = self.model
        compiled = not isinstance(model, NetworkModel) and model.compiled
        return Moves.of(self.baseline, model.past.pace, self._likely if compiled else None)

    @cached_property
    def _likely(self) -> FloatArray:
        """``(P,)``: the chance of each pair to form a pact in the first year, at the estimates."""
        assert not isinstance(self.model, NetworkModel)  # noqa: S101  # as above
        model, course = self.model, self._prepared.course
        formation, ending = (fit.coefficients[None] for fit in model.fits)
        longest = int(course.clock.max()) + self.baseline.horizon + 1
        drawn = model.drawn((formation, ending), longest=longest, states=len(self.baseline.states))
        return chances_of_forming(
            course, drawn.terms[0], predictors(self._prepared.values, drawn.fixed[0][0])
        )

    def futures(self, scenario: Readings, *, sets: int, seed: int) -> Futures:
        """Return what draws futures: hazards in the compiled loop where it knows all mechanisms, else the slow way.

        Parameters
        ----------
        scenario
            Of the timeline that is set against the baseline.
        sets, seed
            How many sets of coefficients, and of the random numbers.
        """
        model = self.model
        if isinstance(model, NetworkModel):
            return NetworkFutures(
                model=model,
                baseline=self.baseline,
                scenario=scenario.timeline,
                sets=model.coefficients(sets, seed),
                seed=seed,
            )
        coefficients = model.coefficients(sets, seed)
        if not model.compiled:
            return SlowFutures(
                model=model,
                baseline=self.baseline,
                scenario=scenario.timeline,
                sets=coefficients,
                means=self.means,
                moves=self.moves,
                seed=seed,
            )
        one, other = self._prepared, prepared(model, scenario, self.means)
        longest = int(max(one.course.clock.max(), other.course.clock.max())) + self.baseline.horizon + 1
        return HazardFutures(
            network=model.network,
            baseline=one,
            scenario=other,
            drawn=model.drawn(coefficients, longest=longest, states=len(self.baseline.states)),
            moves=self.moves,
            seed=seed,
        )

    def place_of(self, pair: tuple[str, str]) -> int:
        """Return the place of two states among all pairs.

        Raises
        ------
        UnknownName
            Where the record knows no such state then.
        BadInput
            Where one had left the system, or both are one.
        """
        world, year, states = self.baseline.worlds[0], self.baseline.base_year, self.baseline.states
        codes = [world.states.resolve(text, year=year).code for text in pair]
        for text, code in zip(pair, codes, strict=True):
            if code not in states:
                raise BadInput(f"{text!r} left the system of states in {year}: leave it out of the pairs")
        if codes[0] == codes[1]:
            raise BadInput(f"{pair[0]!r} and {pair[1]!r} are one state: name two")
        a, b = sorted(states.index(code) for code in codes)
        n = len(states)
        return a * n - a * (a + 1) // 2 + b - a - 1
