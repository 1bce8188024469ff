"""Leaders, hubs, places, poles and positions between two powers, on networks small enough to see."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.structure.networks import networks

from symmachy.errors import BadInput
from symmachy.structure import (
    Place,
    SignedNetwork,
    blocs,
    clustering,
    concentration,
    hedging,
    places,
    poles,
)

# A leads a star of B, C, D; E and F are a bloc; C is tied to E too, and the blocs are hostile; G is hostile to A.
TIES = [
    *(("A", "B", 1), ("A", "C", 1), ("A", "D", 1), ("E", "F", 1), ("C", "E", 1)),
    *(("A", "E", -1), ("A", "F", -1), ("B", "E", -1), ("B", "F", -1), ("A", "G", -1)),
]
NETWORK = SignedNetwork.of(TIES, ["H"])
CAPABILITIES = np.array([5.0, 1, 1, 1, 4, np.nan, 2, 1])


def test_a_bloc_has_its_leader_its_hub_and_what_depends_on_it() -> None:
    first, second = blocs(clustering(NETWORK), CAPABILITIES)

    assert first.names == ("A", "B", "C", "D")
    assert first.leader.name == first.hub.name == "A"
    assert (first.hub.ties, first.hub.only, first.hub.holds) == (3, 3, 2)
    assert first.dependence == pytest.approx(2 / 3)
    assert first.share == pytest.approx(8 / 15)
    assert first.density == pytest.approx(3 / 6)
    assert second.names == ("E", "F")
    assert second.leader.capability == 1


def test_everyone_has_a_place() -> None:
    said = places(clustering(NETWORK))

    assert said["B"] == Place.MEMBER
    assert said["C"] == said["E"] == Place.BETWEEN
    assert said["G"] == Place.ALONE
    assert said["H"] == Place.ISOLATED


@settings(deadline=None)
@given(networks())
def test_blocs_share_no_member_and_cover_all_positive_ties_within(network: SignedNetwork) -> None:
    division = clustering(network)
    found = blocs(division, np.ones(len(network.nodes)))
    members = [name for b in found for name in b.names]

    assert len(members) == len(set(members))
    assert sum(m.ties for b in found for m in b.members) / 2 == sum(
        t.sign > 0 and any({t.one, t.other} <= set(g) for g in division.groups) for t in network.ties
    )


@settings(deadline=None)
@given(networks())
def test_positions_are_shares(network: SignedNetwork) -> None:
    for p in hedging(network, network.nodes[0], network.nodes[1]):
        assert 0 <= min(p.closeness) <= max(p.closeness) <= 1
        assert -1 <= p.leaning <= 1
        assert np.isnan(p.hedging) or 0 <= p.hedging <= 1


def test_swapping_the_two_powers_turns_the_leaning() -> None:
    there = {p.name: p for p in hedging(NETWORK, "A", "E")}
    back = {p.name: p for p in hedging(NETWORK, "E", "A")}

    assert all(there[n].leaning == -back[n].leaning for n in there)
    assert there["C"].hedging > 0
    assert np.isnan(there["H"].hedging)


def test_concentration_of_equals_and_of_one() -> None:
    equals = concentration(np.ones(4))

    assert (equals.con, equals.effective, equals.largest) == (0, 4, 0.25)
    assert concentration(np.array([1.0, 1e-12])).con == pytest.approx(1)
    assert concentration(np.array([1.0, 1.0, np.nan])).count == 2


def test_poles_have_half_of_the_largest_by_default() -> None:
    found = poles(["A", "B", "C"], np.array([1.0, 4.0, 2.0]))

    assert found.names == ("B", "C")
    assert found.shares == pytest.approx((4 / 7, 2 / 7))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: concentration(np.array([1.0, np.nan])),
        lambda: poles(["A"], np.array([np.nan])),
        lambda: poles(["A"], np.array([1.0]), threshold=0),
        lambda: hedging(NETWORK, "A", "A"),
        lambda: hedging(NETWORK, "A", "Z"),
        lambda: blocs(clustering(NETWORK), np.ones(2)),
    ],
)
def test_what_has_no_answer_is_refused(wrong: object) -> None:
    with pytest.raises(BadInput):
        wrong()  # type: ignore[operator]
