"""What mechanisms read beside the ties, brought to the states of a period, filled and centred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.gaps import listed, spans
from symmachy.estimation.weights import Missing
from symmachy.mechanisms import PairMechanism, Ties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.periods import Period
    from symmachy.mechanisms import NetworkMechanism
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["covariates"]


def covariates(
    terms: Sequence[NetworkMechanism | PairMechanism],
    periods: Sequence[Period],
    *,
    centre: bool,
    missing: Missing,
) -> tuple[list[list[FloatArray]], FloatArray, tuple[str, ...]]:
    """Return the fixed matrices of each term in each period, the means taken off, and notes.

    Values are those at the start of a period; for a state that comes within it, those at its end. A pair
    mechanism is centred at its mean over all pairs and periods, `Ties` excepted.

    Returns
    -------
    list of list of arrays
        By period and term, each ``(F, N, N)``.
    array
        ``(K,)``: the mean of each term; 0 where none was taken off.
    tuple of str
        What was filled.

    Raises
    ------
    BadInput
        Where values are not known and `missing` refuses, or none is known.
    """
    cubes: list[list[FloatArray]] = [[] for _ in periods]
    means, notes, faults = np.zeros(len(terms)), [], []
    for k, term in enumerate(terms):
        wide = [_wide(term, period) for period in periods]
        meet = [_meet(period) for period in periods]
        gaps = [np.isnan(cube) & pairs for (cube, pairs) in zip(wide, meet, strict=True)]
        gone = sum(int(g.sum()) for g in gaps)
        if gone and missing is Missing.REFUSE:
            faults.append(_said(term.label, periods, gaps))
            continue
        if gone:
            every = sum(int(pairs.sum()) * len(cube) for cube, pairs in zip(wide, meet, strict=True))
            notes.append(
                f"{term.label} is not known for {gone / every:.1%} of the pairs: its mean stands in for it."
            )
        mean = 0.0
        if isinstance(term, PairMechanism):
            known = np.concatenate([cube[:, pairs].ravel() for cube, pairs in zip(wide, meet, strict=True)])
            known = known[~np.isnan(known)]
            if not known.size:
                raise BadInput(f"{term.label} is not known for any pair in any period; leave it out")
            mean = float(known.mean())
            if centre and not isinstance(term, Ties):
                means[k] = mean
        for found, cube, pairs in zip(cubes, wide, meet, strict=True):
            filled = np.where(np.isnan(cube), mean, cube) - means[k]
            found.append(np.where(pairs, filled, 0.0))
    if faults:
        raise BadInput(
            f'values are missing: {"; ".join(faults)}. Pass missing=Missing.DROP (in a study: missing = "drop") to let '
            "the mean stand in for what states weigh and leave such pairs out of the statistics, leave the mechanism "
            "out, or take other years"
        )
    return cubes, means, tuple(notes)


def _wide(term: NetworkMechanism | PairMechanism, period: Period) -> FloatArray:
    first, last = term.fixed(period.first), term.fixed(period.last)
    place = {code: i for i, code in enumerate(period.states)}
    whole = np.full((len(first), len(place), len(place)), np.nan)
    for network, cube in ((period.last, last), (period.first, first)):  # what was there first is kept
        where = np.array([place[c] for c in network.states], dtype=np.int64)
        whole[:, where[:, None], where] = cube
    return whole


def _meet(period: Period) -> BoolArray:
    size = len(period.states)
    both = np.zeros((size, size), dtype=np.bool_)
    place = {code: i for i, code in enumerate(period.states)}
    for network in (period.first, period.last):
        where = _places(network, place)
        both[where[:, None], where] = True
    np.fill_diagonal(both, val=False)
    return both


def _places(network: Network, place: dict[StateCode, int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([place[c] for c in network.states], dtype=np.int64)


def _said(label: str, periods: Sequence[Period], gaps: Sequence[BoolArray]) -> str:
    years = [p.first.year for p, gap in zip(periods, gaps, strict=True) if gap.any()]
    counts: dict[StateCode, int] = {}
    for period, gap in zip(periods, gaps, strict=True):
        for code, count in zip(period.states, gap.any(axis=0).sum(axis=1), strict=True):
            counts[code] = counts.get(code, 0) + int(count)
    worst = [code for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count]
    return f"{label} in {spans(years)} ({listed(worst, 'states')})"
