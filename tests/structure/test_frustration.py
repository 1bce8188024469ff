"""The frustration index: against every division, and what must not change it."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.structure.networks import least_in_two, networks, planted

from symmachy.errors import BadInput
from symmachy.structure import SignedNetwork, Tie, frustration


@settings(deadline=None)
@given(networks())
def test_it_is_the_least_of_all_divisions(network: SignedNetwork) -> None:
    found = frustration(network)

    assert found.value == pytest.approx(least_in_two(network))
    assert found.proven


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_least_of_all_divisions_of_fourteen(seed: int) -> None:
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.choice([-2.0, -1, 0, 1, 2], (14, 14), p=[0.1, 0.25, 0.3, 0.25, 0.1]), 1)
    network = SignedNetwork.of_matrix([f"n{i:02}" for i in range(14)], upper + upper.T)

    assert least_in_two(network) == frustration(network).value == frustration(network).bound


@settings(deadline=None)
@given(networks())
def test_the_ties_weigh_what_the_value_says_and_the_groups_are_two(network: SignedNetwork) -> None:
    found = frustration(network)

    assert sum(t.weight for t in found.ties) == pytest.approx(found.value)
    assert len(found.groups) == 2
    assert sorted(name for group in found.groups for name in group) == list(network.nodes)
    assert found.bound <= found.value


@settings(deadline=None)
@given(networks(), st.sets(st.sampled_from([f"n{i}" for i in range(8)])))
def test_switching_some_nodes_changes_nothing(network: SignedNetwork, moved: set[str]) -> None:
    switched = network.switched(moved & set(network.nodes))

    assert frustration(switched).value == pytest.approx(frustration(network).value)


@settings(deadline=None)
@given(networks(), st.randoms())
def test_relabelling_changes_nothing(network: SignedNetwork, random: st.DataObject) -> None:
    order = list(network.nodes)
    random.shuffle(order)  # type: ignore[attr-defined]
    to = dict(zip(network.nodes, order, strict=True))
    ties = [Tie(to[t.one], to[t.other], t.sign, t.weight) for t in network.ties]

    assert frustration(SignedNetwork.of(ties, order)).value == pytest.approx(frustration(network).value)


@settings(deadline=None)
@given(networks(), st.sets(st.sampled_from([f"n{i}" for i in range(8)])))
def test_a_balanced_network_has_index_nothing(network: SignedNetwork, side: set[str]) -> None:
    ties = [Tie(t.one, t.other, 1 if (t.one in side) == (t.other in side) else -1) for t in network.ties]
    found = frustration(SignedNetwork.of(ties, network.nodes))

    assert found.value == found.bound == found.gap == 0
    assert found.ties == ()


def test_the_tribes(validation: object) -> None:
    from symmachy.structure import read_signed, triads

    network = read_signed(validation / "tribes.csv")  # type: ignore[operator]
    found = frustration(network)
    threes = triads(network)

    assert (found.value, found.bound, len(found.ties)) == (7, 7, 7)
    assert (threes.total, threes.balanced) == (68, 59)


def test_a_division_does_not_depend_on_how_often_it_is_asked() -> None:
    network = planted(60, 300, 0.1, 3)

    assert frustration(network).groups == frustration(network).groups


@pytest.mark.parametrize("seed", range(2))
def test_large_noisy_networks_are_proven(seed: int) -> None:
    begin = time.perf_counter()
    found = frustration(planted(150, 888, 0.08, seed), seconds=60)

    assert found.proven
    assert time.perf_counter() - begin < 30


def test_a_limit_of_time_gives_value_bound_and_gap() -> None:
    network = planted(150, 888, 0.5, 0)  # signs at random: too hard for the time
    found = frustration(network, seconds=1.0)

    assert 0 < found.bound < found.value
    assert found.gap == pytest.approx((found.value - found.bound) / found.value)
    assert not found.proven
    assert sum(t.weight for t in found.ties) == found.value


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(BadInput, match="give more than 0"):
        frustration(SignedNetwork.of([("A", "B", 1)]), seconds=0)


@pytest.mark.slow
@settings(deadline=None, max_examples=400)
@given(networks(11))
def test_it_is_the_least_of_all_divisions_of_more_networks(network: SignedNetwork) -> None:
    assert frustration(network).value == pytest.approx(least_in_two(network))
