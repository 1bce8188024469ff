from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from scipy import optimize, stats

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation import Cloglog, Firth, Hazard, Logit, profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.estimation import Link, Penalty
    from symmachy.typing import FloatArray


def penalised(link: Link, x: FloatArray, y: FloatArray, beta: FloatArray, *, firth: bool) -> float:
    """The log-likelihood by its formula, with half the log determinant of the information if asked for."""
    p = link.probability(x @ beta)
    value = float(np.sum(np.log(np.where(y == 1, p, 1 - p))))
    return value + (0.5 * np.linalg.slogdet((x.T * (p * (1 - p))) @ x)[1] if firth else 0.0)


@pytest.mark.parametrize(("link", "penalty"), [(Logit(), None), (Logit(), Firth()), (Cloglog(), None)])
def test_profiles_equal_a_plain_search(
    pair_frame: Callable[..., pl.DataFrame], link: Link, penalty: Penalty | None
) -> None:
    frame = pair_frame(n=150).select("y", "x1", "x3")
    found = profile(Hazard(outcome="y", covariates=("x1", "x3"), link=link, penalty=penalty), frame)
    x = np.column_stack([np.ones(150), frame["x1"], frame["x3"]])
    y = frame["y"].to_numpy()

    def highest(at: float | None) -> float:
        """The maximum with the second covariate's coefficient at a value, or free."""

        def loss(free: FloatArray) -> float:
            beta = free if at is None else np.array([free[0], free[1], at])
            return -penalised(link, x, y, beta, firth=penalty is not None)

        start = np.array([-1.0, 0.3, 0.3])[: 3 if at is None else 2]
        options = {"xatol": 1e-8, "fatol": 1e-12, "maxiter": 4000}
        return -float(optimize.minimize(loss, start, method="Nelder-Mead", options=options).fun)

    top = highest(None)
    row = found.row(1, named=True)

    for end in (row["conf.low"], row["conf.high"]):
        assert 2 * (top - highest(end)) == pytest.approx(stats.chi2.ppf(0.95, 1), abs=1e-4)
    assert row["statistic"] == pytest.approx(2 * (top - highest(0.0)), abs=1e-5)
    assert row["p.value"] == pytest.approx(stats.chi2.sf(row["statistic"], 1))


def test_profiles_are_near_wald_intervals_with_many_rows(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame(n=6000)
    model = Hazard(outcome="y", covariates=("x1", "x2", "x3"))
    wald = model.fit(frame).tidy()[1:]

    for name in ("estimate", "conf.low", "conf.high"):
        np.testing.assert_allclose(profile(model, frame)[name], wald[name], rtol=0.02, atol=0.002)


def test_separation_leaves_one_lopsided_end() -> None:
    frame = pl.DataFrame({"y": [0] * 20 + [1] * 5 + [0] * 6, "x": [0] * 25 + [1] * 6})
    model = Hazard(outcome="y", covariates=("x",), penalty=Firth())
    row = profile(model, frame).row(0, named=True)

    assert row["conf.low"] is not None
    assert row["estimate"] - row["conf.low"] > 1.5 * (row["conf.high"] - row["estimate"])


def test_bad_requests_are_named(pair_frame: Callable[..., pl.DataFrame]) -> None:
    with pytest.raises(UnknownName, match="'x9'"):
        profile(Hazard(outcome="y", covariates=("x1",)), pair_frame(), terms=["x9"])
    with pytest.raises(BadInput, match="no likelihood to profile"):
        profile(Hazard(outcome="y", covariates=("x1",), link=Cloglog(), penalty=Firth()), pair_frame())
