"""From a model and a timeline to the arrays of the compiled loop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels.forward import Course
from symmachy.kernels.view import view_of

if TYPE_CHECKING:
    from symmachy.scenarios.hazards import HazardModel
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import FloatArray, IntArray

__all__ = ["Prepared", "clocks_of", "known_or_usual", "prepared", "usual"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """One timeline, ready to be carried forward."""

    course: Course = field(repr=False)
    values: FloatArray = field(repr=False)
    """``(R, Kf, P)``: values of the mechanisms that no tie changes, in each of R regimes."""


def clocks_of(model: HazardModel, timeline: Timeline) -> IntArray:
    """``(P,)``: years for which each pair has had a pact, or none, up to and including the base year."""
    past, world = model.past, timeline.worlds[0]
    size = len(world.codes)
    square, tied = np.ones((size, size), dtype=np.int64), np.zeros((size, size), dtype=np.bool_)
    rows = past.year == timeline.base_year
    clock = np.where(past.age[rows] > 0, past.age[rows], past.waiting[rows])
    codes = past.world.codes
    to_here = np.array([world.index.get(code, -1) for code in codes], dtype=np.int64)
    square[to_here[past.one[rows]], to_here[past.other[rows]]] = clock
    tied[to_here[past.one[rows]], to_here[past.other[rows]]] = past.age[rows] > 0
    places = np.array([world.index[code] for code in timeline.states], dtype=np.int64)
    one, other = places[timeline.pairs[0]], places[timeline.pairs[1]]
    # What an intervention of the base year itself has made or ended is in its first year.
    same = tied[one, other] == timeline.network(0).ties()[timeline.pairs]
    return np.where(same, np.maximum(square[one, other], 1), 1)


def usual(model: HazardModel, baseline: Timeline) -> FloatArray:
    """``(2, K)``: means of each mechanism over pairs without and with a pact in the base year, 0 where unknown."""
    network = baseline.network(0)
    pairs = baseline.pairs
    tied = network.ties()[pairs]
    found = np.zeros((2, len(model.mechanisms)))
    for k, m in enumerate(model.mechanisms):
        values = m.values(network)[pairs]
        for part, rows in enumerate((~tied, tied)):
            told = values[rows & ~np.isnan(values)]
            if len(told):
                found[part, k] = told.mean()
    return found


def known_or_usual(
    values: FloatArray, stand_in: FloatArray, tied: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> FloatArray:
    """``(P,)``: values, or in place of those not known the mean of pairs of the same status in the base year."""
    return np.where(np.isnan(values), np.where(tied, stand_in[1], stand_in[0]), values)


def prepared(model: HazardModel, timeline: Timeline, means: FloatArray) -> Prepared:
    """Measure a timeline for the compiled loop.

    Parameters
    ----------
    model
        Whose mechanisms are all compiled or fixed.
    timeline
        The baseline or the scenario.
    means
        ``(2, K)`` from `usual`, of the baseline.
    """
    pairs, start = timeline.pairs, timeline.network(0)
    tied = start.ties()[pairs]
    place = {m: k for k, m in enumerate(model.mechanisms)}
    values: list[FloatArray] = []
    stacks: list[FloatArray] = []
    regime: list[int] = []
    slots, options = _layout(model, timeline)
    for ahead in range(timeline.horizon):
        network = timeline.network(ahead)
        row = np.array(
            [known_or_usual(m.values(network)[pairs], means[:, place[m]], tied) for m in model.fixed]
        ).reshape(len(model.fixed), len(tied))
        stack = _stack(model, timeline, ahead)
        if not values or not (
            np.array_equal(row, values[-1]) and np.array_equal(stack, stacks[-1], equal_nan=True)
        ):
            values.append(row)
            stacks.append(stack)
        regime.append(len(values) - 1)
    view = view_of(start.ties())
    powers = [_powers(timeline, ahead + 1) for ahead in range(timeline.horizon)]
    return Prepared(
        values=np.stack(values),
        course=Course(
            ties=view.ties,
            common=view.common,
            clock=clocks_of(model, timeline),
            regime=np.array(regime, dtype=np.int64),
            fixed=np.stack(stacks),
            lapsed=start.lapsed().astype(np.uint8),
            forced=timeline.forced,
            powers=np.stack(powers),
            options=options,
            slots=slots,
        ),
    )


def _powers(timeline: Timeline, ahead: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    network = timeline.network(ahead)
    if "great_power" not in network.world.roles:
        return np.zeros(len(network.states), dtype=np.uint8)
    return np.asarray(np.nan_to_num(network.state("great_power")) > 0, dtype=np.uint8)


def _layout(
    model: HazardModel, timeline: Timeline
) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], FloatArray]:
    """Where each network term's matrices begin, and the terms' options."""
    sizes = [len(m.fixed(timeline.network(0))) for m in model.network]
    rows = [m.constants(len(timeline.states)) for m in model.network]
    options = np.zeros((len(rows), max((len(row) for row in rows), default=1)))
    for place, row in zip(options, rows, strict=True):
        place[: len(row)] = row
    return np.cumsum([0, *sizes])[:-1].astype(np.intp), options


def _stack(model: HazardModel, timeline: Timeline, ahead: int) -> FloatArray:
    """``(F, N, N)``: the matrices that the network terms read in a year, 0 where not known."""
    network = timeline.network(ahead)
    size = len(network.states)
    parts = [np.nan_to_num(m.fixed(network)) for m in model.network]
    return np.concatenate([np.zeros((0, size, size)), *parts])
