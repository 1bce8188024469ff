"""Whether estimates exist, against a linear programme that decides it exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize

from symmachy.errors import NotIdentified
from symmachy.estimation import Cloglog, Firth, Hazard, Logit

if TYPE_CHECKING:
    from symmachy.estimation import Link
    from symmachy.typing import FloatArray


def separated(x: FloatArray, y: FloatArray) -> bool:
    """Return whether some direction makes no row less likely and some row more likely."""
    signed = x * np.where(y == 1, 1.0, -1.0)[:, np.newaxis]
    found = optimize.linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(y)), bounds=(-1, 1))
    return bool(-found.fun > 1e-7)


@pytest.mark.parametrize("link", [Logit(), Cloglog()])
@given(seed=st.integers(0, 10**6), n=st.integers(8, 40), k=st.integers(1, 3), binary=st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_estimate_exactly_where_a_linear_programme_separates(
    link: Link, seed: int, n: int, k: int, binary: bool
) -> None:
    rng = np.random.default_rng(seed)
    covariates = rng.integers(0, 2, (n, k)).astype(float) if binary else rng.integers(-3, 4, (n, k)) / 2
    y = (rng.random(n) < 0.3).astype(float)
    x = np.column_stack([np.ones(n), covariates])
    assume(0 < y.sum() < n)
    assume(np.linalg.matrix_rank(x) == k + 1)
    names = tuple(f"x{j}" for j in range(k))
    frame = pl.DataFrame({"y": y, **dict(zip(names, covariates.T, strict=True))})
    model = Hazard(outcome="y", covariates=names, link=link)

    if separated(x, y):
        with pytest.raises(NotIdentified, match="separate"):
            model.fit(frame)
    else:
        assert model.fit(frame).converged


@given(seed=st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("link", [Logit(), Cloglog()])
def test_bias_reduced_estimates_always_exist(link: Link, seed: int) -> None:
    rng = np.random.default_rng(seed)
    covariates = rng.integers(0, 2, (25, 2)).astype(float)
    y = (rng.random(25) < 0.2).astype(float)
    assume(0 < y.sum() < 25)
    assume(np.linalg.matrix_rank(np.column_stack([np.ones(25), covariates])) == 3)
    frame = pl.DataFrame({"y": y, "a": covariates[:, 0], "b": covariates[:, 1]})
    fit = Hazard(outcome="y", covariates=("a", "b"), link=link, penalty=Firth()).fit(frame)

    assert fit.converged
    assert np.abs(fit.coefficients).max() < 20
