"""One contract for every mechanism of the registry."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanisms.drawn import EVERY, KINDS, OF_DIRECTED, OF_NETWORKS, directed_ties, furnished, ties
from tests.wording import CAUSAL, LOADED, found
from tests.worlds import PLEDGES, relabelled

from symmachy.errors import BadInput
from symmachy.kernels.view import view_of
from symmachy.mechanisms import (
    Direction,
    Lag,
    Mechanism,
    NetworkMechanism,
    PositionMechanism,
    System,
    options_of,
    parse,
    registry,
)

if TYPE_CHECKING:
    from symmachy.typing import FloatArray
    from symmachy.world import World

every = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
each = pytest.mark.parametrize("mechanism", EVERY, ids=lambda mechanism: mechanism.name)
some = settings(deadline=None, max_examples=25)


def test_the_contract_is_about_something() -> None:
    assert len(KINDS) >= 50
    assert len(OF_NETWORKS) >= 50
    assert len(OF_DIRECTED) >= 50
    assert sum(m.direction is Direction.DIRECTED for m in OF_DIRECTED) >= 7
    assert sum(isinstance(m, NetworkMechanism) for m in EVERY) >= 10
    assert set(registry()) == {kind.name for kind in KINDS}


@every
def test_its_declaration_is_whole(kind: type[Mechanism]) -> None:
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")
    assert kind.title
    assert kind.formula
    assert kind.readings.positive != kind.readings.negative
    assert all(work.authors and 1900 < work.year < 2030 for work in kind.references)
    assert all(kind.known_as.names)


@every
def test_its_words_take_no_side_and_name_no_cause(kind: type[Mechanism]) -> None:
    meanings = [one.meaning for one in options_of(kind).values()]
    for text in (kind.title, kind.readings.positive, kind.readings.negative, *meanings):
        assert text[0].islower()
        assert not text.endswith(".")
        assert found(CAUSAL + LOADED, text) == []


@each
def test_its_options_are_said(mechanism: Mechanism) -> None:
    assert str(mechanism).startswith(mechanism.name)
    assert mechanism == replace(mechanism)
    assert hash(mechanism) == hash(replace(mechanism))


@every
def test_an_option_out_of_bounds_is_refused_with_its_name(kind: type[Mechanism]) -> None:
    given_ones = {key: "measured" for key, one in options_of(kind).items() if one.first}
    for key, one in options_of(kind).items():
        wrong = [True, "no such word", None, float("nan")]
        wrong += [one.low - 1, one.high + 1] if np.isfinite([one.low, one.high]).all() else []
        for value in wrong:
            if one.kind is str and value == "no such word":
                continue
            with pytest.raises(BadInput, match=rf"^{kind.name}: {key}="):
                kind(**{**given_ones, key: value})


@each
def test_its_text_reads_back(mechanism: Mechanism) -> None:
    for text in (str(mechanism), mechanism.label):
        assert parse(text).terms == (mechanism,)
    if mechanism.lagged_as:
        with pytest.raises(BadInput, match=f"is the same for all pairs; .* write {mechanism.lagged_as}$"):
            Lag(of=mechanism)
    else:
        assert parse(str(Lag(of=mechanism, years=3))).terms == (Lag(of=mechanism, years=3),)


@every
def test_the_example_counted_by_hand(kind: type[Mechanism]) -> None:
    assert kind.example.counted(kind) == pytest.approx(kind.example.value, abs=1e-6)
    assert kind.example.count
    assert set(kind.needs) <= {*kind.example.pairs, *kind.example.states, *kind.example.earlier}


@every
def test_the_example_tells_it_from_an_empty_network(kind: type[Mechanism]) -> None:
    if kind.example.pair or kind.name == "joint_capabilities":
        return
    silent = replace(kind.example, ties="", others=" ".join(kind.example.codes))
    empty = silent.counted(kind)

    assert kind.name == "isolates" or empty <= 0


# Worlds are dear to draw: each is shown to every mechanism.


@some
@given(made=furnished())
def test_it_is_symmetric_unless_it_is_of_directed_ties(made: World) -> None:
    for year, mechanism in product(made.years, EVERY):
        values = mechanism.values(made.in_year(year))

        assert values.shape == (len(made.in_year(year).states),) * 2, mechanism
        assert values.dtype == np.float64, mechanism
        assert not np.isinf(off_diagonal(values)).any(), mechanism
        if mechanism.direction is not Direction.DIRECTED:
            np.testing.assert_allclose(
                off_diagonal(values), off_diagonal(values.T), rtol=1e-12, err_msg=str(mechanism)
            )


@some
@given(made=furnished(), data=st.data())
def test_relabelling_the_states_changes_nothing(made: World, data: st.DataObject) -> None:
    codes = list(made.codes)
    to = dict(zip(codes, data.draw(st.permutations(codes)), strict=True))
    other = relabelled(made, to)
    for year, mechanism in product(made.years, EVERY):
        there, here = other.in_year(year), made.in_year(year)
        order = [there.place[to[code]] for code in here.states]
        values, again = mechanism.values(here), mechanism.values(there)[np.ix_(order, order)]

        np.testing.assert_allclose(off_diagonal(values), off_diagonal(again), err_msg=str(mechanism))


@some
@given(made=furnished())
def test_it_reads_nothing_later_than_the_networks_year(made: World) -> None:
    for year in made.years:
        cut = made.until(year)
        for mechanism in EVERY:
            if not mechanism.lacks(cut):
                whole, then = mechanism.values(made.in_year(year)), mechanism.values(cut.in_year(year))

                np.testing.assert_array_equal(off_diagonal(whole), off_diagonal(then), err_msg=str(mechanism))


@some
@given(made=furnished(fewest=3), data=st.data())
def test_what_is_dyad_independent_is_unmoved_by_the_ties_of_the_year(
    made: World, data: st.DataObject
) -> None:
    year = data.draw(st.sampled_from(list(made.years)))
    pairs = st.lists(st.sampled_from(made.codes), min_size=2, max_size=2, unique=True)
    span = (date(year, 1, 1), date(year + 1, 1, 1), None)
    rows = [(by, to, 1, *span) for by, to in data.draw(st.lists(pairs, min_size=1, max_size=5))]
    more = replace(made, pledges=pl.concat([made.pledges, pl.DataFrame(rows, schema=PLEDGES, orient="row")]))
    lagged = tuple(Lag(of=m) for m in EVERY if not m.lagged_as)
    for mechanism in (*EVERY, *lagged):
        if mechanism.dyad_independent:
            values, again = mechanism.values(made.in_year(year)), mechanism.values(more.in_year(year))

            np.testing.assert_array_equal(off_diagonal(values), off_diagonal(again), err_msg=str(mechanism))


LOOK_AT_ONE_TIE = {
    term for term in (*OF_NETWORKS, *OF_DIRECTED) if isinstance(term, NetworkMechanism) and term.elementary
}


@some
@given(made=furnished(), data=st.data(), directed=st.booleans())
def test_a_tie_changes_the_statistic_by_what_the_compiled_and_the_plain_function_say(
    made: World, data: st.DataObject, *, directed: bool
) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))
    n = len(network.states)
    if n < 2:
        return
    tied = data.draw(directed_ties(n) if directed else ties(n))
    terms = OF_DIRECTED if directed else OF_NETWORKS
    system = System.of(terms, network, ties=tied, directed=directed)
    changes, own_changes = system.every(), system.own_every()
    for k, term in enumerate(terms):
        fixed = term.fixed(network)
        constants = term.constants(n) if isinstance(term, NetworkMechanism) else np.zeros(0)
        view = view_of(tied, fixed, directed=directed)
        total = term.directed_total if directed else term.total
        for i in range(n):
            for j in range(n):
                if i == j:
                    continue
                there, gone = tied.copy(), tied.copy()
                there[i, j], gone[i, j] = True, False
                if not directed:
                    there[j, i], gone[j, i] = True, False
                expected = total(there, fixed) - total(gone, fixed)
                own = (term.own(there, fixed) - term.own(gone, fixed))[i]
                if isinstance(term, NetworkMechanism):
                    plain = term.change_statistic(view, i, j, constants, 0)
                    own_plain = term.own_change(view, i, j, constants, 0)
                    np.testing.assert_allclose(plain, changes[k, i, j], rtol=1e-12, err_msg=str(term))
                    np.testing.assert_allclose(own_plain, own_changes[k, i, j], rtol=1e-12, err_msg=str(term))
                if not np.isnan(expected):
                    np.testing.assert_allclose(changes[k, i, j], expected, atol=1e-9, err_msg=str(term))
                if not np.isnan(own) and term not in LOOK_AT_ONE_TIE:
                    np.testing.assert_allclose(own_changes[k, i, j], own, atol=1e-9, err_msg=str(term))


@some
@given(made=furnished(), data=st.data(), directed=st.booleans())
def test_an_own_part_is_the_sum_of_what_its_ties_count_where_states_look_at_one_tie_alone(
    made: World, data: st.DataObject, *, directed: bool
) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))
    n = len(network.states)
    if n < 2:
        return
    tied = data.draw(directed_ties(n) if directed else ties(n))
    every = OF_DIRECTED if directed else OF_NETWORKS
    terms = tuple(t for t in every if isinstance(t, NetworkMechanism) and t.elementary)
    own_changes = System.of(terms, network, ties=tied, directed=directed).own_every()

    assert terms
    for k, term in enumerate(terms):
        shares = np.where(tied, own_changes[k], 0.0).sum(axis=1)
        np.testing.assert_allclose(shares, term.own(tied, term.fixed(network)), atol=1e-9, err_msg=str(term))


@some
@given(made=furnished(), data=st.data(), directed=st.booleans())
def test_what_a_tie_changes_does_not_depend_on_whether_it_is_there(
    made: World, data: st.DataObject, *, directed: bool
) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))
    n = len(network.states)
    if n < 2:
        return
    terms, drawn = (OF_DIRECTED, directed_ties) if directed else (OF_NETWORKS, ties)
    system = System.of(terms, network, ties=data.draw(drawn(n)), directed=directed)
    i, j = data.draw(st.permutations(range(n)))[:2]
    before, own_before = system.changes(i, j), system.own_changes(i, j)
    system.toggle(i, j)

    np.testing.assert_allclose(before, system.changes(i, j), rtol=1e-12)
    np.testing.assert_allclose(own_before, system.own_changes(i, j), rtol=1e-12)
    if not directed:
        np.testing.assert_allclose(before, system.changes(j, i), rtol=1e-12)


@some
@given(made=furnished(), data=st.data())
def test_the_own_parts_of_directed_ties_sum_to_the_number_and_are_relabelled_with_the_states(
    made: World, data: st.DataObject
) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))
    n = len(network.states)
    tied, order = data.draw(directed_ties(n)), data.draw(st.permutations(range(n)))
    there = np.ix_(order, order)
    for term in OF_DIRECTED:
        fixed = term.fixed(network)
        own = term.own(tied, fixed)
        of_all = {"reciprocity": 2, "three_cycles": 3}.get(term.name, 1)  # states that one of them belongs to

        np.testing.assert_allclose(
            own.sum(), of_all * term.directed_total(tied, fixed), atol=1e-9, err_msg=str(term)
        )
        again = term.own(tied[there], fixed[:, *there])
        np.testing.assert_allclose(own[order], again, atol=1e-9, err_msg=str(term))


@each
def test_a_network_model_of_the_other_kind_of_ties_refuses_it(mechanism: Mechanism) -> None:
    if mechanism.direction is Direction.ANY or isinstance(mechanism, PositionMechanism):
        return
    directed = mechanism.direction is Direction.UNDIRECTED
    with pytest.raises(BadInput, match=rf"^{mechanism.name}.* reads (un)?directed ties and these are"):
        System.of((mechanism,), mechanism.example.network(), directed=directed)
    lag = Lag(of=mechanism)

    assert lag.direction is (Direction.ANY if directed else Direction.DIRECTED)


@some
@given(made=furnished(), data=st.data())
def test_it_says_a_clause_of_fact(made: World, data: st.DataObject) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))
    if len(network.states) < 2:
        return
    one, other = data.draw(st.permutations(network.states))[:2]
    for mechanism in (*EVERY, *(Lag(of=m) for m in EVERY if not m.lagged_as)):
        said, back = mechanism.say(network, one, other), mechanism.say(network, other, one)

        assert said[0].islower() or said.startswith((network.name(one), network.name(other))), mechanism
        assert not said.endswith("."), mechanism
        assert "nan" not in words(said), mechanism
        assert found(CAUSAL + LOADED, said) == [], mechanism
        assert words(said) == words(back), mechanism


@each
def test_what_reads_the_ties_as_they_stand_is_lagged_in_a_network_model(mechanism: Mechanism) -> None:
    network = mechanism.example.network()
    if isinstance(mechanism, PositionMechanism):
        with pytest.raises(BadInput, match=rf"write lag\({mechanism.name}\) for the ties of the year before"):
            System.of((mechanism,), network)
        assert System.of((Lag(of=mechanism),), network).every().shape[0] == 1


def words(text: str) -> list[str]:
    """Return the words of a sentence without their order, which changes with that of the two states."""
    return sorted(re.findall(r"[\w%.-]+", text.casefold()))


def off_diagonal(values: FloatArray) -> FloatArray:
    return values[~np.eye(len(values), dtype=bool)]
