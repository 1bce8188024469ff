"""Cases by hand, and the rule that nothing after an origin can be read."""

from __future__ import annotations

import numpy as np
import pytest
from tests.worlds import of_states, state, treaty, world

from symmachy.errors import OutsideCoverage
from symmachy.forecasting.carried import carried
from symmachy.forecasting.cases import NEVER
from symmachy.forecasting.history import history
from symmachy.forecasting.origins import Origin, last_complete_year
from symmachy.forecasting.targets import target_named, targets
from symmachy.forecasting.wars import WORLD_WARS, touches
from symmachy.mechanisms import LandBorder, SameRegion, registry
from symmachy.record import open_record
from symmachy.world import Fill

LOOKED_AT = (SameRegion(),)


def _cases(of: object, name: str) -> object:
    past = history(of, LOOKED_AT)  # type: ignore[arg-type]
    return target_named(name).cases(past, carried(past))


def _made() -> object:
    return world(
        [state(c) for c in ("AAA", "BBB", "CCC", "DDD")],
        treaty("first", "AAA BBB CCC", start="1903-05-01", end="1906-07-01"),
        treaty("second", {"AAA": [("1905", "")], "DDD": [("1905", "")]}, start="1905"),
    )


def _rows(cases: object, horizon: int) -> dict[tuple[int, int], float]:
    outcome = cases.outcome(horizon)  # type: ignore[attr-defined]
    return {
        (int(y), int(u)): float(o)
        for y, u, o in zip(cases.year, cases.unit, outcome, strict=True)  # type: ignore[attr-defined]
    }


def test_formation_counted_by_hand() -> None:
    found = _rows(_cases(_made(), "formation"), 1)

    pair_ab, pair_ad, pair_bd = 0 * 4 + 1, 0 * 4 + 3, 1 * 4 + 3
    assert found[1901, pair_ab] == 0
    assert found[1902, pair_ab] == 1
    assert (1903, pair_ab) not in found  # it has a pact on a day of that year
    assert found[1904, pair_ad] == 1
    assert found[1909, pair_bd] == 0
    assert np.isnan(found[1910, pair_bd])  # the window has not passed


def test_ending_counted_by_hand() -> None:
    one, five = (_rows(_cases(_made(), "ending"), h) for h in (1, 5))

    assert one[1905, 1] == 0  # in force on a day of 1906 yet
    assert one[1906, 1] == 1
    assert five[1903, 1] == 1
    assert five[1905, 3] == 0  # AAA and DDD
    assert np.isnan(five[1906, 1])  # its end is known, but its window has not passed


def test_the_pairs_that_one_treaty_joins_weigh_as_one_event() -> None:
    cases = _cases(_made(), "formation-by-treaty")
    came = cases.outcome(1) == 1  # type: ignore[attr-defined]

    weights = cases.weights(1)[came]  # type: ignore[attr-defined]

    assert weights.tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1.0])


def test_the_ending_of_treaties_counted_by_hand() -> None:
    found = _rows(_cases(_made(), "ending-of-treaties"), 1)

    assert [found[y, 0] for y in (1903, 1904, 1905, 1906)] == [0, 0, 0, 1]
    assert found[1909, 1] == 0


def test_accession_counted_by_hand() -> None:
    joined = world(
        "AAA BBB CCC DDD EEE",
        treaty(
            "club", {c: [("1901", "")] for c in ("AAA", "BBB", "CCC")} | {"DDD": [("1905", "")]}, start="1901"
        ),
        treaty("pair", "AAA EEE", start="1901"),
    )

    found = _rows(_cases(joined, "accession"), 1)

    assert {u for _, u in found} == {3, 4}  # only the club is of three
    assert [found[y, 3] for y in (1901, 1902, 1903, 1904)] == [0, 0, 0, 1]
    assert (1905, 3) not in found
    assert found[1909, 4] == 0


def test_a_pair_of_which_a_state_leaves_is_not_scored() -> None:
    short = world([state("AAA"), state("BBB", ("", "1904"))], treaty("pact", "AAA BBB", start="1901"))

    found = _rows(_cases(short, "ending"), 5)

    assert np.isnan(found[1903, 1])


@pytest.mark.parametrize("name", targets())
def test_cases_cut_at_a_year_are_those_of_the_world_as_it_was_known_then(name: str) -> None:
    whole = open_record("chronicle").as_known()
    mechanisms = (LandBorder(), registry()["joint_capabilities"]())
    cut, made = 1955, {}
    for key, of in (("cut later", whole), ("known then", Origin(year=cut).world(open_record("chronicle")))):
        past = history(of, mechanisms)
        cases = target_named(name).cases(past, carried(past))
        made[key] = cases.until(cut) if key == "cut later" else cases
    one, other = made.values()
    # Numbers of treaties differ where later ones stand between; what is said of each row does not.
    by_one, by_other = (np.lexsort((*(c.values.T), c.clock, c.event, c.weight, c.year)) for c in (one, other))

    assert len(one) == len(other)
    for column in ("year", "clock", "event", "seen", "weight"):
        assert getattr(one, column)[by_one].tolist() == getattr(other, column)[by_other].tolist()
    assert np.array_equal(one.values[by_one], other.values[by_other], equal_nan=True)


def test_reading_after_the_origin_raises() -> None:
    cases = _cases(_made(), "formation").until(1904)  # type: ignore[attr-defined]

    assert cases.event[cases.event < NEVER].max() <= 1904
    assert cases.year.max() == 1904
    with pytest.raises(OutsideCoverage, match="known to the end of 1904 but 1905 was asked"):
        cases.at(1905)
    with pytest.raises(OutsideCoverage, match="reads nothing after its origin"):
        cases.until(1905)


def test_a_world_at_an_origin_refuses_a_later_year() -> None:
    then = Origin(year=1904).world(_made())  # type: ignore[arg-type]

    with pytest.raises(OutsideCoverage, match="covers 1900 to 1904 but 1905 was asked"):
        then.in_year(1905)
    assert [t.id for t in then.treaties] == ["first"]
    assert then.treaties[0].spell.end is None


def test_a_variable_coded_with_hindsight_is_withheld_unless_asked_for() -> None:
    from dataclasses import replace

    late = replace(of_states("made.rivalry", {(1905, "AAA"): 1.0}, absent=0.0), hindsight=True)
    whole = world("AAA BBB", variables=[late])

    with pytest.raises(OutsideCoverage, match="coded with hindsight"):
        whole.as_known().variable("rivalry")
    assert whole.as_known(hindsight=True).variable("rivalry") is late


def test_a_value_measured_later_is_not_known_before() -> None:
    measured = of_states("made.size", {(1902, "AAA"): 1.0, (1906, "AAA"): 5.0}, fill=Fill.INTERPOLATE)
    whole = world("AAA BBB", variables=[measured])

    assert whole.array("size")[4, 0] == 3.0
    known = whole.as_known().array("size")[:, 0]
    assert np.isnan(known[:2]).all()
    assert known[2:].tolist() == [1, 1, 1, 1, 5, 5, 5, 5, 5]


def test_gaps_are_filled_from_earlier_years_alone() -> None:
    gap = of_states(
        "made.great_power", {(1901, "AAA"): 1.0, (1901, "BBB"): 0.0, (1901, "CCC"): 0.0}, absent=None
    )
    past = history(world("AAA BBB CCC", variables=[gap]), (registry()["great_power"](),))

    filled = carried(past)[:, 0]

    assert np.isnan(filled[past.year == 1900]).all()
    assert all(filled[past.year == y].tolist() == filled[past.year == 1901].tolist() for y in (1902, 1910))


def test_a_year_that_is_not_over_teaches_nothing() -> None:
    assert open_record("chronicle").last_day.month < 12
    assert last_complete_year(open_record("chronicle")) == open_record("chronicle").last_day.year - 1


def test_windows_that_touch_a_war() -> None:
    assert [touches(y, 5, WORLD_WARS[1]) for y in (1933, 1934, 1946, 1947)] == [False, True, True, False]
