"""Landscapes: compiled against plain, against the frustration index, and the published example."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.errors import BadInput
from symmachy.structure import Landscape, SignedNetwork, europe, frustration, misplaced, read_landscape
from symmachy.structure._gray import steepest_compiled, steepest_plain
from symmachy.structure.reconstruction import REPORTED_WRONG

if TYPE_CHECKING:
    from pathlib import Path


@st.composite
def landscapes(draw: st.DrawFn) -> Landscape:
    n = draw(st.integers(2, 8))
    sizes = draw(st.lists(st.integers(1, 9), min_size=n, max_size=n))
    pull = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            pull[i, j] = pull[j, i] = draw(st.integers(-3, 3))
    return Landscape.of([f"a{i}" for i in range(n)], sizes, pull)


@settings(deadline=None)
@given(landscapes())
def test_the_minima_are_those_that_no_single_move_lowers(landscape: Landscape) -> None:
    n = len(landscape.actors)
    expected = set()
    for rest in product((1.0, -1.0), repeat=n - 1):
        sides = np.array([1.0, *rest])
        if all(energy(landscape, flipped(sides, k)) >= energy(landscape, sides) for k in range(n)):
            expected.add(tuple(a for a, s in zip(landscape.actors, sides, strict=True) if s < 0))
    found = landscape.minima()

    assert {m.sides[1] for m in found.found} == expected
    assert sum(m.basin or 0 for m in found.found) == pytest.approx(1)


@settings(deadline=None)
@given(landscapes())
def test_the_compiled_walk_is_the_plain_one(landscape: Landscape) -> None:
    np.testing.assert_array_equal(steepest_plain(landscape.terms), steepest_compiled(landscape.terms))


@settings(deadline=None)
@given(landscapes())
def test_the_lowest_minimum_is_the_frustration_index(landscape: Landscape) -> None:
    network = SignedNetwork.of_matrix(landscape.actors, landscape.terms)
    against = -np.minimum(landscape.terms, 0).sum() / 2

    assert landscape.minima().found[0].energy == pytest.approx(2 * (frustration(network).value - against))


@settings(deadline=None)
@given(landscapes())
def test_the_way_down_ends_in_a_minimum(landscape: Landscape) -> None:
    moves = landscape.path([])
    side = {a for a in landscape.actors if sum(m.actor == a for m in moves) % 2}
    end = tuple(a for a in landscape.actors if a in side)
    energies = [landscape.energy([]), *(m.energy for m in moves)]

    assert energies == sorted(energies, reverse=True)
    assert landscape.path(end) == ()


@pytest.mark.parametrize("sizes", ["actors.csv", "actors_weak_syria.csv"])
def test_the_published_example_has_one_minimum(validation: Path, sizes: str) -> None:
    folder = validation / "landscape_syria_2016"
    of, neutral = read_landscape(folder / sizes, folder / "propensities.csv")
    minima = of.minima()

    assert neutral == 3
    assert minima.complete
    assert len(minima.found) == 1
    assert minima.found[0].basin == 1


def test_beyond_twenty_four_actors_the_list_is_not_called_complete() -> None:
    rng = np.random.default_rng(0)
    upper = np.triu(rng.normal(size=(26, 26)), 1)
    found = Landscape.of([f"a{i}" for i in range(26)], np.ones(26), upper + upper.T).minima(descents=200)

    assert not found.complete
    assert found.found
    assert all(m.basin is None for m in found.found)


def test_search_finds_what_all_alignments_hold() -> None:
    from symmachy.structure._gray import minima_by_search, minima_of_all

    rng = np.random.default_rng(5)
    upper = np.triu(rng.normal(size=(12, 12)), 1)
    terms = upper + upper.T
    every = {tuple(s) for s in minima_of_all(terms)[0]}

    assert {tuple(s) for s in minima_by_search(terms, 2000, 0)} == every


def test_what_if_changes_one_number_and_leaves_the_first_as_it_was() -> None:
    pair = Landscape.of(["A", "B"], [1, 2], [[0, -1], [-1, 0]])

    assert pair.with_sizes({"B": 4}).minima().found[0].energy == -8
    assert pair.with_propensities({("A", "B"): 1}).minima().found[0].energy == 0
    assert pair.minima().found[0].energy == -4


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda p: p.with_sizes({"C": 1}), "'C' is none of the actors"),
        (lambda p: p.with_sizes({"A": -1}), "the size of 'A' is -1"),
        (lambda p: p.with_propensities({("A", "A"): 1}), "to itself"),
        (lambda p: p.path(["X"]), "'X' is none"),
        (lambda _: Landscape.of(["A"], [1], [[0]]), "1 actors"),
        (lambda _: Landscape.of(["A", "A"], [1, 1], np.zeros((2, 2))), "named twice"),
        (lambda _: Landscape.of(["A", "B"], [1], np.zeros((2, 2))), "of shape"),
        (lambda _: Landscape.of(["A", "B"], [1, 1], [[0, np.nan], [1, 0]]), "is missing"),
        (lambda _: europe(1937), "there are those of 1936 and 1938"),
    ],
)
def test_what_is_no_landscape_is_refused(wrong: object, said: str) -> None:
    pair = Landscape.of(["A", "B"], [1, 2], [[0, -1], [-1, 0]])

    with pytest.raises(BadInput, match=said):
        wrong(pair)  # type: ignore[operator]


def test_the_reconstruction_of_europe_has_two_minima_and_the_lower_one_is_the_article_s() -> None:
    before, after = europe(1936).minima(), europe(1938).minima()

    assert len(before.found) == 2
    assert misplaced(before.found[0]) == REPORTED_WRONG == misplaced(after.found[0])
    assert (after.found[1].basin or 0) < (before.found[1].basin or 0) / 2


def energy(landscape: Landscape, sides: np.ndarray) -> float:
    return float(landscape.terms[sides[:, None] != sides].sum())


def flipped(sides: np.ndarray, k: int) -> np.ndarray:
    moved = sides.copy()
    moved[k] *= -1
    return moved
