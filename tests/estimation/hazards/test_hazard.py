from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.errors import BadInput, NotIdentified, SymmachyError, UnknownName
from symmachy.estimation import (
    Cloglog,
    Clustered,
    CubicPolynomial,
    DurationDummies,
    DyadicRobust,
    Firth,
    FrequencyWeights,
    Hazard,
    Heteroskedastic,
    Logit,
    Missing,
    Ridge,
    SamplingWeights,
    Spline,
    compress,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.estimation import Covariance, Fit, Link, Penalty

LINKS = [Logit(), Cloglog()]
COVARIATES = ("x1", "x2", "x3")
CLUSTERED = Hazard(outcome="y", covariates=COVARIATES, covariance=Clustered("dyad"))


def close(one: Fit, other: Fit, rtol: float = 1e-7) -> None:
    np.testing.assert_allclose(one.coefficients, other.coefficients, rtol=rtol, atol=1e-9)
    np.testing.assert_allclose(one.covariance, other.covariance, rtol=rtol * 10, atol=1e-12)
    np.testing.assert_allclose(one.log_likelihood, other.log_likelihood, rtol=1e-10)


# property


@given(st.integers(0, 10**6), st.sampled_from(LINKS))
@settings(max_examples=10, deadline=None)
def test_row_order_changes_nothing(seed: int, link: Link) -> None:
    frame = small_frame()
    model = Hazard(outcome="y", covariates=COVARIATES, link=link, covariance=DyadicRobust("a", "b"))

    close(model.fit(frame), model.fit(frame.sample(fraction=1.0, shuffle=True, seed=seed)))


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("penalty", [None, Firth(), Ridge(strength=3.0)])
@pytest.mark.parametrize("covariance", [Heteroskedastic(), Clustered("dyad"), DyadicRobust("a", "b")])
def test_frequency_weights_are_repetitions(
    pair_frame: Callable[..., pl.DataFrame], link: Link, penalty: Penalty | None, covariance: Covariance
) -> None:
    frame = pair_frame().with_columns(w=pl.when(pl.col("year") == 1905).then(0).otherwise("w"))
    repeated = frame.select(pl.exclude("w").repeat_by("w")).explode(pl.all()).drop_nulls()
    model = {
        "outcome": "y",
        "covariates": COVARIATES,
        "duration": Spline("time", knots=4),
        "link": link,
        "penalty": penalty,
        "covariance": covariance,
    }
    weighted, plain = Hazard(**model, weights=FrequencyWeights("w")).fit(frame), Hazard(**model).fit(repeated)

    close(weighted, plain, rtol=1e-6)
    assert (plain.n, plain.events, plain.groups) == (weighted.n, weighted.events, weighted.groups)
    assert plain.bic == pytest.approx(weighted.bic)


@given(st.floats(1e-4, 1e4), st.floats(-1e3, 1e3), st.sampled_from(LINKS))
@settings(max_examples=20, deadline=None)
def test_units_and_origin_of_a_covariate_change_its_coefficient_only(
    unit: float, origin: float, link: Link
) -> None:
    frame = small_frame()
    model = Hazard(outcome="y", covariates=COVARIATES, link=link, covariance=DyadicRobust("a", "b"))
    changed = frame.with_columns(x1=pl.col("x1") * unit + origin)
    one, other = model.fit(frame), model.fit(changed)

    np.testing.assert_allclose(one.coefficients[1] / unit, other.coefficients[1], rtol=1e-6)
    np.testing.assert_allclose(one.coefficients[2:], other.coefficients[2:], rtol=1e-6)
    np.testing.assert_allclose(one.standard_errors[2:], other.standard_errors[2:], rtol=1e-6)
    np.testing.assert_allclose(
        one.predict(frame)["conf.high"], other.predict(changed)["conf.high"], rtol=1e-5
    )


def test_any_number_of_threads_gives_the_same_bytes(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame(n=30_000)
    texts = {CLUSTERED.fit(frame, threads=threads).to_json() for threads in (1, 2, 5)}

    assert len(texts) == 1


@pytest.mark.parametrize("penalty", [None, Firth()])
def test_compressed_rows_give_the_same_fit(
    pair_frame: Callable[..., pl.DataFrame], penalty: Penalty | None
) -> None:
    frame = pair_frame().with_columns(x1=pl.col("x1").round(0), x2=(pl.col("x2") / 10).round(0))
    model = Hazard(
        outcome="y",
        covariates=COVARIATES,
        duration=Spline("time"),
        penalty=penalty,
        covariance=Clustered("dyad"),
    )
    smaller, fewer = compress(model, frame)

    assert fewer.height < frame.height
    close(model.fit(frame), smaller.fit(fewer), rtol=1e-6)


def test_compressing_keeps_frequency_weights(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().select("y", "x3", "w")
    model = Hazard(outcome="y", covariates=("x3",), weights=FrequencyWeights("w"))
    smaller, fewer = compress(model, frame)

    assert fewer.height == 4
    close(model.fit(frame), smaller.fit(fewer))


def test_sampling_weights_cannot_be_compressed(pair_frame: Callable[..., pl.DataFrame]) -> None:
    with pytest.raises(BadInput, match="sampling weights"):
        compress(Hazard(outcome="y", weights=SamplingWeights("w")), pair_frame())


def test_the_model_with_an_intercept_only_is_the_share_of_events(
    pair_frame: Callable[..., pl.DataFrame],
) -> None:
    frame = pair_frame()
    fit = Hazard(outcome="y").fit(frame)

    assert fit.predict(frame.head(1))["probability"].item() == pytest.approx(frame["y"].mean())
    assert fit.null_log_likelihood == pytest.approx(fit.log_likelihood)


def test_a_strong_ridge_shrinks_covariates_and_leaves_the_duration_free(
    pair_frame: Callable[..., pl.DataFrame],
) -> None:
    frame = pair_frame()
    model = {"outcome": "y", "covariates": COVARIATES, "duration": CubicPolynomial("time")}
    strong = Hazard(**model, penalty=Ridge(strength=1e9)).fit(frame)
    without = Hazard(outcome="y", duration=CubicPolynomial("time")).fit(frame)

    np.testing.assert_allclose(strong.coefficients[1:4], 0.0, atol=1e-5)
    np.testing.assert_allclose(strong.coefficients[4:], without.coefficients[1:], rtol=1e-3, atol=1e-9)
    assert strong.parameters == pytest.approx(4.0, abs=1e-3)


def test_a_ridge_on_one_coefficient_by_name(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    fit = Hazard(outcome="y", covariates=COVARIATES, penalty=Ridge(strength=0.0, by_name={"x1": 1e9})).fit(
        frame
    )
    without = Hazard(outcome="y", covariates=COVARIATES[1:]).fit(frame)

    np.testing.assert_allclose(fit.coefficients[[0, 2, 3]], without.coefficients, rtol=1e-5)


def test_a_ridge_in_the_units_given_solves_its_own_equation(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    penalty = Ridge(strength=5.0, standardised=False)
    fit = Hazard(outcome="y", covariates=COVARIATES, penalty=penalty).fit(frame)
    x = np.column_stack([np.ones(frame.height), frame.select(COVARIATES).to_numpy()])
    score = x.T @ (frame["y"].to_numpy() - 1 / (1 + np.exp(-x @ fit.coefficients)))

    np.testing.assert_allclose(
        score[1:] - 5.0 * fit.coefficients[1:], score[0] * np.array([0, 0, 0]), atol=1e-4
    )


# missing values and bad input


def test_rows_with_missing_values_are_dropped_and_counted(pair_frame: Callable[..., pl.DataFrame]) -> None:
    whole = pair_frame()
    frame = whole.with_columns(
        x1=pl.when(pl.col("year") == 1901).then(None).otherwise("x1"),
        x2=pl.when(pl.col("year") == 1902).then(float("nan")).otherwise("x2"),
        dyad=pl.when(pl.col("year") == 1903).then(None).otherwise("dyad"),
    )
    counts = [int((whole["year"] == year).sum()) for year in (1901, 1902, 1903)]
    fit = CLUSTERED.fit(frame)

    assert dict(fit.dropped) == dict(zip(("x1", "x2", "dyad"), counts, strict=True))
    assert fit.dropped_rows == sum(counts)
    close(fit, CLUSTERED.fit(whole.filter(~pl.col("year").is_in([1901, 1902, 1903]))))


def test_missing_values_are_refused_if_asked(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(x1=pl.when(pl.col("year") == 1901).then(None).otherwise("x1"))

    with pytest.raises(BadInput, match=r"values are missing \(x1 \d+\)"):
        Hazard(outcome="y", covariates=COVARIATES, missing=Missing.REFUSE).fit(frame)


BAD = {
    "no row of 1200 has the event": (NotIdentified, lambda f: f.with_columns(y=pl.lit(0))),
    "every row of 1200 has the event": (NotIdentified, lambda f: f.with_columns(y=pl.lit(1))),
    "must be 0 or 1, and has 2": (BadInput, lambda f: f.with_columns(y=pl.col("y") * 2)),
    "no column is called 'x1'. Known: a, b": (UnknownName, lambda f: f.drop("x1")),
    "the frame has no rows": (BadInput, lambda f: f.clear()),
    "no row is complete, of 1200": (BadInput, lambda f: f.with_columns(x1=pl.lit(None))),
    "column 'x1' holds String": (BadInput, lambda f: f.with_columns(x1=pl.col("a"))),
    "column 'x1' has infinite values": (BadInput, lambda f: f.with_columns(x1=(pl.col("x3")).log())),
    "'x1' has the same value (7)": (NotIdentified, lambda f: f.with_columns(x1=pl.lit(7))),
    "'x1', 'x2' and 'x3' are collinear: 'x3' can be computed": (
        NotIdentified,
        lambda f: f.with_columns(x3=2 * pl.col("x1") - pl.col("x2") + 4),
    ),
    "'x3' separates rows with the event": (
        NotIdentified,
        lambda f: f.with_columns(x3=(pl.col("y") == 1) & (pl.col("year") > 1910)),
    ),
    "not LazyFrame; call .collect() first": (BadInput, lambda f: f.lazy()),
    "not dict": (BadInput, lambda f: f.to_dict()),
}


@pytest.mark.parametrize(("message", "kind", "spoil"), [(m, k, s) for m, (k, s) in BAD.items()])
def test_bad_input_is_named(
    pair_frame: Callable[..., pl.DataFrame],
    message: str,
    kind: type[SymmachyError],
    spoil: Callable[[pl.DataFrame], object],
) -> None:
    with pytest.raises(SymmachyError) as caught:
        Hazard(outcome="y", covariates=COVARIATES).fit(spoil(pair_frame()))

    assert type(caught.value) is kind
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("weights", "message"), [(-1.0, "go down to -1"), (0.0, "all 0")])
def test_bad_weights_are_named(pair_frame: Callable[..., pl.DataFrame], weights: float, message: str) -> None:
    frame = pair_frame().with_columns(w=pl.lit(weights))

    with pytest.raises(BadInput, match=message):
        Hazard(outcome="y", weights=FrequencyWeights("w")).fit(frame)


@pytest.mark.parametrize("link", LINKS)
def test_separation_by_several_covariates_is_named(link: Link) -> None:
    rng = np.random.default_rng(3)
    x1, x2, other = rng.normal(size=(3, 400))
    frame = pl.DataFrame({"y": x1 + x2 > 1.0, "x1": x1, "x2": x2, "other": other})

    with pytest.raises(NotIdentified, match=r"'x1'.* 'x2'.* separate rows"):
        Hazard(outcome="y", covariates=("x1", "x2", "other"), link=link).fit(frame)


@pytest.mark.parametrize("link", LINKS)
def test_a_level_without_an_event_is_named_and_firth_has_an_answer(
    pair_frame: Callable[..., pl.DataFrame], link: Link
) -> None:
    frame = pair_frame().with_columns(never=(pl.col("y") == 0) & (pl.col("year") < 1905))
    model = {"outcome": "y", "covariates": ("x1", "never"), "link": link}

    with pytest.raises(NotIdentified, match="'never' separates"):
        Hazard(**model).fit(frame)
    fit = Hazard(**model, penalty=Firth()).fit(frame)

    assert fit.converged
    assert -15 < fit.coefficients[2] < -1


def test_a_covariate_twice_is_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    with pytest.raises(BadInput, match="'x1' would be more than one coefficient"):
        Hazard(outcome="y", covariates=("x1", "x1")).fit(pair_frame())


def test_one_covariate_as_text_is_refused() -> None:
    with pytest.raises(BadInput, match=r"write \('x1',\)"):
        Hazard(outcome="y", covariates="x1")


def test_a_ridge_for_an_unknown_coefficient_is_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    with pytest.raises(UnknownName, match="no coefficient is called 'x11'"):
        Hazard(outcome="y", covariates=COVARIATES, penalty=Ridge(by_name={"x11": 1.0})).fit(pair_frame())


def test_steep_effects_do_not_look_separated() -> None:
    """Steep but finite effects must be fitted and not refused."""
    rng = np.random.default_rng(9)
    x = rng.normal(size=5000)
    y = rng.random(5000) < 1 / (1 + np.exp(-8 * x))
    fit = Hazard(outcome="y", covariates=("x",)).fit(pl.DataFrame({"x": x, "y": y}))

    assert fit.coefficients[1] == pytest.approx(8.0, abs=1.0)


def test_dummies_of_the_duration_equal_dummies_as_covariates(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(early=pl.col("time").is_between(5, 11), late=pl.col("time") >= 12)
    steps = Hazard(outcome="y", duration=DurationDummies("time", cuts=(5, 12))).fit(frame)
    plain = Hazard(outcome="y", covariates=("early", "late")).fit(frame)

    close(steps, plain)


def test_importing_estimation_leaves_numba_and_polars_alone() -> None:
    code = "import sys, symmachy.estimation; print({'numba', 'polars', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - our own code

    assert done.stdout.strip() == "set()"


def small_frame() -> pl.DataFrame:  # for hypothesis, which does not mix with fixtures of functions
    rng = np.random.default_rng(11)
    n = 600
    a = rng.integers(0, 12, n)
    b = (a + rng.integers(1, 12, n)) % 12
    x1, x2, x3 = rng.normal(size=n), rng.normal(size=n) + 3, rng.random(n) < 0.5
    y = rng.random(n) < 1 / (1 + np.exp(1 - 0.7 * x1 - 0.3 * x3))
    return pl.DataFrame({"y": y, "x1": x1, "x2": x2, "x3": x3, "a": a, "b": b})
