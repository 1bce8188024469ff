"""Concentration of capabilities, and how many poles a system has, by states and by blocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import FloatArray

__all__ = ["Concentration", "Poles", "concentration", "poles"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Concentration:
    """How unequally capabilities are spread."""

    count: int
    """How many have a known capability above 0."""
    herfindahl: float
    """Sum of squared shares: 1 / count where all are equal, 1 where one has all."""
    effective: float
    """1 / herfindahl: the number of equal ones that would be as concentrated."""
    con: float
    """Of Ray and Singer (1973): 0 where all are equal, 1 where one has all."""
    largest: float
    """The share of the largest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Poles:
    """Those with at least a given part of what the largest has."""

    names: tuple[str, ...]
    """The largest first."""
    shares: tuple[float, ...]
    """Of the capabilities of all."""
    threshold: float


def concentration(capabilities: FloatArray) -> Concentration:
    """Measure how concentrated capabilities are.

    ``CON = sqrt((sum of squared shares - 1/n) / (1 - 1/n))``, over the n that have a known value above 0.

    Raises
    ------
    BadInput
        Where fewer than two have a known value above 0.

    Examples
    --------
    >>> concentration(np.array([3.0, 1.0])).herfindahl
    0.625
    """
    known = capabilities[capabilities > 0]
    n = len(known)
    if n < 2:
        raise BadInput(
            f"{n} capabilities above 0 are known: at least two are needed to say how they are spread"
        )
    shares = known / known.sum()
    herfindahl = float((shares**2).sum())
    con = float(np.sqrt(max(0.0, (herfindahl - 1 / n) / (1 - 1 / n))))
    return Concentration(
        count=n, herfindahl=herfindahl, effective=1 / herfindahl, con=con, largest=float(shares.max())
    )


def poles(names: Sequence[str], capabilities: FloatArray, *, threshold: float = 0.5) -> Poles:
    """Name the poles: those with at least a given part of the capabilities of the largest.

    Parameters
    ----------
    names
        Of N states or blocs.
    capabilities
        ``(N,)``; NaN where not known.
    threshold
        Above 0, up to 1.

    Raises
    ------
    BadInput
        Where the threshold is out of bounds, or no capability above 0 is known.

    Examples
    --------
    >>> poles(["A", "B", "C"], np.array([4.0, 2.0, 1.0])).names
    ('A', 'B')
    """
    if not 0 < threshold <= 1:
        raise BadInput(f"a threshold of {threshold!r} was given for poles: give a part above 0, up to 1")
    if not (capabilities > 0).any():
        raise BadInput("no capability above 0 is known: poles need one")
    values = np.nan_to_num(capabilities)
    order = sorted(range(len(values)), key=lambda k: (-values[k], names[k]))
    kept = [k for k in order if values[k] >= threshold * values.max()]
    return Poles(
        names=tuple(names[k] for k in kept),
        shares=tuple(float(values[k] / values.sum()) for k in kept),
        threshold=threshold,
    )
