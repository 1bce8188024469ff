"""The table of spells against the world's own networks, year by year."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from symmachy.explorer import system
from symmachy.record import open_record


@pytest.mark.parametrize("year", [1816, 1871, 1914, 1949, 1991, 2026])
def test_the_spells_of_a_year_are_its_pledges(year: int) -> None:
    world = open_record("chronicle")
    found = system(world)
    ties = found["ties"]
    owed = world.pledged[year - world.coverage.first]
    expected = np.triu(owed | owed.T, 1)

    drawn = np.zeros_like(expected)
    for a, b, bits, first, last in zip(*(ties[k] for k in ("a", "b", "bits", "first", "last")), strict=True):
        if first <= year <= last:
            drawn[a, b] = bits

    assert np.array_equal(expected, drawn)


def test_no_spell_meets_its_neighbour_with_the_same_bits() -> None:
    ties = system(open_record("chronicle"))["ties"]
    rows = sorted(zip(*(ties[k] for k in ("a", "b", "first", "last", "bits")), strict=True))
    joined = [
        (one, other)
        for one, other in pairwise(rows)
        if one[:2] == other[:2] and (other[2] <= one[3] or (other[2] == one[3] + 1 and one[4] == other[4]))
    ]

    assert joined == []


def test_every_member_has_a_name_and_a_place_on_the_map() -> None:
    for state in system(open_record("chronicle"))["states"]:
        assert state["names"]
        assert all(-90 <= c[3] <= 90 and -180 <= c[4] <= 180 for c in state["capitals"])
