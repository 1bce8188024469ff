"""What is counted in a network: against plain loops and another package, and counted by hand."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanisms.drawn import directed_ties, ties

from symmachy.estimation.goodness import Degrees, Distances, SharedPartners, Side, Triads, usual
from symmachy.estimation.goodness.cells import merged, spans
from symmachy.estimation.goodness.triads import KINDS
from symmachy.kernels.census import distances, partners, triads

if TYPE_CHECKING:
    from symmachy.estimation.goodness import Aspect
    from symmachy.typing import BoolArray

some = settings(deadline=None, max_examples=40)


def counted(
    aspect: Aspect, tied: BoolArray, *, directed: bool = False, size: int | None = None
) -> dict[str, int]:
    size = len(tied) if size is None else size
    cells = aspect.cells(size, directed=directed)
    counts = aspect.count(tied, size, directed=directed)
    assert len(cells) == len(counts)
    return {cell: int(n) for cell, n in zip(cells, counts, strict=True) if n}


def written(pairs: str, size: int, *, directed: bool = False) -> BoolArray:
    found = np.zeros((size, size), dtype=np.bool_)
    for i, j in pairs.split():
        found[int(i), int(j)] = True
        if not directed:
            found[int(j), int(i)] = True
    return found


def test_counts_by_hand() -> None:
    square_with_tail = written("01 12 23 30 34", 6)

    assert counted(Degrees(), square_with_tail) == {"0": 1, "1": 1, "2": 3, "3": 1}
    assert counted(SharedPartners(), square_with_tail) == {"0": 5}
    assert counted(SharedPartners(), written("01 12 20 23", 4)) == {"0": 1, "1": 3}
    assert counted(Distances(), square_with_tail) == {"1": 5, "2": 4, "3": 1, "no way": 5}
    assert counted(Triads(), written("01 12 20 23", 4)) == {"one tie": 1, "two ties": 2, "three ties": 1}


def test_directed_counts_by_hand() -> None:
    chain = written("01 12 02", 4, directed=True)

    assert counted(Degrees(side=Side.SENT), chain, directed=True) == {"0": 2, "1": 1, "2": 1}
    assert counted(Degrees(side=Side.RECEIVED), chain, directed=True) == {"0": 2, "1": 1, "2": 1}
    assert counted(SharedPartners(), chain, directed=True) == {"0": 2, "1": 1}
    assert counted(Distances(), chain, directed=True) == {"1": 3, "no way": 9}
    assert counted(Triads(), chain, directed=True) == {"012": 3, "030T": 1}


@some
@given(data=st.data(), size=st.integers(1, 9), directed=st.booleans())
def test_distances_are_those_of_networkx(data: st.DataObject, size: int, *, directed: bool) -> None:
    tied = data.draw(directed_ties(size) if directed else ties(size))
    found = np.zeros(size + 1, dtype=np.int64)
    distances(tied.astype(np.uint8), found)

    lengths = dict(nx.all_pairs_shortest_path_length(nx.from_numpy_array(tied, create_using=nx.DiGraph)))
    expected = np.zeros(size + 1, dtype=np.int64)
    for i in range(size):
        for j in range(size):
            if i != j:
                expected[lengths[i].get(j, 0)] += 1
    np.testing.assert_array_equal(found, expected)


@some
@given(data=st.data(), size=st.integers(3, 9))
def test_the_census_is_that_of_networkx(data: st.DataObject, size: int) -> None:
    tied = data.draw(directed_ties(size))
    found = Triads().count(tied, size, directed=True)

    expected = nx.triadic_census(nx.from_numpy_array(tied, create_using=nx.DiGraph))
    assert dict(zip(KINDS, found.tolist(), strict=True)) == {kind: expected[kind] for kind in KINDS}


@some
@given(data=st.data(), size=st.integers(1, 8), directed=st.booleans())
def test_each_state_tie_pair_and_triad_is_counted_once(
    data: st.DataObject, size: int, *, directed: bool
) -> None:
    tied = data.draw(directed_ties(size) if directed else ties(size))
    pairs = size * (size - 1) // (1 if directed else 2)
    whole = {
        "states": size,
        "ties": int(tied.sum()) // (1 if directed else 2),
        "pairs": pairs,
        "triads": len(list(combinations(range(size), 3))),
    }
    for aspect in usual(directed=directed):
        assert sum(counted(aspect, tied, directed=directed).values()) == whole[aspect.unit]


@some
@given(data=st.data(), size=st.integers(1, 9), directed=st.booleans())
def test_shared_partners_are_those_of_plain_loops(data: st.DataObject, size: int, *, directed: bool) -> None:
    tied = data.draw(directed_ties(size) if directed else ties(size))
    expected: dict[str, int] = {}
    for i in range(size):
        for j in range(0 if directed else i, size):
            if tied[i, j]:
                shared = str(sum(tied[i, k] and tied[k, j] for k in range(size)))
                expected[shared] = expected.get(shared, 0) + 1

    assert counted(SharedPartners(), tied, directed=directed) == expected


def test_the_compiled_partners_are_the_plain_ones() -> None:
    tied = (np.random.default_rng(3).random((7, 7)) < 0.4).astype(np.uint8)
    np.fill_diagonal(tied, 0)
    found, plain = np.zeros(8, dtype=np.int64), np.zeros(8, dtype=np.int64)
    partners(tied, np.ascontiguousarray(tied.T), found)
    partners.__wrapped__(tied, tied.T, plain)  # type: ignore[attr-defined]

    np.testing.assert_array_equal(found, plain)


@pytest.mark.parametrize("function", [distances, triads], ids=["distances", "triads"])
def test_the_compiled_counts_are_the_plain_ones(function: object) -> None:
    tied = (np.random.default_rng(3).random((7, 7)) < 0.3).astype(np.uint8)
    np.fill_diagonal(tied, 0)
    found, plain = np.zeros(64, dtype=np.int64), np.zeros(64, dtype=np.int64)
    function(tied, found)  # type: ignore[operator]
    function.__wrapped__(tied.astype(np.int64), plain)  # type: ignore[attr-defined]

    np.testing.assert_array_equal(found, plain)


@given(largest=st.integers(0, 400), data=st.data())
def test_every_number_has_one_cell_whose_label_says_it(largest: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, largest))
    cells = spans(largest)
    (cell,) = np.flatnonzero(merged(np.array([number]), largest))
    low, _, high = cells[cell].partition("-")

    assert int(low) <= number <= int(high or low)
    assert len(cells) == len(merged(np.array([], dtype=np.int64), largest))


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2])
def test_the_smallest_networks_are_counted(size: int, *, directed: bool) -> None:
    for aspect in usual(directed=directed):
        for tied in (np.zeros((size, size), dtype=bool), ~np.eye(size, dtype=bool)):
            counted(aspect, tied, directed=directed)


def test_fewer_states_than_the_largest_network_have_the_same_cells() -> None:
    small = written("01 12", 3)
    for aspect in usual(directed=False):
        assert len(aspect.count(small, 40, directed=False)) == len(aspect.cells(40, directed=False))
