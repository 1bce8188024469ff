"""The mechanisms on the full record, whose sources begin and end in different years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.mechanisms.drawn import EVERY

from symmachy.mechanisms import Direction, Mechanism, PairMechanism, Specification

if TYPE_CHECKING:
    from symmachy.world import World

pytestmark = pytest.mark.record

each = pytest.mark.parametrize("mechanism", EVERY, ids=lambda mechanism: mechanism.name)

KNOWN_WITHOUT_A_SOURCE = {"wedge": "where no pledge is in force there is none"}
"""Mechanisms whose value can be sure although a variable is not known."""


def skip_what_is_lacking(mechanism: Mechanism, world: World) -> None:
    if lacking := mechanism.lacks(world):
        pytest.skip(f"the full record has no {' or '.join(lacking)} yet")


@each
@pytest.mark.parametrize("year", [1860, 1955])
def test_values_of_undirected_ties_are_symmetric_and_say_is_a_clause(
    mechanism: Mechanism, year: int, full_world: World
) -> None:
    skip_what_is_lacking(mechanism, full_world)
    network = full_world.in_year(year)
    values = mechanism.values(network)
    off = ~np.eye(len(network.states), dtype=bool)

    if mechanism.direction is not Direction.DIRECTED:
        np.testing.assert_allclose(values[off], values.T[off], rtol=1e-12)
    assert not np.isinf(values[off]).any()
    for one, other in (("FRA", "GBR"), ("GBR", "TUR"), ("USA", "ESP")):
        assert mechanism.say(network, one, other)


@each
def test_a_year_that_its_sources_do_not_cover_is_unknown(mechanism: Mechanism, full_world: World) -> None:
    skip_what_is_lacking(mechanism, full_world)
    if not isinstance(mechanism, PairMechanism) or mechanism.name in KNOWN_WITHOUT_A_SOURCE:
        pytest.skip("a value can be sure although a variable is not known")
    lasts = [full_world.variable(n).coverage.last for n in mechanism.variables()]
    year = min(lasts, default=full_world.coverage.last) + getattr(mechanism, "years", 1)
    if year not in full_world.coverage:
        pytest.skip(f"what {mechanism.name} needs is known to the end of the record")
    values = mechanism.values(full_world.in_year(year))
    off = ~np.eye(len(values), dtype=bool)

    assert np.isnan(values[off]).all()


def test_a_specification_of_all_that_the_record_has_is_measured_at_once(full_world: World) -> None:
    usable = tuple(m for m in EVERY if not m.lacks(full_world))
    network = full_world.in_year(2005)

    values = Specification(terms=usable).values(network)

    assert values.shape == (len(usable), len(network.states), len(network.states))
    for term, own in zip(usable, values, strict=True):
        np.testing.assert_array_equal(own, term.values(network), err_msg=str(term))
