"""Scores and derivatives of pooled logits, against plain numpy."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.kernels.exponential import exp_minus_abs
from symmachy.kernels.pooled import expand, scores


@given(st.lists(st.floats(-720, 720), min_size=1, max_size=40))
@settings(deadline=None)  # the first example compiles
def test_the_exponential_is_that_of_the_library(values: list[float]) -> None:
    t = np.array(values)
    bits = np.empty(t.size, dtype=np.int64)
    out = np.empty(t.size)

    exp_minus_abs(t, bits, bits.view(np.float64), out)

    np.testing.assert_allclose(out, np.exp(np.maximum(-np.abs(t), -700.0)), rtol=5e-16)


@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(1, 4))
@settings(deadline=None)  # the first example compiles
def test_scores_and_expansion_are_those_of_plain_numpy(seed: int, k: int, blocks: int) -> None:
    rng = np.random.default_rng(seed)
    starts = np.concatenate([[0], np.cumsum(rng.integers(0, 400, blocks))])
    rows = int(starts[-1])
    x, n = rng.normal(size=(k, rows)), rng.integers(1, 4, rows).astype(np.float64)
    y = rng.binomial(n.astype(int), 0.3).astype(np.float64)
    beta = rng.normal(size=(3, k))
    times = rng.integers(0, 3, (3, blocks)).astype(np.float64)
    bent = np.array([True, False, True])

    score, information = scores(x, y, n, starts, times=times, beta=beta, bent=bent)
    at = expand(x, y, n, starts, beta[0])

    for draw in range(3):
        w = np.repeat(times[draw], np.diff(starts))
        p = 1 / (1 + np.exp(-(beta[draw] @ x)))
        np.testing.assert_allclose(score[draw], x @ (w * (y - n * p)), atol=1e-9)
        curved = (x * (w * n * p * (1 - p))) @ x.T if bent[draw] else np.zeros((k, k))
        np.testing.assert_allclose(information[draw], curved, atol=1e-9)
    for block in range(blocks):
        part = slice(starts[block], starts[block + 1])
        z, p = x[:, part], 1 / (1 + np.exp(-(beta[0] @ x[:, part])))
        v = n[part] * p * (1 - p)
        np.testing.assert_allclose(at.score[block], z @ (y[part] - n[part] * p), atol=1e-9)
        np.testing.assert_allclose(at.information[block], (z * v) @ z.T, atol=1e-9)
        third = -np.einsum("n,an,bn,cn->abc", v * (1 - 2 * p), z, z, z)
        np.testing.assert_allclose(at.third[block], third, atol=1e-9)
