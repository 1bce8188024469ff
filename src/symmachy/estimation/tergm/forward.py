"""Simulation year after year: each year's ties are the past of the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.tergm.simulate import Simulated, draw_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.relation import Relation
    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.estimation.tergm.sampler import Sampler
    from symmachy.typing import BoolArray
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["simulate_forward", "unseen"]


def simulate_forward(
    fit: TergmFit,
    networks: Sequence[Network],
    *,
    draws: int,
    seed: int,
    sampler: Sampler,
    workers: int | None,
) -> tuple[Simulated, ...]:
    """Return draws of a path through all networks, as `TergmFit.simulate_forward` describes them."""
    import joblib

    waves = sorted(networks, key=lambda network: network.year)
    _check(waves)
    if draws < 1 or seed < 0:
        raise BadInput(f"draws must be 1 or more and the seed 0 or more, not {draws} and {seed}")
    paths = joblib.Parallel(n_jobs=workers, prefer="threads")(
        joblib.delayed(_path)(fit, waves, sampler, seed, draw) for draw in range(draws)
    )
    relation = fit.model.relation
    found = []
    for place, network in enumerate(waves):
        ties = np.stack([path[place] for path in paths]).astype(np.uint8)
        ties.flags.writeable = False
        apart = ~np.eye(len(network.states), dtype=np.bool_)
        found.append(
            Simulated(
                year=network.year,
                states=network.states,
                ties=ties,
                observed=relation.ties(network),
                free=apart & ~relation.given_ties(network),
                directed=relation.directed,
            )
        )
    return tuple(found)


def unseen(network: Network, relation: Relation) -> Network:
    """Return a new network of the year whose ties are those of the year before, its own being hidden."""
    world = network.world
    return _with_ties(world, world, network.year, None, relation).in_year(network.year)


def _check(waves: Sequence[Network]) -> None:
    if not waves:
        raise BadInput("no network was given; pass networks such as world.in_year(1955)")
    world = waves[0].world
    if any(network.world is not world for network in waves):
        raise BadInput("the networks are of several worlds; simulate those of each world by themselves")
    for one, other in pairwise(waves):
        if other.year != one.year + 1:
            raise BadInput(
                f"the network of {other.year} follows that of {one.year}; a path goes from year to year, since "
                "mechanisms such as inertia read the year before"
            )
    if waves[0].year - 1 not in world.coverage:
        raise BadInput(
            f"a path that begins with {waves[0].year} sets out from {waves[0].year - 1}, which the record "
            f"does not cover; begin a year after {world.coverage.first} or later"
        )


def _path(fit: TergmFit, waves: Sequence[Network], sampler: Sampler, seed: int, draw: int) -> list[BoolArray]:
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(draw,))))
    recorded = waves[0].world
    world = recorded
    found = []
    for network in waves:
        before = world.in_year(network.year - 1)
        # The year itself is simulated from what is known the year before: its own ties are those of then.
        world = _with_ties(world, recorded, network.year, None, fit.model.relation)
        drawn = draw_once(fit, world.in_year(network.year), before, sampler, generator)
        world = _with_ties(world, recorded, network.year, drawn, fit.model.relation)
        found.append(drawn)
    return found


def _with_ties(world: World, recorded: World, year: int, ties: BoolArray | None, relation: Relation) -> World:
    """Return a new world whose members have these ties in a year, or those of the year before.

    Only the pairs of the relation that are given as fixed keep what is recorded of the year.
    """
    cube = world.pledged.copy()
    place = year - world.coverage.first
    network = recorded.in_year(year)
    grid = np.ix_(network.places, network.places)
    bits = np.uint8(relation.obligation)
    if ties is None:
        earlier = world.in_year(year - 1)
        there = np.isin(network.places, earlier.places)
        owed = (cube[place - 1][grid] & bits) == bits
        ties = (owed if relation.directed else owed | owed.T) & there[:, None] & there
        ties = np.where(relation.given_ties(network), relation.ties(network), ties)
    now = cube[place][grid] & ~bits
    cube[place][grid] = np.where(ties, now | bits, now)
    return world.with_pledged(cube)
