"""How often it came when a chance within some limits was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.scores.blocks import percentiles

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["LIMITS", "Said", "by_range", "exact", "of_range"]

LIMITS = (0.0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 1.0)
"""Where the ranges of chances that are counted together begin and end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The cases of which a chance within some limits was said."""

    above: float
    """The lower limit, included."""
    below: float
    """The upper limit, not included, but for 1."""
    cases: float
    came: float
    mean: float
    """The mean chance that was said."""
    lo: float
    hi: float
    """A 95 % interval of the share that came: by the block bootstrap over origins, and no shorter than the exact one
    (Clopper and Pearson) of so many independent cases, which alone knows that none of a few is not never."""

    @property
    def share(self) -> float:
        """The share that came."""
        return self.came / self.cases if self.cases else float("nan")


def of_range(said: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """``(n,)``: in which range each chance lies, by the place of its lower limit in `LIMITS`.

    Examples
    --------
    >>> import numpy as np
    >>> of_range(np.array([0.0, 0.02, 0.03, 1.0])).tolist()
    [0, 4, 4, 9]
    """
    return np.clip(np.searchsorted(np.array(LIMITS), said, side="right") - 1, 0, len(LIMITS) - 2)


def exact(came: float, cases: float) -> tuple[float, float]:
    """Return the exact 95 % interval of a share of independent cases (Clopper and Pearson).

    Examples
    --------
    >>> [round(x, 3) for x in exact(0, 26)]
    [0.0, 0.132]
    """
    from scipy.special import betaincinv

    least = float(betaincinv(came, cases - came + 1, 0.025)) if came else 0.0
    most = float(betaincinv(came + 1, cases - came, 0.975)) if came < cases else 1.0
    return least, most


def by_range(sums: FloatArray, resamples: FloatArray) -> tuple[Said, ...]:
    """Count by range, with intervals; ranges without a case are left out.

    Parameters
    ----------
    sums
        ``(O, R, 3)``: for each origin and range the weight of cases, of those that came, and the sum of
        the chances said.
    resamples
        ``(B, O)``: how often each origin stands in each resample.
    """
    found = []
    total = sums.sum(axis=0)
    drawn = np.einsum("bo,ork->brk", resamples, sums)
    for k, (cases, came, mean) in enumerate(total.tolist()):
        if cases <= 0:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            lo, hi = percentiles(drawn[:, k, 1] / drawn[:, k, 0])
        least, most = exact(came, cases)
        found.append(
            Said(
                above=LIMITS[k],
                below=LIMITS[k + 1],
                cases=cases,
                came=came,
                mean=mean / cases,
                lo=float(np.fmin(lo, least)),
                hi=float(np.fmax(hi, most)),
            )
        )
    return tuple(found)
