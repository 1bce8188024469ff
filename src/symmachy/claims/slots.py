"""The same test for every power: the reference coding with each state that could fill the slot."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.codings import Controls, Wars
from symmachy.claims.estimate import Estimate, NoEstimate, estimate
from symmachy.claims.units import rows_of
from symmachy.claims.verdict import Filled
from symmachy.errors import BadInput, UnknownName
from symmachy.panels import Tie

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.claims.codings import Coding
    from symmachy.claims.declaration import Comparison
    from symmachy.claims.units import Unit
    from symmachy.panels import Past
    from symmachy.typing import StateCode

__all__ = ["fill"]

FEWEST_ROWS = 50
"""Rows with a state in the slot, at the least."""

FEWEST = 5
"""Rows with the outcome, and without it, for one state: fewer than for all, or hardly any state could be shown."""


def fill(test: Comparison, unit: Unit, coding: Coding, past: Past) -> tuple[Filled, ...]:
    """Return the estimate for each state that could fill the slot, by code.

    The coding is the reference with nothing held equal and the world wars in: one state has few rows. States
    are those of the slot's column, or every great power that there was where the slot is in the predictor.
    Those with too few rows or events are left out, whoever they are.

    Parameters
    ----------
    test, unit, coding
        The claim's test, its unit, and the coding to run.
    past
        The world's arrays.
    """
    if test.slot is None:
        return ()
    coding = replace(coding, controls=Controls.NONE, wars=Wars.IN)
    try:
        rows = rows_of(unit, past, tie=Tie(coding.obligation), years=coding.window, option=test.option)
        found: dict[StateCode, Estimate] = {}
        if test.slot.predictor:
            powers = sorted(past.world.codes[i] for i in np.flatnonzero(past.power.any(axis=0)))
            for state in powers:
                own = replace(coding, predictor=test.slot.predictor.replace("{state}", state))
                _try(found, state, partial(estimate, test, unit, rows, own, fewest=FEWEST))
        else:
            who = rows.group(test.slot.column)
            numbers, first, count = np.unique(who, return_index=True, return_counts=True)
            for number, row in zip(numbers[count >= FEWEST_ROWS], first[count >= FEWEST_ROWS], strict=True):
                state = rows.code(test.slot.column, int(row))
                only = who == number
                _try(found, state, partial(estimate, test, unit, rows, coding, only=only, fewest=FEWEST))
    except (UnknownName, BadInput):
        return ()
    return _ranked(found, test.slot.named)


def _try(found: dict[StateCode, Estimate], state: StateCode, make: Callable[[], list[Estimate]]) -> None:
    try:
        found[state] = make()[0]
    except (NoEstimate, BadInput):  # too few rows, or one cluster only
        return


def _ranked(found: dict[StateCode, Estimate], named: tuple[StateCode, ...]) -> tuple[Filled, ...]:
    from scipy.stats import norm

    from symmachy.claims.rule import LEVEL

    wide = float(norm.ppf((1 + LEVEL) / 2))
    effects = np.array([e.log_ratio for e in found.values()])
    return tuple(
        Filled(
            state=state,
            ratio=float(np.exp(e.log_ratio)),
            low=float(np.exp(e.log_ratio - wide * e.error)),
            high=float(np.exp(e.log_ratio + wide * e.error)),
            rows=e.rows,
            came=e.came,
            named=state in named,
            rank=1 + int((effects > e.log_ratio).sum()),
            quantile=float((effects <= e.log_ratio).mean()),
        )
        for state, e in sorted(found.items())
    )
