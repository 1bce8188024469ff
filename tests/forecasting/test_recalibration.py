from __future__ import annotations

import numpy as np
import pytest

from symmachy.forecasting.recalibration import Recalibration, bins_of, centres, log_odds, recalibrate


def test_nothing_is_changed_by_the_line_of_slope_one() -> None:
    said = np.array([0.0, 0.01, 0.5, 1.0])

    assert Recalibration()(said).tolist() == pytest.approx(said.tolist())


def test_bins_count_cases_and_events_by_what_was_said() -> None:
    counts = bins_of(np.array([0.5, 0.5, 0.01]), np.array([1.0, 0.0, 0.0]), np.array([1.0, 1.0, 3.0]))

    assert counts.sum(axis=1).tolist() == [5.0, 1.0]
    used = counts[0] > 0
    assert centres()[used] == pytest.approx([float(log_odds(np.array(0.01))), 0.0], abs=0.011)


def test_a_line_is_found_that_was_put_in() -> None:
    rng = np.random.default_rng(1)
    said = 1 / (1 + np.exp(-rng.normal(-2, 1.5, 200_000)))
    true = Recalibration(intercept=-0.7, slope=0.6)
    came = (rng.random(len(said)) < true(said)).astype(float)

    found = recalibrate(bins_of(said, came, np.ones(len(said))))

    assert (found.intercept, found.slope) == pytest.approx((-0.7, 0.6), abs=0.03)


def test_few_events_move_the_line_little() -> None:
    found = recalibrate(bins_of(np.array([0.1, 0.1]), np.array([0.0, 0.0]), np.ones(2)))

    assert found.slope == pytest.approx(1, abs=0.1)
    assert found.intercept == pytest.approx(0, abs=0.3)


def test_a_rank_order_that_was_wrong_is_nearly_flattened_and_not_turned_round() -> None:
    said = np.repeat([0.01, 0.5], 5000)
    came = np.concatenate([np.ones(2500), np.zeros(7500)])

    found = recalibrate(bins_of(said, came, np.ones(10_000)))

    assert found.slope == 0.1
    assert found(said).mean() == pytest.approx(
        0.25, abs=0.001
    )  # the level is fitted to the slope that is left
