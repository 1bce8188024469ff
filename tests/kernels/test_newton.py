from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import optimize

from symmachy.kernels.binary import LinkCode, adjust_scores, binary_pass
from symmachy.kernels.newton import Problem, solve

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

LINKS = [LinkCode.LOGIT, LinkCode.CLOGLOG]


def problem(
    link: LinkCode, *, seed: int = 0, n: int = 400, ridge: float = 0.0, firth: bool = False
) -> Problem:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(3, n))
    x[0] = 1.0
    y = (rng.random(n) < 1 / (1 + np.exp(1.5 - x[1]))).astype(float)
    return Problem(x=x, y=y, w=np.ones(n), link=link, ridge=np.array([0.0, ridge, ridge]), firth=firth)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("ridge", [0.0, 2.5])
def test_penalised_score_is_zero_at_the_solution(link: LinkCode, ridge: float) -> None:
    rows = problem(link, ridge=ridge)
    found = solve(rows, np.zeros(3))
    score = binary_pass(rows.x, rows.y, rows.w, found.beta, link=link).score - rows.ridge * found.beta

    assert found.converged
    np.testing.assert_allclose(score, 0.0, atol=1e-8)


@pytest.mark.parametrize("link", LINKS)
def test_a_bad_start_is_recovered_from(link: LinkCode) -> None:
    rows = problem(link)
    near, far = solve(rows, np.zeros(3)), solve(rows, np.array([4.0, -6.0, 5.0]))

    assert far.converged
    np.testing.assert_allclose(near.beta, far.beta, atol=1e-9)


def test_firth_maximises_the_likelihood_with_jeffreys_prior() -> None:
    rows = problem(LinkCode.LOGIT, n=40, firth=True)

    def minus_penalised(beta: FloatArray) -> float:
        here = binary_pass(rows.x, rows.y, rows.w, beta, link=rows.link)
        return -here.log_likelihood - 0.5 * np.linalg.slogdet(here.information)[1]

    twin = optimize.minimize(
        minus_penalised, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-13}
    )
    found = solve(rows, np.zeros(3))

    assert found.converged
    np.testing.assert_allclose(found.beta, twin.x, atol=1e-6)


def test_firth_solves_the_adjusted_score_of_the_cloglog() -> None:
    rows = problem(LinkCode.CLOGLOG, n=40, firth=True)

    def adjusted(beta: FloatArray) -> FloatArray:
        m = np.exp(beta @ rows.x)
        p = 1 - np.exp(-m)
        slope = m * np.exp(-m)
        weight = slope**2 / (p * (1 - p))
        inverse = np.linalg.inv((rows.x * weight) @ rows.x.T)
        leverage = weight * np.einsum("jn,jl,ln->n", rows.x, inverse, rows.x)
        return rows.x @ ((rows.y - p) * slope / (p * (1 - p)) + leverage * (1 - m) / 2)

    twin = optimize.root(adjusted, np.array([-1.5, 0.5, 0.0]), tol=1e-13)
    found = solve(rows, np.zeros(3))

    assert found.converged
    np.testing.assert_allclose(found.beta, twin.x, atol=1e-8)


@pytest.mark.parametrize("table", [(7, 3, 2, 8), (5, 0, 1, 6), (4, 4, 0, 9)])
def test_firth_of_a_two_by_two_table_adds_a_half_to_each_cell(table: tuple[int, int, int, int]) -> None:
    """In a saturated logit Jeffreys' prior is half an event and half a non-event in each group."""
    without_0, with_0, without_1, with_1 = table
    y = np.repeat([0.0, 1.0, 0.0, 1.0], table)
    group = np.repeat([0.0, 0.0, 1.0, 1.0], table)
    rows = Problem(
        x=np.stack([np.ones(y.size), group]),
        y=y,
        w=np.ones(y.size),
        link=LinkCode.LOGIT,
        ridge=np.zeros(2),
        firth=True,
    )
    base = np.log((with_0 + 0.5) / (without_0 + 0.5))
    other = np.log((with_1 + 0.5) / (without_1 + 0.5))

    np.testing.assert_allclose(solve(rows, np.zeros(2)).beta, [base, other - base], atol=1e-9)


def test_separation_is_not_called_converged_early() -> None:
    rows = Problem(
        x=np.array([[1.0] * 6, [-3.0, -2.0, -1.0, 1.0, 2.0, 3.0]]),
        y=np.array([0.0, 0, 0, 1, 1, 1]),
        w=np.ones(6),
        link=LinkCode.LOGIT,
        ridge=np.zeros(2),
    )

    assert not solve(rows, np.zeros(2), iterations=20).converged


def test_firth_residuals_are_the_rows_of_the_adjusted_score() -> None:
    rows = problem(LinkCode.LOGIT, n=60, firth=True)
    beta = solve(rows, np.zeros(3)).beta
    u = np.empty(60)
    here = binary_pass(rows.x, rows.y, rows.w, beta, link=rows.link, residual=u)
    adjust_scores(rows.x, rows.w, beta, np.linalg.inv(here.information), link=rows.link, residual=u)

    np.testing.assert_allclose(rows.x @ u, 0.0, atol=1e-8)
