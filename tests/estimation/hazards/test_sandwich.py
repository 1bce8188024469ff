from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from symmachy.errors import BadInput
from symmachy.estimation import (
    Cloglog,
    Clustered,
    DyadicRobust,
    FrequencyWeights,
    Hazard,
    Heteroskedastic,
    Information,
    Logit,
    ModelBased,
    SamplingWeights,
    SmallSample,
)
from symmachy.estimation.hazards.sandwich import repair

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace

    from symmachy.estimation import Covariance, Fit, Link
    from symmachy.typing import FloatArray

LINKS = [Logit(), Cloglog()]
WEIGHTS = [None, FrequencyWeights("w"), SamplingWeights("w")]
COVARIATES = ("x1", "x2", "x3")


def bread_and_scores(
    twins: SimpleNamespace, frame: pl.DataFrame, fit: Fit, information: Information = Information.OBSERVED
) -> tuple[FloatArray, FloatArray, FloatArray]:
    x = np.column_stack([np.ones(frame.height), frame.select(COVARIATES).to_numpy()])
    y = frame["y"].to_numpy()
    w = np.ones(y.size) if fit.model.weights is None else frame["w"].to_numpy().astype(float)
    scores, expected, observed = twins.plain_scores(fit.model.link, x, y, w, np.array(fit.coefficients))
    return np.linalg.inv(expected if information is Information.EXPECTED else observed), scores, w


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("information", list(Information))
def test_model_based_equals_twin(
    twins: SimpleNamespace,
    pair_frame: Callable[..., pl.DataFrame],
    link: Link,
    weights: FrequencyWeights | SamplingWeights | None,
    information: Information,
) -> None:
    frame = pair_frame()
    how = ModelBased(information=information)
    fit = Hazard(outcome="y", covariates=COVARIATES, link=link, weights=weights, covariance=how).fit(frame)
    bread, _, _ = bread_and_scores(twins, frame, fit, information)

    np.testing.assert_allclose(fit.covariance, bread, rtol=1e-6)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("enlarge", [True, False])
def test_heteroskedastic_equals_twin(
    twins: SimpleNamespace,
    pair_frame: Callable[..., pl.DataFrame],
    link: Link,
    weights: FrequencyWeights | SamplingWeights | None,
    enlarge: bool,
) -> None:
    frame = pair_frame()
    how = Heteroskedastic(enlarge=enlarge)
    fit = Hazard(outcome="y", covariates=COVARIATES, link=link, weights=weights, covariance=how).fit(frame)
    bread, scores, w = bread_and_scores(twins, frame, fit)
    counts = not isinstance(weights, SamplingWeights)
    middle = sum(np.outer(s, s) / (v if counts else 1.0) for s, v in zip(scores, w, strict=True))
    n = w.sum() if counts else w.size
    expected = bread @ middle @ bread * (n / (n - 4) if enlarge else 1.0)

    np.testing.assert_allclose(fit.covariance, expected, rtol=1e-6)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("small_sample", list(SmallSample))
@pytest.mark.parametrize("columns", [("dyad",), ("a", "year"), ("a", "b", "year")])
def test_clustered_equals_twin(
    twins: SimpleNamespace,
    pair_frame: Callable[..., pl.DataFrame],
    link: Link,
    small_sample: SmallSample,
    columns: tuple[str, ...],
) -> None:
    frame = pair_frame()
    how = Clustered(*columns, small_sample=small_sample)
    fit = Hazard(outcome="y", covariates=COVARIATES, link=link, covariance=how).fit(frame)
    bread, scores, w = bread_and_scores(twins, frame, fit)
    middle = 0.0
    for size in range(1, len(columns) + 1):
        for some in itertools.combinations(columns, size):
            part, groups = twins.group_sum(scores, frame.select(some).rows())
            factor = {
                SmallSample.NONE: 1.0,
                SmallSample.GROUPS: groups / (groups - 1),
                SmallSample.GROUPS_AND_ROWS: groups / (groups - 1) * (w.size - 1) / (w.size - 4),
            }[small_sample]
            middle = middle + (-1) ** (size + 1) * factor * part
    expected, repaired = repair(bread @ middle @ bread, bread)

    np.testing.assert_allclose(fit.covariance, expected, rtol=1e-5)
    assert bool(repaired) == bool(fit.notes)
    assert [frame[c].n_unique() for c in columns] == [count for _, count in fit.groups]


@pytest.mark.parametrize("columns", [("year",), ("a", "year")])
def test_without_a_factor_clusters_are_all_pairs_of_rows_that_share_one(
    twins: SimpleNamespace, pair_frame: Callable[..., pl.DataFrame], columns: tuple[str, ...]
) -> None:
    frame = pair_frame(n=200, states=8)
    how = Clustered(*columns, small_sample=SmallSample.NONE)
    fit = Hazard(outcome="y", covariates=COVARIATES, covariance=how).fit(frame)
    bread, scores, _ = bread_and_scores(twins, frame, fit)
    keys = frame.select(columns).rows()
    middle = twins.dependent_sum(
        scores, lambda i, j: any(p == q for p, q in zip(keys[i], keys[j], strict=True))
    )

    np.testing.assert_allclose(fit.covariance, repair(bread @ middle @ bread, bread)[0], rtol=1e-5)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("seed", [3, 4])
def test_dyadic_robust_is_all_pairs_of_rows_whose_pairs_share_a_state(
    twins: SimpleNamespace, pair_frame: Callable[..., pl.DataFrame], link: Link, seed: int
) -> None:
    frame = pair_frame(seed, n=220, states=9)
    fit = Hazard(outcome="y", covariates=COVARIATES, link=link, covariance=DyadicRobust("a", "b")).fit(frame)
    bread, scores, _ = bread_and_scores(twins, frame, fit)
    pairs = [set(pair) for pair in frame.select("a", "b").rows()]
    middle = twins.dependent_sum(scores, lambda i, j: bool(pairs[i] & pairs[j]))

    np.testing.assert_allclose(fit.covariance, repair(bread @ middle @ bread, bread)[0], rtol=1e-5)
    assert dict(fit.groups) == {"states": 9, "pairs": frame["dyad"].n_unique()}


def test_dyadic_robust_does_not_care_which_state_comes_first(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    turned = frame.with_columns(
        a=pl.when(pl.col("year") % 2 == 0).then("b").otherwise("a"),
        b=pl.when(pl.col("year") % 2 == 0).then("a").otherwise("b"),
    )
    model = Hazard(outcome="y", covariates=COVARIATES, covariance=DyadicRobust("a", "b"))

    np.testing.assert_allclose(model.fit(frame).covariance, model.fit(turned).covariance, rtol=1e-8)


@pytest.mark.parametrize("how", [Clustered("dyad"), Clustered("a", "b"), DyadicRobust("a", "b")])
def test_other_names_for_the_same_groups_change_nothing(
    pair_frame: Callable[..., pl.DataFrame], how: Covariance
) -> None:
    frame = pair_frame()
    names = {name: f"other {i}" for i, name in enumerate(sorted(frame["a"].unique(), reverse=True))}
    renamed = frame.with_columns(pl.col("a", "b").replace_strict(names), dyad=pl.col("dyad") + "!")
    model = Hazard(outcome="y", covariates=COVARIATES, covariance=how)

    np.testing.assert_allclose(model.fit(frame).covariance, model.fit(renamed).covariance, rtol=1e-9)


def test_repair_leaves_a_good_matrix_alone_and_says_when_it_did_not() -> None:
    good = np.array([[2.0, 0.5], [0.5, 1.0]])
    matrix, count = repair(good, np.eye(2))
    fixed, repaired = repair(np.array([[1.0, 3.0], [3.0, 1.0]]), np.eye(2))

    assert count == 0
    assert matrix is good
    assert repaired == 1
    assert np.linalg.eigvalsh(fixed).min() >= -1e-12


def test_negative_eigenvalues_are_said(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame(5, n=300, states=4)
    fit = Hazard(outcome="y", covariates=COVARIATES, covariance=DyadicRobust("a", "b")).fit(frame)

    assert any("negative eigenvalue" in note for note in fit.notes)
    assert np.linalg.eigvalsh(fit.covariance).min() >= -1e-9


def test_students_t_widens_intervals(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    normal, student = (
        Hazard(outcome="y", covariates=COVARIATES, covariance=Clustered("a", student=s)).fit(frame)
        for s in (False, True)
    )

    assert student.degrees == frame["a"].n_unique() - 1
    assert (student.tidy()["conf.high"] > normal.tidy()["conf.high"]).all()


def test_one_group_is_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(one=pl.lit("x"))

    with pytest.raises(BadInput, match="'one' has 1 group"):
        Hazard(outcome="y", covariates=COVARIATES, covariance=Clustered("one")).fit(frame)


def test_a_state_paired_with_itself_is_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(b=pl.when(pl.col("year") == 1900).then("a").otherwise("b"))

    with pytest.raises(BadInput, match="pair a state with itself"):
        Hazard(outcome="y", covariates=COVARIATES, covariance=DyadicRobust("a", "b")).fit(frame)


def test_states_of_two_types_are_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(b=pl.col("year"))

    with pytest.raises(BadInput, match="cast one"):
        Hazard(outcome="y", covariates=COVARIATES, covariance=DyadicRobust("a", "b")).fit(frame)


@pytest.mark.parametrize("bad", [(), ("a", "a")])
def test_clusters_need_different_columns(bad: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="one or more different columns"):
        Clustered(*bad)
