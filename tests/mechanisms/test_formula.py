"""The formula language: what it reads, what it prints, and what it refuses in one sentence."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mechanisms.drawn import EVERY

from symmachy.errors import BadInput, SymmachyError, UnknownName
from symmachy.mechanisms import (
    Difference,
    Direction,
    GreatPower,
    JointDemocracy,
    Lag,
    LandBorder,
    Popularity,
    Same,
    Scale,
    SharedAllies,
    Specification,
    Sum,
    Ties,
    Triangles,
    parse,
    product,
)


def test_text_and_objects_are_two_spellings_of_one_value() -> None:
    text = parse("ties + shared_allies(decay=0.7) + same('regime') + popularity(scale='log')")
    objects = Ties() + SharedAllies(decay=0.7) + Same(variable="regime") + Popularity(scale=Scale.LOG)

    assert text == objects
    assert hash(text) == hash(objects)
    assert str(text) == "ties + shared_allies(decay=0.7) + same('regime') + popularity(scale='log')"


def test_equality_is_by_meaning() -> None:
    assert parse("ties + land_border") == parse(" land_border\n  + (ties) + ties")
    assert parse("state('x')") == parse("sum(variable='x')") == Sum("x") + Sum(variable="x")
    assert parse("shared_allies") == parse("shared_allies()") == parse("shared_allies(decay=0.5)")
    assert parse("shared_allies(decay=1)") == parse("shared_allies(decay=1.0)")
    assert parse("shared_allies") != parse("shared_allies(decay=1)")


def test_a_term_stands_once_in_the_order_of_writing() -> None:
    assert [t.name for t in parse("land_border + ties + land_border")] == ["land_border", "ties"]
    assert len(parse("ties")) == 1
    assert parse("ties + lag(shared_allies, 2)").labels == ("ties", "lag(shared_allies, years=2)")


@pytest.mark.parametrize(
    "text",
    [
        "land_border * great_power",
        "great_power : land_border",
        "(land_border) * (great_power)",
        "great_power*land_border",
    ],
)
def test_an_interaction_has_one_value_in_all_spellings(text: str) -> None:
    assert parse(text).terms == (product(GreatPower(), LandBorder()),)
    assert parse(text).terms == (LandBorder() * GreatPower(),)


def test_a_product_of_three_is_one_whatever_the_brackets() -> None:
    three = product(GreatPower(), LandBorder(), JointDemocracy())

    assert parse("great_power * land_border * joint_democracy").terms == (three,)
    assert (GreatPower() * LandBorder()) * JointDemocracy() == GreatPower() * (
        LandBorder() * JointDemocracy()
    )


def test_lags_stand_within_products_and_lags() -> None:
    term = Lag(of=SharedAllies(), years=2) * Difference(variable="polity")

    assert parse("lag(shared_allies, years=2) : difference('polity')").terms == (term,)
    assert parse("lag(triangles * great_power)").terms == (Lag(of=Triangles() * GreatPower()),)
    assert parse("lag(lag(triangles))").terms == (Lag(of=Lag(of=Triangles())),)


terms = st.sampled_from(EVERY)
lagged = st.builds(
    lambda of, years: Lag(of=of, years=years), terms.filter(lambda t: not t.lagged_as), st.integers(1, 20)
)
factors = (terms | lagged).filter(lambda t: t.direction is not Direction.DIRECTED)  # the kinds do not mix
products = st.builds(lambda a, b: a * b, factors, factors)


@given(st.lists(terms | lagged | products, min_size=1, max_size=8))
def test_what_is_printed_reads_back(drawn: list[object]) -> None:
    model = Specification(terms=tuple(drawn))  # type: ignore[arg-type]

    assert parse(str(model)) == model
    assert parse(" + ".join(model.labels)) == model
    assert str(parse(str(model))) == str(model)


def test_an_unknown_mechanism_answers_with_the_nearest_or_with_its_name_here() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'shared_allies'"):
        parse("ties + shard_allies")
    with pytest.raises(UnknownName, match=re.escape("'gwesp'. In symmachy this is called shared_allies.")):
        parse("edges_ + gwesp(0.5)".replace("edges_", "ties"))
    with pytest.raises(
        UnknownName, match=r"no option of shared_allies is called 'deca'\. Did you mean 'decay'"
    ):
        parse("shared_allies(deca=1)")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the formula is empty"),
        ("  \n ", "the formula is empty"),
        ("ties +", "cannot be read"),
        ("ties ++ * 3", "cannot be read|no part of a formula"),
        ("ties - land_border", "'ties - land_border' is no part of a formula"),
        ("3 * ties", "'3' is no part of a formula"),
        ("ties | ties", "no part of a formula"),
        ("ties.name", "'ties.name' is no part of a formula"),
        ("__import__('os').system('true')", "no part of a formula"),
        ("(lambda: ties)()", "cannot be read|no part of a formula"),
        ("[ties]", "no part of a formula"),
        ("same(x)", "'x' is no part of a formula"),
        ("same(*'ab')", "is no part of a formula"),
        ("same(**{'variable': 'x'})", "cannot be read|is no part of a formula"),
        ("same()", "same needs the variable that it reads"),
        ("same('a', 'b')", "same takes its options by name"),
        ("same('a', variable='b')", "same was given variable twice"),
        ("same('a b')", "same: variable='a b' must be a name"),
        ("shared_allies(0.7)", "shared_allies takes its options by name: shared_allies(decay=...)"),
        ("shared_allies(decay='x')", "shared_allies: decay='x' must be a number"),
        ("shared_allies(decay=True)", "shared_allies: decay=True must be a number"),
        ("shared_allies(decay=-1)", "shared_allies: decay=-1 must lie between 0 and 20"),
        ("shared_allies(decay=1e999)", "must lie between 0 and 20"),
        ("shared_allies(decay=1j)", "'1j' is no part of a formula"),
        ("shared_allies(decay=1, decay=2)", "shared_allies was given decay twice"),
        ("popularity(scale='cube')", "scale='cube' must be 'plain' or 'root' or 'log'"),
        ("land_border(years=3)", "land_border has no options, but years was given"),
        ("lag(triangles, 0)", "years=0 must lie between 1 and 200"),
        ("lag(ties)", "lag(ties) is the same for all pairs; for what it was between the two write inertia"),
        ("lag()", "lag takes a mechanism"),
        ("lag", "lag takes a mechanism"),
        ("lag(ties, months=2)", "lag takes a mechanism"),
        ("(ties + land_border) * great_power", "is no part of a formula"),
        ("ties\x00", "cannot be read"),
        ("ties + \ud800", "cannot be read"),
        ("ties if ties else ties", "no part of a formula"),
    ],
)
def test_what_is_no_formula_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SymmachyError) as refused:
        parse(text)

    assert any(part in str(refused.value) for part in sentence.split("|")), str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "ties + " * 5000 + "ties",
        "(" * 400 + "ties" + ")" * 400,
        "lag(" * 30 + "triangles" + ")" * 30,
        "-" * 3000 + "1",
        " * ".join(["ties"] * 1500),
    ],
)
def test_length_and_depth_are_bounded(text: str) -> None:
    with pytest.raises(BadInput, match=r"characters|nests|cannot be read|no part of a formula"):
        parse(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(SymmachyError):
        assert len(parse(text)) > 0


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadInput, match="a formula is a text, but 3 was given"):
        parse(3)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="'ties' is no mechanism"):
        Specification(terms=("ties",))  # type: ignore[arg-type]
