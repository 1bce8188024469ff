"""The compiled random numbers are numpy's, number for number."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.kernels.philox import STATE, set_state, uniform


@given(
    seed=st.integers(0, 2**32 - 1),
    path=st.integers(0, 2**40),
    part=st.integers(0, 1000),
    count=st.integers(1, 30),
)
@settings(max_examples=40, deadline=None)
def test_they_are_those_of_numpy(seed: int, path: int, part: int, count: int) -> None:
    key = np.random.SeedSequence(seed).generate_state(2, np.uint64)
    counter = np.array([0, path, part, 0], dtype=np.uint64)
    expected = np.random.Generator(np.random.Philox(key=key, counter=counter)).random(count)
    state = np.empty(STATE, dtype=np.uint64)
    set_state(state, key, path, part)

    np.testing.assert_array_equal(expected, [uniform(state) for _ in range(count)])
