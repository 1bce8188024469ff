"""What a simulation of pacts needs to be told: tables of where pairs stand, and who looks back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.worlds import FIRST, LAST, treaty, world

from symmachy.mechanisms import (
    AlliesElsewhere,
    CommonAllies,
    PastAlliance,
    StandingMechanism,
    registry,
)
from symmachy.mechanisms.scale import Scale

if TYPE_CHECKING:
    from symmachy.world import World

_CODES = "AAA BBB CCC DDD EEE FFF GGG"
_MADE: tuple[StandingMechanism, ...] = (
    *(CommonAllies(scale=s) for s in Scale),
    *(AlliesElsewhere(scale=s) for s in Scale),
    PastAlliance(),
)


def _world(seed: int) -> World:
    rng = np.random.default_rng(seed)
    codes = _CODES.split()
    pacts = []
    for k, a in enumerate(codes):
        for b in codes[k + 1 :]:
            if rng.random() < 0.5:
                over = str(LAST - 3) if rng.random() < 0.4 else ""
                pacts.append(treaty(f"{a}-{b}".lower(), f"{a} {b}", start=str(FIRST), end=over))
    return world(_CODES, *pacts)


@pytest.mark.parametrize("mechanism", _MADE, ids=str)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_tables_give_the_values(mechanism: StandingMechanism, seed: int) -> None:
    network = _world(seed).in_year(LAST)
    tied = network.ties().astype(np.int64)
    tables = mechanism.standing(len(tied))

    elsewhere = tables.elsewhere[tied.sum(axis=1)[:, None] - tied]
    found = tables.common[tied @ tied] + elsewhere + elsewhere.T + tables.lapsed * network.lapsed()
    upper = np.triu_indices(len(tied), 1)
    assert np.allclose(found[upper], mechanism.values(network)[upper])


def test_every_standing_mechanism_is_tested_here() -> None:
    kinds = {cls for cls in registry().values() if issubclass(cls, StandingMechanism)}

    assert kinds == {type(m) for m in _MADE}


def test_whoever_reads_earlier_pacts_says_so() -> None:
    """A pact that ended long ago is told apart only by mechanisms that say that they recall."""
    from symmachy.mechanisms import Cooperation

    plain = world(_CODES, treaty("now", "AAA BBB", start=str(LAST)))
    before = world(
        _CODES,
        treaty("now", "AAA BBB", start=str(LAST)),
        treaty("then", "CCC DDD", start=str(LAST - 2), end=str(LAST - 1)),
    )
    wrong = []
    for name, cls in registry().items():
        made = cls() if not any(f in cls.__dataclass_fields__ for f in ("variable", "of")) else None
        if made is None or isinstance(made, Cooperation) or made.lacks(plain):
            continue
        one, other = (made.values(w.in_year(LAST)) for w in (plain, before))
        if not np.array_equal(one, other, equal_nan=True) and not made.recalls:
            wrong.append(name)

    assert wrong == []
