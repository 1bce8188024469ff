"""Variables of states that make their opportunities more or less frequent, brought to the states of each period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation.gaps import listed, spans
from symmachy.estimation.weights import Missing
from symmachy.mechanisms import Sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.kinds import Rule
    from symmachy.estimation.actors.periods import Period
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["need_rates", "paced", "paces", "rate_of"]


def rate_of(given: str | Sequence[str]) -> tuple[str, ...]:
    """Return the names of variables for the rate: a list of them, or a text such as ``"capabilities + polity"``.

    Raises
    ------
    BadInput
        Where there is no name between two signs, or one twice.

    Examples
    --------
    >>> rate_of("capabilities + polity")
    ('capabilities', 'polity')
    """
    names = tuple(part.strip() for part in given.split("+")) if isinstance(given, str) else tuple(given)
    if not all(names):
        raise BadInput(f"rate={given!r} has an empty name; write rate='capabilities + polity'")
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise BadInput(
            f"rate={given!r} names {' and '.join(map(repr, twice))} twice; name each variable once"
        )
    return names


def need_rates(rule: Rule, names: Sequence[str]) -> None:
    """Check that a rule knows opportunities of single states, where variables are to change how frequent they are.

    Raises
    ------
    BadInput
        Where they come to pairs.
    """
    if names and rule.pairwise:
        raise BadInput(
            f"rate={' + '.join(names)} is about the opportunities of single states, but by the rule {rule.name} they "
            "come to pairs; take rule=Reciprocal() or Forcing(), or leave rate= out"
        )


def paces(
    names: Sequence[str], periods: Sequence[Period], *, centre: bool, missing: Missing
) -> tuple[tuple[FloatArray, ...], tuple[tuple[str, float], ...], tuple[str, ...]]:
    """Return the values of each variable in each period, the means taken off, and notes.

    Values are those at the start of a period; for a state that comes within it, those at its end. A variable is
    centred at its mean over states and periods, so that the rate is that of a state at the mean.

    Returns
    -------
    tuple of arrays
        By period ``(H, N)``.
    tuple of (name, mean)
        What was taken off.
    tuple of str
        What was filled.

    Raises
    ------
    UnknownName
        Where a world lacks a variable.
    BadInput
        Where values are not known and `missing` refuses, or none is known.
    """
    if not names:
        return (), (), ()
    for world in dict.fromkeys(p.first.world for p in periods):
        _need(names, world)
    wide = [np.array([_values(name, period) for name in names]) for period in periods]
    means, notes, faults = [], [], []
    for h, name in enumerate(names):
        known = np.concatenate([values[h] for values in wide])
        gone = np.isnan(known)
        if gone.all():
            raise BadInput(f"{name} is not known for any state in any period; leave it out of rate=")
        if gone.any() and missing is Missing.REFUSE:
            faults.append(_said(name, periods, [np.isnan(values[h]) for values in wide]))
        if gone.any():
            notes.append(
                f"rate: {name} is not known for {gone.mean():.1%} of the states: its mean stands in for it."
            )
        mean = float(known[~gone].mean())
        means.append(mean)
        for values in wide:
            values[h] = np.where(np.isnan(values[h]), mean, values[h]) - (mean if centre else 0.0)
    if faults:
        raise BadInput(
            f'values are missing: {"; ".join(faults)}. Pass missing=Missing.DROP (in a study: missing = "drop") to let '
            "the mean stand in for them, leave the variable out of rate=, or take other years"
        )
    return tuple(wide), tuple(zip(names, means, strict=True)) if centre else (), tuple(notes)


def paced(names: Sequence[str], network: Network, means: dict[str, float]) -> FloatArray:
    """``(H, N)``: the values in one network less the means of a fit, which stand in for what is not known."""
    values = np.array([network.state(name) - means.get(name, 0.0) for name in names])
    return np.asarray(np.nan_to_num(values.reshape(len(names), len(network.states))), dtype=np.float64)


def _need(names: Sequence[str], world: World) -> None:
    for name in names:
        if Sum(variable=name).lacks(world):
            raise UnknownName.among(
                f"variable for rate= in the record {world.record!r}", name, {*world.roles, *world.variables}
            )


def _values(name: str, period: Period) -> FloatArray:
    found = np.full(len(period.states), np.nan)
    place = {code: i for i, code in enumerate(period.states)}
    for network in (period.last, period.first):  # what was there first is kept
        where = np.array([place[code] for code in network.states], dtype=np.int64)
        found[where] = network.state(name)
    return found


def _said(
    name: str, periods: Sequence[Period], gaps: Sequence[np.ndarray[tuple[int], np.dtype[np.bool_]]]
) -> str:
    years = [p.first.year for p, gap in zip(periods, gaps, strict=True) if gap.any()]
    states: dict[StateCode, None] = {}
    for period, gap in zip(periods, gaps, strict=True):
        states.update(dict.fromkeys(code for code, gone in zip(period.states, gap, strict=True) if gone))
    return f"rate: {name} in {spans(years)} ({listed(sorted(states), 'states')})"
