"""The past that a network model is fitted to: years of peace, and what a fit cannot tell left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from symmachy.errors import NotIdentified
from symmachy.forecasting.wars import WORLD_WARS
from symmachy.mechanisms import Ties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from symmachy.mechanisms import NetworkMechanism, PairMechanism
    from symmachy.typing import Year
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["fitted_with_what_it_tells", "peace", "sequences"]

F = TypeVar("F")


def peace(first: Year, last: Year) -> list[range]:
    """Return the runs of years from `first` to `last` between the world wars, whose own years are in none.

    Examples
    --------
    >>> peace(1935, 1950)
    [range(1935, 1939), range(1947, 1951)]
    >>> peace(1915, 1917)
    []
    """
    runs, begin = [], first
    for war in WORLD_WARS:
        runs.append(range(begin, min(war[0], last + 1)))
        begin = max(begin, war[-1] + 1)
    return [run for run in (*runs, range(begin, last + 1)) if run]


def sequences(world: World, runs: Iterable[Sequence[Year]]) -> list[Network]:
    """Return the networks of runs of years, so that nothing is said of the time between two runs.

    The estimators take the network before in the same world, so that each run has a copy of the world of its own.
    """
    return [here.in_year(year) for run in runs for here in [replace(world)] for year in run]


def fitted_with_what_it_tells(
    terms: Sequence[NetworkMechanism | PairMechanism],
    fit: Callable[[tuple[NetworkMechanism | PairMechanism, ...]], F],
) -> tuple[F, tuple[NetworkMechanism | PairMechanism, ...], tuple[str, ...]]:
    """Return a fit, the mechanisms that are in it, and a note where some had to be left out.

    Where few pacts were made a coefficient may not exist, as that of joint democracy where no two democracies
    made one. Such a mechanism is left out, the last of those that a refusal names first, and the others are
    fitted again.

    Raises
    ------
    NotIdentified
        Where it blames no mechanism but the number of ties.
    """
    kept, gone = tuple(terms), []
    while True:
        try:
            found = fit(kept)
        except NotIdentified as fault:
            blamed = [t for t in kept if not isinstance(t, Ties) and _blames(fault, t.label)]
            if not blamed:
                raise
            gone.append(blamed[-1].label)
            kept = tuple(t for t in kept if t is not blamed[-1])
            continue
        note = f"Left out, since the years fitted do not tell what goes with it: {', '.join(gone)}."
        return found, kept, ((note,) if gone else ())


def _blames(fault: NotIdentified, label: str) -> bool:
    """Return whether a refusal names a mechanism, alone or lagged, in any part of a model."""
    plain = [name.rpartition(": ")[2] for name in fault.guilty]
    return label in plain or f"lag({label})" in plain
