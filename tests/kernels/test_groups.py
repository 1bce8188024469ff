from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.kernels.groups import group_sums


@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 60), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_sums_equal_a_loop_over_rows(seed: int, k: int, n: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    x, u, groups = rng.normal(size=(k, n)), rng.normal(size=n), rng.integers(0, count, n)
    expected = np.zeros((k, count))
    for i in range(n):
        expected[:, groups[i]] += u[i] * x[:, i]

    np.testing.assert_allclose(group_sums(x, u, groups, count), expected, rtol=1e-12, atol=1e-12)


def test_any_number_of_threads_gives_the_same_bytes() -> None:
    rng = np.random.default_rng(0)
    x, u, groups = rng.normal(size=(5, 9000)), rng.normal(size=9000), rng.integers(0, 40, 9000)
    found = {group_sums(x, u, groups, 40, threads=t).tobytes() for t in (1, 2, 5)}

    assert len(found) == 1
