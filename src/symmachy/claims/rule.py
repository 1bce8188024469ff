"""The rule of the verdict, written before any test was run: its words, its numbers, and how it decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.declaration import Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import FloatArray

__all__ = [
    "ALIKE",
    "CLEAR",
    "EDITION",
    "FEWEST_CODINGS",
    "FEWEST_EVENTS",
    "LEVEL",
    "SILENT",
    "Tally",
    "Word",
    "decide",
    "tally",
]

EDITION = 1
"""Which edition of this rule; a verdict says under which one it was reached."""

LEVEL = 0.95
"""Level of the intervals; an equivalence test at 5 % asks whether the 90 % interval lies within bounds."""

ALIKE = 0.90
"""At least this share of codings has the same sign, for `Word.SUPPORTED` and `Word.CONTRADICTED`."""

CLEAR = 0.50
"""At least this share of codings has its interval clear of zero (or within the bounds of equivalence)."""

SILENT = 0.10
"""Where fewer codings than this share say anything clear, the data are too few."""

FEWEST_EVENTS = 15
"""Independent events in the reference coding, at the least."""

FEWEST_CODINGS = 8
"""Codings that could be estimated, at the least; and no fewer than half of those declared."""


class Word(StrEnum):
    """The only words for a verdict."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed across codings"
    TOO_LITTLE = "too little data"
    NOT_TESTABLE = "not testable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What the codings of one test say together."""

    declared: int
    """Codings that were tried."""
    estimated: int
    """Codings that gave an estimate."""
    events: int
    """Independent events in the reference coding."""
    median: float
    """Median risk ratio."""
    low: float
    high: float
    """The 5th and the 95th percentile of the risk ratios of the codings."""
    with_sign: float
    """Share with the expected sign (of no-difference claims: within the bounds)."""
    clear: float
    """Share with the interval clear of zero in the expected direction."""
    opposite: float
    """Share with the interval clear of zero in the other direction."""
    nil: float
    """Share whose 90 % interval lies within the smallest risk ratio of interest and its inverse."""
    beyond: float
    """Share whose interval lies wholly outside these bounds, on either side."""


def tally(
    log_ratio: FloatArray,
    error: FloatArray,
    *,
    expected: Sign,
    smallest: float,
    declared: int,
    events: int,
) -> Tally:
    """Count what codings say.

    Parameters
    ----------
    log_ratio, error
        ``(C,)`` logarithms of the risk ratios and their standard errors.
    expected, smallest
        Of the claim's test.
    declared, events
        How many codings were tried, and the independent events of the reference coding.
    """
    from scipy.stats import norm

    wide, narrow = norm.ppf((1 + LEVEL) / 2) * error, norm.ppf(LEVEL) * error
    bound = float(np.log(smallest))
    toward = -1.0 if expected is Sign.LESS else 1.0
    n = len(log_ratio)

    def share(yes: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
        return float(yes.mean()) if n else 0.0

    inside = np.abs(log_ratio) + narrow < bound
    signed = np.abs(log_ratio) < bound if expected is Sign.NONE else toward * log_ratio > 0
    ratios = np.exp(log_ratio)
    low, median, high = np.quantile(ratios, [0.05, 0.5, 0.95]) if n else (np.nan,) * 3
    return Tally(
        declared=declared,
        estimated=n,
        events=events,
        median=float(median),
        low=float(low),
        high=float(high),
        with_sign=share(signed),
        clear=share(toward * log_ratio - wide > 0),
        opposite=share(-toward * log_ratio - wide > 0),
        nil=share(inside),
        beyond=share(np.abs(log_ratio) - wide > bound),
    )


def decide(t: Tally, expected: Sign, smallest: float) -> Word:
    """Return the verdict on a claim that was tested.

    In this order: too little data where events or codings are too few or (almost) no coding says anything
    clear; for a claim of a difference, supported where the codings agree on its sign, at least half are
    clear of zero and the median is at least the smallest of interest, and contradicted where the same
    holds of the other sign or where most are within the bounds of equivalence; for a claim of no
    difference, supported where most are within the bounds and contradicted where most lie beyond them;
    otherwise mixed.

    Examples
    --------
    >>> t = dict(declared=20, estimated=20, events=90, median=2.0, low=1.4, high=3.0)
    >>> s = dict(with_sign=1.0, clear=0.8, opposite=0.0, nil=0.0, beyond=0.7)
    >>> decide(Tally(**t, **s), Sign.MORE, 1.25)
    <Word.SUPPORTED: 'supported'>
    >>> decide(Tally(**t, **s), Sign.NONE, 1.25)
    <Word.CONTRADICTED: 'contradicted'>
    """
    few = t.events < FEWEST_EVENTS or t.estimated < max(FEWEST_CODINGS, t.declared / 2)
    if few or max(t.clear, t.opposite, t.nil) < SILENT:
        return Word.TOO_LITTLE
    if expected is Sign.NONE:
        if t.nil >= CLEAR:
            return Word.SUPPORTED
        return Word.CONTRADICTED if t.beyond >= CLEAR else Word.MIXED
    size = t.median if expected is Sign.MORE else 1 / t.median
    if t.with_sign >= ALIKE and t.clear >= CLEAR and size >= smallest:
        return Word.SUPPORTED
    if (1 - t.with_sign >= ALIKE and t.opposite >= CLEAR) or t.nil >= CLEAR:
        return Word.CONTRADICTED
    return Word.MIXED


def adjusted(p: Sequence[float]) -> list[float]:
    """Return p-values adjusted for their number by the step-up rule of Benjamini and Hochberg (1995).

    Examples
    --------
    >>> [round(q, 3) for q in adjusted([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(-values, kind="stable")
    ranks = len(values) - np.arange(len(values))
    steps = np.minimum.accumulate(values[order] * len(values) / ranks)
    found = np.empty(len(values))
    found[order] = np.minimum(steps, 1.0)
    return [float(q) for q in found]
