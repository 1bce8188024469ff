"""From scores and information to the covariance of coefficients."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.covariances import (
    Clustered,
    Covariance,
    DyadicRobust,
    Heteroskedastic,
    ModelBased,
    SmallSample,
)
from symmachy.estimation.hazards.groups import group_numbers, state_numbers

if TYPE_CHECKING:
    import polars as pl

    from symmachy.typing import FloatArray, IntArray

__all__ = ["Scores", "Spread", "repair", "spread"]


@dataclass(frozen=True, kw_only=True)
class Scores:
    """What every covariance is made from."""

    x: FloatArray
    """The design, shape ``(k, n)``."""
    u: FloatArray
    """Weighted derivative of each row's log-likelihood by its predictor, shape ``(n,)``."""
    w: FloatArray
    """Weights, shape ``(n,)``."""
    counts: bool
    """True if a weight is a number of equal rows, False if it is a sampling weight."""
    bread: FloatArray
    """Inverse of the (penalised) information, shape ``(k, k)``."""
    threads: int | None = None

    @property
    def rows(self) -> float:
        """The number of rows that the weights stand for."""
        return float(np.sum(self.w)) if self.counts else float(self.u.size)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A covariance of coefficients and what was found on the way."""

    matrix: FloatArray
    groups: tuple[tuple[str, int], ...] = ()
    """Number of groups by what they are called."""
    notes: tuple[str, ...] = ()
    degrees: float | None = None
    """Degrees of freedom for Student's t; None for the normal distribution."""


def spread(how: Covariance, scores: Scores, keys: pl.DataFrame) -> Spread:
    """Return the covariance of the coefficients.

    Parameters
    ----------
    how
        Which rows may depend on each other.
    scores
        Scores and information at the estimates.
    keys
        A frame with the columns that `how` reads, one row for each row of the design.

    Raises
    ------
    BadInput
        If there are fewer than two groups, or a state is paired with itself.
    """
    match how:
        case ModelBased():
            return Spread(matrix=scores.bread)
        case Heteroskedastic():
            return _heteroskedastic(how, scores)
        case Clustered():
            return _clustered(how, scores, keys)
        case DyadicRobust():
            return _dyadic(how, scores, keys)
        case _:
            msg = (
                f"no estimator is known for {type(how).__name__}; known are ModelBased, Heteroskedastic, "
                "Clustered, DyadicRobust and BlockBootstrap."
            )
            raise BadInput(msg)


def repair(matrix: FloatArray, reference: FloatArray) -> tuple[FloatArray, int]:
    """Return `matrix` with negative eigenvalues set to zero, and how many there were.

    Cameron, Gelbach and Miller (2011) set the eigenvalues of the covariance itself to zero, which makes the
    result depend on the units of the covariates. Here they are eigenvalues relative to `reference`, which no
    change of units or of origin alters; what rounding alone makes negative does not count.

    Parameters
    ----------
    matrix
        A symmetric matrix, shape ``(k, k)``.
    reference
        The model-based covariance, positive definite, shape ``(k, k)``.

    Examples
    --------
    >>> import numpy as np
    >>> fixed, count = repair(np.array([[1.0, 2.0], [2.0, 1.0]]), np.eye(2))
    >>> fixed.round(6).tolist(), count
    ([[1.5, 1.5], [1.5, 1.5]], 1)
    """
    root = np.linalg.cholesky(reference)
    back = np.linalg.inv(root)
    values, vectors = np.linalg.eigh(back @ matrix @ back.T)
    negative = values < -1e-10 * max(float(np.max(np.abs(values))), 1e-300)
    if not negative.any():
        return matrix, 0
    turned = root @ vectors
    return np.asarray((turned * np.where(values > 0, values, 0.0)) @ turned.T), int(negative.sum())


def _around(scores: Scores, middle: FloatArray) -> FloatArray:
    matrix = scores.bread @ middle @ scores.bread
    return (matrix + matrix.T) / 2.0


def _factor(how: SmallSample, groups: int, scores: Scores) -> float:
    if how is SmallSample.NONE:
        return 1.0
    factor = groups / (groups - 1.0)
    if how is SmallSample.GROUPS_AND_ROWS:
        factor *= (scores.rows - 1.0) / (scores.rows - scores.x.shape[0])
    return factor


def _heteroskedastic(how: Heteroskedastic, scores: Scores) -> Spread:
    from symmachy.kernels.binary import gram

    squares = scores.u**2
    if scores.counts:  # w equal rows with score s add w s s', and u holds w s
        squares = np.divide(squares, scores.w, out=np.zeros_like(squares), where=scores.w > 0)
    matrix = _around(scores, gram(scores.x, squares, threads=scores.threads))
    if how.enlarge:
        matrix = matrix * scores.rows / (scores.rows - scores.x.shape[0])
    return Spread(matrix=matrix)


def _middle(scores: Scores, numbers: IntArray, count: int) -> FloatArray:
    from symmachy.kernels.binary import gram
    from symmachy.kernels.groups import group_sums

    sums = group_sums(scores.x, scores.u, numbers, count, threads=scores.threads)
    return gram(sums, np.ones(count), threads=scores.threads)


def _refuse_few(name: str, count: int) -> None:
    if count < 2:
        msg = (
            f"{name!r} has {count} group(s), and a clustered covariance needs two at the least and better forty: take "
            "more of them, or a covariance without clusters such as Heteroskedastic() (in a study of few waves: "
            'errors = "robust" in [hazard])'
        )
        raise BadInput(msg)


def _clustered(how: Clustered, scores: Scores, keys: pl.DataFrame) -> Spread:
    k = scores.x.shape[0]
    middle = np.zeros((k, k))
    found: list[tuple[str, int]] = []
    for size in range(1, len(how.by) + 1):
        for combination in itertools.combinations(how.by, size):
            numbers, count = group_numbers(keys, combination)
            if size == 1:
                _refuse_few(combination[0], count)
                found.append((combination[0], count))
            part = _middle(scores, numbers, count) * _factor(how.small_sample, count, scores)
            middle += part if size % 2 == 1 else -part
    matrix, negative = _around(scores, middle), 0
    if len(how.by) > 1:
        matrix, negative = repair(matrix, scores.bread)
    fewest = min(count for _, count in found)
    return Spread(
        matrix=matrix,
        groups=tuple(found),
        notes=_said(negative, "multiway"),
        degrees=fewest - 1.0 if how.student else None,
    )


def _dyadic(how: DyadicRobust, scores: Scores, keys: pl.DataFrame) -> Spread:
    from symmachy.kernels.binary import gram
    from symmachy.kernels.groups import group_sums

    a, b, states = state_numbers(keys, how.first, how.second)
    _refuse_few(how.first, states)
    import polars as pl

    pairs, pair_count = group_numbers(
        pl.DataFrame({"low": np.minimum(a, b), "high": np.maximum(a, b)}), ["low", "high"]
    )
    by_state = group_sums(scores.x, scores.u, a, states, threads=scores.threads)
    by_state += group_sums(scores.x, scores.u, b, states, threads=scores.threads)
    # Two rows that share one state meet once in the sum over states; rows of one pair meet twice.
    middle = gram(by_state, np.ones(states), threads=scores.threads) - _middle(scores, pairs, pair_count)
    middle *= _factor(how.small_sample, states, scores)
    matrix, negative = repair(_around(scores, middle), scores.bread)
    return Spread(
        matrix=matrix,
        groups=(("states", states), ("pairs", pair_count)),
        notes=_said(negative, "dyadic"),
        degrees=states - 1.0 if how.student else None,
    )


def _said(negative: int, kind: str) -> tuple[str, ...]:
    if not negative:
        return ()
    noun = "eigenvalue" if negative == 1 else "eigenvalues"
    return (f"the {kind} covariance had {negative} negative {noun}, set to zero.",)
