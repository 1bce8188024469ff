"""Random numbers that leave every pair's chance as it is and let the pacts of one state come together."""

from __future__ import annotations

import numpy as np
from tests.scenarios.made import BASE, hazards, world

from symmachy.forecasting import history
from symmachy.scenarios import timelines
from symmachy.scenarios.moves import Moves, share_of_years


def _moves(share: float) -> Moves:
    baseline, _ = timelines(world(), BASE, 2, ())
    return Moves.of(baseline, share)


def test_each_pair_has_a_uniform_number_in_each_year() -> None:
    draws = np.array([_moves(0.1).uniforms(3, d, 2) for d in range(4000)])

    for level in (0.01, 0.05, 0.1, 0.3, 0.9):
        share = (draws < level).mean(axis=0)
        z = (share - level) / np.sqrt(level * (1 - level) / len(draws))
        assert np.abs(z).max() < 4.5
        assert abs(z.mean()) < 0.6
    assert 0 <= draws.min()
    assert draws.max() < 1


def test_rare_events_come_only_where_the_state_with_fewer_pacts_moves() -> None:
    """With q = 0.1 and chances of 0.02 a state that moves has each of its pairs with a chance of 0.2."""
    moves = _moves(0.1)
    assert len(moves.equal) < len(moves.mover)
    sure = np.setdiff1d(np.arange(len(moves.mover)), moves.equal)
    state = np.bincount(moves.mover[sure]).argmax()
    of_state = sure[moves.mover[sure] == state]
    came = np.array([moves.uniforms(3, d, 2)[:, of_state] < 0.02 for d in range(3000)]).reshape(
        -1, len(of_state)
    )
    years = came.any(axis=1).mean()
    expected = 0.1 * (1 - 0.8 ** len(of_state))

    assert abs(years - expected) < 4 * np.sqrt(expected / len(came))
    assert (
        abs(came[came.any(axis=1)].sum(axis=1).mean() - 0.2 * len(of_state) / (1 - 0.8 ** len(of_state)))
        < 0.15
    )


def test_where_every_state_always_moves_pairs_go_by_themselves() -> None:
    moves = _moves(1.0)
    rng = np.random.Generator(np.random.Philox(key=np.array([3, 7], dtype=np.uint64)))

    assert np.array_equal(moves.uniforms(3, 7, 2), rng.random((2, len(moves.mover))))


def test_the_share_of_years_is_recovered_from_a_record_made_with_it() -> None:
    """Counted by hand: in how many state-years something came, and how much."""
    past = history(world(), hazards().mechanisms)
    found = share_of_years(past)
    some: list[int] = []
    for year in range(int(past.year.min()), int(past.year.max())):
        now, then = world().in_year(year), world().in_year(year + 1)
        a, b = now.ties(), then.ties()
        degree = a.sum(axis=1)
        formed = np.zeros(len(degree), dtype=np.int64)
        for i in range(len(degree)):
            for j in range(i + 1, len(degree)):
                if b[i, j] and not a[i, j]:
                    formed[j if degree[j] < degree[i] else i] += 1
        if not (1914 <= year + 1 <= 1918 or 1939 <= year + 1 <= 1945):
            some += formed.tolist()
    counts = np.array(some)

    assert 0 < found <= 1
    expected = found * (1 - np.exp(-counts.mean() / found))
    assert abs((counts > 0).mean() - expected) < 1e-9 or found == 1.0
