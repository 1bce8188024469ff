"""statsmodels as the reference: coefficients to 1e-8, standard errors to 1e-6."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from scipy import stats

from symmachy.estimation import (
    Cloglog,
    Clustered,
    FrequencyWeights,
    Hazard,
    Heteroskedastic,
    Information,
    Logit,
    ModelBased,
    SamplingWeights,
    SmallSample,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.estimation import Covariance, Fit, Link

CASES = [
    pytest.param(link, weights, id=f"{link.name}-{type(weights).__name__}")
    for link in (Logit(), Cloglog())
    for weights in (None, FrequencyWeights("w"), SamplingWeights("w"))
]
COVARIATES = ("x1", "x2", "x3")
LIKE_STATSMODELS = {"small_sample": SmallSample.GROUPS_AND_ROWS, "information": Information.OBSERVED}


def reference(
    frame: pl.DataFrame, link: Link, weights: FrequencyWeights | SamplingWeights | None, **kwargs: object
) -> Any:
    x = sm.add_constant(frame.select(COVARIATES).to_numpy())
    links = sm.families.links
    family = sm.families.Binomial(link=links.Logit() if link.name == "logit" else links.CLogLog())
    arguments = {} if weights is None else {"freq_weights": frame["w"].to_numpy().astype(float)}
    model = sm.GLM(frame["y"].to_numpy().astype(float), x, family=family, **arguments)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that robust covariances do not know its frequency weights
        return model.fit(tol=1e-14, maxiter=300, **kwargs)


def ours(
    frame: pl.DataFrame,
    link: Link,
    weights: FrequencyWeights | SamplingWeights | None,
    covariance: Covariance,
) -> Fit:
    model = Hazard(outcome="y", covariates=COVARIATES, link=link, weights=weights, covariance=covariance)
    return model.fit(frame)


@pytest.mark.parametrize(("link", "weights"), CASES)
def test_coefficients_likelihood_and_model_based_errors(
    pair_frame: Callable[..., pl.DataFrame], link: Link, weights: FrequencyWeights | SamplingWeights | None
) -> None:
    frame = pair_frame(n=4000)
    theirs, fit = reference(frame, link, weights), ours(frame, link, weights, ModelBased())

    np.testing.assert_allclose(fit.coefficients, theirs.params, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(fit.standard_errors, theirs.bse, rtol=1e-6)
    assert fit.log_likelihood == pytest.approx(theirs.llf, rel=1e-10)
    assert fit.null_log_likelihood == pytest.approx(theirs.llnull, rel=1e-10)
    assert fit.aic == pytest.approx(theirs.aic, rel=1e-10)


@pytest.mark.parametrize("link", [Logit(), Cloglog()])
def test_hc1(pair_frame: Callable[..., pl.DataFrame], link: Link) -> None:
    frame = pair_frame(n=4000)
    theirs = reference(frame, link, None, cov_type="HC0")  # its HC1 leaves the factor out for these models
    fit = ours(frame, link, None, Heteroskedastic())

    np.testing.assert_allclose(fit.standard_errors, theirs.bse * np.sqrt(4000 / 3996), rtol=1e-6)


@pytest.mark.parametrize(
    ("link", "weights"), [c for c in CASES if not isinstance(c.values[1], FrequencyWeights)]
)
def test_one_way_clusters(
    pair_frame: Callable[..., pl.DataFrame], link: Link, weights: FrequencyWeights | SamplingWeights | None
) -> None:
    frame = pair_frame(n=4000)
    groups = frame["dyad"].rank("dense").to_numpy()
    theirs = reference(frame, link, weights, cov_type="cluster", cov_kwds={"groups": groups})
    fit = ours(frame, link, weights, Clustered("dyad", **LIKE_STATSMODELS))

    np.testing.assert_allclose(fit.standard_errors, theirs.bse, rtol=1e-6)


@pytest.mark.parametrize(
    ("link", "weights"), [c for c in CASES if not isinstance(c.values[1], FrequencyWeights)]
)
def test_two_way_clusters(
    pair_frame: Callable[..., pl.DataFrame], link: Link, weights: FrequencyWeights | SamplingWeights | None
) -> None:
    frame = pair_frame(n=4000)
    groups = frame.select(pl.col("a", "b").rank("dense").cast(pl.Int64) - 1).to_numpy()
    theirs = reference(frame, link, weights, cov_type="cluster", cov_kwds={"groups": groups})
    fit = ours(frame, link, weights, Clustered("a", "b", **LIKE_STATSMODELS))

    assert fit.notes == ()  # no repair, which statsmodels does not make
    np.testing.assert_allclose(fit.standard_errors, theirs.bse, rtol=1e-6)


@pytest.mark.parametrize("link", [Logit(), Cloglog()])
def test_predictions_and_their_intervals(pair_frame: Callable[..., pl.DataFrame], link: Link) -> None:
    frame = pair_frame(n=4000)
    theirs = reference(frame, link, None).get_prediction().summary_frame(alpha=0.1)
    found = ours(frame, link, None, ModelBased()).predict(frame, interval=0.9)

    np.testing.assert_allclose(found["probability"], theirs["mean"], rtol=1e-8)
    np.testing.assert_allclose(found["conf.low"], theirs["mean_ci_lower"], rtol=1e-6)
    np.testing.assert_allclose(found["conf.high"], theirs["mean_ci_upper"], rtol=1e-6)


@pytest.mark.parametrize("link", [Logit(), Cloglog()])
def test_average_slopes(pair_frame: Callable[..., pl.DataFrame], link: Link) -> None:
    frame = pair_frame(n=4000)
    theirs = reference(frame, link, None).get_margeff(at="overall")
    found = ours(frame, link, None, ModelBased()).avg_slopes()

    np.testing.assert_allclose(found["estimate"], theirs.margeff, rtol=1e-6)
    np.testing.assert_allclose(found["std.error"], theirs.margeff_se, rtol=1e-5)


def test_statistics_and_p_values(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame(n=4000)
    theirs = reference(frame, Logit(), None)
    found = ours(frame, Logit(), None, ModelBased()).tidy(0.9)

    np.testing.assert_allclose(found["statistic"], theirs.tvalues, rtol=1e-6)
    np.testing.assert_allclose(found["p.value"], 2 * stats.norm.sf(np.abs(theirs.tvalues)), rtol=1e-5)
    np.testing.assert_allclose(found["conf.low"], theirs.conf_int(0.1)[:, 0], rtol=1e-6)
