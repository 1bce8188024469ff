from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from tests.scenarios.made import BASE, world

from symmachy.scenarios import Timeline, named, timelines
from symmachy.scenarios.run import MEASURES, Measured
from symmachy.scenarios.shapes import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.typing import BoolArray


@dataclass(frozen=True, kw_only=True)
class Still:
    """Futures in which the pacts are what they are told to be."""

    baseline: BoolArray
    scenario: BoolArray
    asked: list[int] = field(default_factory=list)

    @property
    def shape(self) -> tuple[int, int]:
        return 1, len(self.baseline)

    def draws(self, first: int, last: int, per_set: int) -> Iterator[tuple[Measured, Measured]]:
        del per_set
        for number in range(first, last):
            self.asked.append(number)
            yield tuple(  # type: ignore[misc]
                Measured(tied=t[None].astype(np.uint8), measures=np.zeros((1, len(MEASURES)), dtype=np.int64))
                for t in (self.baseline, self.scenario)
            )


def _two_blocs(timeline: Timeline) -> BoolArray:
    """The first three states are allied, the next four are; AAA and AAD are at war in the record."""
    one, other = timeline.pairs
    return np.asarray(((one < 3) & (other < 3)) | ((one >= 3) & (other < 7) & (one < 7)), dtype=np.bool_)


def test_blocs_and_poles_are_those_of_the_pacts_drawn() -> None:
    baseline, scenario = timelines(world(), BASE, 1, ())
    tied = _two_blocs(baseline)
    futures = Still(baseline=tied, scenario=np.zeros_like(tied))
    found = shapes(futures, baseline, scenario, sample=2, draws=10, per_set=5)
    by_name = {m.name: m for m in found.measures}

    assert found.draws == (0, 5)
    assert futures.asked == [0, 5]
    assert found.unproven == 0
    assert by_name["blocs"].baseline == (2.0, 2.0)
    assert by_name["blocs"].scenario == (0.0, 0.0)
    assert by_name["largest_bloc"].baseline == (4.0, 4.0)
    assert by_name["at_odds"].baseline == (0.0, 0.0)
    # Capabilities are 1 to 14: eight states have at least half of the largest, 7 to 14.
    assert by_name["poles"].baseline == (8.0, 8.0)
    # The bloc of the fourth to the seventh has 4 + 5 + 6 + 7 = 22, and 11 to 14 are at least half of that.
    assert by_name["bloc_poles"].baseline == (5.0, 5.0)


def test_capabilities_that_the_scenario_changes_move_the_poles() -> None:
    change = named("capability_change").model_validate(
        {"kind": "capability_change", "states": "AAN", "factor": 2.5, "when": BASE + 1}
    )
    baseline, scenario = timelines(world(), BASE, 1, (change,))
    tied = _two_blocs(baseline)
    found = shapes(Still(baseline=tied, scenario=tied), baseline, scenario, sample=1, draws=4, per_set=2)
    poles = next(m for m in found.measures if m.name == "poles")

    assert poles.baseline == (8.0,)
    assert poles.scenario == (1.0,)  # 35 against 13


def test_none_are_looked_at_where_none_were_asked_for() -> None:
    baseline, scenario = timelines(world(), BASE, 1, ())
    tied = _two_blocs(baseline)

    assert (
        shapes(Still(baseline=tied, scenario=tied), baseline, scenario, sample=0, draws=4, per_set=2).measures
        == ()
    )
