"""Options and objects that nothing can be done with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation import (
    BlockBootstrap,
    Covariance,
    DurationDummies,
    FrequencyWeights,
    Hazard,
    Logit,
    Ridge,
    bootstrap,
    compress,
)
from symmachy.estimation.codec import encode

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("strength", [-1.0, float("inf"), float("nan")])
def test_a_ridge_must_be_finite_and_not_negative(strength: float) -> None:
    with pytest.raises(BadInput, match="must be 0 or above"):
        Ridge(strength=strength)
    with pytest.raises(BadInput, match="'x1'"):
        Ridge(by_name=(("x1", strength),))


def test_a_link_that_no_kernel_knows_is_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    class Probit(Logit):
        name = "probit"

    with pytest.raises(BadInput, match="no kernel knows the link 'probit'"):
        Hazard(outcome="y", link=Probit()).fit(pair_frame())


def test_a_covariance_that_nothing_computes_is_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    class Guessed(Covariance):
        columns = ()
        information = Hazard(outcome="y").covariance.information

        def describe(self) -> str:
            return "guessed"

    with pytest.raises(BadInput, match="no estimator is known for Guessed"):
        Hazard(outcome="y", covariance=Guessed()).fit(pair_frame())


def test_weights_with_missing_values_cannot_be_compressed(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(w=pl.when(pl.col("year") == 1900).then(None).otherwise("w"))

    with pytest.raises(BadInput, match="missing values; fill or drop"):
        compress(Hazard(outcome="y", weights=FrequencyWeights("w")), frame)


def test_levels_have_no_names_before_data() -> None:
    assert DurationDummies("t").names == ()


def test_only_our_own_objects_are_written() -> None:
    assert encode(np.float64(0.5)) == 0.5
    with pytest.raises(BadInput, match="a set cannot be written"):
        encode({1, 2})


def test_a_bootstrap_without_solutions_is_refused() -> None:
    """Each block has one covariate pattern of its own, so that most draws lack what identifies the model."""
    frame = pl.DataFrame({"y": [0, 1, 0, 1], "x": [0, 0, 1, 1], "block": [0, 1, 2, 3]})

    with pytest.raises(NotIdentified, match=r"in \d of 3 draws only"):
        bootstrap(Hazard(outcome="y", covariates=("x",)), frame, by=BlockBootstrap("block", draws=3, seed=2))
