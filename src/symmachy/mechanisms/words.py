"""Clauses of fact on a pair of states that several mechanisms say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.world.network import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = [
    "common_allies",
    "each",
    "listed",
    "number",
    "of_pair",
    "pacts_elsewhere",
    "plain",
    "pledges_between",
    "yes_no",
]


def of_pair(values: FloatArray | BoolArray, network: Network, one: StateCode, other: StateCode) -> float:
    """Return the value of a pair from an ``(N, N)`` matrix."""
    return float(values[network.place[one], network.place[other]])


def yes_no(value: float, yes: str, no: str, unknown: str) -> str:
    """Return the clause that fits a value: above 0, 0, or not known."""
    if np.isnan(value):
        return unknown
    return yes if value > 0 else no


def number(value: float) -> str:
    """Write a number in few digits."""
    return f"{value:,.0f}" if value == round(value) else f"{value:.3g}"


def listed(codes: Sequence[StateCode], network: Network, *, most: int = 6) -> str:
    """Return the names of states, the first of them where there are many."""
    names = [network.named(c) for c in codes]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def plain(variable: str) -> str:
    """Write the name of a variable in words, without that of its source."""
    return variable.rpartition(".")[2].replace("_", " ")


def each(network: Network, one: StateCode, other: StateCode, values: FloatArray, what: str) -> str:
    """Say the value of each of the two: ``A has a polity score of 3 and B one that is not known``."""
    said = []
    for code in (one, other):
        value = values[network.place[code]]
        said.append(f"{network.named(code)}: {what} {'not known' if np.isnan(value) else number(value)}")
    return " and ".join(said)


def common_allies(network: Network, one: StateCode, other: StateCode) -> str:
    """Name the states with which both have a defence pact."""
    tied = network.ties()
    common = np.flatnonzero(tied[network.place[one]] & tied[network.place[other]])
    if not len(common):
        return "they have no common ally"
    allies = "1 common ally" if len(common) == 1 else f"{len(common)} common allies"
    return f"they have {allies} ({listed([network.states[i] for i in common], network, most=4)})"


def pacts_elsewhere(network: Network, one: StateCode, other: StateCode) -> str:
    """Count the defence pacts that each of the two has with third states."""
    tied = network.ties()
    direct = int(tied[network.place[one], network.place[other]])
    counts = [int(tied[network.place[c]].sum()) - direct for c in (one, other)]
    return (
        f"{network.named(one)} has {_pacts(counts[0])} and "
        f"{network.named(other)} {_pacts(counts[1])} with third states"
    )


def pledges_between(network: Network, one: StateCode, other: StateCode) -> str:
    """Say which of the two has pledged defence to the other."""
    pledged = network.ties(reading=Reading.DIRECTED)
    there = bool(of_pair(pledged, network, one, other))
    back = bool(of_pair(pledged, network, other, one))
    if there and back:
        return "each has pledged defence to the other"
    if not there and not back:
        return "neither has pledged defence to the other"
    giver, taker = (one, other) if there else (other, one)
    return f"{network.named(giver)} has pledged defence to {network.named(taker)} and not the other way round"


def _pacts(many: int) -> str:
    return {0: "no defence pact", 1: "1 defence pact"}.get(many, f"{many} defence pacts")
