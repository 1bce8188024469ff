"""Any number of blocs: against every partition."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.structure.networks import least_in_any, networks, planted

from symmachy.errors import BadInput
from symmachy.structure import SignedNetwork, clustering, frustration


@settings(deadline=None, max_examples=60)
@given(networks(7))
def test_it_is_the_least_of_all_partitions(network: SignedNetwork) -> None:
    found = clustering(network)

    assert found.value == pytest.approx(least_in_any(network))
    assert found.proven
    assert sum(t.weight for t in found.ties) == pytest.approx(found.value)


@settings(deadline=None)
@given(networks())
def test_more_blocs_never_cost_more(network: SignedNetwork) -> None:
    free, three, two = clustering(network), clustering(network, most=3), frustration(network)

    assert free.value <= two.value + 1e-9
    assert free.value <= three.value + 1e-9
    assert three.bound <= three.value
    assert len(three.groups) <= 3


@settings(deadline=None)
@given(networks())
def test_blocs_are_held_together_by_positive_ties(network: SignedNetwork) -> None:
    for group in clustering(network).groups:
        inside = [t for t in network.ties if t.sign > 0 and {t.one, t.other} <= set(group)]
        reached = {group[0]}
        for _ in group:
            reached |= {n for t in inside if {t.one, t.other} & reached for n in (t.one, t.other)}

        assert reached == set(group)


def test_three_hostile_nodes_are_three_blocs_and_cost_one_in_two() -> None:
    network = SignedNetwork.of([("A", "B", -1), ("B", "C", -1), ("A", "C", -1)])

    assert clustering(network).value == 0
    assert clustering(network, most=2).value == 1


def test_a_large_network_is_proven() -> None:
    assert clustering(planted(150, 888, 0.08, 0)).proven


@pytest.mark.parametrize(("most", "seconds"), [(1, 1.0), (None, 0.0)])
def test_impossible_requests_are_refused(most: int | None, seconds: float) -> None:
    with pytest.raises(BadInput):
        clustering(SignedNetwork.of([("A", "B", 1)]), most=most, seconds=seconds)
