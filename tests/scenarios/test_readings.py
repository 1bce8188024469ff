"""What is taken from the baseline is what measuring would have given."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields

import numpy as np
import pytest
from tests.scenarios.made import BASE, EXAMPLES, world

from symmachy.mechanisms import registry
from symmachy.scenarios import named, timelines
from symmachy.scenarios.readings import Readings


def has_default(option: Field[object]) -> bool:
    return option.default is not MISSING or option.default_factory is not MISSING


@pytest.mark.parametrize("given", EXAMPLES, ids=lambda e: e["kind"])
def test_values_along_a_timeline_are_those_of_its_networks(given: dict[str, object]) -> None:
    change = named(str(given["kind"])).model_validate(given)
    baseline, scenario = timelines(world(), BASE, 3, (change,))
    before = Readings(timeline=baseline)
    readings = Readings(timeline=scenario, baseline=before)
    made = [cls() for cls in registry().values() if all(has_default(f) for f in fields(cls))]
    terms = [m for m in made if m.direction.fits(directed=False) and not m.lacks(world())]

    assert len(terms) > 20
    for m in terms:
        for ahead in range(3):
            expected = m.values(scenario.network(ahead))[scenario.pairs]
            assert np.array_equal(readings.of(m, ahead), expected, equal_nan=True), (m.name, ahead)
