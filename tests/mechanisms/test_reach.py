"""What a mechanism promises of its reach holds: no pair beyond it is worth something else after a change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanisms.drawn import EVERY

from symmachy.kernels.reached import list_of, reached
from symmachy.mechanisms import NetworkMechanism, Reach, System
from symmachy.mechanisms.direction import Direction

OF_NETWORKS = tuple(m for m in EVERY if isinstance(m, NetworkMechanism))


def test_there_are_mechanisms_to_try() -> None:
    assert len(OF_NETWORKS) > 10


@pytest.mark.parametrize("mechanism", OF_NETWORKS, ids=str)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_no_pair_beyond_the_reach_changes(mechanism: NetworkMechanism, data: st.DataObject) -> None:
    size = data.draw(st.integers(3, 8))
    directed = mechanism.direction is Direction.DIRECTED
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    tied = rng.random((size, size)) < rng.uniform(0.1, 0.9)
    tied = tied if directed else np.triu(tied, 1) | np.triu(tied, 1).T
    np.fill_diagonal(tied, val=False)
    hostile = np.triu(rng.random((size, size)) < 0.3, 1)
    fixed = np.repeat((hostile | hostile.T)[None].astype(np.float64), 3, axis=0)
    system = System.made((mechanism,), ties=tied, fixed=[fixed], directed=directed)
    i, j = data.draw(st.permutations(range(size)))[:2]
    before = system.own_every()[0]
    found = list_of(size)
    reach = Reach.ENDS if mechanism.reach == Reach.ALIKE else mechanism.reach
    count = reached(system.view, int(reach), found, i, j)
    system.toggle(i, j)
    changed = ~np.isclose(before, system.own_every()[0], rtol=0, atol=1e-12)
    pairs = found.pairs[:count]
    changed[pairs[:, 0], pairs[:, 1]] = False

    assert not changed.any()
    assert (found.marked == np.eye(size)).all()
    assert not found.flags.any()
    assert len({tuple(pair) for pair in pairs.tolist()}) == count
    assert found.places[:count].tolist() == (pairs[:, 0] * size + pairs[:, 1]).tolist()


ALIKE = tuple(m for m in OF_NETWORKS if m.reach == Reach.ALIKE)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("mechanism", ALIKE, ids=str)
@given(size=st.integers(3, 9), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_what_is_alike_differs_by_one_amount_in_each_band(
    mechanism: NetworkMechanism, directed: bool, size: int, seed: int
) -> None:
    if directed and mechanism.direction is not Direction.ANY:
        return
    rng = np.random.default_rng(seed)
    tied = rng.random((size, size)) < rng.uniform(0.1, 0.9)
    tied = tied if directed else np.triu(tied, 1) | np.triu(tied, 1).T
    np.fill_diagonal(tied, val=False)
    system = System.made((mechanism,), ties=tied, fixed=[np.zeros((0, size, size))], directed=directed)
    i, j = rng.permutation(size)[:2]
    before = system.own_every()[0]
    system.toggle(i, j)
    gap = system.own_every()[0] - before
    others = np.setdiff1d(np.arange(size), [i, j])

    for c in (i, j):
        for band, ties in ((gap[others, c], tied[others, c]), (gap[c, others], tied[c, others])):
            for kind in (ties, ~ties):
                assert np.ptp(band[kind]) < 1e-12 if kind.any() else True


def test_a_mechanism_that_promises_nothing_is_measured_everywhere() -> None:
    assert NetworkMechanism.reach is Reach.SYSTEM


RIPPLING = tuple(m for m in OF_NETWORKS if m.ripple is not None)


@pytest.mark.parametrize("mechanism", RIPPLING, ids=str)
@given(size=st.integers(2, 9), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_a_ripple_says_what_measuring_anew_says(mechanism: NetworkMechanism, size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    tied = np.triu(rng.random((size, size)) < rng.uniform(0, 1), 1)
    system = System.made((mechanism,), ties=tied | tied.T, fixed=[np.zeros((0, size, size))])
    values = system.own_every()[0]
    for _ in range(4):
        i, j = rng.permutation(size)[:2]
        system.toggle(i, j)
        mechanism.ripple(system.view, i, j, system.options[0], 0, values)

        np.testing.assert_allclose(values, system.own_every()[0], atol=1e-12)
