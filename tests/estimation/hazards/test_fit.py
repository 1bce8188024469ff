from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from symmachy.errors import BadFile, BadInput, UnknownName
from symmachy.estimation import (
    BlockBootstrap,
    Cloglog,
    Clustered,
    CubicPolynomial,
    DurationDummies,
    DyadicRobust,
    Firth,
    Fit,
    FrequencyWeights,
    Hazard,
    Heteroskedastic,
    LogTime,
    ModelBased,
    Ridge,
    SamplingWeights,
    Spline,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


MODELS = [
    Hazard(outcome="y", covariates=("x1",)),
    Hazard(outcome="y", covariates=("x1", "x3"), duration=Spline("time"), covariance=DyadicRobust("a", "b")),
    Hazard(outcome="y", covariates=("x1",), link=Cloglog(), penalty=Firth(), covariance=Heteroskedastic()),
    Hazard(outcome="y", penalty=Ridge(by_name={"log(time + 1)": 2.0}), duration=LogTime("time", shift=1.0)),
    Hazard(outcome="y", weights=FrequencyWeights("w"), duration=CubicPolynomial("time")),
    Hazard(outcome="y", weights=SamplingWeights("w"), duration=DurationDummies("time", cuts=(5,))),
    Hazard(outcome="y", covariates=("x1",), covariance=Clustered("a", "year", student=True)),
    Hazard(outcome="y", covariates=("x1",), covariance=BlockBootstrap("year", draws=20, seed=4)),
]


@pytest.fixture
def fit(pair_frame: Callable[..., pl.DataFrame]) -> Fit:
    return Hazard(outcome="y", covariates=("x1", "x3"), covariance=Clustered("dyad")).fit(pair_frame())


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_json_keeps_every_digit(
    pair_frame: Callable[..., pl.DataFrame], tmp_path: Path, model: Hazard
) -> None:
    fit = model.fit(pair_frame())
    path = tmp_path / "fit.json"
    text = fit.to_json(path)
    back = Fit.from_json(text)

    assert back.model == fit.model
    assert back.to_json() == text
    assert Fit.from_json(path).to_json() == text
    assert back.predict(pair_frame()).equals(fit.predict(pair_frame()))
    assert back.summary() == fit.summary()


@pytest.mark.parametrize("text", ["{}", "{", '{"kind": "Fit"}', '{"kind": "Nothing"}', '{"kind": "Firth"}'])
def test_what_is_no_fit_is_refused(text: str) -> None:
    with pytest.raises(BadFile):
        Fit.from_json(text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        Fit.from_json(tmp_path / "none.json")


def test_the_columns_are_brooms(fit: Fit) -> None:
    broom = ["term", "estimate", "std.error", "statistic", "p.value", "conf.low", "conf.high"]

    assert fit.tidy().columns == broom
    assert fit.avg_slopes().columns == broom
    assert fit.avg_slopes()["term"].to_list() == ["x1", "x3"]


def test_exponentiated_estimates_keep_their_statistics(fit: Fit) -> None:
    plain, ratios = fit.tidy(), fit.tidy(exponentiate=True)

    np.testing.assert_allclose(ratios["conf.low"], np.exp(plain["conf.low"]))
    assert plain["statistic"].equals(ratios["statistic"])


def test_glance_has_no_accuracy(fit: Fit, pair_frame: Callable[..., pl.DataFrame]) -> None:
    row = fit.glance().row(0, named=True)

    assert (row["nobs"], row["events"]) == (1200, pair_frame()["y"].sum())
    assert row["clusters"] == pair_frame()["dyad"].n_unique()
    assert row["BIC"] == pytest.approx(-2 * fit.log_likelihood + 3 * np.log(1200))
    assert row["mcfadden"] == pytest.approx(1 - fit.log_likelihood / fit.null_log_likelihood)
    assert not any("accura" in name or "correct" in name for name in row)


def test_predictions_keep_rows_and_say_what_is_missing(fit: Fit) -> None:
    frame = pl.DataFrame({"x1": [0.5, None, float("nan"), 1.0], "x3": [1, 0, 1, 0]})
    found = fit.predict(frame)

    assert found.columns == ["probability", "conf.low", "conf.high"]
    assert found["probability"].is_null().to_list() == [False, True, True, False]
    assert (found["conf.low"].drop_nulls() < found["probability"].drop_nulls()).all()
    assert (found["conf.high"].drop_nulls() <= 1).all()


def test_predictions_for_no_rows(fit: Fit) -> None:
    assert fit.predict(pl.DataFrame(schema={"x1": pl.Float64, "x3": pl.Int64})).shape == (0, 3)


def test_predictions_need_the_covariates(fit: Fit) -> None:
    with pytest.raises(UnknownName, match="no column is called 'x3'"):
        fit.predict(pl.DataFrame({"x1": [1.0]}))


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_a_level_outside_0_and_1_is_refused(fit: Fit, level: float) -> None:
    with pytest.raises(BadInput, match=r"for example 0\.95"):
        fit.tidy(level)
    with pytest.raises(BadInput, match=r"for example 0\.95"):
        fit.predict(pl.DataFrame({"x1": [1.0], "x3": [0]}), interval=level)


def test_arrays_are_read_only(fit: Fit) -> None:
    with pytest.raises(ValueError, match="read-only"):
        fit.coefficients[0] = 1.0


def test_average_slopes_equal_finite_differences(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    model = Hazard(outcome="y", covariates=("x1", "x3"), duration=Spline("time"), link=Cloglog())
    fit = model.fit(frame)
    step = 1e-4
    up, down = (
        fit.predict(frame.with_columns(x1=pl.col("x1") + s), interval=None)["probability"]
        for s in (step, -step)
    )

    assert fit.avg_slopes()["estimate"][0] == pytest.approx((up - down).mean() / (2 * step), rel=1e-6)


def test_the_summary_names_model_errors_and_losses(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(x1=pl.when(pl.col("year") == 1901).then(None).otherwise("x1"))
    text = (
        Hazard(outcome="y", covariates=("x1",), covariance=Clustered("dyad"), penalty=Firth())
        .fit(frame)
        .summary()
    )

    assert "clustered by dyad, G/(G-1)" in text
    assert "Left out for missing values: x1" in text
    assert "Penalty: Firth()" in text


def test_citations_follow_what_was_used(pair_frame: Callable[..., pl.DataFrame]) -> None:
    model = Hazard(outcome="y", duration=CubicPolynomial("time"), covariance=DyadicRobust("a", "b"))
    works = model.fit(pair_frame()).cite()

    assert "Carter and Signorino (2010)" in works
    assert "Aronow, Samii and Assenova (2015)" in works
    assert "Firth" not in works


def test_provenance_tells_inputs_apart(pair_frame: Callable[..., pl.DataFrame]) -> None:
    model = Hazard(outcome="y", covariates=("x1",))
    one, same, other = model.fit(pair_frame()), model.fit(pair_frame()), model.fit(pair_frame(2))

    assert same.provenance == one.provenance
    assert other.provenance.checksum != one.provenance.checksum
    assert one.provenance.seed is None
    assert one.provenance.model == "y ~ x1, logit, model-based (expected information)"


def test_sampling_weights_with_model_based_errors_are_remarked_on(
    pair_frame: Callable[..., pl.DataFrame],
) -> None:
    fit = Hazard(outcome="y", weights=SamplingWeights("w"), covariance=ModelBased()).fit(pair_frame())

    assert "use a robust one" in fit.notes[0]


def test_json_is_plain(fit: Fit) -> None:
    assert json.loads(fit.to_json())["names"] == ["(Intercept)", "x1", "x3"]
