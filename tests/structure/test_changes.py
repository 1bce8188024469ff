"""Changes of level: found where they are, not found where there are none, and intervals that hold the truth."""

from __future__ import annotations

import numpy as np
import pytest

from symmachy.errors import BadInput
from symmachy.structure import changes


def simulated(seed: int, *, persistence: float, shift: float, years: int = 120) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x = np.zeros(years)
    for t in range(1, years):
        x[t] = persistence * x[t - 1] + rng.normal()
    return x / x.std() + shift * (np.arange(years) >= years // 2)


def test_one_step_is_one_change() -> None:
    found = changes(range(1900, 2020), simulated(1, persistence=0.0, shift=5))

    assert [abs(c.year - 1960) <= 1 for c in found.found] == [True]
    assert found.found[0].low <= 1960 <= found.found[0].high
    assert found.found[0].after > found.found[0].before
    assert found.found[0].probability > 0.9
    assert sum(found.numbers) == pytest.approx(1)


def test_adding_and_scaling_moves_no_change() -> None:
    x = simulated(2, persistence=0.3, shift=4)
    plain, moved = changes(range(120), x), changes(range(120), 100 - 7 * x)

    assert [c.year for c in plain.found] == [c.year for c in moved.found]


def test_a_series_that_never_changes_has_none() -> None:
    assert changes(range(30), np.full(30, 2.5)).found == ()


@pytest.mark.parametrize(
    ("years", "values", "said"),
    [
        (range(5), np.ones(5), "at least 11"),
        ([1900, *range(1902, 1913)], np.ones(12), "do not follow each other"),
        (range(12), [1.0] * 11 + [np.nan], "the value of 11 is missing"),
    ],
)
def test_what_is_no_series_is_refused(years: range, values: np.ndarray, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        changes(years, values)


@pytest.mark.slow
@pytest.mark.parametrize("persistence", [0.0, 0.5, 0.8])
def test_intervals_hold_the_change_and_noise_seldom_makes_one(persistence: float) -> None:
    """In 60 series each: intervals of 95 % hold a large step in nine of ten, and noise shows a step in one of five."""
    held = false = 0
    for seed in range(60):
        stepped = changes(range(120), simulated(seed, persistence=persistence, shift=4))
        held += any(c.low <= 60 <= c.high for c in stepped.found)
        false += bool(changes(range(120), simulated(seed, persistence=persistence, shift=0)).found)

    assert held >= 54
    assert false <= 12
