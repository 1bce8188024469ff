"""The rule of signs, shapes, series and triangles: on worlds made by hand and on the chronicle."""

from __future__ import annotations

import numpy as np
import pytest
from tests.worlds import of_pairs, term, treaty, world

from symmachy.errors import BadInput, OutsideCoverage, StateAbsent
from symmachy.record import open_record
from symmachy.structure import Kind, SignRule, Window, series, shape, triangle
from symmachy.world import Obligation, Reading

WORLD = world(
    "AAA BBB CCC DDD",
    treaty("pact", "AAA BBB", start="1902", end="1905"),
    treaty("guarantee", "AAA CCC", terms=[term("AAA", "CCC")]),
    treaty("entente", "CCC DDD", owed="consultation"),
    variables=[
        of_pairs("made.war", {(1904, "AAA", "BBB"): 1.0, (1903, "CCC", "DDD"): 1.0}),
        of_pairs("made.hostility", {(1903, "AAA", "BBB"): 1.0, (1906, "AAA", "DDD"): 1.0}),
    ],
)


def signs(rule: SignRule, first: int, last: int | None = None) -> dict[str, int]:
    network = rule.read(WORLD, Window(first, last or first))
    return {f"{t.one[0]}{t.other[0]}": int(t.sign * t.weight) for t in network.ties}


def test_allies_who_clash_stay_allies_and_allies_at_war_do_not() -> None:
    assert signs(SignRule(), 1902) == {"AB": 3}
    assert signs(SignRule(), 1903) == {"AB": 2, "CD": -4}
    assert signs(SignRule(), 1904) == {"AB": -1}


def test_a_window_takes_years_together() -> None:
    assert signs(SignRule(), 1902, 1906) == {"AB": -1, "CD": -4, "AD": -1}


def test_one_sided_and_lesser_pledges_count_where_the_rule_says_so() -> None:
    assert signs(SignRule(reading=Reading.EITHER), 1900) == {"AC": 3}
    assert signs(SignRule.wider(), 1900) == {"AC": 3, "CD": 1}
    assert signs(SignRule(pledges={Obligation.CONSULTATION: 2}), 1900) == {"CD": 2}


def test_hostility_can_be_remembered() -> None:
    assert signs(SignRule(memory=2), 1907) == {"AD": -1}
    assert signs(SignRule(memory=2), 1908) == {}


def test_a_rule_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(BadInput, match="war counts -1"):
        SignRule(acts={"war": -1})
    with pytest.raises(BadInput, match="for 0 years"):
        SignRule(memory=0)
    with pytest.raises(BadInput, match="no direction"):
        SignRule(reading=Reading.DIRECTED)
    with pytest.raises(BadInput, match="ends before it begins"):
        Window(1905, 1900)


def test_years_without_knowledge_of_hostility_are_refused() -> None:
    bounded = world(
        "AAA BBB", variables=[of_pairs("made.war", {(1902, "AAA", "BBB"): 1.0}, coverage=(1901, 1903))]
    )

    with pytest.raises(OutsideCoverage, match="ask for 1901 to 1903"):
        SignRule().read(bounded, Window(1905, 1905))
    with pytest.raises(OutsideCoverage, match="ask within those years"):
        series(bounded, 1900, 1902)
    with pytest.raises(OutsideCoverage, match="none of war"):
        SignRule().known(world("AAA BBB"))


def test_a_shape_says_what_its_parts_say() -> None:
    found = shape(WORLD, Window(1903, 1903))

    assert [b.names for b in found.blocs] == [("AAA", "BBB")]
    assert found.two.value == found.many.value == 0
    assert found.line_balance == 1
    assert found.signed_density == (1 / 6, 1 / 6)
    assert found.concentration is None
    assert found.poles is None
    assert found.isolated == ("CCC", "DDD")
    assert found.between_blocs() == (("AAA", "AAA", 1, 0),)
    assert any("no variable of rivalry" in line for line in found.limits)


def test_weights_are_those_of_the_rule_where_they_are_asked_for() -> None:
    assert shape(WORLD, Window(1903, 1903), weighted=True).network.weights.tolist() == [2, 4]
    assert shape(WORLD, Window(1903, 1903)).network.weights.tolist() == [1, 1]


def test_a_series_is_the_shapes_of_its_years() -> None:
    found = series(WORLD, 1902, 1904)

    assert [(y.year, y.positive, y.negative) for y in found.years] == [
        (1902, 1, 0),
        (1903, 1, 1),
        (1904, 0, 1),
    ]
    assert np.isnan(found.column("concentration")).all()
    assert "frustration" in found.measures
    assert found.changes == {}


def test_a_triangle_and_what_changed_it() -> None:
    found = triangle(WORLD, "AAA", "BBB", "DDD", rule=SignRule())
    kinds = {y.year: y.kind for y in found.years}
    first = found.changes[0]

    assert kinds[1902] is Kind.TWO_BESIDE_ONE
    assert kinds[1904] is Kind.APART
    assert first.year == 1902
    assert first.events == ("Pact (AAA and BBB): in force 1902",)
    assert sum(found.shares().values()) == pytest.approx(1)


def test_a_triangle_needs_three_states_at_the_same_time() -> None:
    with pytest.raises(BadInput, match="the same state, AAA"):
        triangle(WORLD, "AAA", "AAA", "BBB")
    with pytest.raises(StateAbsent, match="not members of the system together"):
        triangle(open_record("chronicle"), "AUH", "IND", "ISR")


def test_the_two_camps_of_1949_are_led_by_two_powers() -> None:
    found = shape(open_record("chronicle"), Window(1949, 1949))
    by_leader = {b.leader.name: b.names for b in found.blocs}

    assert {"USA", "RUS"} <= set(by_leader)
    assert {"GBR", "FRA", "CAN"} <= set(by_leader["USA"])
    assert {"POL", "CSK"} <= set(by_leader["RUS"])
    assert found.two.proven
    assert found.many.proven


def test_every_year_of_the_chronicle_is_proven() -> None:
    found = series(open_record("chronicle"), 1900, 1920)

    assert all(y.frustration == y.frustration_bound for y in found.years)
    assert all(y.clustering == y.clustering_bound <= y.frustration for y in found.years)


def test_china_russia_and_the_united_states() -> None:
    found = triangle(open_record("chronicle"), "USA", "CHN", "RUS")
    kinds = {y.year: (y.kind, y.pivot) for y in found.years}

    assert kinds[1943] == (Kind.TOGETHER, None)
    assert kinds[1955] == (Kind.TWO_AGAINST_ONE, "USA")
    assert kinds[1985][0] is Kind.APART
    assert any("Sino-Soviet" in e or "Mutual Assistance" in e for c in found.changes for e in c.events)
