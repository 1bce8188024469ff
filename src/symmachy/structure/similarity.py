"""How alike the positions of states are: S, Cohen's kappa and Scott's pi on portfolios and votes."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import FloatArray
    from symmachy.world import Network

__all__ = ["LEVELS", "Distance", "Similarity", "portfolios", "similarity"]

LEVELS = (
    (Obligation.DEFENSE, 3.0),
    (Obligation.NEUTRALITY, 2.0),
    (Obligation.NONAGGRESSION, 2.0),
    (Obligation.CONSULTATION, 1.0),
)
"""How a portfolio is written: defence 3, neutrality or non-aggression 2, consultation (entente) 1, nothing 0."""


class Similarity(Enum):
    """A measure of how alike two rows are; 1 for equal rows."""

    S = "S"
    """Of Signorino and Ritter (1999): 1 less twice the mean distance as a share of the largest possible; -1 to 1."""
    KAPPA = "kappa"
    """Cohen's: agreement beyond what the two rows' own frequencies would give by chance (Häge 2011)."""
    PI = "pi"
    """Scott's: agreement beyond what the two rows' pooled frequencies would give by chance (Häge 2011)."""


class Distance(Enum):
    """How far apart two entries are."""

    ABSOLUTE = "absolute"
    SQUARED = "squared"


def portfolios(network: Network, *, reading: Reading = Reading.EITHER) -> FloatArray:
    """Return each state's alliance portfolio, ``(N, N)``: the highest of `LEVELS` with each state.

    A state is taken to be allied with itself, as the literature does, so that two allies of each other and of no one
    else have the same portfolio.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> network = open_record("chronicle").in_year(1914)
    >>> float(portfolios(network)[network.place["DEU"], network.place["AUH"]])
    3.0
    """
    levels = np.zeros((len(network.states),) * 2)
    for obligation, level in LEVELS:
        levels = np.maximum(levels, level * network.ties(obligation, reading))
    np.fill_diagonal(levels, max(level for _, level in LEVELS))
    return levels


def similarity(
    rows: FloatArray,
    *,
    measure: Similarity = Similarity.KAPPA,
    distance: Distance | None = None,
    weights: FloatArray | None = None,
    largest: float | None = None,
) -> FloatArray:
    """Compare every row with every other.

    Parameters
    ----------
    rows
        ``(N, K)``: positions of N states on K items (portfolios, votes); NaN where a state took none. A pair is
        compared on the items on which both took one.
    measure
        Which measure.
    distance
        Absolute by default for S, squared for kappa and pi; on two levels they are the same.
    weights
        ``(K,)``, not below 0: how much each item counts; equally by default.
    largest
        The largest difference that two entries can have; by default the largest among all entries. Only S uses it.

    Returns
    -------
    ``(N, N)``, symmetric, 1 on the diagonal; NaN where two states share no item, or where chance agreement is
    complete and the two are not the same row.

    Raises
    ------
    BadInput
        Where there is no item, a weight is below 0 or all are 0, or `largest` is below a difference that occurs.

    Examples
    --------
    >>> rows = np.array([[1.0, 1, 0, 0], [1.0, 0, 0, 0]])
    >>> (
    ...     similarity(rows, measure=Similarity.KAPPA)[0, 1].round(6),
    ...     similarity(rows, measure=Similarity.S)[0, 1],
    ... )
    (np.float64(0.5), np.float64(0.5))
    """
    rows = np.asarray(rows, dtype=np.float64)
    if rows.ndim != 2 or not rows.size:
        raise BadInput(
            f"positions of shape {rows.shape} were given: give one row a state and one column an item"
        )
    weight = _weights(weights, rows.shape[1])
    known = ~np.isnan(rows)
    power = 1 if (distance or _usual(measure)) is Distance.ABSOLUTE else 2
    counted = known.astype(np.float64)
    total = (counted * weight) @ counted.T
    apart = _apart(rows, known, weight, power)
    with np.errstate(invalid="ignore", divide="ignore"):
        if measure is Similarity.S:
            chance = total * _largest(rows, largest) ** power / 2
        else:
            chance = _chance(rows, known, weight, power, pooled=measure is Similarity.PI)
        found = 1 - apart / chance
    found[(apart == 0) & (total > 0)] = 1.0
    found[(total == 0) | ((chance == 0) & (apart > 0))] = np.nan
    return found


def _usual(measure: Similarity) -> Distance:
    return Distance.ABSOLUTE if measure is Similarity.S else Distance.SQUARED


def _weights(weights: FloatArray | None, items: int) -> FloatArray:
    if weights is None:
        return np.ones(items)
    weight = np.asarray(weights, dtype=np.float64)
    if weight.shape != (items,):
        raise BadInput(f"weights of shape {weight.shape} were given for {items} items: give one an item")
    if not (weight >= 0).all() or not weight.any():
        raise BadInput("the weights of items are not all 0 or above, or all are 0: give at least one above 0")
    return weight


def _largest(rows: FloatArray, largest: float | None) -> float:
    spread = float(np.nanmax(rows) - np.nanmin(rows)) if not np.isnan(rows).all() else 0.0
    if largest is None:
        return spread
    if largest < spread:
        raise BadInput(
            f"the largest difference was given as {largest:g} but {spread:g} occurs: give at least that"
        )
    return largest


def _apart(rows: FloatArray, known: FloatArray, weight: FloatArray, power: int) -> FloatArray:
    """Return the weighted sum of distances over the items that both know, ``(N, N)``."""
    if power == 2:
        x = np.where(known, rows, 0.0)
        k = known.astype(np.float64)
        squares = (x * x * weight) @ k.T
        return np.maximum(squares + squares.T - 2 * (x * weight) @ x.T, 0.0)
    apart = np.empty((len(rows), len(rows)))
    for i, row in enumerate(rows):
        apart[i] = np.nansum(np.abs(rows - row) * weight, axis=1)
    return apart


def _chance(
    rows: FloatArray, known: FloatArray, weight: FloatArray, power: int, *, pooled: bool
) -> FloatArray:
    """Return the sum of distances to be expected by chance, from the entries of both on their common items."""
    levels = np.unique(rows[known])
    k = known.astype(np.float64)
    total = (k * weight) @ k.T
    shares = np.stack(
        [((rows == level) * weight) @ k.T for level in levels]
    )  # (L, N, N): of i, among items with j
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = shares / total
    back = shares.transpose(0, 2, 1)
    if pooled:
        shares = back = (shares + back) / 2
    cost = np.abs(levels[:, None] - levels) ** power
    return np.asarray(total * np.einsum("lij,lm,mij->ij", shares, cost, back, optimize=True))
