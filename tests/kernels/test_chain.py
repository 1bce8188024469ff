"""The chain of networks: the plain twin takes the same steps, and the law of what it draws is the model's."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.kernels.chain import chain_of, walk
from symmachy.kernels.view import toggle
from symmachy.mechanisms import System, parse

if TYPE_CHECKING:
    from symmachy.kernels.chain import Chain
    from symmachy.typing import BoolArray, FloatArray, IntArray

UNDIRECTED = ("ties + shared_allies(decay=0.3) + popularity + isolates", np.array([-0.4, 0.5, -0.3, 0.4]))
DIRECTED = ("ties + reciprocity", np.array([-0.8, 1.1]))


def system_of(text: str, ties: BoolArray, *, directed: bool = False) -> System:
    terms = parse(text).terms
    ones, none = np.ones((1, *ties.shape)), np.zeros((0, *ties.shape))
    fixed = [ones if term.name == "ties" else none for term in terms]
    return System.made(terms, ties=ties, fixed=fixed, directed=directed)  # type: ignore[arg-type]


def chain_on(system: System, theta: FloatArray, pairs: IntArray) -> Chain:
    return chain_of(system.function, system.view, system.options, system.slots, theta[system.order], pairs)


def plain_walk(system: System, theta: FloatArray, pairs: IntArray, drawn: FloatArray) -> None:
    """The same steps from whole-network statistics and chances of proposals counted out."""
    tied = [p for p, (i, j) in enumerate(pairs) if system.view.ties[i, j]]
    free = len(pairs)

    def chance(ties: int, *, present: bool) -> float:
        """The chance that this very pair is proposed where there are so many ties."""
        if ties == 0:
            return 1 / free
        return 0.5 / free + (0.5 / ties if present else 0.0)

    for way, which, luck in drawn:
        pair = tied[int(which * len(tied))] if tied and way < 0.5 else int(which * free)
        i, j = pairs[pair]
        there = pair in tied
        now = system.statistics()
        toggle(system.view, i, j)
        gain = theta @ (system.statistics() - now)
        after = len(tied) + (-1 if there else 1)
        ratio = np.exp(gain) * chance(after, present=not there) / chance(len(tied), present=there)
        if luck >= ratio:
            toggle(system.view, i, j)
        elif there:
            place = tied.index(pair)
            tied[place] = tied[-1]
            tied.pop()
        else:
            tied.append(pair)


@pytest.mark.parametrize(("model", "directed"), [(UNDIRECTED, False), (DIRECTED, True)])
def test_compiled_and_plain_take_the_same_steps(model: tuple[str, FloatArray], directed: bool) -> None:
    text, theta = model
    rng = np.random.default_rng(3)
    ties = rng.random((6, 6)) < 0.3
    ties = ties if directed else np.triu(ties, 1) | np.triu(ties, 1).T
    every = permutations(range(6), 2) if directed else combinations(range(6), 2)
    pairs = np.array([p for p in every if p != (0, 1)])
    fast, slow = (system_of(text, ties, directed=directed) for _ in range(2))
    chain = chain_on(fast, theta, pairs)

    changed = walk(chain, 400, np.random.Generator(np.random.Philox(7)))
    plain_walk(slow, theta, pairs, np.random.Generator(np.random.Philox(7)).random((400, 3)))

    assert changed > 20
    assert chain.tied[-1] == chain.view.ties[tuple(pairs.T)].sum()
    np.testing.assert_array_equal(fast.view.ties, slow.view.ties)
    np.testing.assert_array_equal(fast.view.common, slow.view.common)


@pytest.mark.parametrize(
    ("model", "directed", "size", "held"),
    [(UNDIRECTED, False, 4, ()), (UNDIRECTED, False, 5, ((0, 1), (2, 4))), (DIRECTED, True, 3, ())],
)
def test_draws_follow_the_law_of_the_model(
    model: tuple[str, FloatArray], directed: bool, size: int, held: tuple[tuple[int, int], ...]
) -> None:
    text, theta = model
    every = permutations(range(size), 2) if directed else combinations(range(size), 2)
    pairs = np.array([p for p in every if p not in held])
    start = np.zeros((size, size), dtype=np.bool_)
    if held:  # a tie that is given, and a pair that is given to have none
        start[0, 1] = start[1, 0] = True
    logs = np.empty(2 ** len(pairs))
    for code in range(len(logs)):
        ties = start.copy()
        for place, (i, j) in enumerate(pairs):
            ties[i, j] |= bool(code >> place & 1)
            if not directed:
                ties[j, i] |= bool(code >> place & 1)
        logs[code] = theta @ system_of(text, ties, directed=directed).statistics()
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    chain = chain_on(system_of(text, start, directed=directed), theta, pairs)
    generator = np.random.Generator(np.random.Philox(11))
    walk(chain, 500, generator)
    draws = 20_000
    bits = 1 << np.arange(len(pairs))
    counts = np.zeros(len(logs))
    for _ in range(draws):
        walk(chain, 24, generator)
        counts[int(bits @ chain.view.ties[pairs[:, 0], pairs[:, 1]].astype(np.int64))] += 1
    common = chances * draws >= 20
    expected = np.append(chances[common], chances[~common].sum()) * draws
    seen = np.append(counts[common], counts[~common].sum())
    cells = expected > 0
    distance = float(((seen - expected)[cells] ** 2 / expected[cells]).sum())

    # Chi-square with so many cells, thinned to be all but independent: five standard deviations.
    freedom = int(cells.sum()) - 1
    assert abs(distance - freedom) < 5 * np.sqrt(2 * freedom)


def test_no_free_pair_is_no_step() -> None:
    system = system_of("ties", np.zeros((3, 3), dtype=np.bool_))

    assert (
        walk(chain_on(system, np.zeros(1), np.zeros((0, 2), dtype=np.int64)), 10, np.random.default_rng(1))
        == 0
    )
