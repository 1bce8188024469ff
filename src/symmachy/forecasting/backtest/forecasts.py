"""All forecasts of one target: those of fitted rungs, and those combined from them origin by origin."""

from __future__ import annotations

from dataclasses import dataclass, field
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

__all__ = ["AtHorizon", "Learnt", "at_horizon"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Learnt:
    """What a combined rung had learnt from earlier origins at one origin."""

    rung: str
    horizon: int
    origin: Year
    what: Mapping[str, Any]


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
    learnt: tuple[Learnt, ...] = field(repr=False)
    """At every origin, those included whose window has not passed."""


def at_horizon(
    cases: Cases,
    raw: Block,
    ladder: Sequence[Rung],
    *,
    target: str,
    place: int,
    horizon: int,
    first: Year,
    shared: dict[tuple[str, int], Mapping[str, Any]],
) -> AtHorizon:
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
    place
        Where the horizon stands among those of `raw`.
    horizon
        Years ahead.
    first
        The first origin that is scored; earlier ones only teach.
    shared
        What rungs learn once for all horizons, by rung and origin: filled at the first horizon.
    """
    outcome, weights = cases.outcome(horizon), cases.weights(horizon)
    kept: dict[str, list[tuple[int, Any]]] = {r.name: [] for r in ladder if isinstance(r, Combined)}
    scored: dict[str, list[FloatArray]] = {r.name: [] for r in ladder}
    fell_back = dict.fromkeys(scored, 0)
    came, weight, where, origins, learnt = [], [], [], [], []
    for origin in sorted({year for _, year in raw}):
        rows = cases.at(origin)
        known = ~np.isnan(outcome[rows])
        said = {
            name: values[place].astype(np.float64) for (name, year), values in raw.items() if year == origin
        }
        past = origin + horizon <= cases.last
        peace = not any(touches(origin, horizon, war) for war in WORLD_WARS)
        for rung in ladder:
            if not isinstance(rung, Combined):
                continue
            able = {name: said[name] for name in rung.of if name in said}
            if not able:
                continue
            earlier = [what for year, what in kept[rung.name] if year + horizon <= origin]
            what = shared.get((rung.name, origin)) if rung.once else None
            if what is None:
                what = shared[rung.name, origin] = rung.learn(earlier, tuple(able))
            learnt.append(Learnt(rung=rung.name, horizon=horizon, origin=origin, what=what))
            said[rung.name] = rung.combine(what, able)
            if past and peace and known.any():
                told = {name: p[known] for name, p in able.items()}
                kept[rung.name].append(
                    (origin, rung.summarise(told, outcome[rows][known], weights[rows][known]))
                )
        if not past or origin < first or not known.any():
            continue
        origins.append(origin)
        came.append(outcome[rows][known])
        weight.append(weights[rows][known])
        where.append(cases.place[rows][known])
        for name, column in scored.items():
            fell_back[name] += name not in said
            column.append(said.get(name, said[REFERENCE])[known])
    return AtHorizon(
        target=target,
        horizon=horizon,
        origins=tuple(origins),
        said={name: tuple(column) for name, column in scored.items()},
        came=tuple(came),
        weight=tuple(weight),
        place=tuple(where),
        places=cases.places,
        fell_back=fell_back,
        learnt=tuple(learnt),
    )
