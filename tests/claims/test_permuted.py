"""Alliances dealt anew within region and era."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from tests.claims import worlds_made

from symmachy.claims import claim, codings, engine, permuted
from symmachy.record import open_record


def test_the_shape_of_the_network_stays_and_only_its_holders_change() -> None:
    chronicle = open_record("chronicle")

    one, again, other = (permuted(chronicle, seed) for seed in (1, 1, 2))

    assert one.pledges.equals(again.pledges)
    assert not one.pledges.equals(other.pledges)
    sizes = [sorted(len(t.members) for t in w.treaties) for w in (chronicle, one)]
    assert sizes[0] == sizes[1]


def test_states_exchange_places_with_states_of_their_region_alone() -> None:
    chronicle = open_record("chronicle")
    dealt = permuted(chronicle, 3)
    pairs = zip(chronicle.treaties, dealt.treaties, strict=True)
    moves = {
        (m.state, n.state)
        for t, u in pairs
        for m, n in zip(t.members, u.members, strict=True)
        if m.state != n.state
    }

    assert moves
    assert all(chronicle.states[a].region == chronicle.states[b].region for a, b in moves)


@pytest.mark.parametrize("name", ["C01", "C18", "C25", "C28"])
def test_a_deal_says_the_same_with_the_arrays_of_the_record_as_with_its_own(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(engine, "codings", partial(codings, most=14))
    world = worlds_made.drawn()
    dealt = permuted(world, 2)
    (past,) = engine.pasts_of(world).values()
    engine.examine(claim(name), world, pasts={world.record: past})  # so that there is something to be shared

    shared = engine.examine(claim(name), dealt, pasts={world.record: past.allied_as_in(dealt)})
    alone = engine.examine(claim(name), dealt)

    assert repr(shared.tally) == repr(
        alone.tally
    )  # as text: where nothing was estimated, NaN is not equal to itself
    assert replace(shared, tally=None) == replace(alone, tally=None)
