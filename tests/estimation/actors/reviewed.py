"""Small panels of networks and a fit to each, for tests of what is done with a fit."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from tests.worlds import PLEDGES, of_states, state, world

from symmachy.estimation.actors import Actors, Directed, Forcing, Phases
from symmachy.estimation.relation import Relation
from symmachy.world import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors import ActorsFit
    from symmachy.typing import BoolArray
    from symmachy.world import Network, World

FIRST = 1901
DIRECTED = Relation(reading=Reading.DIRECTED)
SHORT = Phases(steps=4, draws=50, parts=1, updates=4, batch=10, last=200, repeats=1, enough=0.25)


def panel(waves: Sequence[BoolArray], *, leaves: bool = False) -> World:
    """A world whose states A00, A01, ... have the ties of each wave in a year of its own.

    With ``leaves`` the last state goes in the middle of the last year but one.
    """
    codes = [f"A{k:02d}" for k in range(len(waves[0]))]
    last = FIRST + len(waves) - 1
    states = [state(code) for code in codes]
    if leaves:
        states[-1] = state(codes[-1], ("", f"{last}-01-01"))
    rows = [
        (codes[i], codes[j], 1, date(FIRST + k, 1, 1), date(FIRST + k + 1, 1, 1), None)
        for k, ties in enumerate(waves)
        for i, j in np.argwhere(ties)
        if not (leaves and FIRST + k == last and len(codes) - 1 in (i, j))
    ]
    x = {(FIRST + k, code): float(n % 3) for k in range(len(waves)) for n, code in enumerate(codes)}
    made = world(states, first=FIRST, last=last, variables=[of_states("made.x", x, coverage=(FIRST, last))])
    return replace(made, pledges=pl.DataFrame(rows, schema=PLEDGES, orient="row"))


def networks(made: World) -> list[Network]:
    return [made.in_year(year) for year in made.years]


def waves(seed: int, *, size: int = 14, many: int = 3, directed: bool = False) -> list[BoolArray]:
    """Waves of which each keeps most of the ties of the one before."""
    rng = np.random.default_rng(seed)

    def drawn(chance: float) -> BoolArray:
        found = rng.random((size, size)) < chance
        if not directed:
            found = np.triu(found, 1)
            found = found | found.T
        np.fill_diagonal(found, False)
        return found

    found = [drawn(0.22)]
    for _ in range(many - 1):
        found.append((found[-1] & ~drawn(0.25)) | drawn(0.06))
    return found


@functools.cache
def undirected() -> tuple[ActorsFit, tuple[Network, ...]]:
    seen = tuple(networks(panel(waves(1))))
    model = Actors(evaluation="ties + triangles + similarity('x')", rule=Forcing())
    return model.fit(seen, phases=SHORT, seed=1), seen


@functools.cache
def directed() -> tuple[ActorsFit, tuple[Network, ...]]:
    seen = tuple(networks(panel(waves(2, directed=True))))
    model = Actors(evaluation="ties + reciprocity", rule=Directed(), relation=DIRECTED)
    return model.fit(seen, phases=SHORT, seed=1), seen
