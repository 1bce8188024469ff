"""Whether a scenario asks of the model what the record has never seen, and whether the model looks at it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.scenarios.hazards import HazardModel
    from symmachy.scenarios.intervention import Intervention
    from symmachy.scenarios.network_model import NetworkModel
    from symmachy.scenarios.readings import Readings
    from symmachy.world.world import World

__all__ = ["notes", "out_of_range"]

_ASK_EARLIER = (
    "; the record has it by the base year: to ask before it was so, give an earlier one (--base-year)"
)


def out_of_range(
    model: HazardModel | NetworkModel, baseline: Readings, scenario: Readings
) -> tuple[str, ...]:
    """Name each mechanism that the scenario moves beyond what any pair had up to the base year.

    The ties are those of the record and the interventions, before any chance.
    """
    seen = {m.name: model.past.range_of(m) for m in model.mechanisms}
    worst: dict[str, tuple[float, float, int, str]] = {}
    line = scenario.timeline
    for ahead in range(line.horizon):
        if line.worlds[ahead] is baseline.timeline.worlds[ahead]:
            continue
        network = line.network(ahead)
        for m in model.mechanisms:
            low, high = seen[m.name]
            values, before = scenario.of(m, ahead), baseline.of(m, ahead)
            if values is before:
                continue
            beyond = np.maximum(low - values, values - high)
            beyond[np.isnan(values) | (values == before)] = -np.inf
            if not len(beyond) or not beyond.max() > 1e-9:
                continue
            p = int(beyond.argmax())
            if m.name not in worst or beyond[p] > worst[m.name][0]:
                one, other = (network.states[rows[p]] for rows in line.pairs)
                who = f"{network.name(one)} and {network.name(other)} in {network.year}"
                worst[m.name] = (float(beyond[p]), float(values[p]), int((beyond > 1e-9).sum()), who)
    return tuple(
        f"{m.title} ({m.name}) is {worst[m.name][1]:.3g} for {who}, outside the {seen[m.name][0]:.3g} to "
        f"{seen[m.name][1]:.3g} that any pair had up to {line.base_year}; so for {count:,} "
        f"pair{'s' if count > 1 else ''} in that year. The model was never fitted there"
        for m in model.mechanisms
        if m.name in worst
        for _, _, count, who in (worst[m.name],)
    )


def notes(
    model: HazardModel | NetworkModel,
    world: World,
    interventions: tuple[Intervention, ...],
    worlds: tuple[World, ...],
) -> tuple[str, ...]:
    """Say of each intervention that can move nothing why it cannot.

    Parameters
    ----------
    model
        What is carried forward.
    world
        The baseline's.
    interventions
        In the order in which they were applied.
    worlds
        The world after each of them.
    """
    return tuple(_notes(model, world, interventions, worlds))


def _notes(
    model: HazardModel | NetworkModel,
    world: World,
    interventions: tuple[Intervention, ...],
    worlds: tuple[World, ...],
) -> Iterator[str]:
    reads = {world.roles.get(name, name) for name in model.reads}
    for one, before, after in zip(interventions, (world, *worlds), worlds, strict=False):
        roles = [r for r in one.changes if r in world.roles or r in world.variables]
        read = [r for r in roles if world.roles.get(r, r) in reads]
        if not one.changes_pacts and not read:
            yield (
                f'"{one.sentence(before)}": the model reads nothing of this ({", ".join(one.changes)}), so it '
                "moves nothing; other mechanisms can be added to it with `also`"
            )
        elif not _differ(before, after, roles, one.year):
            said = f'"{one.sentence(before)}": so it was already, and nothing changes by it'
            of_record = not _differ(world, before, roles, one.year)
            yield said + (_ASK_EARLIER if of_record else "")


def _differ(before: World, after: World, roles: list[str], year: int) -> bool:
    place = year - before.coverage.first
    if not before.pledges.equals(after.pledges):
        return True
    # Earlier years too: what is settled in one year is settled of the years before. They come second, since most
    # changes show in the years from their own on.
    first = max(0, place - 100)
    return any(
        not np.array_equal(before.array(r)[years], after.array(r)[years], equal_nan=True)
        for years in (slice(place, None), slice(first, place))
        for r in roles
    )
