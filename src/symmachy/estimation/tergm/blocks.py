"""From yearly networks to the rows of a pseudolikelihood: every pair that could be tied, year by year."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.tergm.compressed import Rows, merge_equal
from symmachy.estimation.tergm.missing import Gaps
from symmachy.estimation.tergm.part import Part, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from symmachy.estimation.tergm.model import Tergm
    from symmachy.typing import Year
    from symmachy.world.network import Network

__all__ = ["Pooled", "Step", "pool", "steps_of"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """One network to be explained, and the one before it where the model is separable."""

    network: Network
    before: Network | None


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """The rows of each part of a model over all networks."""

    rows: tuple[Rows, ...]
    """One for each part."""
    years: tuple[Year, ...]
    """The blocks of every part, in order: a part may have no row in some."""
    networks: int
    pairs: tuple[int, ...]
    """How many pairs each part rests on, before equal rows were made one."""
    ties: tuple[int, ...]
    """How many of these were tied."""
    gaps: Gaps
    given: int
    """Pairs that were left out since their tie, or its absence, was given."""
    checksum: str


def steps_of(model: Tergm, networks: Sequence[Network]) -> list[Step]:
    """Return what is to be explained, in order of years.

    Raises
    ------
    BadInput
        Where something else than networks is given, a year of a world comes twice, or a separable model has
        no network that follows another.
    """
    from symmachy.world.network import Network

    given = list(networks)
    strange = next((n for n in given if not isinstance(n, Network)), None)
    if strange is not None:
        raise BadInput(f"{strange!r} is no network; pass networks such as world.in_year(1955)")
    by_world: dict[int, list[Network]] = {}
    for network in given:
        by_world.setdefault(id(network.world), []).append(network)
    found = []
    for waves in by_world.values():
        waves.sort(key=lambda network: network.year)
        for one, other in pairwise(waves):
            if one.year == other.year:
                raise BadInput(f"the network of {one.year} was given twice; pass each network once")
        if model.separable:
            found += [Step(network=after, before=before) for before, after in pairwise(waves)]
        else:
            found += [Step(network=network, before=None) for network in waves]
    if not found:
        if given:
            raise BadInput(
                f"there is one network only, of {given[0].year}; what forms and what persists needs the network "
                "before it too, so pass two at the least"
            )
        raise BadInput("no network was given; pass networks such as world.in_year(1955)")
    return sorted(found, key=lambda step: step.network.year)


def pool(model: Tergm, networks: Sequence[Network]) -> Pooled:
    """Return the rows of `model` for these networks, equal rows of a year made one.

    Raises
    ------
    BadInput
        As `steps_of`; where ties or values are missing and the model refuses that; where nothing is left.
    UnknownName
        Where a world lacks a variable.
    """
    steps = steps_of(model, networks)
    gaps = Gaps(missing=model.missing)
    digest = hashlib.sha256(str(model).encode())
    years = tuple(dict.fromkeys(step.network.year for step in steps))
    kept: list[list[tuple[Year, Rows]]] = [[] for _ in model.parts]
    given = 0
    for step in steps:
        for place, part in enumerate(split(model, step.network, step.before)):
            given += int(part.once(part.given).sum())
            kept[place].append((step.network.year, _rows(part, gaps)))
    gaps.refuse()
    for of_part in kept:
        for _, rows in of_part:
            for array in (rows.x, rows.y, rows.n):
                digest.update(np.ascontiguousarray(array).data)
    joined = tuple(_joined(of_part, years) for of_part in kept)
    return Pooled(
        rows=joined,
        years=years,
        networks=len(steps),
        pairs=tuple(int(rows.n.sum()) for rows in joined),
        ties=tuple(int(rows.y.sum()) for rows in joined),
        gaps=gaps,
        given=given,
        checksum=digest.hexdigest(),
    )


def _rows(part: Part, gaps: Gaps) -> Rows:
    """Return the rows of one part of one network."""
    changes = part.system.every()
    free = gaps.leave_out(part, changes)
    one, other = np.nonzero(part.once(free))
    return merge_equal(changes[:, one, other], part.ties[one, other])


def _joined(blocks: Sequence[tuple[Year, Rows]], years: Sequence[Year]) -> Rows:
    """Return the rows of all networks, by year."""

    def of_year(year: Year) -> Iterator[Rows]:
        return (rows for at, rows in blocks if at == year)

    ordered = [list(of_year(year)) for year in years]
    sizes = [sum(rows.y.size for rows in block) for block in ordered]
    flat = [rows for block in ordered for rows in block]
    return Rows(
        x=np.ascontiguousarray(np.concatenate([rows.x for rows in flat], axis=1)),
        y=np.concatenate([rows.y for rows in flat]),
        n=np.concatenate([rows.n for rows in flat]),
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    )
