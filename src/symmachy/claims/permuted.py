"""A record whose alliances are dealt to other states of the same region and era: what chance alone would say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import StateCode
    from symmachy.world import World

__all__ = ["permuted"]

ERAS = (1816, 1900, 1945, 1965)
"""First years of the eras in which a state's membership may begin to be dealt with others of its era."""


def permuted(world: World, seed: int) -> World:
    """Return a new world in which states of one region and era have exchanged their treaties and pledges.

    Wars, power, borders and every variable stay where they were, and the network of alliances keeps its
    shape; only which state holds which place in it is drawn anew. A state's era is that in which it first
    was a member of the system.

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
    groups: dict[tuple[str, int], list[StateCode]] = {}
    for state in world.states:
        first = min((s.start.year for s in state.spells), default=9999)
        era = sum(first > year for year in ERAS)
        groups.setdefault((state.region, era), []).append(state.code)
    generator = np.random.Generator(np.random.Philox(seed))
    to: dict[StateCode, StateCode] = {}
    for _, codes in sorted(groups.items()):
        ordered = sorted(codes)
        to |= dict(zip(ordered, generator.permutation(ordered).tolist(), strict=True))
    return to
