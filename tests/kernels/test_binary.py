from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.kernels.binary import Curvature, LinkCode, adjust_scores, binary_pass, gram

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.typing import FloatArray

LINKS = [LinkCode.LOGIT, LinkCode.CLOGLOG]


def rows(seed: int, n: int = 300, k: int = 3) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(k, n))
    x[0] = 1.0
    y = (rng.random(n) < 0.3).astype(float)
    return x, y, rng.uniform(0.0, 2.0, n), rng.normal(size=k) * 0.5


def mean_of(link: LinkCode, eta: Any) -> Any:
    return 1 / (1 + np.exp(-eta)) if link is LinkCode.LOGIT else 1 - np.exp(-np.exp(eta))


def plain_log_likelihood(
    link: LinkCode, x: FloatArray, y: FloatArray, w: FloatArray, beta: FloatArray
) -> float:
    eta = beta @ x
    survival = -np.log1p(np.exp(eta)) if link is LinkCode.LOGIT else -np.exp(eta)  # its logarithm
    return float(np.sum(w * np.where(y == 1, np.log(mean_of(link, eta)), survival)))


def numeric_gradient(function: Callable[[FloatArray], Any], at: FloatArray, step: float = 1e-5) -> FloatArray:
    steps = np.eye(at.size) * step
    return np.array([(function(at + s) - function(at - s)) / (2 * step) for s in steps])


@pytest.mark.parametrize("link", LINKS)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_pass_equals_plain_formulas_and_their_numeric_derivatives(link: LinkCode, seed: int) -> None:
    x, y, w, beta = rows(seed)
    here = binary_pass(x, y, w, beta, link=link)
    score = numeric_gradient(lambda b: plain_log_likelihood(link, x, y, w, b), beta)
    information = -numeric_gradient(lambda b: binary_pass(x, y, w, b, link=link).score, beta)

    assert here.log_likelihood == pytest.approx(plain_log_likelihood(link, x, y, w, beta), rel=1e-8)
    np.testing.assert_allclose(here.score, score, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(here.information, information, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("link", LINKS)
def test_expected_information_is_squared_slope_over_variance(link: LinkCode) -> None:
    x, y, w, beta = rows(1)
    eta = beta @ x
    p = mean_of(link, eta)
    slope = p * (1 - p) if link is LinkCode.LOGIT else np.exp(eta - np.exp(eta))
    expected = (x * (w * slope**2 / (p * (1 - p)))) @ x.T
    here = binary_pass(x, y, w, beta, link=link, curvature=Curvature.EXPECTED)

    np.testing.assert_allclose(here.information, expected, rtol=1e-12)


@pytest.mark.parametrize("link", LINKS)
def test_residuals_sum_to_the_score(link: LinkCode) -> None:
    x, y, w, beta = rows(2)
    u = np.empty(y.size)
    here = binary_pass(x, y, w, beta, link=link, residual=u)

    np.testing.assert_allclose(x @ u, here.score, rtol=1e-12)


@pytest.mark.parametrize("link", LINKS)
def test_any_number_of_threads_gives_the_same_bytes(link: LinkCode) -> None:
    x, y, w, beta = rows(3, n=50_001)
    passes = [binary_pass(x, y, w, beta, link=link, threads=t) for t in (1, 2, 3, 7)]

    assert {p.log_likelihood.hex() for p in passes} == {passes[0].log_likelihood.hex()}
    assert {p.score.tobytes() for p in passes} == {passes[0].score.tobytes()}
    assert {p.information.tobytes() for p in passes} == {passes[0].information.tobytes()}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("eta", [-745.0, -40.0, 40.0, 800.0])
def test_extreme_predictors_give_finite_scores(link: LinkCode, eta: Any) -> None:
    x = np.ones((1, 2))
    here = binary_pass(x, np.array([1.0, 1.0]), np.ones(2), np.array([eta]), link=link)

    assert np.isfinite(here.score).all()
    assert np.isfinite(here.information).all()


def test_series_and_closed_form_meet_in_the_cloglog() -> None:
    x, y, w = np.ones((1, 1)), np.ones(1), np.ones(1)
    below, above = (
        binary_pass(x, y, w, np.array([np.log(m)]), link=LinkCode.CLOGLOG) for m in (0.99999e-4, 1.00001e-4)
    )

    assert above.information[0, 0] == pytest.approx(below.information[0, 0], rel=1e-4)
    assert above.score[0] == pytest.approx(below.score[0], rel=1e-8)


@pytest.mark.parametrize("link", LINKS)
def test_adjustment_is_half_of_leverage_times_relative_bend(link: LinkCode) -> None:
    x, y, w, beta = rows(4)
    information = binary_pass(x, y, w, beta, link=link, curvature=Curvature.EXPECTED).information
    inverse = np.linalg.inv(information)
    eta = beta @ x
    p = mean_of(link, eta)
    if link is LinkCode.LOGIT:
        variance, ratio = p * (1 - p), 1 - 2 * p
    else:
        m = np.exp(eta)
        variance, ratio = m**2 * np.exp(-m) / p, 1 - m
    leverage = w * variance * np.einsum("jn,jl,ln->n", x, inverse, x)
    expected = x @ (leverage * ratio / 2)

    np.testing.assert_allclose(adjust_scores(x, w, beta, inverse, link=link), expected, rtol=1e-10)


def test_logit_adjustment_is_the_slope_of_half_the_log_determinant() -> None:
    x, y, w, beta = rows(5)

    def half_log_determinant(b: FloatArray) -> float:
        return 0.5 * np.linalg.slogdet(binary_pass(x, y, w, b, link=LinkCode.LOGIT).information)[1]

    inverse = np.linalg.inv(binary_pass(x, y, w, beta, link=LinkCode.LOGIT).information)

    np.testing.assert_allclose(
        adjust_scores(x, w, beta, inverse, link=LinkCode.LOGIT),
        numeric_gradient(half_log_determinant, beta),
        atol=1e-7,
    )


@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 1500))
@settings(max_examples=20, deadline=None)
def test_gram_equals_matrix_product(seed: int, k: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    x, v = rng.normal(size=(k, n)), rng.random(n)

    np.testing.assert_allclose(gram(x, v), (x * v) @ x.T, rtol=1e-10, atol=1e-10)
