"""Windows of the cold war and after, votes, and S, on the full record where it is present."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.errors import OutsideCoverage
from symmachy.structure import (
    Series,
    SignRule,
    Similarity,
    Window,
    frustration,
    series,
    similarity,
    vote_positions,
)

if TYPE_CHECKING:
    from symmachy.record.store import Store
    from symmachy.world import World

pytestmark = pytest.mark.record


@pytest.mark.parametrize("first", range(1946, 1997, 5))
def test_windows_of_four_years_are_proven_quickly(full_world: World, first: int) -> None:
    network = SignRule.wider().read(full_world, Window(first, first + 3)).unweighted()
    begin = time.perf_counter()
    found = frustration(network)

    assert found.proven
    assert time.perf_counter() - begin < 4  # two seconds are meant; machines are shared


def test_the_series_ends_where_hostility_is_no_longer_known(full_world: World) -> None:
    known = SignRule().known(full_world)
    found: Series = series(full_world, 1990, 1992)

    assert len(found.years) == 3
    with pytest.raises(OutsideCoverage):
        series(full_world, 1990, known.last + 1)


def test_votes_of_a_session(full_store: Store) -> None:
    codes, votes = vote_positions(full_store, Window(1985, 1985))
    alike = similarity(votes, measure=Similarity.S, largest=2.0)
    place = {code: i for i, code in enumerate(codes)}

    assert votes.shape[1] > 100
    assert set(np.unique(votes[~np.isnan(votes)])) == {0, 1, 2}
    assert alike[place["USA"], place["GBR"]] > alike[place["USA"], place["RUS"]]


def test_years_without_votes_are_refused(full_store: Store) -> None:
    with pytest.raises(OutsideCoverage, match="no roll call in 1900"):
        vote_positions(full_store, Window(1900, 1900))
