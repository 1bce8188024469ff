"""One coding: the risk ratio against counts by hand, draws of rows, and the choices that were made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.claims import estimate as room
from symmachy.claims.codings import MOST, Coding, Controls, Era, Link, Wars, codings
from symmachy.claims.declaration import Comparison, Sign
from symmachy.claims.estimate import NoEstimate, estimate
from symmachy.claims.library import claim
from symmachy.claims.rows import joined_groups
from symmachy.claims.units import Errors, Unit, find_unit

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, IntArray

UNIT = Unit(
    name="made", words="a row", errors=(Errors(name="row", by=("row",)),), event="row", event_words="rows"
)


@dataclass
class Made:
    columns: dict[str, FloatArray]
    year: IntArray = field(init=False)

    def __post_init__(self) -> None:
        self.year = np.full(len(next(iter(self.columns.values()))), 1960)

    def at(self, name: str, rows: IntArray) -> FloatArray:
        return self.columns[name][rows]

    def group(self, name: str) -> IntArray:
        del name
        return np.arange(len(self.year))

    def codes(self, name: str) -> list[str]:
        return [name] * len(self.year)

    def events(self, rows: IntArray) -> int:
        return len(rows)


def comparison(predictor: str = "x", controls: tuple[str, ...] = ()) -> Comparison:
    return Comparison(
        unit="made", outcomes=("y",), predictors=(predictor,), controls=controls, expected=Sign.MORE
    )


def coding(predictor: str = "x", **changes: object) -> Coding:
    plain = {"source": "made", "obligation": "defense", "window": 5, "outcome": "y", "risk": "all"}
    rest = {"era": Era.ALL, "wars": Wars.IN, "controls": Controls.DECLARED, "link": Link.LOGIT}
    return Coding(**{**plain, **rest, "predictor": predictor, **changes})  # type: ignore[arg-type]


def counted(a: int, b: int, c: int, d: int) -> Made:
    """a of a+b rows with the predictor have the outcome, c of c+d without it."""
    x = np.repeat([1.0, 1.0, 0.0, 0.0], [a, b, c, d])
    return Made({"x": x, "y": np.repeat([1.0, 0.0, 1.0, 0.0], [a, b, c, d])})


@pytest.mark.parametrize("link", [Link.LOGIT, Link.CLOGLOG])
def test_without_controls_the_ratio_is_that_of_two_shares_and_its_error_that_of_the_textbook(
    link: Link,
) -> None:
    a, b, c, d = 40, 160, 30, 270
    (found,) = estimate(comparison(), UNIT, counted(a, b, c, d), coding(link=link))

    usual = np.sqrt(b / (a * (a + b)) + d / (c * (c + d)))  # Katz and others' formula
    n = a + b + c + d
    assert found.log_ratio == pytest.approx(np.log((a / (a + b)) / (c / (c + d))), abs=1e-8)
    assert found.error == pytest.approx(usual * np.sqrt(n / (n - 1)), rel=1e-6)  # G / (G - 1)
    assert found.difference == pytest.approx(a / (a + b) - c / (c + d), abs=1e-8)


def test_a_minus_turns_the_effect_round() -> None:
    rows = counted(40, 160, 30, 270)

    (plain,), (turned,) = (
        estimate(comparison(), UNIT, rows, coding()),
        estimate(comparison(), UNIT, rows, coding("- x")),
    )

    assert turned.log_ratio == pytest.approx(-plain.log_ratio)


def test_a_draw_of_rows_without_the_outcome_keeps_the_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = counted(400, 19_600, 200, 39_800)
    (whole,) = estimate(comparison(), UNIT, rows, coding())
    monkeypatch.setattr(room, "MOST_WITHOUT", 6_000)

    (drawn,) = estimate(comparison(), UNIT, rows, coding())

    assert drawn.log_ratio == pytest.approx(whole.log_ratio, abs=0.1)
    assert drawn.error == pytest.approx(whole.error, rel=0.1)
    assert drawn.rows == pytest.approx(whole.rows, rel=0.01)


def test_too_few_events_give_no_estimate() -> None:
    with pytest.raises(NoEstimate, match="too few"):
        estimate(comparison(), UNIT, counted(5, 100, 4, 100), coding())


def test_a_separated_coding_is_fitted_with_the_penalty_of_firth() -> None:
    (found,) = estimate(comparison(), UNIT, counted(30, 170, 0, 300), coding())

    assert found.firth
    assert found.log_ratio > 2


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 6), st.integers(7, 12)), min_size=1, max_size=25))
def test_groups_of_pairs_are_the_connected_parts_of_each_year(rows: list[tuple[int, int, int]]) -> None:
    year, one, other = (np.array(x) for x in zip(*rows, strict=True))
    graph = nx.Graph([((y, a), (y, b)) for y, a, b in rows])

    assert nx.number_connected_components(graph) == joined_groups(year, one, other)


def test_the_codings_hold_the_reference_every_single_change_and_no_coding_twice() -> None:
    test = claim("C01").test
    assert test is not None
    plan = codings(test, find_unit(test.unit), ("ATOP", "chronicle"))
    reference = plan[0].as_dict()
    changed = [sum(v != reference[k] for k, v in c.as_dict().items()) for c in plan]

    assert (len(plan), len(set(plan))) == (MOST, MOST)
    assert changed[0] == 0
    assert {
        "source",
        "obligation",
        "window",
        "outcome",
        "predictor",
        "risk",
        "era",
        "wars",
        "controls",
        "link",
    } == {
        k
        for c, n in zip(plan, changed, strict=True)
        if n == 1
        for k, v in c.as_dict().items()
        if v != reference[k]
    }


def test_the_codings_are_the_same_every_time() -> None:
    test = claim("C18").test
    assert test is not None

    assert codings(test, find_unit(test.unit), ("x",)) == codings(test, find_unit(test.unit), ("x",))
