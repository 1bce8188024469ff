"""All forecasts of one target: those of fitted rungs, and those combined from them origin by origin."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.forecasting.rungs import REFERENCE, Combined
from symmachy.forecasting.wars import WORLD_WARS, touches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.forecasting.backtest.blocks import Block
    from symmachy.forecasting.cases import Cases
    from symmachy.forecasting.rungs import Rung
    from symmachy.typing import FloatArray, IntArray, Year

__all__ = ["AtHorizon", "Learnt", "Sums", "combined"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Learnt:
    """What a combined rung had learnt from earlier origins at one origin, for all horizons."""

    rung: str
    origin: Year
    what: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sums:
    """Numbers expected and come at every origin whose window has passed, those that only teach included."""

    origins: IntArray
    """``(O,)``"""
    expected: Mapping[str, FloatArray]
    """For each rung ``(O,)`` the sum of its chances."""
    came: FloatArray
    """``(O,)``"""


@dataclass(frozen=True, kw_only=True, eq=False)
class AtHorizon:
    """The forecasts of one target at one horizon whose outcomes are known, by origin."""

    target: str
    horizon: int
    origins: tuple[Year, ...]
    said: Mapping[str, tuple[FloatArray, ...]] = field(repr=False)
    """For each rung and origin ``(n,)`` chances."""
    came: tuple[FloatArray, ...] = field(repr=False)
    weight: tuple[FloatArray, ...] = field(repr=False)
    place: tuple[IntArray, ...] = field(repr=False)
    places: tuple[str, ...]
    fell_back: Mapping[str, int]
    """At how many of the origins a rung could not be fitted, so that the reference stands in its place."""
    sums: Sums = field(repr=False)

    @property
    def step(self) -> int:
        """Years from one origin to the next."""
        return min((b - a for a, b in pairwise(self.origins)), default=1)


def combined(
    cases: Cases,
    raw: Block,
    ladder: Sequence[Rung],
    *,
    target: str,
    horizons: Sequence[int],
    first: Year,
) -> tuple[dict[int, AtHorizon], tuple[Learnt, ...]]:
    """Combine what needs combining at each origin in turn, from what was known there, and set outcomes beside.

    Parameters
    ----------
    cases
        All cases of the target.
    raw
        The forecasts of fitted rungs.
    ladder
        The rungs, the lowest first.
    target
        The target's name.
    horizons
        Years ahead, as in `raw`, ascending.
    first
        The first origin that is scored; earlier ones only teach.

    Returns
    -------
    tuple
        The forecasts by horizon, and what every combined rung had learnt by every origin, those included
        whose windows have not passed.
    """
    by_origin: dict[Year, dict[str, FloatArray]] = {}
    for (name, year), values in raw.items():
        by_origin.setdefault(year, {})[name] = values
    ladder = [r for r in ladder if not r.targets or target in r.targets]
    kept: dict[str, list[tuple[int, Any]]] = {r.name: [] for r in ladder if isinstance(r, Combined)}
    windows = [_Window(cases, horizon, ladder) for horizon in horizons]
    learnt = []
    for origin in sorted(by_origin):
        rows = cases.at(origin)
        said = [
            {name: values[place].astype(np.float64) for name, values in by_origin[origin].items()}
            for place in range(len(horizons))
        ]
        for rung in ladder:
            if not isinstance(rung, Combined):
                continue
            able = tuple(name for name in rung.of if name in said[0])
            if not able:
                continue
            earlier = [what for known_by, what in kept[rung.name] if known_by <= origin]
            what = rung.learn(earlier, able)
            learnt.append(Learnt(rung=rung.name, origin=origin, what=what))
            for window, own in zip(windows, said, strict=True):
                told = {name: own[name] for name in able}
                own[rung.name] = rung.combine(what, told)
                if window.teaches(origin, rows) and (not rung.nearest or window is windows[0]):
                    summary = rung.summarise(*window.known(rows, told))
                    kept[rung.name].append((origin + window.horizon, summary))
        for window, own in zip(windows, said, strict=True):
            window.add(origin, rows, own, scored=origin >= first)
    return {w.horizon: w.forecasts(target) for w in windows}, tuple(learnt)


class _Window:
    """The windows of one length: which have passed, and what was said and came in them."""

    def __init__(self, cases: Cases, horizon: int, ladder: Sequence[Rung]) -> None:
        self.cases, self.horizon = cases, horizon
        self._outcome, self._weights = cases.outcome(horizon), cases.weights(horizon)
        self._origins: list[Year] = []
        self._said: dict[str, list[FloatArray]] = {r.name: [] for r in ladder}
        self._fell_back = dict.fromkeys(self._said, 0)
        self._rows: list[IntArray] = []
        self._summed: list[Year] = []
        self._came: list[float] = []
        self._expected: dict[str, list[float]] = {r.name: [] for r in ladder}

    def _able(self, rows: slice) -> IntArray:
        return np.flatnonzero(~np.isnan(self._outcome[rows]))

    def _passed(self, origin: Year, rows: slice) -> bool:
        return origin + self.horizon <= self.cases.last and len(self._able(rows)) > 0

    def teaches(self, origin: Year, rows: slice) -> bool:
        """Whether an origin's window has passed and touches no world war."""
        peace = not any(touches(origin, self.horizon, war) for war in WORLD_WARS)
        return peace and self._passed(origin, rows)

    def known(
        self, rows: slice, said: Mapping[str, FloatArray]
    ) -> tuple[dict[str, FloatArray], FloatArray, FloatArray]:
        """Return chances, outcomes and weights of the cases whose outcome is known."""
        able = self._able(rows)
        told = {name: p[able] for name, p in said.items()}
        return told, self._outcome[rows][able], self._weights[rows][able]

    def add(self, origin: Year, rows: slice, said: Mapping[str, FloatArray], *, scored: bool) -> None:
        """Keep what was said at an origin, where its window has passed: its sums alone where it is not scored."""
        if not self._passed(origin, rows):
            return
        able = self._able(rows)
        told = {name: said.get(name, said[REFERENCE])[able] for name in self._said}
        self._summed.append(origin)
        self._came.append(float(self._outcome[rows][able].sum()))
        for name, p in told.items():
            self._expected[name].append(float(p.sum()))
        if not scored:
            return
        self._origins.append(origin)
        self._rows.append(able + rows.start)
        for name, p in told.items():
            self._fell_back[name] += name not in said
            self._said[name].append(p)

    def forecasts(self, target: str) -> AtHorizon:
        """Return all of it."""
        return AtHorizon(
            target=target,
            horizon=self.horizon,
            origins=tuple(self._origins),
            said={name: tuple(column) for name, column in self._said.items()},
            came=tuple(self._outcome[rows] for rows in self._rows),
            weight=tuple(self._weights[rows] for rows in self._rows),
            place=tuple(self.cases.place[rows] for rows in self._rows),
            places=self.cases.places,
            fell_back=self._fell_back,
            sums=Sums(
                origins=np.array(self._summed, dtype=np.int64),
                expected={name: np.array(column) for name, column in self._expected.items()},
                came=np.array(self._came),
            ),
        )
