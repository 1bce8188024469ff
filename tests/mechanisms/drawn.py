"""What hypothesis draws for mechanisms: worlds that have every variable, networks of ties, one of each kind."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st
from tests.strategies import CODES, worlds
from tests.worlds import of_pairs, of_states

from symmachy.mechanisms import Mechanism, NetworkMechanism, PairMechanism, registry

if TYPE_CHECKING:
    from symmachy.typing import BoolArray
    from symmachy.world import Variable, World

KINDS = tuple(registry().values())

OF_STATES = ("sum", "difference", "same", "similarity", "larger", "smaller", "sender", "receiver")
VARIABLES = {"pair": "exports", "directed_pair": "exports", **dict.fromkeys(OF_STATES, "capabilities")}


def made(kind: type[Mechanism]) -> Mechanism:
    """One of a kind, with the options that it has where none are given."""
    variable = VARIABLES.get(kind.name)
    return kind(variable=variable) if variable else kind()


EVERY = tuple(made(kind) for kind in KINDS)
OF_MODELS = tuple(m for m in EVERY if isinstance(m, NetworkMechanism | PairMechanism))
OF_NETWORKS = tuple(m for m in OF_MODELS if m.direction.fits(directed=False))
OF_DIRECTED = tuple(m for m in OF_MODELS if m.direction.fits(directed=True))


@st.composite
def furnished(draw: st.DrawFn, *, fewest: int = 2, most: int = 9, longest: int = 8) -> World:
    """Worlds with a variable for every part that a mechanism of the registry asks for."""
    world = draw(worlds(fewest=fewest, most=most, longest=longest))
    added = [*_of_states(draw, world), *_of_pairs(draw, world)]
    return replace(
        world,
        variables={**world.variables, **{v.name: v for v in added}},
        roles={**world.roles, **{v.name.removeprefix("made."): v.name for v in added}},
    )


@st.composite
def ties(draw: st.DrawFn, size: int) -> BoolArray:
    """Symmetric ties ``(N, N)``, empty, sparse, dense and complete ones among them."""
    pairs = size * (size - 1) // 2
    share = draw(st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    found = np.zeros((size, size), dtype=np.bool_)
    found[np.triu_indices(size, 1)] = rng.random(pairs) < share
    return found | found.T


@st.composite
def directed_ties(draw: st.DrawFn, size: int) -> BoolArray:
    """Ties ``(N, N)`` from rows to columns, empty, sparse, dense and complete ones among them."""
    share = draw(st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    found = rng.random((size, size)) < share
    np.fill_diagonal(found, False)
    return found


def _of_states(draw: st.DrawFn, world: World) -> list[Variable]:
    span, codes = (world.coverage.first, world.coverage.last), world.codes
    keys = st.tuples(st.sampled_from(list(world.years)), st.sampled_from(codes))
    found = []
    for name, values in {
        "neutral": (0.0, 1.0),
        "nonaligned": (0.0, 1.0),
        "nuclear": (0.0, 1.0),
        "new_government": (0.0, 1.0),
        "military": (0.0, 0.1, 0.3),
        "polyarchy": (0.1, 0.9),
        "ideal_point": (-1.0, 0.5, 2.0),
    }.items():
        rows = draw(st.dictionaries(keys, st.sampled_from(values), max_size=8))
        found.append(
            of_states(f"made.{name}", rows, absent=draw(st.sampled_from([None, 0.0])), coverage=span)
        )
    return found


def _of_pairs(draw: st.DrawFn, world: World) -> list[Variable]:
    span, codes = (world.coverage.first, world.coverage.last), world.codes
    assert codes == CODES[: len(codes)]
    years = st.sampled_from(list(world.years))
    found = []
    for name, values in {"cooperation": (1.0,), "trade": (0.0, 1.0, 20.0), "igo": (1.0, 7.0)}.items():
        keys = st.tuples(years, st.sampled_from(list(combinations(codes, 2))))
        rows = draw(st.dictionaries(keys, st.sampled_from(values), max_size=8))
        absent = draw(st.sampled_from([None, 0.0]))
        found.append(
            of_pairs(f"made.{name}", {(y, *w): v for (y, w), v in rows.items()}, absent=absent, coverage=span)
        )
    directed = draw(st.sets(st.tuples(years, st.sampled_from(list(permutations(codes, 2)))), max_size=8))
    bases = {(y, *w): 1.0 for y, w in directed}
    found.append(of_pairs("made.base_host", bases, directed=True, coverage=span))
    return found
