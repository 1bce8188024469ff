from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.worlds import state, term, treaty, world

from symmachy.errors import (
    AmbiguousState,
    BadInput,
    OutsideCoverage,
    StateAbsent,
    SymmachyError,
    UnknownState,
)
from symmachy.forecasting import fit_pacts
from symmachy.record import open_record
from symmachy.report.assessment import Assessment, assess
from symmachy.report.assessment import data as as_json
from symmachy.studies import By

if TYPE_CHECKING:
    from symmachy.typing import Json
    from symmachy.world import World

PAIRS = (("AAA", "AAB"), ("AAC", "AAK"), ("AAF", "AAG"), ("AAH", "AAM"))
PAST = 1985


def answers(made: World, *, year: int | None = None) -> list[Assessment]:
    return [assess(made, one, other, year=year) for one, other in PAIRS]


def dictionary(made: World, one: str, other: str, year: int | None = None) -> Json:
    return as_json.assessment(assess(made, one, other, year=year))


def test_an_earlier_year_says_the_same_after_a_later_one_byte_for_byte(made: World) -> None:
    def said(whole: World, year: int) -> str:
        return json.dumps([as_json.assessment(a) for a in answers(whole, year=year)])

    asked = replace(made)  # nothing is kept for it yet
    later = said(asked, PAST + 5)

    assert said(asked, PAST) == said(replace(made), PAST)
    assert later == said(replace(made), PAST + 5)


def test_the_pairs_that_are_asked_of_are_of_both_kinds(made: World) -> None:
    assert {a.allied for year in (PAST, None) for a in answers(made, year=year)} == {False, True}


@pytest.mark.parametrize("year", [PAST, None])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_swapping_the_two_swaps_their_names_and_nothing_else(
    made: World, one: str, other: str, year: int | None
) -> None:
    there, back = dictionary(made, one, other, year), dictionary(made, other, one, year)

    assert there["pair"] == back["pair"][::-1]
    for part in ("as_of", "record", "base_rate", "forecast", "analogues", "limits", "citations"):
        assert there[part] == back[part]
    for part in ("allied", "treaties", "obligations"):
        assert there["status"][part] == back["status"][part]
    assert [(d["mechanism"], d["contribution"]) for d in there["drivers"]] == [
        (d["mechanism"], d["contribution"]) for d in back["drivers"]
    ]
    assert [words(d["sentence"]) for d in there["drivers"]] == [words(d["sentence"]) for d in back["drivers"]]
    assert words(there["status"]["sentence"]) == words(back["status"]["sentence"])


def words(text: str) -> list[str]:
    return sorted(text.casefold().replace(",", "").replace(":", "").split())


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_an_answer_as_of_a_year_is_that_of_the_world_cut_at_it(made: World, one: str, other: str) -> None:
    assert dictionary(made, one, other, PAST) == dictionary(made.until(PAST), one, other)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_is_said_is_what_the_world_holds(made: World, one: str, other: str) -> None:
    answer = assess(made, one, other)
    network = made.in_year(2000)
    tied = bool(network.ties()[network.place[one], network.place[other]])

    assert answer.allied == tied == any(b.in_force for b in answer.bonds)
    assert answer.base_rate.allied == tied
    assert {c.horizon for c in answer.chances} == {1, 5, 10}
    assert [c.horizon for c in answer.curve] == list(range(1, 11))
    assert ("no defence pact was in force" in answer.status) != tied
    assert all(a.year <= 1990 for a in answer.analogues)
    assert all(d.times == pytest.approx(np.exp(d.contribution)) for d in answer.drivers)


def test_the_dictionary_can_be_written_and_holds_no_bare_nan(made: World) -> None:
    for one, other in PAIRS:
        text = json.dumps(dictionary(made, one, other), allow_nan=False)

        assert json.loads(text)["question"].endswith("after 2000?")


def test_the_keys_are_the_promised_ones(made: World) -> None:
    found = dictionary(made, *PAIRS[0])

    assert set(found) == {
        *("pair", "as_of", "record", "status", "base_rate", "by", "forecast"),
        *("drivers", "average_within_a_year", "adds_up", "analogues", "limits", "citations", "question"),
    }
    assert set(found["base_rate"]) == {"position", "allied", "presence", "ahead"}
    assert all(set(c) == {"horizon", "outcome", "p", "lo", "hi", "track"} for c in found["forecast"])


@pytest.mark.parametrize(
    ("other", "year", "error", "way_out"),
    [
        ("AAA", None, BadInput, "are the same state, AAA"),
        ("Aaaland", None, BadInput, "name two different states"),
        ("Nowhere", None, UnknownState, "no state is called 'Nowhere' in 2000"),
        ("AAB", 2001, OutsideCoverage, "covers 1950 to 2000"),
        ("AAB", 1949, OutsideCoverage, "covers 1950 to 2000"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(
    made: World, other: str, year: int | None, error: type[SymmachyError], way_out: str
) -> None:
    with pytest.raises(error, match=way_out):
        assess(made, "AAA", other, year=year)


def quiet() -> World:
    """A world with too few events for a model, one-sided pledges and a state that comes late."""
    return world(
        [
            *(state(code, names=[(f"{code.title()}land", "", "")]) for code in ("AAA", "BBB", "CCC")),
            state("DDD", ("1905", ""), names=[("Twin", "", "")]),
            state("EEE", names=[("Twin", "", "")]),
        ],
        treaty("guarantee", "AAA BBB", start="1902-03-01", terms=[term("AAA", "BBB")]),
        treaty("peace", "BBB CCC", start="1903", end="1904", owed="nonaggression"),
        treaty("talks", "BBB CCC", start="1906-02-03", owed="consultation"),
    )


def test_the_drivers_lead_from_the_average_pair_to_this_one(made: World) -> None:
    answer = next(a for a in answers(made) if not a.allied and a.average is not None)
    model = fit_pacts(made)
    fit = model.formation
    assert fit is not None

    # The average pair by another route: the mean of the linear predictor over the pairs of the last year.
    past = model.past
    peers = (past.year == past.year.max()) & ~past.tied
    rows = past.frame(peers)
    basis = fit.model.duration.basis(rows["waiting"].to_numpy().astype(float))
    slopes = dict(zip(fit.names, fit.coefficients, strict=True))
    predictor = slopes["(Intercept)"] + sum(slopes[name] * rows[name].mean() for name in fit.model.covariates)
    predictor += sum(
        slopes[name] * values.mean() for name, values in zip(fit.model.duration.names, basis, strict=True)
    )

    assert answer.average == pytest.approx(1 / (1 + np.exp(-predictor)), rel=1e-6)
    assert answer.adds_up.startswith("A pair that is average in all of this has ")


def test_what_came_outside_interval_and_range_is_said() -> None:
    from symmachy.forecasting import Chance
    from symmachy.forecasting.skill import Track
    from symmachy.report.assessment.limits import far_off

    chance = Chance(horizon=10, outcome="formed", p=0.004, lo=0.0014, hi=0.012)
    track = Track(above=0.001, below=0.005, cases=324_573, came=40, first=1950, last=2015)

    assert far_off([(chance, track)]) == [
        (
            "Where such chances were said in the past, it happened less often than the interval at 10 years holds: "
            "read the line beside the chance before the chance."
        )
    ]
    assert far_off([(chance, Track(above=0.001, below=0.005, cases=3, came=0, first=1950, last=2015))]) == []
    assert far_off([(chance, None)]) == []


def test_without_a_model_the_base_rate_stands_alone() -> None:
    answer = assess(quiet(), "AAA", "CCC")

    assert (answer.chances, answer.curve, answer.drivers) == ((), (), ())
    assert answer.base_rate.presence.pair_years > 0
    assert any("only the base rate is given" in line for line in answer.limits)


def test_a_one_sided_pledge_is_a_pact_and_is_called_one_sided() -> None:
    answer = assess(quiet(), "BBB", "AAA")

    assert answer.allied
    assert answer.bonds[0].one_sided
    assert answer.bonds[0].when() == "since 1 March 1902"
    assert answer.status == (
        "On 31 December 1910 a defence pact was in force between Bbbland and Aaaland, under the Guarantee."
    )


def test_lesser_pledges_are_no_defence_pact() -> None:
    answer = assess(quiet(), "BBB", "CCC")

    assert not answer.allied
    assert [(b.treaty.id, b.in_force) for b in answer.bonds] == [("peace", False), ("talks", True)]
    assert answer.status == (
        "On 31 December 1910 no defence pact was in force between Bbbland and Cccland; "
        "other pledges were: consultation."
    )


def test_no_pledge_at_all_is_said_with_the_records_name_for_it() -> None:
    assert assess(quiet(), "AAA", "CCC").status.endswith("nor any lesser pledge, in this record.")


def test_names_are_read_in_the_year_that_is_asked_about() -> None:
    assert assess(quiet(), "Twin", "AAA", year=1904).one == "EEE"
    with pytest.raises(AmbiguousState, match="DDD"):
        assess(quiet(), "Twin", "AAA", year=1905)
    with pytest.raises(StateAbsent, match="it was one from 1905"):
        assess(quiet(), "DDD", "AAA", year=1904)


def test_presence_and_formation_are_told_apart(made: World) -> None:
    for answer in answers(made):
        rate = answer.base_rate

        assert rate.presence.horizon == 0
        assert [c.horizon for c in rate.ahead] == [1, 5, 10]
        assert all(c.pair_years < rate.presence.pair_years for c in rate.ahead)


@pytest.mark.parametrize("last", ["1910-06-01", "1910-12-31"])
def test_a_pact_that_ends_within_the_year_is_over_at_its_end(last: str) -> None:
    made = world("AAA BBB", treaty("pact", "AAA BBB", end=last))
    answer = assess(made, "AAA", "BBB")

    assert not answer.allied
    assert not answer.bonds[0].in_force
    assert made.in_year(1910).ties().any()
    assert fit_pacts(made).past.tied[-1]
    assert "no defence pact was in force" in answer.status


def test_a_network_model_says_which_it_is_and_that_it_has_no_record(made: World) -> None:
    one, other = made.codes[:2]
    answer = assess(made, one, other, by=By.TERGM)

    assert answer.by is By.TERGM
    assert [c.horizon for c in answer.chances if c.outcome != "kept"] == [1, 5, 10]
    assert not any(answer.tracks)
    assert any("no track record" in line for line in answer.limits)
    assert "given all other ties" in answer.measure


def test_the_limits_say_where_the_clock_stops() -> None:
    record = open_record("chronicle")
    longer, shorter = assess(record, "FRA", "RUS", year=1890), assess(record, "FRA", "GBR", year=1890)

    said = "Time counts up to 46 years, by which 95 % of the formations in the fit had come"

    assert any(limit.startswith(said) for limit in longer.limits)
    assert not any(limit.startswith("Time counts") for limit in shorter.limits)
