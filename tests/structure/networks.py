"""Small signed networks: drawn by hypothesis, planted with noise, and solved by looking at everything."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from symmachy.structure import SignedNetwork, Tie

if TYPE_CHECKING:
    from collections.abc import Iterator


@st.composite
def networks(draw: st.DrawFn, most: int = 8, *, weighted: bool = True) -> SignedNetwork:
    """Networks of 2 to `most` nodes with any ties, some with weights."""
    n = draw(st.integers(2, most))
    names = [f"n{i}" for i in range(n)]
    whole = st.integers(-3, 3).map(float)
    any_weight = st.sampled_from([-2.5, -1.3, -0.7, 0.0, 0.4, 1.1, 2.2])
    weight = draw(st.sampled_from([whole, any_weight])) if weighted else st.integers(-1, 1).map(float)
    values = draw(st.lists(weight, min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2))
    ties = [
        Tie(a, b, 1 if w > 0 else -1, abs(w))
        for (a, b), w in zip(combinations(names, 2), values, strict=True)
        if w
    ]
    return SignedNetwork.of(ties, names)


def planted(nodes: int, ties: int, noise: float, seed: int) -> SignedNetwork:
    """Two sides at random, ties between random pairs, a part of them with the wrong sign."""
    rng = np.random.default_rng(seed)
    side = rng.choice([1, -1], nodes)
    pairs = list(combinations(range(nodes), 2))
    drawn = rng.choice(len(pairs), ties, replace=False)
    made = []
    for k in drawn.tolist():
        i, j = pairs[k]
        wrong = -1 if rng.random() < noise else 1
        made.append((f"n{i:03}", f"n{j:03}", int(side[i] * side[j]) * wrong))
    return SignedNetwork.of(made)


def least_in_two(network: SignedNetwork) -> float:
    """The frustration index, from every division in two."""
    n = len(network.nodes)
    sides = np.array([(1.0, *rest) for rest in product((1.0, -1.0), repeat=n - 1)])
    values = (np.abs(network.matrix).sum() - ((sides @ network.matrix) * sides).sum(axis=1)) / 4
    return float(values.min())


def least_in_any(network: SignedNetwork) -> float:
    """The least frustration with any number of blocs, from every partition."""
    matrix = network.matrix
    least = float("inf")
    for labels in _partitions(len(network.nodes)):
        label = np.array(labels)
        same = label[:, None] == label
        least = min(least, float(np.where(same, np.maximum(-matrix, 0), np.maximum(matrix, 0)).sum() / 2))
    return least


def _partitions(n: int) -> Iterator[list[int]]:
    if n == 0:
        yield []
        return
    for rest in _partitions(n - 1):
        for group in range(max(rest, default=-1) + 2):
            yield [*rest, group]
