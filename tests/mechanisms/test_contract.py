"""One contract for every mechanism of the registry."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import worlds
from tests.wording import CAUSAL, LOADED, found
from tests.worlds import relabelled

from symmachy.mechanisms import Mechanism, registry

if TYPE_CHECKING:
    from symmachy.typing import FloatArray
    from symmachy.world import World

EVERY = tuple(registry().values())
every = pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name)
some = settings(deadline=None, max_examples=40)


def test_the_contract_is_about_something() -> None:
    assert len(EVERY) >= 10
    assert set(registry()) == {kind.name for kind in EVERY}


@every
def test_its_declaration_is_whole(kind: type[Mechanism]) -> None:
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")
    assert kind.title
    assert kind.readings.positive != kind.readings.negative
    assert all(kind.literature)
    assert all(work[-4:].isdigit() for work in kind.literature)


@every
def test_its_words_take_no_side_and_name_no_cause(kind: type[Mechanism]) -> None:
    for text in (kind.title, kind.readings.positive, kind.readings.negative):
        assert text[0].islower()
        assert not text.endswith(".")
        assert found(CAUSAL + LOADED, text) == []


@every
def test_its_options_are_said(kind: type[Mechanism]) -> None:
    assert str(kind()).startswith(kind.name)
    assert kind() == kind()
    assert hash(kind()) == hash(kind())


# Worlds are dear to draw: each is shown to every mechanism.


@some
@given(made=worlds())
def test_it_is_symmetric(made: World) -> None:
    for year, kind in product(made.years, EVERY):
        values = kind().values(made.in_year(year))

        assert values.shape == (len(made.in_year(year).states),) * 2, kind
        assert values.dtype == np.float64, kind
        assert not np.isinf(off_diagonal(values)).any(), kind
        np.testing.assert_array_equal(off_diagonal(values), off_diagonal(values.T), err_msg=kind.name)


@some
@given(made=worlds(), data=st.data())
def test_relabelling_the_states_changes_nothing(made: World, data: st.DataObject) -> None:
    codes = list(made.codes)
    to = dict(zip(codes, data.draw(st.permutations(codes)), strict=True))
    other = relabelled(made, to)
    for year, kind in product(made.years, EVERY):
        there, here = other.in_year(year), made.in_year(year)
        order = [there.place[to[code]] for code in here.states]
        values, again = kind().values(here), kind().values(there)[np.ix_(order, order)]

        np.testing.assert_allclose(off_diagonal(values), off_diagonal(again), err_msg=kind.name)


@some
@given(made=worlds())
def test_it_reads_nothing_later_than_the_networks_year(made: World) -> None:
    for year in made.years:
        cut = made.until(year)
        for kind in EVERY:
            if set(kind.needs) <= set(cut.roles):
                whole, then = kind().values(made.in_year(year)), kind().values(cut.in_year(year))

                np.testing.assert_array_equal(off_diagonal(whole), off_diagonal(then), err_msg=kind.name)


@some
@given(made=worlds(), data=st.data())
def test_it_says_a_clause_of_fact(made: World, data: st.DataObject) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))
    if len(network.states) < 2:
        return
    one, other = data.draw(st.permutations(network.states))[:2]
    for kind in EVERY:
        said, back = kind().say(network, one, other), kind().say(network, other, one)

        assert said[0].islower() or said.startswith((network.name(one), network.name(other))), kind
        assert not said.endswith("."), kind
        assert "nan" not in words(said), kind
        assert found(CAUSAL + LOADED, said) == [], kind
        assert words(said) == words(back), kind


def words(text: str) -> list[str]:
    """Return the words of a sentence without their order, which changes with that of the two states."""
    return sorted(re.findall(r"[\w%.-]+", text.casefold()))


def off_diagonal(values: FloatArray) -> FloatArray:
    return values[~np.eye(len(values), dtype=bool)]
