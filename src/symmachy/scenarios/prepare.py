"""From a model and a timeline to the arrays of the compiled loop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.hazards.links import Cloglog, Logit
from symmachy.kernels.forward import Course
from symmachy.kernels.view import view_of

if TYPE_CHECKING:
    from symmachy.kernels.forward import Terms
    from symmachy.scenarios.hazards import HazardModel
    from symmachy.scenarios.readings import Readings
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import FloatArray, IntArray

__all__ = ["Prepared", "chances_of_forming", "clocks_of", "known_or_usual", "prepared", "usual"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """One timeline, ready to be carried forward."""

    course: Course = field(repr=False)
    values: FloatArray = field(repr=False)
    """``(R, Kf, P)``: values of the mechanisms that no tie changes, in each of R regimes."""


def clocks_of(model: HazardModel, timeline: Timeline) -> IntArray:
    """``(P,)``: years for which each pair has had a pact, or none, up to and including the base year."""
    past, index = model.past, {code: k for k, code in enumerate(model.past.codes)}
    if past.year != timeline.base_year:
        raise BadInput(
            f"the model knows the record up to {past.year} and the base year is {timeline.base_year}: fit it anew"
        )
    places = np.array([index[code] for code in timeline.states], dtype=np.int64)
    one, other = places[timeline.pairs[0]], places[timeline.pairs[1]]
    # What an intervention of the base year itself has made or ended is in its first year.
    same = past.tied[one, other] == timeline.network(0).ties()[timeline.pairs]
    return np.where(same, np.maximum(past.clock[one, other], 1), 1)


def usual(model: HazardModel, baseline: Readings) -> FloatArray:
    """``(2, K)``: means of each mechanism over pairs without and with a pact in the base year, 0 where unknown."""
    tied = baseline.timeline.network(0).ties()[baseline.timeline.pairs]
    found = np.zeros((2, len(model.mechanisms)))
    for k, m in enumerate(model.mechanisms):
        values = baseline.of(m, 0)
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


def prepared(model: HazardModel, readings: Readings, means: FloatArray) -> Prepared:
    """Measure a timeline for the compiled loop.

    Parameters
    ----------
    model
        Whose mechanisms are all compiled or fixed.
    readings
        Of the baseline or the scenario.
    means
        ``(2, K)`` from `usual`, of the baseline.
    """
    timeline = readings.timeline
    start = timeline.network(0)
    tied = start.ties()[timeline.pairs]
    place = {m: k for k, m in enumerate(model.mechanisms)}
    values: list[FloatArray] = []
    stacks: list[FloatArray] = []
    regime: list[int] = []
    slots, options = _layout(model, timeline)
    for ahead in range(timeline.horizon):
        row = np.array(
            [known_or_usual(readings.of(m, ahead), means[:, place[m]], tied) for m in model.fixed]
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
            ended=start.lapsed()[timeline.pairs],
            watched=tied | (timeline.forced != 0).any(axis=0),
        ),
    )


def chances_of_forming(course: Course, terms: Terms, fixed: FloatArray) -> FloatArray:
    """``(P,)``: the chance of each pair to form a pact in the first year; 0 where it has one.

    Terms of the whole network are left out, which suffices for saying which states are likely to move.
    """
    one, other = np.triu_indices(len(course.ties), 1)
    degrees = course.ties.sum(axis=1, dtype=np.int64)
    predictor = (
        fixed[course.regime[0]]
        + terms.clocks[0, course.clock]
        + terms.common[0, course.common[one, other]]
        + terms.elsewhere[0, degrees[one]]
        + terms.elsewhere[0, degrees[other]]
        + terms.lapsed[0] * course.ended
    )
    link = Cloglog() if terms.cloglog[0] else Logit()
    return np.where(course.ties[one, other] > 0, 0.0, link.probability(predictor))


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
