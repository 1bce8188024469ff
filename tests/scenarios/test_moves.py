"""Random numbers that leave every pair's chance as it is and let the pacts of one state come together."""

from __future__ import annotations

import numpy as np
from tests.scenarios.made import BASE, hazards, world

from symmachy.forecasting import history
from symmachy.scenarios import timelines
from symmachy.scenarios.moves import Moves, Pace


def _moves(share: float, wave: float) -> Moves:
    baseline, _ = timelines(world(), BASE, 2, ())
    return Moves.of(baseline, Pace(share=share, wave=wave))


def test_each_pair_has_a_uniform_number_in_each_year() -> None:
    moves = _moves(0.1, 0.4)
    draws = np.array([moves.uniforms(3, d, 2) for d in range(4000)])

    assert (moves.one == moves.other).any()
    assert (moves.one != moves.other).any()
    for level in (0.01, 0.05, 0.1, 0.3, 0.9):
        z = ((draws < level).mean(axis=0) - level) / np.sqrt(level * (1 - level) / len(draws))
        assert np.abs(z).max() < 4.5
    assert draws.min() >= 0
    assert draws.max() < 1


def test_rare_events_come_only_where_the_state_with_fewer_pacts_moves() -> None:
    """With q = 0.1 and chances of 0.02 a state that moves has each of its pairs with a chance of 0.2."""
    moves = _moves(0.1, 1.0)
    alone = np.flatnonzero(moves.one == moves.other)
    state = np.bincount(moves.one[alone]).argmax()
    its = alone[moves.one[alone] == state]
    came = np.array([moves.uniforms(3, d, 2)[:, its] < 0.02 for d in range(3000)]).reshape(-1, len(its))
    expected = 0.1 * (1 - 0.8 ** len(its))

    assert len(its) > 2
    assert abs(came.any(axis=1).mean() - expected) < 4 * np.sqrt(expected / len(came))


def test_pairs_of_states_with_as_many_pacts_go_where_both_move() -> None:
    moves = _moves(0.1, 0.4)
    equal = np.flatnonzero(moves.one != moves.other)
    goes = 0.1 * 0.1 / 0.4
    came = np.array([moves.uniforms(3, d, 2)[:, equal] < goes for d in range(6000)]).reshape(-1, len(equal))

    assert np.abs(came.mean(axis=0) - goes).max() < 4.5 * np.sqrt(goes / len(came))
    # Of three states of which two pairs go, the third pair goes too.
    a, b = moves.one[equal], moves.other[equal]
    place = {pair: k for k, pair in enumerate(zip(a.tolist(), b.tolist(), strict=True))}
    i, j, k = next((i, j, k) for i, j in place for m, k in place if m == j and (i, k) in place)
    both = came[:, place[i, j]] & came[:, place[j, k]]
    assert both.any()
    assert came[both, place[i, k]].all()


def test_a_state_moves_as_often_as_the_likeliest_of_its_pairs_forms_a_pact() -> None:
    baseline, _ = timelines(world(), BASE, 2, ())
    plain = Moves.of(baseline, Pace(share=0.02, wave=0.5))
    likely = np.zeros(len(plain.one))
    place = int(np.flatnonzero(plain.one == plain.other)[0])
    likely[place] = 0.2
    found = Moves.of(baseline, Pace(share=0.02, wave=0.5), likely)

    assert found.share[found.one[place]] == 0.2
    assert (np.delete(found.share, found.one[place]) == 0.02).all()


def test_where_every_state_always_moves_pairs_go_by_themselves() -> None:
    moves = _moves(1.0, 1.0)
    rng = np.random.Generator(np.random.Philox(key=np.array([3, 7], dtype=np.uint64)))

    assert np.array_equal(moves.uniforms(3, 7, 2), rng.random((2, len(moves.one))))


def test_the_pace_solves_its_equations_on_numbers_counted_one_by_one() -> None:
    found = Pace.of(history(world(), hazards().mechanisms))
    counts: list[int] = []
    pairs = twice = 0
    for year in world().years[:-1]:
        if 1914 <= year + 1 <= 1918 or 1939 <= year + 1 <= 1945:
            continue
        now, then = world().in_year(year).ties(), world().in_year(year + 1).ties()
        degree, formed = now.sum(axis=1), [0] * len(now)
        for i in range(len(now)):
            for j in range(i + 1, len(now)):
                if then[i, j] and not now[i, j]:
                    formed[j if degree[j] < degree[i] else i] += 1
        counts += formed
        k = sum(number > 0 for number in formed)
        pairs, twice = pairs + len(now) * (len(now) - 1), twice + k * (k - 1)
    some, mean = np.mean(np.array(counts) > 0), np.mean(counts)

    if found.share < 1:
        assert np.isclose(some, found.share * (1 - np.exp(-mean / found.share)))
        assert np.isclose(found.wave, min(max(some**2 * pairs / twice, found.share), 1))
    else:
        assert some >= 1 - np.exp(-mean)
