"""From forecasts and outcomes to a section of the skill card."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.backtest.card import Part, Range, RungScore, Section, Value
from symmachy.forecasting.rungs import REFERENCE, rung_named
from symmachy.forecasting.scores import (
    LIMITS,
    block_length,
    brier_score,
    by_range,
    corp,
    log_score,
    multiplicities,
    of_range,
    percentiles,
    precision_recall,
)
from symmachy.forecasting.targets import target_named
from symmachy.forecasting.wars import WORLD_WARS, touches

if TYPE_CHECKING:
    from symmachy.forecasting.backtest.forecasts import AtHorizon
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["ERAS", "resamples_of", "section", "tally"]

ERAS = (
    ("origins to 1913", 0, 1913),
    ("origins 1914 to 1945", 1914, 1945),
    ("origins 1946 to 1969", 1946, 1969),
    ("origins 1970 to 1990", 1970, 1990),
    ("origins from 1991", 1991, 9999),
)


class _Sums:
    """Sums of scores by origin and part of the world, for one section."""

    def __init__(self, at: AtHorizon) -> None:
        self.at = at
        self.shape = (len(at.origins), len(at.places))
        self.origin = np.repeat(np.arange(len(at.origins)), [len(w) for w in at.weight])
        self._index = self.origin * self.shape[1] + np.concatenate(at.place)
        self.weight = np.concatenate(at.weight)
        self.came = np.concatenate(at.came)
        self.cases = self.by_part(self.weight)
        self.events = self.by_part(self.weight * self.came)

    def by_part(self, values: FloatArray) -> FloatArray:
        """``(O, P)``: sums by origin and part of the world."""
        size = self.shape[0] * self.shape[1]
        sums = np.bincount(self._index, weights=values, minlength=size).reshape(self.shape)
        return np.asarray(sums, dtype=np.float64)

    def by_range(self, said: FloatArray) -> FloatArray:
        """``(O, R, 3)``: weight of cases, of those that came, and sum of what was said, by origin and range."""
        ranges = len(LIMITS) - 1
        index = self.origin * ranges + of_range(said)
        size = self.shape[0] * ranges
        columns = (self.weight, self.weight * self.came, self.weight * said)
        sums = [np.bincount(index, weights=c, minlength=size) for c in columns]
        return np.stack(sums, axis=-1).reshape(self.shape[0], ranges, 3).astype(np.float64)


def section(at: AtHorizon, *, seed: int, resamples: int) -> Section:
    """Score every rung of a target at a horizon.

    Parameters
    ----------
    at
        Forecasts and outcomes by origin.
    seed, resamples
        Of the block bootstrap; all rungs share its resamples.
    """
    about = target_named(at.target)
    sums = _Sums(at)
    length = block_length(at.horizon)
    drawn = resamples_of(at, seed=seed, resamples=resamples)
    pooled = {name: np.concatenate(said) for name, said in at.said.items()}
    scores = {
        name: (
            sums.by_part(sums.weight * log_score(said, sums.came)),
            sums.by_part(sums.weight * brier_score(said, sums.came)),
        )
        for name, said in pooled.items()
    }
    whole = float(sums.cases.sum())
    return Section(
        target=at.target,
        title=about.title,
        about=about.about,
        unit=about.unit,
        horizon=at.horizon,
        first=at.origins[0],
        last=at.origins[-1],
        origins=len(at.origins),
        cases=len(sums.weight),
        events=float(sums.came.sum()),
        weighted_events=float(sums.events.sum()),
        prevalence=float(sums.events.sum()) / whole,
        block=length,
        rungs=tuple(_rung(name, said, scores, sums, drawn) for name, said in pooled.items()),
    )


def resamples_of(at: AtHorizon, *, seed: int, resamples: int) -> FloatArray:
    """``(B, O)``: how often each origin stands in each resample; fewer resamples are the first of more."""
    together = -(-block_length(at.horizon) // at.step)
    return multiplicities(
        len(at.origins), together, resamples, [seed, target_named(at.target).rank, at.horizon]
    )


def tally(at: AtHorizon, rung: str) -> dict[str, tuple[tuple[float, float, float], ...]]:
    """Return cases, events and the sum of what a rung said in each range of `LIMITS`, by origin."""
    sums = _Sums(at)
    found = sums.by_range(np.concatenate(at.said[rung]))
    return {
        str(origin): tuple((float(n), float(k), float(said)) for n, k, said in ranges)
        for origin, ranges in zip(at.origins, found.tolist(), strict=True)
    }


def _rung(
    name: str,
    said: FloatArray,
    scores: dict[str, tuple[FloatArray, FloatArray]],
    sums: _Sums,
    drawn: FloatArray,
) -> RungScore:
    own, reference = scores[name], scores[REFERENCE]
    fell_back = sums.at.fell_back[name]
    every = np.ones(sums.shape[0], dtype=np.bool_)
    cases = float(sums.cases.sum())
    parts = corp(said, sums.came, sums.weight, brier_score)
    found = precision_recall(said, sums.came, sums.weight)
    at = sums.at
    long_run = scores.get("long_run", reference)
    return RungScore(
        rung=name,
        title=rung_named(name).title,
        log_score=_number(float(own[0].sum()) / cases),
        brier_score=float(own[1].sum()) / cases,
        log_skill=_skill(own[0], reference[0], every, drawn),
        brier_skill=_skill(own[1], reference[1], every, drawn),
        log_skill_long_run=_skill(own[0], long_run[0], every, drawn),
        miscalibration=parts.miscalibration,
        discrimination=parts.discrimination,
        uncertainty=parts.uncertainty,
        average_precision=_number(found.average),
        precision_recall=(),
        ranges=tuple(
            Range(
                above=r.above,
                below=r.below,
                cases=r.cases,
                came=r.came,
                mean=r.mean,
                lo=_number(r.lo),
                hi=_number(r.hi),
            )
            for r in by_range(sums.by_range(said), drawn)
        ),
        curve=(),
        eras=tuple(
            part
            for label, first, last in ERAS
            for chosen in (np.array([first <= o <= last for o in at.origins]),)
            if chosen.any() and not chosen.all()
            for part in (_part(label, (own, reference), sums, drawn, chosen),)
        ),
        regions=tuple(
            _part(label, (own, reference), sums, drawn, every, place=place)
            for place, label in enumerate(at.places)
            if sums.events[:, place].sum() > 0
        ),
        without_wars=tuple(
            _part(f"without windows that touch {war[0]} to {war[-1]}", (own, reference), sums, drawn, apart)
            for war in WORLD_WARS
            for apart in (np.array([not touches(o, at.horizon, war) for o in at.origins]),)
            if apart.any() and not apart.all()
        ),
        fell_back=fell_back,
    )


def _part(
    label: str,
    both: tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]],
    sums: _Sums,
    drawn: FloatArray,
    origins: BoolArray,
    *,
    place: int | None = None,
) -> Part:
    own, reference = both
    where = slice(None) if place is None else slice(place, place + 1)
    return Part(
        label=label,
        cases=float(sums.cases[origins, where].sum()),
        events=float(sums.events[origins, where].sum()),
        log_skill=_skill(own[0][:, where], reference[0][:, where], origins, drawn),
        brier_skill=_skill(own[1][:, where], reference[1][:, where], origins, drawn),
    )


def _skill(own: FloatArray, reference: FloatArray, origins: BoolArray, drawn: FloatArray) -> Value:
    """Return the skill over some origins, its interval from resamples of all of which these are kept."""
    ours, theirs = (np.where(origins, x.sum(axis=1), 0.0) for x in (own, reference))
    if not np.isfinite(ours).all() or theirs.sum() <= 0:
        return Value(value=None)
    below = drawn @ theirs
    resampled = 1.0 - (drawn @ ours)[below > 0] / below[below > 0]
    lo, hi = percentiles(resampled)
    return Value(value=float(1 - ours.sum() / theirs.sum()), lo=_number(lo), hi=_number(hi))


def _number(x: float) -> float | None:
    return float(x) if math.isfinite(x) else None
