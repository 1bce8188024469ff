"""Measures of likeness: their identities, and what sums over tables of agreement give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from symmachy.errors import BadInput
from symmachy.record import open_record
from symmachy.structure import Distance, Similarity, portfolios, similarity

rows = hnp.arrays(
    np.float64, st.tuples(st.integers(2, 5), st.integers(2, 9)), elements=st.integers(0, 3).map(float)
)
gappy = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 4), st.integers(2, 8)),
    elements=st.sampled_from([0.0, 1.0, 2.0, np.nan]),
)
measures = st.sampled_from(Similarity)
distances = st.sampled_from(Distance)


@settings(deadline=None)
@given(rows, measures, distances)
def test_every_row_is_like_itself_and_likeness_goes_both_ways(
    x: np.ndarray, measure: Similarity, distance: Distance
) -> None:
    found = similarity(x, measure=measure, distance=distance)

    assert np.allclose(np.diag(found), 1)
    assert np.allclose(found, found.T, equal_nan=True)
    assert np.nanmax(found) <= 1 + 1e-12


@settings(deadline=None)
@given(rows, measures)
def test_the_order_of_items_changes_nothing(x: np.ndarray, measure: Similarity) -> None:
    assert np.allclose(
        similarity(x, measure=measure), similarity(x[:, ::-1], measure=measure), equal_nan=True
    )


@settings(deadline=None)
@given(rows, measures)
def test_weights_of_two_are_items_taken_twice(x: np.ndarray, measure: Similarity) -> None:
    twice = np.concatenate([x, x[:, :1]], axis=1)
    weights = np.ones(x.shape[1])
    weights[0] = 2

    assert np.allclose(
        similarity(x, measure=measure, weights=weights), similarity(twice, measure=measure), equal_nan=True
    )


@settings(deadline=None)
@given(rows)
def test_pi_is_never_above_kappa(x: np.ndarray) -> None:
    kappa, pi = (similarity(x, measure=m) for m in (Similarity.KAPPA, Similarity.PI))
    known = ~np.isnan(kappa) & ~np.isnan(pi)

    assert (pi[known] <= kappa[known] + 1e-9).all()


@settings(deadline=None)
@given(rows)
def test_s_runs_from_minus_one_to_one(x: np.ndarray) -> None:
    found = similarity(x, measure=Similarity.S)

    assert np.nanmin(found, initial=1) >= -1 - 1e-12


@settings(deadline=None)
@given(gappy, measures, distances)
def test_pairs_are_compared_on_the_items_of_both(
    x: np.ndarray, measure: Similarity, distance: Distance
) -> None:
    if np.isnan(x).all():
        return
    found = similarity(x, measure=measure, distance=distance, largest=2.0)
    both = ~np.isnan(x[0]) & ~np.isnan(x[1])
    if not both.any():
        assert np.isnan(found[0, 1])
        return
    alone = similarity(x[:2, both], measure=measure, distance=distance, largest=2.0)

    assert found[0, 1] == pytest.approx(alone[0, 1], nan_ok=True)


def test_kappa_and_pi_of_a_table_of_agreement() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: a textbook's example of kappa, 0.4."""
    x = np.array([[1.0] * 25 + [0] * 25, [1.0] * 20 + [0] * 5 + [1] * 10 + [0] * 15])
    pooled = ((25 + 30) / 100) ** 2 + ((25 + 20) / 100) ** 2

    assert similarity(x, measure=Similarity.KAPPA)[0, 1] == pytest.approx(0.4)
    assert similarity(x, measure=Similarity.PI)[0, 1] == pytest.approx((0.7 - pooled) / (1 - pooled))


@pytest.mark.parametrize("distance", Distance)
def test_s_by_hand(distance: Distance) -> None:
    x = np.array([[3.0, 0, 0, 1], [3.0, 3, 0, 0]])
    expected = {Distance.ABSOLUTE: 1 - 2 * 4 / 12, Distance.SQUARED: 1 - 2 * 10 / 36}

    assert similarity(x, measure=Similarity.S, distance=distance)[0, 1] == pytest.approx(expected[distance])


def test_portfolios_hold_the_highest_pledge() -> None:
    network = open_record("chronicle").in_year(1949)
    found = portfolios(network)

    assert found[network.place["USA"], network.place["GBR"]] == 3
    assert (np.diag(found) == 3).all()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"rows": np.ones(3)}, "one row a state"),
        ({"rows": np.ones((2, 2)), "weights": np.ones(3)}, "one an item"),
        ({"rows": np.ones((2, 2)), "weights": np.zeros(2)}, "at least one above 0"),
        ({"rows": np.array([[0.0, 3], [1, 1]]), "largest": 2.0, "measure": Similarity.S}, "3 occurs"),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        similarity(**arguments)  # type: ignore[arg-type]
