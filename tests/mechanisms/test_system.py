"""A specification bound to a network: compiled values, toggles, missing values, lags and products."""

from __future__ import annotations

import pickle
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanisms.drawn import OF_DIRECTED, OF_NETWORKS, directed_ties, furnished, ties
from tests.worlds import of_pairs, of_states, state, treaty, world

from symmachy.errors import BadInput, UnknownName
from symmachy.kernels.compose import composed
from symmachy.kernels.view import View, copy_of, toggle, view_of
from symmachy.mechanisms import (
    AllysAdversary,
    Balance,
    Isolates,
    JointDemocracy,
    Lag,
    SharedAllies,
    Similarity,
    Specification,
    System,
    Ties,
    Triangles,
    named,
    parse,
)
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.scale import geometric

DIRECTED = parse(
    "ties + reciprocity + transitive_triplets + transitive_closure(decay=0) + three_cycles"
    " + popularity(scale='plain') + activity(scale='plain') + same_region"
)

some = settings(deadline=None, max_examples=25)


@some
@given(data=st.data(), size=st.integers(2, 9), directed=st.booleans())
def test_a_view_is_kept_up_to_date(data: st.DataObject, size: int, *, directed: bool) -> None:
    tied = data.draw(directed_ties(size) if directed else ties(size))
    first = view_of(tied, directed=directed)
    view = copy_of(first)
    pairs = st.sampled_from(list(permutations(range(size), 2)))
    before = tied.copy()
    for i, j in data.draw(st.lists(pairs, max_size=12)):
        tied[i, j] = not tied[i, j]
        if not directed:
            tied[j, i] = tied[i, j]
        toggle(view, i, j)

    assert_equal_views(view, view_of(tied, directed=directed))
    assert_equal_views(first, view_of(before, directed=directed))


@some
@given(data=st.data(), size=st.integers(1, 8))
def test_the_counts_of_a_directed_view_are_those_of_plain_loops(data: st.DataObject, size: int) -> None:
    tied = data.draw(directed_ties(size))
    view = view_of(tied, directed=True)
    every = range(size)
    for i in every:
        assert view.degrees[i] == sum(tied[i, k] for k in every)
        assert view.incoming[i] == sum(tied[k, i] for k in every)
        for j in every:
            if i != j:
                assert view.common[i, j] == sum(tied[i, k] and tied[j, k] for k in every)
                assert view.paths[i, j] == sum(tied[i, k] and tied[k, j] for k in every)


def test_an_undirected_view_holds_each_array_once() -> None:
    view = view_of(np.ones((3, 3), dtype=bool))

    assert view.incoming is view.degrees
    assert view.paths is view.common
    assert copy_of(view).paths is not view.paths
    assert copy_of(view).fixed is view.fixed


@some
@given(made=furnished(), data=st.data(), directed=st.booleans())
def test_statistics_along_a_path_of_toggles_are_the_sum_of_the_changes(
    made: object, data: st.DataObject, *, directed: bool
) -> None:
    network = made.in_year(data.draw(st.sampled_from(list(made.years))))  # type: ignore[attr-defined]
    n = len(network.states)
    if n < 2:
        return
    terms, drawn = (OF_DIRECTED, directed_ties) if directed else (OF_NETWORKS, ties)
    usable = tuple(t for t in terms if not np.isnan(t.fixed(network)[:, ~np.eye(n, dtype=bool)]).any())
    system = System.of(usable, network, ties=data.draw(drawn(n)), directed=directed)
    expected = system.statistics()
    for i, j in data.draw(st.lists(st.sampled_from(list(permutations(range(n), 2))), max_size=6)):
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


@pytest.mark.parametrize("size", [0, 1, 2])
def test_the_smallest_directed_networks_have_values(size: int) -> None:
    network = world(" ".join(["AAA", "BBB"][:size])).in_year(1905)
    system = DIRECTED.system(network, directed=True)

    assert system.every().shape == system.own_every().shape == (8, size, size)
    assert system.statistics().tolist() == [0] * 8


def test_empty_and_complete_directed_networks() -> None:
    network = world("AAA BBB CCC DDD").in_year(1905)
    none = DIRECTED.system(network, ties=np.zeros((4, 4), dtype=bool), directed=True)
    full = DIRECTED.system(network, ties=~np.eye(4, dtype=bool), directed=True)

    # Of four states there are 12 ordered pairs, 6 pairs, 4 triads with 6 transitive triplets and 2 rounds each.
    assert none.statistics().tolist() == [0] * 8
    assert none.changes(0, 1).tolist() == [1, 0, 0, 0, 0, 1, 1, 1]
    assert full.statistics().tolist() == [12, 6, 24, 12, 8, 36, 36, 12]
    assert full.changes(0, 1).tolist() == [1, 1, 6, 1, 2, 5, 5, 1]
    assert full.own_changes(0, 1).tolist() == [1, 1, 4, 1, 2, 3, 5, 1]


def test_two_states_that_are_tied_to_each_other() -> None:
    network = world("AAA BBB").in_year(1905)
    system = DIRECTED.system(network, ties=~np.eye(2, dtype=bool), directed=True)

    assert system.statistics().tolist() == [2, 1, 0, 0, 0, 2, 2, 2]
    system.toggle(0, 1)
    assert system.statistics().tolist() == [1, 0, 0, 0, 0, 1, 1, 1]
    assert system.view.ties.tolist() == [[0, 0], [1, 0]]


def test_states_that_are_all_alike_or_unknown() -> None:
    values = {(1905, c): 2.0 for c in ("AAA", "BBB")}
    network = world("AAA BBB CCC", variables=[of_states("made.x", values)]).in_year(1905)
    alike = Similarity("x").values(network)

    assert alike[0, 1] == 1
    assert np.isnan(alike[0, 2])
    assert np.isnan(
        Similarity("x").values(world("AAA BBB", variables=[of_states("made.x", {})]).in_year(1905))
    ).all()


def test_a_span_keeps_similarity_the_same_from_year_to_year() -> None:
    values = {(1904, "AAA"): 0.0, (1904, "BBB"): 4.0, (1905, "AAA"): 0.0, (1905, "BBB"): 2.0}
    made = world("AAA BBB", variables=[of_states("made.x", values)])

    assert [Similarity("x").values(made.in_year(y))[0, 1] for y in (1904, 1905)] == [0, 0]
    assert [Similarity("x", span=4.0).values(made.in_year(y))[0, 1] for y in (1904, 1905)] == [0, 0.5]


def test_a_product_of_directed_and_undirected_network_mechanisms_is_refused() -> None:
    with pytest.raises(BadInput, match="one of undirected ties have no product"):
        parse("reciprocity * triangles")
    model = parse("sender('x') * same_region")
    network = world("AAA BBB", variables=[of_states("made.x", {})]).in_year(1905)
    with pytest.raises(
        BadInput, match=r"^same_region \* sender\('x'\) reads directed ties and these are not"
    ):
        model.system(network)
    assert model.system(network, directed=True).directed


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


def assert_equal_views(kept: View, again: View) -> None:
    for here, there in zip(kept[:-1], again[:-1], strict=True):
        np.testing.assert_array_equal(here, there)
    for k, many in enumerate(kept.degrees):
        assert set(kept.tied_to[k, :many]) == set(again.tied_to[k, :many])


def test_a_state_weighs_shared_allies_by_the_tie_alone_and_embeddedness_by_all_its_ties() -> None:
    network = Example(ties="AB BC", value=1, count="").network()
    system = parse("shared_allies(decay=0) + embeddedness").system(network)

    # A and C share B; and A's tie to B would then share C.
    assert system.own_changes(0, 2).tolist() == [1, 2]
    assert system.changes(0, 2).tolist() == [3, 3]
