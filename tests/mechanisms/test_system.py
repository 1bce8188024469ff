"""A specification bound to a network: compiled values, toggles, missing values, lags and products."""

from __future__ import annotations

import pickle
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanisms.drawn import OF_NETWORKS, furnished, ties
from tests.worlds import of_pairs, of_states, state, treaty, world

from symmachy.errors import UnknownName
from symmachy.kernels.compose import composed
from symmachy.kernels.view import toggle, view_of
from symmachy.mechanisms import (
    AllysAdversary,
    Balance,
    Isolates,
    JointDemocracy,
    Lag,
    SharedAllies,
    Specification,
    System,
    Ties,
    Triangles,
    named,
    parse,
)
from symmachy.mechanisms.scale import geometric

some = settings(deadline=None, max_examples=25)


@some
@given(data=st.data(), size=st.integers(2, 9))
def test_a_view_is_kept_up_to_date(data: st.DataObject, size: int) -> None:
    tied = data.draw(ties(size))
    view = view_of(tied)
    pairs = st.sampled_from(list(combinations(range(size), 2)))
    for i, j in data.draw(st.lists(pairs, max_size=12)):
        tied[i, j] = tied[j, i] = not tied[i, j]
        toggle(view, i, j)

    fresh = view_of(tied)
    for kept, again in zip(view, fresh, strict=True):
        np.testing.assert_array_equal(kept, again)


@some
@given(made=furnished(), data=st.data())
def test_statistics_along_a_path_of_toggles_are_the_sum_of_the_changes(
    made: object, data: st.DataObject
) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))  # type: ignore[attr-defined]
    n = len(network.states)
    if n < 2:
        return
    usable = tuple(t for t in OF_NETWORKS if not np.isnan(t.fixed(network)[:, ~np.eye(n, dtype=bool)]).any())
    system = System.of(usable, network, ties=data.draw(ties(n)))
    expected = system.statistics()
    for i, j in data.draw(st.lists(st.sampled_from(list(combinations(range(n), 2))), max_size=6)):
        sign = -1.0 if system.view.ties[i, j] else 1.0
        expected = expected + sign * system.changes(i, j)
        system.toggle(i, j)

    np.testing.assert_allclose(system.statistics(), expected, atol=1e-8)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_the_smallest_networks_have_values(size: int) -> None:
    network = world(" ".join(["AAA", "BBB"][:size])).in_year(1905)
    model = parse("ties + shared_allies + popularity + isolates + four_cycles + blocs_of_four + same_region")
    system = model.system(network)

    assert system.every().shape == (7, size, size)
    assert system.statistics()[0] == 0
    assert model.values(network).shape == (7, size, size)


def test_empty_and_complete_networks() -> None:
    network = world("AAA BBB CCC DDD").in_year(1905)
    model = parse("ties + shared_allies(decay=0) + triangles + isolates + four_cycles + blocs_of_four")
    none = model.system(network, ties=np.zeros((4, 4), dtype=bool))
    full = model.system(network, ties=~np.eye(4, dtype=bool))

    assert none.statistics().tolist() == [0, 0, 0, 4, 0, 0]
    assert none.changes(0, 1).tolist() == [1, 0, 0, -2, 0, 0]
    assert full.statistics().tolist() == [6, 6, 4, 0, 3, 1]
    assert full.changes(0, 1).tolist() == [1, 1, 2, 0, 2, 1]


def test_a_pair_of_geometric_weights_ends_at_any_and_at_all() -> None:
    assert geometric(0.0, 4).tolist() == [0, 1, 1, 1, 1]
    np.testing.assert_allclose(geometric(20.0, 4), [0, 1, 2, 3, 4], rtol=1e-7)
    np.testing.assert_allclose(geometric(0.7, 5)[3], np.exp(0.7) * (1 - (1 - np.exp(-0.7)) ** 3))


def test_a_new_value_of_an_option_compiles_nothing() -> None:
    network = SharedAllies.example.network()
    first = parse("ties + shared_allies(decay=0.1)").system(network)
    second = parse("inertia + shared_allies(decay=2.5)").system(network)

    assert first.function is second.function
    assert first.own_function is second.own_function


def test_terms_keep_their_order_whatever_that_of_the_compiled_functions() -> None:
    network = SharedAllies.example.network()
    one = parse("ties + shared_allies + same_region + triangles").system(network)
    other = parse("triangles + ties + same_region + shared_allies").system(network)

    np.testing.assert_array_equal(one.every()[[3, 0, 2, 1]], other.every())
    np.testing.assert_array_equal(one.statistics()[[3, 0, 2, 1]], other.statistics())


def test_five_statistics_are_composed_of_two_functions() -> None:
    functions = tuple(
        named(n).change_statistic for n in ("triangles", "isolates", "triangles", "spread", "popularity")
    )

    assert composed(functions) is composed(functions)
    assert composed(functions[1:]) is composed(tuple(functions[1:]))


def test_a_gap_in_the_record_is_missing_only_where_it_could_matter() -> None:
    made = world(
        "AAA BBB CCC DDD",
        treaty("pact", "AAA BBB"),
        variables=[of_pairs("made.hostility", {}, coverage=(1900, 1902))],
    )
    system = Specification(terms=(AllysAdversary(years=1), Balance(years=1))).system(made.in_year(1905))
    place = made.in_year(1905).place

    assert np.isnan(system.changes(place["BBB"], place["CCC"])).all()
    assert system.changes(place["CCC"], place["DDD"])[0] == 0


def test_a_world_without_the_variable_is_refused_with_both_names() -> None:
    network = world("AAA BBB").in_year(1905)
    with pytest.raises(
        UnknownName,
        match=r"record 'made' has no variable 'trade', which trade_dependence needs; 'democracy', which "
        r"joint_democracy and lag\(same_regime\) needs: leave the term out",
    ):
        parse("ties + trade_dependence + joint_democracy + lag(same_regime)").system(network)


LAGGING = world(
    [state("AAA"), state("BBB"), state("CCC", ("1904", "")), state("DDD")],
    treaty("old", "AAA BBB DDD", start="1902", end="1903"),
    treaty("new", "AAA CCC", start="1905"),
    variables=[
        of_states("made.democracy", {(y, c): 1.0 for y in (1903, 1905) for c in ("AAA", "BBB", "CCC")})
    ],
)


def test_a_lag_is_of_the_year_and_of_the_states_that_were_there() -> None:
    network = LAGGING.in_year(1905)
    a, b, c = (network.place[code] for code in ("AAA", "BBB", "CCC"))
    allies = Lag(of=Triangles(), years=2).values(network)

    assert allies[a, b] == 1
    assert np.isnan(allies[a, c])
    assert np.isnan(Lag(of=Triangles(), years=10).values(network)).all()
    assert Lag(of=JointDemocracy(), years=2).values(network)[a, b] == 1
    assert np.isnan(Lag(of=JointDemocracy()).values(network)[a, b])
    assert Lag(of=Isolates(), years=2).say(network, "AAA", "BBB").startswith("in 1903: ")
    assert Lag(of=Isolates(), years=2).say(network, "AAA", "CCC").startswith("the record does not speak")


def test_a_product_is_the_product_and_is_lagged_where_it_reads_ties() -> None:
    network = LAGGING.in_year(1903)
    a, b = network.place["AAA"], network.place["BBB"]
    together = Triangles() * JointDemocracy()

    assert together.values(network)[a, b] == 1
    assert not together.dyad_independent
    assert (Ties() * JointDemocracy()).dyad_independent
    assert Lag(of=together, years=2).dyad_independent
    assert "joint_democracy * triangles" == together.label == together.name
    assert together.variables() == ("democracy",)


def test_terms_and_systems_can_be_sent_to_other_processes() -> None:
    model = parse("ties + shared_allies(decay=0.7) + lag(triangles) * great_power + same('x') + popularity")
    again = pickle.loads(pickle.dumps(model))  # noqa: S301  # our own bytes
    system = parse("ties + shared_allies").system(SharedAllies.example.network())
    sent = pickle.loads(pickle.dumps(system))  # noqa: S301  # our own bytes

    assert again == model
    assert again.labels == model.labels
    np.testing.assert_array_equal(sent.every(), system.every())
