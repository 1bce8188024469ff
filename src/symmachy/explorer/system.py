"""The whole system of alliances as one table of spells, which a browser turns into any year at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.typing import Json
    from symmachy.world.spell import Spell
    from symmachy.world.state import State
    from symmachy.world.world import World

__all__ = ["system"]


def system(world: World) -> Json:
    """Return states and ties of all years, as JSON's types.

    Every spell is two years, first and last included; a spell without an end lasts to the record's last year.

    Returns
    -------
    dict
        ``record``, ``years`` (first and last), ``states`` (code, region, codes for the map, spells of membership,
        names and capitals by year), ``ties`` (parallel lists: the places of two states, bits of `Obligation` that
        either owed the other, first and last year) and ``hostile`` (the same without bits).

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> found = system(open_record("chronicle"))
    >>> found["years"][0], sorted(found["ties"])
    (1816, ['a', 'b', 'bits', 'first', 'last'])
    """
    owed = world.pledged | world.pledged.transpose(0, 2, 1)
    hostility = np.nan_to_num(world.array("hostility")) > 0 if "hostility" in world.roles else None
    first = world.coverage.first
    return {
        "record": world.record,
        "years": [first, world.coverage.last],
        "last_day": world.last_day.isoformat(),
        "states": [_state(state, world) for state in world.states],
        "ties": _spells(owed, first),
        "hostile": {k: v for k, v in _spells(hostility.astype(np.uint8), first).items() if k != "bits"}
        if hostility is not None
        else {"a": [], "b": [], "first": [], "last": []},
        "hostile_until": world.variable("hostility").coverage.last if hostility is not None else None,
        "citations": [{"source": p.source, "citation": p.citation} for p in world.sources(())],
    }


def _state(state: State, world: World) -> dict[str, Any]:
    names = sorted((n for n in state.names if n.short), key=lambda n: n.spell.start)
    return {
        "code": state.code,
        "region": state.region,
        "iso": state.code_in("iso3", world.coverage.last),
        "spells": _years(state.spells, world),
        "names": [[n.text, *_span(n.spell, world)] for n in names],
        "capitals": [
            [c.name, *_span(c.spell, world), c.latitude, c.longitude]
            for c in sorted(state.capitals, key=lambda c: c.spell.start)
        ],
    }


def _years(spells: Iterable[Spell], world: World) -> list[list[int]]:
    spans = [_span(spell, world) for spell in spells]
    return [[a, b] for a, b in spans if a <= b]


def _span(spell: Spell, world: World) -> tuple[int, int]:
    last = world.coverage.last if spell.last_year is None else spell.last_year
    return max(spell.start.year, world.coverage.first), min(last, world.coverage.last)


def _spells(cube: np.ndarray[Any, np.dtype[np.uint8]], first: int) -> dict[str, list[int]]:
    """Return the runs of equal, non-zero values of each unordered pair over the years, by first year."""
    one, other = np.triu_indices(cube.shape[1], 1)
    values = cube[:, one, other]
    edge = np.zeros((1, values.shape[1]), dtype=values.dtype)
    changed = np.diff(values, axis=0, prepend=edge, append=edge) != 0
    starts, pairs = np.nonzero(changed[:-1] & (values != 0))
    # The run ends before the next change of the same pair.
    next_change = np.full((len(values) + 1, values.shape[1]), len(values), dtype=np.int64)
    for year in range(len(values) - 1, -1, -1):
        next_change[year] = np.where(changed[year + 1], year + 1, next_change[year + 1])
    ends = next_change[starts, pairs] - 1
    return {
        "a": one[pairs].tolist(),
        "b": other[pairs].tolist(),
        "bits": values[starts, pairs].tolist(),
        "first": (starts + first).tolist(),
        "last": (ends + first).tolist(),
    }
