"""Worlds made from ties, year by year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from tests.worlds import PLEDGES, of_pairs, of_states, state, world

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world import Network, World

FIRST = 1900


def codes(size: int) -> list[str]:
    return ["".join(letters) for letters in product(ascii_uppercase, repeat=3)][:size]


def world_of(
    ties: Sequence[BoolArray],
    *,
    states: Mapping[str, FloatArray] | None = None,
    pairs: Mapping[str, FloatArray] | None = None,
    absent: Mapping[str, tuple[str, str]] | None = None,
    first: int = FIRST,
) -> World:
    """Make a world with these ties ``(N, N)`` in each year.

    Variables of states are ``(T, N)`` and of pairs ``(T, N, N)``, NaN where not known; `absent` gives the
    spell of states that are not members at all times.
    """
    size, last = len(ties[0]), first + len(ties) - 1
    names = codes(size)
    span = (first, last)
    variables = [
        of_states(
            f"made.{name}",
            {(first + t, names[i]): float(v) for (t, i), v in np.ndenumerate(values) if np.isfinite(v)},
            coverage=span,
        )
        for name, values in (states or {}).items()
    ]
    variables += [
        of_pairs(
            f"made.{name}",
            {
                (first + t, names[i], names[j]): float(v)
                for (t, i, j), v in np.ndenumerate(values)
                if i < j and np.isfinite(v)
            },
            absent=None,
            coverage=span,
        )
        for name, values in (pairs or {}).items()
    ]
    members = [state(code, *([absent[code]] if absent and code in absent else [])) for code in names]
    made = world(members, first=first, last=last, variables=variables)
    rows = [
        (names[i], names[j], 1, date(first + t, 1, 1), date(first + t + 1, 1, 1), None)
        for t, tied in enumerate(ties)
        for i, j in zip(*np.nonzero(np.triu(tied, 1)), strict=True)
    ]
    return replace(made, pledges=pl.DataFrame(rows, schema=PLEDGES, orient="row"))


def random_ties(seed: int, *, size: int = 10, years: int = 12, share: float = 0.25) -> list[BoolArray]:
    """Ties that come and go: each year a fifth of the pairs is drawn anew."""
    rng = np.random.default_rng(seed)
    found: list[BoolArray] = []
    now = rng.random((size, size)) < share
    for _ in range(years):
        now = np.where(rng.random((size, size)) < 0.2, rng.random((size, size)) < share, now)
        upper = np.triu(now, 1)
        found.append(upper | upper.T)
    return found


def random_world(seed: int, *, size: int = 10, years: int = 12, **more: object) -> World:
    """A world with random ties, one variable of states and one of pairs."""
    rng = np.random.default_rng(seed + 1000)
    pair = rng.normal(size=(years, size, size))
    return world_of(
        random_ties(seed, size=size, years=years),
        states={"wealth": rng.normal(size=(years, size))},
        pairs={"likeness": pair + pair.transpose(0, 2, 1)},
        **more,  # type: ignore[arg-type]
    )


def networks(of: World) -> list[Network]:
    return [of.in_year(year) for year in of.years]
