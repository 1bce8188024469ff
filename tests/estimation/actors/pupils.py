"""Worlds for actor-oriented models: the pupils of the RSiena example, and small random ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from tests.worlds import PLEDGES, of_pairs, of_states, world

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from symmachy.typing import BoolArray
    from symmachy.world import Network, Variable, World

FIRST = 1900


def codes(size: int) -> list[str]:
    return [f"{chr(65 + i // 26)}{chr(65 + i % 26)}X" for i in range(size)]


def waves(ties: Sequence[BoolArray], variables: Sequence[Variable] = ()) -> list[Network]:
    """Networks of successive years; a tie of i to j is a pledge of i to j."""
    names = codes(len(ties[0]))
    rows = [
        (names[i], names[j], 1, date(FIRST + t, 1, 1), date(FIRST + t + 1, 1, 1), None)
        for t, matrix in enumerate(ties)
        for i, j in zip(*np.nonzero(matrix), strict=True)
    ]
    made: World = world(" ".join(names), first=FIRST, last=FIRST + len(ties) - 1, variables=variables)
    made = replace(made, pledges=pl.DataFrame(rows, schema=PLEDGES, orient="row"))
    return [made.in_year(FIRST + t) for t in range(len(ties))]


def random_ties(rng: np.random.Generator, size: int, density: float, *, directed: bool = False) -> BoolArray:
    found = rng.random((size, size)) < density
    if not directed:
        found = np.triu(found, 1)
        found |= found.T
    np.fill_diagonal(found, val=False)
    return found


def drawn(size: int, *, seed: int, directed: bool = False, density: float = 0.4) -> list[Network]:
    """Two random networks with a state variable ``x`` and a pair variable ``p``."""
    rng = np.random.default_rng(seed)
    names = codes(size)
    span = (FIRST, FIRST + 1)
    x = {(y, c): float(rng.normal()) for y in range(FIRST, FIRST + 2) for c in names}
    p = {
        (y, names[i], names[j]): float(rng.normal())
        for y in range(FIRST, FIRST + 2)
        for i in range(size)
        for j in range(i + 1, size)
    }
    ties = [random_ties(rng, size, density, directed=directed) for _ in range(2)]
    return waves(
        ties, [of_states("made.x", x, coverage=span), of_pairs("made.p", p, absent=None, coverage=span)]
    )


def pupils(folder: Path) -> list[Network]:
    """Three waves of friendship with alcohol use, from the files of the example."""
    ties = [np.loadtxt(folder / f"s50{k}.csv", delimiter=",") > 0 for k in (1, 2, 3)]
    alcohol = np.loadtxt(folder / "s50a.csv", delimiter=",")
    names = codes(len(alcohol))
    rows = {(FIRST + t, c): float(alcohol[i, t]) for i, c in enumerate(names) for t in range(3)}
    return waves(ties, [of_states("made.alcohol", rows, coverage=(FIRST, FIRST + 2))])


def reference(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "reference.json").read_text(encoding="utf-8"))["models"]
    return found
