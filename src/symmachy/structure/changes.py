"""When the level of a yearly series changed, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import FloatArray, IntArray, Year

__all__ = ["Change", "Changes", "changes"]

_SHORTEST = 5
_PERSISTENCES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_PRIOR_MEAN_WEIGHT = 0.05
"""The prior of a level counts as this many years at the series' own mean."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A year with which a new level begins."""

    year: Year
    """The first year of the new level, in the likeliest division of the series."""
    low: Year
    high: Year
    """With 95 % probability the change lies from `low` to `high`, given how many changes there are."""
    before: float
    after: float
    """Mean of the series on either side, up to the next change."""
    probability: float
    """That any level begins within two years of `year`, however many changes there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """The changes of level of one series."""

    found: tuple[Change, ...]
    numbers: tuple[float, ...]
    """Probability of 0, 1, 2, ... changes."""
    persistence: float
    """How far each year leans on the one before, 0 to 0.95."""


def changes(
    years: Sequence[Year], values: Sequence[float] | FloatArray, *, most: int = 8, mean_length: float = 40.0
) -> Changes:
    """Find changes of level in a yearly series, with the uncertainty of their number and dates.

    Between changes the series is a level plus normal deviations, level and variance of their own in each
    stretch; all divisions into stretches of at least five years are weighed exactly (as in Fearnhead 2006), with
    ``1 / mean_length`` as the chance of a change a year. Yearly series persist: each value may lean on the one
    before, ``x_t = level + r x_(t-1) + deviation``, with the one r from 0 to 0.95 for the whole series under
    which it is most probable. A large r leaves slow movements to persistence and few to changes of level.

    Parameters
    ----------
    years
        Successive years.
    values
        One a year, none missing.
    most
        The largest number of changes weighed.
    mean_length
        How many years a level lasts on average, before the series is looked at.

    Raises
    ------
    BadInput
        Where the years do not follow each other, a value is missing, or there are fewer than eleven.

    Examples
    --------
    >>> wave = [0.0, 0.1] * 15 + [2.0, 2.1] * 15
    >>> [c.year for c in changes(range(1900, 1960), wave).found]
    [1930]
    """
    when = np.asarray(years, dtype=np.int64)
    x = np.asarray(values, dtype=np.float64)
    if len(when) != len(x) or len(x) < 2 * _SHORTEST + 1:
        raise BadInput(
            f"a series of {len(x)} values for {len(when)} years was given: give one a year, at least 11"
        )
    if (np.diff(when) != 1).any():
        raise BadInput("the years of a series do not follow each other: give every year once, in order")
    if not np.isfinite(x).all():
        raise BadInput(f"the value of {when[~np.isfinite(x)][0]} is missing: give a stretch without gaps")
    scale = float(x.std())
    if scale < 1e-12:
        return Changes(found=(), numbers=(1.0,), persistence=0.0)
    x = (x - x.mean()) / scale
    tried = [_Weighed(x[1:] - r * x[:-1], most, mean_length) for r in _PERSISTENCES]
    best = max(range(len(tried)), key=lambda k: tried[k].probable)
    return Changes(
        found=_found(when[1:], np.asarray(values, dtype=np.float64)[1:], tried[best]),
        numbers=tried[best].numbers,
        persistence=_PERSISTENCES[best],
    )


class _Weighed:
    """The evidence of every stretch, and sums over all divisions from the left and from the right."""

    def __init__(self, x: FloatArray, most: int, mean_length: float) -> None:
        n = self.n = len(x)
        most = max(0, min(most, n // _SHORTEST - 1))
        self.evidence = _evidence(x)
        chance = np.log(1 / mean_length), np.log1p(-1 / mean_length)
        # left[k, t]: the first t years in k + 1 stretches; right[k, t]: from year t on in k + 1 stretches.
        self.left = np.full((most + 1, n + 1), -np.inf)
        self.right = np.full((most + 1, n + 1), -np.inf)
        self.left[0], self.right[0] = self.evidence[0], self.evidence[:, n]
        for k in range(1, most + 1):
            self.left[k] = _log_sums(self.left[k - 1][:, None] + self.evidence)
            self.right[k] = _log_sums((self.evidence + self.right[k - 1]).T)
        prior = np.arange(most + 1) * chance[0] + (n - 1 - np.arange(most + 1)) * chance[1]
        self.joint = self.left[:, n] + prior
        self.probable = _log_sum(self.joint)
        self.numbers = tuple(np.exp(self.joint - self.probable).tolist())

    def likeliest(self) -> list[int]:
        """Return the first place of each later stretch, in the best division into the likeliest number."""
        k = int(np.argmax(self.joint))
        best = np.full((k + 1, self.n + 1), -np.inf)
        last = np.zeros((k + 1, self.n + 1), dtype=np.int64)
        best[0] = self.evidence[0]
        for j in range(1, k + 1):
            tried = best[j - 1][:, None] + self.evidence
            last[j], best[j] = tried.argmax(axis=0), tried.max(axis=0)
        starts, t = [], self.n
        for j in range(k, 0, -1):
            t = int(last[j, t])
            starts.append(t)
        return starts[::-1]

    def where(self, k: int, change: int) -> FloatArray:
        """Return the probability of each place for one change, given k changes."""
        both = self.left[change] + self.right[k - change - 1]
        return np.asarray(np.exp(both - _log_sum(both)))

    def anywhere(self) -> FloatArray:
        """Return the probability that a stretch begins at each place, over all numbers of changes."""
        total = np.zeros(self.n + 1)
        for k in range(1, len(self.numbers)):
            for change in range(k):
                if np.isfinite(self.joint[k]):
                    total += self.numbers[k] * self.where(k, change)
        return total


def _found(when: IntArray, values: FloatArray, weighed: _Weighed) -> tuple[Change, ...]:
    starts = weighed.likeliest()
    edges = [0, *starts, len(when)]
    anywhere = weighed.anywhere() if starts else None
    found = []
    for j, t in enumerate(starts):
        sums = np.cumsum(weighed.where(len(starts), j))
        low, high = int(np.searchsorted(sums, 0.025)), int(np.searchsorted(sums, 0.975))
        near = 0.0 if anywhere is None else float(anywhere[max(0, t - 2) : t + 3].sum())
        found.append(
            Change(
                year=int(when[t]),
                low=int(when[min(low, t)]),
                high=int(when[min(max(high, t), len(when) - 1)]),
                before=float(values[edges[j] : t].mean()),
                after=float(values[t : edges[j + 2]].mean()),
                probability=min(1.0, near),
            )
        )
    return tuple(found)


def _evidence(x: FloatArray) -> FloatArray:
    """Return the log of the marginal likelihood of each stretch ``[i, j)``; -inf for those that are too short.

    Level and variance are integrated out under a normal-inverse-gamma prior around 0 and 1, weak against the data
    (the series is standardised).
    """
    from scipy.special import gammaln

    n = len(x)
    sums, squares = np.concatenate([[0.0], np.cumsum(x)]), np.concatenate([[0.0], np.cumsum(x * x)])
    i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    m = np.maximum(j - i, 1)
    total, square = sums[j] - sums[i], squares[j] - squares[i]
    k0, a0, b0 = _PRIOR_MEAN_WEIGHT, 1.0, 0.1
    b = b0 + 0.5 * np.maximum(square - total**2 / (m + k0), 0.0)
    a = a0 + m / 2
    found = (
        gammaln(a)
        - gammaln(a0)
        + a0 * np.log(b0)
        - a * np.log(b)
        + 0.5 * np.log(k0 / (k0 + m))
        - m / 2 * np.log(2 * np.pi)
    )
    return np.where(j - i >= _SHORTEST, found, -np.inf)


def _log_sums(logs: FloatArray) -> FloatArray:
    """Return the log of the sum of each column."""
    top = logs.max(axis=0)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(logs - safe).sum(axis=0)) + safe)


def _log_sum(logs: FloatArray) -> float:
    top = logs.max(initial=-np.inf)
    return float(top + np.log(np.exp(logs - top).sum())) if np.isfinite(top) else float("-inf")
