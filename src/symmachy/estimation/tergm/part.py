"""What a TERGM explains in one network: the ties themselves, or what formed and what persisted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.estimation.tergm.model import Tergm
    from symmachy.mechanisms.specification import Specification
    from symmachy.mechanisms.system import System
    from symmachy.typing import BoolArray
    from symmachy.world.network import Network

__all__ = ["FORMATION", "PERSISTENCE", "Part", "carried", "part_of", "split"]

FORMATION, PERSISTENCE = "formation", "persistence"


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """One part of a model, bound to one network.

    The formation part of a separable model is about the network of all ties that there were before or are
    now, and free to differ where there was no tie before; the persistence part is about the ties that there
    were before and are still, and free where there was one.
    """

    network: Network
    specification: Specification
    system: System
    ties: BoolArray
    """``(N, N)``: the ties that the part is about."""
    free: BoolArray
    """``(N, N)``: pairs whose tie could be there or not, as far as is known, with an empty diagonal."""
    unknown: BoolArray
    """``(N, N)``: pairs that would be free but for not being known."""
    given: BoolArray
    """``(N, N)``: pairs that would be free but for being given."""

    def once(self, pairs: BoolArray) -> BoolArray:
        """Return the pairs ``(N, N)`` with each once: those above the diagonal, or all where ties are directed."""
        return pairs if self.system.directed else np.triu(pairs, 1)


def split(model: Tergm, network: Network, before: Network | None) -> Iterator[Part]:
    """Return the parts of `model` for a network and, where it is separable, the one before it."""
    now = model.relation.ties(network)
    size = len(network.states)
    apart = ~np.eye(size, dtype=np.bool_)
    unknown = model.relation.unknown_ties(network)
    if model.specification is not None:
        yield part_of(model, network, model.specification, ties=now, candidates=apart, unknown=unknown)
        return
    assert before is not None  # noqa: S101 - steps_of gives separable models the network before
    assert model.formation is not None  # noqa: S101 - what is not pooled is separable
    assert model.persistence is not None  # noqa: S101 - the same
    then, both = carried(model.relation.ties(before), before, network)
    known_before, _ = carried(~model.relation.unknown_ties(before), before, network)
    unknown = unknown | (both & ~known_before)
    yield part_of(
        model,
        network,
        model.formation,
        ties=now | then,
        candidates=both & ~then & apart,
        unknown=unknown,
    )
    yield part_of(
        model,
        network,
        model.persistence,
        ties=now & then,
        candidates=both & then & apart,
        unknown=unknown,
    )


def part_of(
    model: Tergm,
    network: Network,
    specification: Specification,
    *,
    ties: BoolArray,
    candidates: BoolArray,
    unknown: BoolArray,
) -> Part:
    """Return a part whose ties can be there or not among the `candidates`, ``(N, N)``."""
    given = model.relation.given_ties(network) & candidates
    return Part(
        network=network,
        specification=specification,
        system=specification.system(network, ties=ties, directed=model.relation.directed),
        ties=ties,
        free=candidates & ~given & ~unknown,
        unknown=candidates & ~given & unknown,
        given=given,
    )


def carried(values: BoolArray, before: Network, network: Network) -> tuple[BoolArray, BoolArray]:
    """Return values of pairs of an earlier network for the states of a later one, and who is in both.

    Parameters
    ----------
    values
        ``(M, M)`` for the states of `before`.

    Returns
    -------
    tuple
        ``(N, N)`` twice: the values, false for pairs that were not there before, and whether the pair was.
    """
    place = np.array([before.place.get(code, -1) for code in network.states], dtype=np.int64)
    there = place >= 0
    both = there[:, None] & there
    if not len(before.states):
        return np.zeros_like(both), both
    return values[np.ix_(place, place)] & both, both
