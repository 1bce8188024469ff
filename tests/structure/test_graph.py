from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from symmachy.structure._graph import graph, parts, parts_of


@given(st.integers(1, 12), st.data())
def test_parts_are_those_of_networkx(nodes: int, data: st.DataObject) -> None:
    place = st.integers(0, nodes - 1)
    ties = data.draw(st.lists(st.tuples(place, place), max_size=20))
    one, other = np.array(ties, dtype=np.int64).reshape(-1, 2).T
    plain = nx.Graph(ties)
    plain.add_nodes_from(range(nodes))

    label = parts(one, other, nodes)

    expected = {frozenset(part) for part in nx.connected_components(plain)}
    assert {frozenset(np.flatnonzero(label == c).tolist()) for c in set(label.tolist())} == expected
    assert parts_of(nx.to_numpy_array(plain, nodelist=range(nodes))).tolist() == label.tolist()


def test_indices_are_short_whatever_came() -> None:
    made = graph(np.array([0], dtype=np.int64), np.array([1], dtype=np.int64), np.ones(1), 2)

    assert (made.indices.dtype, made.indptr.dtype) == (np.int32, np.int32)


def test_a_network_of_nobody_has_no_part() -> None:
    assert parts(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), 0).tolist() == []
