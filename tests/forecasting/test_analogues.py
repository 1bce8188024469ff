from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.forecasting.conftest import LOOKED_AT
from tests.worlds import world

from symmachy.forecasting import PactModel, analogues, fit_pacts
from symmachy.forecasting.analogues import _nearest

if TYPE_CHECKING:
    from symmachy.world import World

ROWS = (0, 40, 119)


def asked(model: PactModel, place: int) -> tuple[int, bool]:
    last = np.flatnonzero(model.past.year == model.past.year.max())
    row = int(last[place])
    return row, bool(model.past.tied[row])


@pytest.mark.parametrize("place", ROWS)
def test_an_analogue_is_another_pair_at_least_ten_years_back(model: PactModel, place: int) -> None:
    row, allied = asked(model, place)
    codes = model.past.world.codes
    itself = {codes[model.past.one[row]], codes[model.past.other[row]]}
    found = analogues(model, row, allied=allied)

    assert len(found) == 5
    assert len({(a.one, a.other) for a in found}) == 5
    assert all({a.one, a.other} != itself for a in found)
    assert all(a.year <= model.past.world.coverage.last - 10 for a in found)
    assert [a.distance for a in found] == sorted(a.distance for a in found)


@pytest.mark.parametrize("place", ROWS)
def test_the_closest_against_a_plain_search(model: PactModel, place: int) -> None:
    row, allied = asked(model, place)
    past, fit = model.past, model.ending if allied else model.formation
    assert fit is not None
    weight = dict(zip(fit.names, np.abs(fit.coefficients), strict=True))
    after = past.tied_after(10)
    best: dict[tuple[int, int], float] = {}
    for k in range(len(past.year)):
        pair = int(past.one[k]), int(past.other[k])
        if past.tied[k] != allied or np.isnan(after[k]) or np.isnan(past.values[k]).any():
            continue
        if pair == (past.one[row], past.other[row]):
            continue
        apart = sum(
            (weight.get(m.name, 0.0) * (past.values[k, c] - past.values[row, c])) ** 2
            for c, m in enumerate(past.mechanisms)
        )
        best[pair] = min(best.get(pair, np.inf), float(np.sqrt(apart)))

    assert [a.distance for a in analogues(model, row, allied=allied)] == pytest.approx(
        sorted(best.values())[:5]
    )


@pytest.mark.parametrize("place", ROWS)
def test_what_came_next_is_what_the_world_says(model: PactModel, made: World, place: int) -> None:
    row, allied = asked(model, place)
    for a in analogues(model, row, allied=allied):
        there = made.in_year(a.year + 10)
        tied = bool(there.ties()[there.place[a.one], there.place[a.other]])
        here = made.in_year(a.year)

        assert a.tied_after == tied
        assert here.ties()[here.place[a.one], here.place[a.other]] == allied
        assert a.names == (here.name(a.one), here.name(a.other))
        if not allied and not tied and "over by" not in a.next:
            assert a.next.startswith(f"no defence pact by {a.year + 10}")


def test_without_ten_years_of_past_there_is_none() -> None:
    young = fit_pacts(world("AAA BBB CCC", last=1905), LOOKED_AT)

    assert analogues(young, 0, allied=False) == ()


def test_the_nearest_rows_hold_the_pairs_wanted_and_all_that_are_as_near() -> None:
    rng = np.random.default_rng(3)
    squared = rng.integers(0, 40, 6000).astype(np.float64)
    pair = rng.integers(0, 9, 6000)
    pair[squared < 30] = 0  # one pair is the nearest in most of its years

    near = _nearest(squared, pair, 1)

    assert near.tolist() == np.flatnonzero(squared <= np.sort(squared)[1000]).tolist()
    assert _nearest(squared, pair, 2).tolist() == list(range(6000))
