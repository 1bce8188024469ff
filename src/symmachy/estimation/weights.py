"""What a row's weight means, and what happens to rows with missing values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from symmachy.estimation.codec import storable

__all__ = ["FrequencyWeights", "Missing", "SamplingWeights"]


@storable
class Missing(StrEnum):
    """What happens to rows in which a column of the model is null or not a number."""

    DROP = "drop"
    """They are left out, and the fit says how many and because of which columns."""
    REFUSE = "refuse"
    """They are an error."""


@storable
@dataclass(frozen=True)
class FrequencyWeights:
    """Each weight says how many equal rows a row stands for.

    Parameters
    ----------
    column
        The column of weights, 0 or above. A row with weight 3 gives exactly what three equal rows give.
    """

    column: str


@storable
@dataclass(frozen=True)
class SamplingWeights:
    """Each weight says how much a row counts, as the inverse of its chance to be in the sample does.

    Parameters
    ----------
    column
        The column of weights, 0 or above. Their sum has no meaning as a number of rows, so that a model-based
        covariance has none either: use a robust one.
    """

    column: str
