"""The mechanisms on the full record, whose sources begin and end in different years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.mechanisms import Mechanism, registry

if TYPE_CHECKING:
    from symmachy.world import World

pytestmark = pytest.mark.record


def needed(kind: type[Mechanism], full_world: World) -> list[tuple[int, int]]:
    return [(v.coverage.first, v.coverage.last) for v in (full_world.variable(n) for n in kind.needs)]


@pytest.mark.parametrize("kind", registry().values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("year", [1860, 1914, 1955, 2005])
def test_values_are_symmetric_and_say_is_a_clause(
    kind: type[Mechanism], year: int, full_world: World
) -> None:
    network = full_world.in_year(year)
    values = kind().values(network)
    off = ~np.eye(len(network.states), dtype=bool)

    np.testing.assert_array_equal(values[off], values.T[off])
    assert not np.isinf(values[off]).any()
    for one, other in (("FRA", "GBR"), ("GBR", "TUR"), ("USA", "ESP")):
        assert kind().say(network, one, other)


@pytest.mark.parametrize("kind", registry().values(), ids=lambda kind: kind.name)
def test_a_year_that_its_sources_do_not_cover_is_unknown(kind: type[Mechanism], full_world: World) -> None:
    windows = {"hostility_between": 10, "shared_adversaries": 10, "shared_great_adversary": 10}
    back = windows.get(kind.name, 1) - 1
    last = min((last for _, last in needed(kind, full_world)), default=full_world.coverage.last)
    year = last + back + 1
    if year not in full_world.coverage:
        pytest.skip(f"what {kind.name} needs is known to the end of the record")
    values = kind().values(full_world.in_year(year))
    off = ~np.eye(len(values), dtype=bool)

    assert np.isnan(values[off]).all()
