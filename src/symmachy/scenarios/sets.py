"""Sets of coefficients drawn from a fit's covariance: one stream of random numbers for each set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["drawn_about", "root_of", "stream"]


def stream(seed: int, number: int) -> np.random.Generator:
    """Return the random numbers of a set, by its number: the same however many sets are drawn."""
    return np.random.Generator(np.random.Philox(key=np.array([seed, 2**63 + number], dtype=np.uint64)))


def root_of(covariance: FloatArray) -> FloatArray:
    """Return a matrix whose square is the covariance ``(k, k)``, parts of it that are none left out."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)), dtype=np.float64)


def drawn_about(estimates: FloatArray, root: FloatArray, rng: np.random.Generator) -> FloatArray:
    """``(k,)``: one draw about the estimates, with the root of their covariance."""
    shock = rng.standard_normal(len(estimates))
    # Summed in one order on every machine; a product of matrices may not be.
    moved = np.array([float(np.sum(row * shock)) for row in root])
    return np.asarray(estimates + moved, dtype=np.float64)
