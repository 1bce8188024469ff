"""Any number of blocs: the division with the least weight of ties on the wrong side of a line."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.structure._branch import branch_and_cut
from symmachy.structure._graph import parts, parts_of
from symmachy.structure._multicut import Multicuts
from symmachy.structure._reduce import reduced
from symmachy.structure.frustration import Division, frustration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.structure.signed import SignedNetwork
    from symmachy.typing import FloatArray, IntArray

__all__ = ["clustering"]


def clustering(network: SignedNetwork, *, most: int | None = None, seconds: float = 60.0) -> Division:
    """Divide a network into blocs with the least weight of frustrated ties, exactly.

    A tie is frustrated where it is positive and between two blocs, or negative and within one: correlation
    clustering (Bansal, Blum and Chawla 2004), the generalised balance of Davis (1967). No bloc falls into parts
    that have no positive tie between them. The least weight is never above the frustration index.

    Parameters
    ----------
    network
        At least two nodes.
    most
        The largest number of blocs allowed; any number by default. With 2 it is the frustration index. With
        more it is found by merging, and the bound is that of any number of blocs: it may stay below the value.
    seconds
        Time after which the search stops, above 0.

    Raises
    ------
    BadInput
        Where `most` is below 2 or `seconds` is not above 0.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork
    >>> three = SignedNetwork.of([("A", "B", -1), ("B", "C", -1), ("A", "C", -1)])
    >>> clustering(three).groups, clustering(three).value
    ((('A',), ('B',), ('C',)), 0.0)
    >>> clustering(three, most=2).value
    1.0
    """
    if most is not None and most < 2:
        raise BadInput(f"at most {most} blocs were asked: give 2 or more")
    if not seconds > 0:
        raise BadInput(f"a time limit of {seconds!r} seconds was given: give more than 0")
    if most == 2:
        return frustration(network, seconds=seconds)
    deadline = time.perf_counter() + seconds
    matrix = network.matrix
    held = _parts(np.maximum(matrix, 0))
    small = reduced(np.where(held[:, None] == held, matrix, 0.0), two_sides=False)
    same = [(u, v) for u, v, _ in small.links]
    slack = 0.0
    for nodes, piece in sorted(small.pieces, key=lambda p: len(p[0])):
        part, bound = _solve(piece, deadline)
        slack += _value(piece, part) - bound
        first = {group: nodes[int(np.argmax(part == group))] for group in set(part.tolist())}
        same += [(first[group], v) for v, group in zip(nodes, part.tolist(), strict=True)]
    label = _joined(len(matrix), same)
    label = _connected(matrix, label)
    bound = max(0.0, _value(matrix, label) - slack)
    if most is not None and len(np.unique(label)) > most:
        label = _merged(matrix, label, most)
    value = _value(matrix, label)
    proven = value - bound < 1e-6
    return Division(
        network=network,
        groups=_groups(network, label),
        value=_tidy(value),
        bound=_tidy(value if proven else bound),
    )


def _joined(nodes: int, same: list[tuple[int, int]]) -> IntArray:
    """Return a group for each of the first nodes, from pairs that are in one group."""
    count = 1 + max([nodes - 1, *(max(pair) for pair in same)])
    one, other = np.array(same, dtype=np.int64).reshape(-1, 2).T
    return parts(one, other, count)[:nodes]


def _solve(matrix: FloatArray, deadline: float) -> tuple[IntArray, float]:
    """Return a group for each node of one piece and the bound on the frustration."""
    one, other = np.nonzero(np.triu(matrix))
    weights = matrix[one, other]
    negative = weights < 0
    together = np.zeros(len(matrix), dtype=np.int64)
    if not negative.any():
        return together, 0.0
    cycles = Multicuts(nodes=len(matrix), ends=np.column_stack([one, other]), negative=negative)

    def frustrated(label: IntArray) -> FloatArray:
        return np.asarray((label[one] == label[other]) == negative, dtype=np.float64)

    def improve(f: FloatArray) -> tuple[FloatArray, float]:
        kept = np.zeros_like(matrix)
        close = ~negative & (f < 0.5)
        kept[one[close], other[close]] = 1.0
        label = _moved(matrix, _parts(kept + kept.T))
        return frustrated(label), _value(matrix, label)

    starts = [together, np.arange(len(matrix)), _parts((matrix > 0).astype(np.float64))]
    label = min((_moved(matrix, s) for s in starts), key=lambda found: _value(matrix, found))
    start = frustrated(label), _value(matrix, label)
    answer = branch_and_cut(np.abs(weights), cycles.broken, improve, start, deadline=deadline)
    kept = np.zeros_like(matrix)
    close = ~negative & (answer.x < 0.5)
    kept[one[close], other[close]] = 1.0
    return _parts(kept + kept.T), answer.bound


def _moved(matrix: FloatArray, label: IntArray) -> IntArray:
    """Move single nodes, and merge whole groups, while that lowers the frustration."""
    label = label.copy()
    n = len(matrix)
    for _ in range(50):
        before = label.copy()
        inside = np.zeros((n, n + 1))
        inside[np.arange(n), label] = 1.0
        pull = matrix @ inside
        for v in range(n):
            empty = np.flatnonzero(inside.sum(axis=0) == 0)[0]
            best = int(np.argmax(pull[v]))
            if pull[v, best] <= 1e-9:
                best = int(empty)
            if pull[v, best] > pull[v, label[v]] + 1e-9:
                inside[v, label[v]], inside[v, best] = 0.0, 1.0
                pull[:, label[v]] -= matrix[:, v]
                pull[:, best] += matrix[:, v]
                label[v] = best
        label = _join(matrix, label)
        if (label == before).all():
            break
    return label


def _join(matrix: FloatArray, label: IntArray) -> IntArray:
    while True:
        _, label = np.unique(label, return_inverse=True)
        between = _between(matrix, label)
        i, j = np.unravel_index(np.argmax(between), between.shape)
        if len(between) < 2 or between[i, j] <= 1e-9:
            return np.asarray(label)
        label[label == j] = i


def _merged(matrix: FloatArray, label: IntArray, most: int) -> IntArray:
    """Merge the groups that it costs least to merge, until no more than `most` are left."""
    _, label = np.unique(label, return_inverse=True)
    while label.max() >= most:
        between = _between(matrix, label)
        i, j = sorted(np.unravel_index(np.argmax(between), between.shape))
        label[label == j] = i
        _, label = np.unique(label, return_inverse=True)
    inside = np.eye(most)[label]
    for _ in range(50):
        still = True
        for v in range(len(matrix)):
            pull = matrix[v] @ inside
            best = int(np.argmax(pull))
            if pull[best] > pull[label[v]] + 1e-9:
                inside[v] = np.eye(most)[best]
                label[v], still = best, False
        if still:
            break
    return np.asarray(label)


def _between(matrix: FloatArray, label: IntArray) -> FloatArray:
    inside = np.eye(int(label.max()) + 1)[label]
    between = inside.T @ matrix @ inside
    np.fill_diagonal(between, -np.inf)
    return np.asarray(between)


def _connected(matrix: FloatArray, label: IntArray) -> IntArray:
    """Split groups that no positive ties hold together: it costs nothing."""
    return _parts(np.where(label[:, None] == label, np.maximum(matrix, 0), 0.0))


def _parts(tied: FloatArray) -> IntArray:
    return parts_of(tied)


def _value(matrix: FloatArray, label: IntArray) -> float:
    same = label[:, None] == label
    return float(np.where(same, np.maximum(-matrix, 0), np.maximum(matrix, 0)).sum() / 2)


def _groups(network: SignedNetwork, label: IntArray) -> tuple[tuple[str, ...], ...]:
    names: dict[int, list[str]] = {}
    for name, group in zip(network.nodes, label.tolist(), strict=True):
        names.setdefault(group, []).append(name)
    return tuple(sorted((tuple(group) for group in names.values()), key=_larger))


def _larger(group: Iterable[str]) -> tuple[int, list[str]]:
    names = list(group)
    return -len(names), names


def _tidy(value: float) -> float:
    near = round(value)
    return float(near) if abs(value - near) < 1e-9 else value
