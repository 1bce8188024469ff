"""Triads and walks: against counting one by one."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.structure.networks import networks

from symmachy.structure import SignedNetwork, frustration, triads, walks


@settings(deadline=None)
@given(networks())
def test_triads_are_those_counted_one_by_one(network: SignedNetwork) -> None:
    signs = network.sign_matrix
    words = {1: "+", -1: "-", 0: "0"}
    counted = Counter(
        "".join(sorted((words[int(signs[i, j])] for i, j in combinations(three, 2)), key="+-0".index))
        for three in combinations(range(len(network.nodes)), 3)
    )

    assert {k: v for k, v in triads(network).counts.items() if v} == dict(counted)


@settings(deadline=None)
@given(networks())
def test_walks_agree_with_the_index_on_what_is_balanced(network: SignedNetwork) -> None:
    balanced = frustration(network).value == 0
    found = walks(network)

    assert (found.degree == 1) is balanced
    assert (found.conflict == 0) is balanced
    assert 0 < found.degree <= 1


def test_walks_are_the_traces_of_exponentials() -> None:
    from scipy.linalg import expm

    signs = np.array([[0.0, 1, 1, 0], [1, 0, -1, 0], [1, -1, 0, 1], [0, 0, 1, 0]])
    network = SignedNetwork.of_matrix(list("ABCD"), signs)

    assert walks(network).degree == pytest.approx(np.trace(expm(signs)) / np.trace(expm(np.abs(signs))))


def test_a_share_of_no_triangles_is_missing() -> None:
    assert np.isnan(triads(SignedNetwork.of([("A", "B", 1)])).share)
