"""Data, and slow plain twins of the covariances."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symmachy.estimation import Link
    from symmachy.typing import FloatArray


def pair_frame(seed: int = 1, n: int = 1200, states: int = 16) -> pl.DataFrame:
    """Rows of pairs whose states and years have effects of their own, so that clusters matter."""
    rng = np.random.default_rng(seed)
    a = rng.integers(0, states, n)
    b = (a + rng.integers(1, states, n)) % states
    year = rng.integers(1900, 1930, n)
    own = rng.normal(size=states)
    x1 = rng.normal(size=n) + own[a] + own[b]
    x2 = 5.0 * rng.normal(size=n) + 2000.0
    x3 = (rng.random(n) < 0.4).astype(float)
    effect = rng.normal(size=states) * 0.8
    predictor = -1.5 + 0.4 * x1 - 0.04 * (x2 - 2000) + 0.3 * x3 + effect[a] + effect[b]
    y = (rng.random(n) < 1 / (1 + np.exp(-predictor))).astype(int)
    names = np.array([f"S{i:02d}" for i in range(states)])
    return pl.DataFrame(
        {
            "y": y,
            "x1": x1,
            "x2": x2,
            "x3": x3,
            "a": names[a],
            "b": names[b],
            "year": year,
            "time": rng.integers(0, 25, n),
            "w": rng.integers(1, 4, n),
        }
    ).with_columns(
        dyad=pl.min_horizontal("a", "b") + "-" + pl.max_horizontal("a", "b"),
    )


def plain_scores(
    link: Link, x: FloatArray, y: FloatArray, w: FloatArray, beta: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Scores of each row, shape (n, k), and expected and observed information, by the links' formulas."""
    eta = x @ beta
    if link.name == "logit":
        p = 1 / (1 + np.exp(-eta))
        expected = (x.T * (w * p * (1 - p))) @ x
        return x * (w * (y - p))[:, None], expected, expected
    m = np.exp(eta)
    p = 1 - np.exp(-m)
    slope = m * np.exp(-m)
    u = np.where(y == 1, slope / p, -m)
    minus_second = np.where(y == 1, -(slope * (1 - m) / p - (slope / p) ** 2), m)
    expected = (x.T * (w * slope**2 / (p * (1 - p)))) @ x
    return x * (w * u)[:, None], expected, (x.T * (w * minus_second)) @ x


def dependent_sum(scores: FloatArray, share: Callable[[int, int], bool]) -> FloatArray:
    """Sum over all pairs of rows that share something, the O(n^2) way."""
    total = np.zeros((scores.shape[1], scores.shape[1]))
    for i in range(len(scores)):
        for j in range(len(scores)):
            if share(i, j):
                total += np.outer(scores[i], scores[j])
    return total


def group_sum(scores: FloatArray, keys: Sequence[object]) -> tuple[FloatArray, int]:
    """Sum of outer products of group totals, and the number of groups, with a dictionary."""
    totals: dict[object, np.ndarray] = {}
    for row, key in zip(scores, keys, strict=True):
        totals[key] = totals.get(key, 0.0) + row
    return sum(np.outer(t, t) for t in totals.values()), len(totals)


@pytest.fixture
def twins() -> SimpleNamespace:
    return SimpleNamespace(plain_scores=plain_scores, dependent_sum=dependent_sum, group_sum=group_sum)


@pytest.fixture(name="pair_frame")
def _pair_frame() -> Callable[..., pl.DataFrame]:
    return pair_frame
