"""What comes of a scenario: the differences, and all that has to be said beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.scenarios.bounds import notes, out_of_range
from symmachy.scenarios.effects import SHARES, MeasureEffect, Moved, PairEffect, effects, moved
from symmachy.scenarios.run import MEASURES
from symmachy.scenarios.shapes import LATER
from symmachy.scenarios.slow import measures_of
from symmachy.scenarios.timeline import in_order
from symmachy.scenarios.track import TrackRecord, track_record

if TYPE_CHECKING:
    from symmachy.scenarios.ground import Ground
    from symmachy.scenarios.intervention import Intervention
    from symmachy.scenarios.readings import Readings
    from symmachy.scenarios.scenario import Scenario
    from symmachy.scenarios.shapes import Shapes
    from symmachy.scenarios.tally import Tally
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.world import World

__all__ = ["Answer", "Asked"]

_LIMITS = (
    (
        "What is shown is what the fitted model does when it is told that the world is changed; it is no "
        "statement about what would happen."
    ),
    "The model goes by years: what is changed in a year moves the chances of the year after it.",
    (
        "What no intervention changes stays as it stood in the base year, and wars, hostile episodes and new "
        "agreements go on at the pace of its last ten years."
    ),
    (
        "Coefficients are associations in the record. That the model reads a variable does not say that whoever "
        "changes the one changes the other."
    ),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """What the model does in a scenario, against the baseline."""

    scenario: Scenario
    drawn: int
    """How many of the scenario's draws it rests on: all of them, but for what is shown while they are made."""
    sentences: tuple[str, ...]
    """What was changed, in the order of the days."""
    states: tuple[StateCode, ...] = field(repr=False)
    names: dict[StateCode, str] = field(repr=False)
    """What each was called in the base year."""
    pairs: tuple[PairEffect, ...]
    measures: tuple[MeasureEffect, ...]
    shapes: Shapes
    """Blocs and poles in the base year and in some of the futures."""
    moved: tuple[Moved, ...]
    """The pairs whose chance differs most in the last year."""
    tied: FloatArray = field(repr=False)
    """``(N, N)``: 1 where two had a pact in the base year."""
    chances: tuple[FloatArray, FloatArray] = field(repr=False)
    """``(N, N)`` each: chance of a pact in the last year, in the baseline and the scenario."""
    warnings: tuple[str, ...]
    """Where the scenario leaves what the record has seen."""
    notes: tuple[str, ...]
    limits: tuple[str, ...]
    citations: tuple[str, ...]
    mechanisms: tuple[str, ...]
    """What the model reads."""
    track: TrackRecord
    """What came when this model was asked of the past."""
    digest: str
    """Of everything that decides the numbers."""

    @property
    def years(self) -> range:
        """The years that were simulated."""
        first = self.scenario.base_year + 1
        return range(first, first + self.scenario.horizon)

    @property
    def whole(self) -> bool:
        """Whether it is the last answer: all draws are made, and blocs and poles measured."""
        return self.drawn == self.scenario.draws and self.shapes is not LATER


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A scenario on its ground, and what can be said of it before any draw."""

    scenario: Scenario
    ground: Ground = field(repr=False)
    readings: Readings = field(repr=False)
    """Of the scenario."""
    interest: tuple[int, ...]
    """The places of the pairs of interest among all pairs."""
    digest: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What is changed, in the order of the days."""
        start = self.ground.baseline.worlds[0]
        return tuple(i.sentence(w) for i, w in zip(self._ordered, (start, *self._worlds), strict=False))

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """Where the scenario leaves what the record has seen."""
        return out_of_range(self.ground.model, self.ground.readings, self.readings)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Which interventions can move nothing."""
        return notes(self.ground.model, self.ground.baseline.worlds[0], self._ordered, self._worlds)

    @cached_property
    def _ordered(self) -> tuple[Intervention, ...]:
        return in_order(self.scenario.interventions)

    @property
    def _worlds(self) -> tuple[World, ...]:
        return self.readings.timeline.steps

    def answer(self, tally: Tally, shapes: Shapes) -> Answer:
        """Say what some draws came to."""
        scenario, ground = self.scenario, self.ground
        baseline, base, model = ground.baseline, scenario.base_year, ground.model
        known = baseline.worlds[0]
        names = {code: known.states[code].name(base) for code in baseline.states}
        one, other = baseline.pairs
        start = baseline.network(0).ties()[baseline.pairs]
        drawn = int(tally.draws.sum())
        sets = tally.draws > 0  # all of them but for the first of the answers that come as draws are made
        by_pair = effects(
            tally.pairs[sets], tally.pairs_squared, tally.draws[sets], base + 1, possible=(-1.0, 1.0)
        )
        by_measure = effects(tally.measures[sets], tally.measures_squared, tally.draws[sets], base + 1)
        began = measures_of(baseline, start, 0)
        pairs = tuple(
            PairEffect(
                one=baseline.states[one[p]],
                other=baseline.states[other[p]],
                names=(names[baseline.states[one[p]]], names[baseline.states[other[p]]]),
                allied=bool(start[p]),
                years=years,
            )
            for p, years in zip(self.interest, by_pair, strict=True)
        )
        return Answer(
            scenario=scenario,
            drawn=drawn,
            sentences=self.sentences,
            states=baseline.states,
            names=names,
            pairs=pairs,
            measures=tuple(
                MeasureEffect(
                    name=name,
                    title=title,
                    start=began[m],
                    years=by_measure[m],
                    quantiles=tuple(tally.quantiles(h, m, SHARES) for h in range(scenario.horizon)),
                )
                for m, (name, title) in enumerate(MEASURES.items())
            ),
            shapes=shapes,
            moved=moved(tally, baseline.pairs, baseline.states),
            tied=_square(baseline, start.astype(np.float64)),
            chances=_chances(baseline, tally),
            warnings=self.warnings,
            notes=self.notes,
            limits=(*_LIMITS[:2], model.limit, *_LIMITS[2:], *known.limits),
            citations=tuple(
                p.citation for p in known.sources(sorted(n for n in model.reads if n in known.roles))
            ),
            mechanisms=tuple(m.title for m in model.mechanisms),
            digest=self.digest,
            track=track_record(ground.card, scenario.model, pairs, draws=drawn, record=scenario.record),
        )


def _chances(baseline: Timeline, tally: Tally) -> tuple[FloatArray, FloatArray]:
    total = float(tally.draws.sum())
    base, gained, lost = tally.every[:, -1].astype(np.float64)
    return _square(baseline, base / total), _square(baseline, (base + gained - lost) / total)


def _square(baseline: Timeline, values: FloatArray) -> FloatArray:
    found = np.zeros((len(baseline.states),) * 2)
    found[baseline.pairs] = values
    return found + found.T
