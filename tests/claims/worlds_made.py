"""A world of made states that is large enough for a test to have its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tests import worlds

if TYPE_CHECKING:
    from symmachy.world import World

CODES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH", "III", "JJJ")
FIRST, LAST = 1900, 1985


def drawn(seed: int = 3) -> World:
    """Return ten states whose pacts and quarrels are drawn by chance, some of them great powers."""
    generator = np.random.Generator(np.random.Philox(seed))
    treaties, hostile = [], {}
    for year in range(FIRST + 1, LAST):
        for _ in range(2):
            one, other = sorted(generator.choice(len(CODES), 2, replace=False).tolist())
            end = year + int(generator.integers(2, 14))
            name = f"pact-{len(treaties)}-{year}"
            until = str(end) if end < LAST else ""
            treaties.append(worlds.treaty(name, f"{CODES[one]} {CODES[other]}", start=str(year), end=until))
            one, other = sorted(generator.choice(len(CODES), 2, replace=False).tolist())
            hostile[year, CODES[one], CODES[other]] = 1.0
    years = range(FIRST, LAST + 1)
    power = {(y, c): float(c in CODES[:4]) for y in years for c in CODES}
    size = {(y, c): float(generator.uniform(0.01, 0.2)) for y in years for c in CODES}
    border = {
        (y, a, b): float(CODES.index(b) - CODES.index(a) == 1)
        for y in years
        for a in CODES
        for b in CODES
        if a < b
    }
    cover = (FIRST, LAST)
    return worlds.world(
        [worlds.state(c, capital=(float(k), 3.0 * k)) for k, c in enumerate(CODES)],
        *treaties,
        first=FIRST,
        last=LAST,
        variables=[
            worlds.of_pairs("made.hostility", hostile, coverage=cover),
            worlds.of_pairs("made.contiguity", border, coverage=cover),
            worlds.of_states("made.great_power", power, coverage=cover),
            worlds.of_states("made.capabilities", size, coverage=cover),
        ],
    )
