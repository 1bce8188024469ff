"""A record whose alliances are dealt to other states of the same region and era: what chance alone would say."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.estimate import predictors
from symmachy.claims.turned import LEAST, Turned, of_the_year
from symmachy.claims.units import find_unit, rows_of
from symmachy.errors import BadInput, UnknownName
from symmachy.panels import Tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from symmachy.claims.declaration import Claim, Comparison
    from symmachy.claims.rows import Rows
    from symmachy.panels import Past
    from symmachy.typing import StateCode
    from symmachy.world import World

__all__ = ["permuted", "turned"]

ERAS = (1816, 1900, 1945, 1965)
"""First years of the eras: states are dealt to each other whose memberships began, and ended, in the same two."""

KEPT = ("position-year", "state-power-year")
"""Units of one state in a year, of which a predictor may be the year's alone; their rows are kept by `Past`."""


def permuted(world: World, seed: int) -> World:
    """Return a new world in which states of one region and era have exchanged their treaties and pledges.

    Wars, power, borders and every variable stay where they were, and the network of alliances keeps its
    shape; only which state holds which place in it is drawn anew. A state's era is that in which it first
    was a member of the system together with that in which it last was: pacts that were dealt to a state
    that had gone would bind nobody.

    Parameters
    ----------
    world
        The record.
    seed
        Seed of the draw, 0 or above.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> chronicle = open_record("chronicle")
    >>> dealt = permuted(chronicle, 1)
    >>> dealt.pledges.height == chronicle.pledges.height, dealt.variables == chronicle.variables
    (True, True)
    """
    import polars as pl

    to = _dealt(world, seed)
    return replace(
        world,
        pledges=world.pledges.with_columns(pl.col("by").replace(to), pl.col("to").replace(to)),
        treaties=tuple(
            replace(
                treaty,
                members=tuple(replace(m, state=to.get(m.state, m.state)) for m in treaty.members),
                terms=tuple(replace(t, by=to.get(t.by, t.by), to=to.get(t.to, t.to)) for t in treaty.terms),
            )
            for treaty in world.treaties
        ),
    )


def _dealt(world: World, seed: int) -> dict[StateCode, StateCode]:
    groups: dict[tuple[str, int, int], list[StateCode]] = {}
    for state in world.states:
        first = min((s.start.year for s in state.spells), default=9999)
        last = max((9999 if s.last_year is None else s.last_year for s in state.spells), default=9999)
        began, ended = (sum(when > year for year in ERAS) for when in (first, last))
        groups.setdefault((state.region, began, ended), []).append(state.code)
    generator = np.random.Generator(np.random.Philox(seed))
    to: dict[StateCode, StateCode] = {}
    for _, codes in sorted(groups.items()):
        ordered = sorted(codes)
        to |= dict(zip(ordered, generator.permutation(ordered).tolist(), strict=True))
    return to


def turned(claim: Claim, pasts: Mapping[str, Past], seed: int) -> dict[str, Past] | None:
    """Return a record's arrays with the predictors of a claim moved on in time; None where none is of the year.

    Dealing alliances among states leaves it as it was in which years they were made. A predictor that is the
    same for all states of a year is dealt by years: moved on by some, what falls off at the end beginning
    again, so that neighbouring years stay alike in it as in all else.

    Parameters
    ----------
    claim
        A claim with one test.
    pasts
        What `pasts_of` gave for the record.
    seed
        Seed of the number of years, 0 or above.
    """
    if len(claim.tests) != 1 or not any(of_the_year(*asked) for asked in _asked(claim, pasts)):
        return None
    (test,), generator = claim.tests, np.random.Generator(np.random.Philox(seed))
    found = {}
    for source, past in pasts.items():
        found[source] = dealt = past.allied_as_in(past.world)
        by = int(generator.integers(LEAST, len(past.world.years) - LEAST))
        for tie, years in product((Tie(o) for o in test.obligations), test.windows):
            rows = rows_of(find_unit(test.unit), past, tie=tie, years=years, option=test.option)
            for name in _single(test, years):
                if of_the_year(rows, name):
                    rows = Turned(rows=rows, name=name, by=by)
            # `rows_of` finds them where it would have put its own.
            dealt.own((test.unit, tie, years), partial(_itself, rows))
    return found


def _itself(rows: Rows) -> Rows:
    return rows


def _single(test: Comparison, years: int) -> list[str]:
    """Return the predictors that are one column each."""
    return [names[0] for t in test.predictors if len(names := predictors(t, years)[1]) == 1]


def _asked(claim: Claim, pasts: Mapping[str, Past]) -> Iterator[tuple[Rows, str]]:
    """Give the rows of the first coding with each predictor, where the record has it."""
    test, past = claim.tests[0], next(iter(pasts.values()))
    if test.unit not in KEPT:
        return
    years, tie = test.windows[0], Tie(test.obligations[0])
    for name in _single(test, years):
        with suppress(UnknownName, BadInput):  # what the record lacks is left out of the test as well
            rows = rows_of(find_unit(test.unit), past, tie=tie, years=years, option=test.option)
            rows.at(name, np.arange(1))
            yield rows, name
