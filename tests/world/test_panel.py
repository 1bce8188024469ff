from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import worlds
from tests.worlds import of_pairs, of_states, state, term, treaty, world

from symmachy.errors import BadInput, OutsideCoverage, UnknownName
from symmachy.world import Coverage, Obligation, Panel, Reading, RiskSet, World, dyad_years, state_years
from symmachy.world.runs import runs

if TYPE_CHECKING:
    from pathlib import Path

some = settings(deadline=None, max_examples=40)
YEARS = range(1900, 1911)


def exports(rows: dict[tuple[int, str, str], float] | None = None) -> World:
    trade = of_pairs("made.exports", rows or {}, directed=True)
    return world("AAA BBB", variables=[trade])


def column(panel: Panel, name: str) -> list[Any]:
    return panel.frame[name].to_list()


# The rows.


@some
@given(worlds())
def test_every_pair_of_members_stands_once(made: World) -> None:
    expected = [
        (year, *pair) for year in made.years for pair in combinations(sorted(made.states.members(year)), 2)
    ]

    assert dyad_years(made).frame.rows() == expected


@some
@given(worlds())
def test_a_directed_panel_has_every_pair_in_both_orders(made: World) -> None:
    panel = dyad_years(made, directed=True)
    expected = [(year, *pair) for year in made.years for pair in permutations(made.states.members(year), 2)]

    assert panel.frame.rows() == sorted(expected)
    assert len(panel) == 2 * len(dyad_years(made))


@some
@given(worlds())
def test_a_state_panel_has_each_member_once(made: World) -> None:
    expected = [(year, code) for year in made.years for code in made.states.members(year)]

    assert state_years(made).frame.rows() == expected


def test_years_outside_the_record_are_refused() -> None:
    with pytest.raises(OutsideCoverage, match="covers 1900 to 1910 but 1905 to 1911 was asked"):
        dyad_years(world("AAA BBB"), years=range(1905, 1912))


@pytest.mark.parametrize("years", [range(1905, 1905), range(1900, 1910, 2), range(1910, 1900, -1)])
def test_years_that_are_no_run_are_refused(years: range) -> None:
    with pytest.raises(BadInput, match=r"pass range\(first, last \+ 1\)"):
        state_years(world("AAA BBB"), years=years)


def test_a_panel_without_rows_says_so() -> None:
    panel = dyad_years(world([state("AAA")], variables=[of_states("made.x", {})]))

    assert len(panel) == 0
    with pytest.raises(BadInput, match="the panel has no rows"):
        panel.add("x")


def relevant(coverage: tuple[int, int] = (1900, 1910)) -> World:
    return world(
        [state("AAA"), state("BBB", region="Asia"), state("CCC"), state("DDD", region="Asia")],
        variables=[
            of_states("made.great_power", {(1905, "AAA"): 1.0}, absent=0.0),
            of_pairs("made.contiguity", {(1905, "CCC", "DDD"): 1.0}, coverage=coverage),
        ],
    )


def pairs(made: World, risk: RiskSet, year: int = 1905) -> set[str]:
    frame = dyad_years(made, years=range(year, year + 1), risk=risk).frame
    return {f"{one[0]}{two[0]}" for _, one, two in frame.rows()}


def test_relevant_pairs_share_a_border_or_hold_a_great_power() -> None:
    assert pairs(relevant(), RiskSet.RELEVANT) == {"AB", "AC", "AD", "CD"}
    assert pairs(relevant(), RiskSet.RELEVANT, 1906) == set()


def test_relevance_that_is_not_known_is_refused_and_not_taken_for_none() -> None:
    with pytest.raises(OutsideCoverage, match="contiguity covers 1900 to 1905"):
        pairs(relevant((1900, 1905)), RiskSet.RELEVANT, 1906)


def test_pairs_of_one_region() -> None:
    assert pairs(relevant(), RiskSet.SAME_REGION) == {"AC", "BD"}
    assert len(pairs(relevant(), RiskSet.ALL)) == 6


# The columns.


def test_a_value_after_the_end_of_its_source_is_missing_and_never_0() -> None:
    made = world(
        "AAA BBB",
        variables=[
            of_pairs("made.war", {(1903, "AAA", "BBB"): 1.0}, coverage=(1902, 1905)),
            of_states("made.power", {(1903, "AAA"): 0.5}, absent=0.0, coverage=(1902, 1905)),
        ],
    )
    panel = dyad_years(made).add("war", "power")

    assert column(panel, "made.war") == [None, None, 0, 1, 0, 0, *[None] * 5]
    assert column(panel, "made.power_1") == [None, None, 0, 0.5, 0, 0, *[None] * 5]
    assert panel.columns["made.war"].coverage == Coverage(1902, 1905)


def test_missing_values_can_be_refused() -> None:
    made = world("AAA BBB", variables=[of_pairs("made.war", {}, coverage=(1902, 1905))])

    with pytest.raises(OutsideCoverage, match=r"Build it with years=range\(1902, 1906\)"):
        dyad_years(made).add("war", missing="refuse")
    assert len(dyad_years(made, years=range(1902, 1906)).add("war", missing="refuse")) == 4


def test_a_source_that_speaks_of_none_of_the_years_is_refused() -> None:
    made = world("AAA BBB", variables=[of_pairs("made.war", {}, coverage=(1902, 1905))])

    with pytest.raises(OutsideCoverage, match=r"build the panel with years=range\(1902, 1906\)"):
        dyad_years(made, years=range(1906, 1911)).add("war")


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading.EITHER, {"made.exports": 5.0}),
        (Reading.BOTH, {"made.exports_both": 2.0}),
        (Reading.DIRECTED, {"made.exports_12": 2.0, "made.exports_21": 5.0}),
    ],
)
def test_a_directed_variable_on_unordered_pairs_is_read_as_was_asked(
    reading: Reading, expected: dict[str, float]
) -> None:
    made = exports({(1905, "AAA", "BBB"): 2.0, (1905, "BBB", "AAA"): 5.0})
    row = dyad_years(made, years=range(1905, 1906)).add("exports", reading=reading).frame.row(0, named=True)

    assert {k: row[k] for k in row if "exports" in k} == expected


def test_a_directed_variable_on_directed_pairs_stands_as_it_is() -> None:
    made = exports({(1905, "AAA", "BBB"): 2.0, (1905, "BBB", "AAA"): 5.0})

    assert column(
        dyad_years(made, years=range(1905, 1906), directed=True).add("exports"), "made.exports"
    ) == [
        2.0,
        5.0,
    ]


def test_an_unordered_variable_on_directed_pairs_is_the_same_both_ways() -> None:
    made = world("AAA BBB", variables=[of_pairs("made.war", {(1905, "AAA", "BBB"): 1.0})])
    panel = dyad_years(made, years=range(1905, 1906), directed=True).add("war")

    assert column(panel, "made.war") == [1.0, 1.0]


@some
@given(worlds(), st.sampled_from(list(Obligation)))
def test_an_obligation_is_read_from_the_pledges_in_each_reading(made: World, owed: Obligation) -> None:
    word = owed.words[0]
    base = dyad_years(made)
    if not len(base):
        return
    either, both = base.add(word), base.add(word, reading=Reading.BOTH)
    directed = base.add(word, reading=Reading.DIRECTED)
    for k, (year, one, two) in enumerate(base.frame.rows()):
        cube = made.pledged[year - made.coverage.first]
        there = bool(cube[made.index[one], made.index[two]] & owed)
        back = bool(cube[made.index[two], made.index[one]] & owed)

        assert directed.frame.row(k)[3:] == (there, back)
        assert (either.frame.row(k)[3], both.frame.row(k)[3]) == (there or back, there and back)


def test_a_one_sided_pledge_shows_which_side() -> None:
    guarantee = treaty("guarantee", "AAA BBB", terms=[term("BBB", "AAA")])
    panel = dyad_years(world("AAA BBB", guarantee)).add("defense", reading=Reading.DIRECTED)

    assert panel.frame.row(0) == (1900, "AAA", "BBB", 0.0, 1.0)


def test_all_of_a_source_can_be_named_at_once() -> None:
    made = world(
        "AAA BBB",
        variables=[of_states("made.x", {}), of_states("made.y", {}), of_states("madeup.z", {})],
    )

    assert list(state_years(made).add("made.*").columns) == ["made.x", "made.y"]
    with pytest.raises(UnknownName):
        state_years(made).add("maed.*")


def test_adding_a_column_twice_is_refused() -> None:
    panel = state_years(world("AAA", variables=[of_states("made.x", {})])).add("x")

    for again in (("x",), ("made.x",)):
        with pytest.raises(BadInput, match=r"already has a column 'made\.x'"):
            panel.add(*again)


def test_a_pair_variable_has_no_place_on_a_state_panel() -> None:
    with pytest.raises(BadInput, match="add it to a dyad-year panel"):
        state_years(exports()).add("exports")


def test_a_variable_of_ones_own_is_read_from_its_own_rows() -> None:
    made = world("AAA BBB", variables=[of_states("made.x", {(1905, "AAA"): 1.0})])
    own = of_states("made.x", {(1905, "AAA"): 2.0})
    panel = state_years(made, years=range(1905, 1906))

    assert column(panel.add("x"), "made.x") == [1.0, None]
    assert column(panel.add(own), "made.x") == [2.0, None]


def test_adding_makes_a_new_panel_and_keeps_rows_and_key() -> None:
    panel = dyad_years(exports())
    more = panel.add("exports")

    assert panel.columns == {}
    assert more.frame.select(more.key).equals(panel.frame)


# A user's own table.


def own(**columns: list[Any]) -> pl.DataFrame:
    return pl.DataFrame({"year": [1903], "state_1": ["AAA"], "state_2": ["BBB"], **columns})


def test_a_table_is_joined_on_the_key_whatever_kind_of_whole_number_its_years_are() -> None:
    panel = dyad_years(world("AAA BBB")).join(own(x=[7.0]), coverage=Coverage(1903, 1903))

    assert own()["year"].dtype == pl.Int64
    assert column(panel, "x") == [None] * 3 + [7.0] + [None] * 7
    assert panel.columns["x"].coverage == Coverage(1903, 1903)


def test_a_table_of_states_is_joined_to_pairs_by_one_of_the_two() -> None:
    table = pl.DataFrame({"year": [1903], "state_2": ["BBB"], "gdp": [3.0]})

    assert (
        column(dyad_years(world("AAA BBB")).join(table, coverage=Coverage(1900, 1910)), "gdp").count(3.0) == 1
    )


@pytest.mark.parametrize(
    ("table", "refusal"),
    [
        (pl.concat([own(x=[1.0]), own(x=[1.0])]), "more than one row for"),
        (own(state_1=["BBB"], state_2=["AAA"], x=[1.0]), "a pair stands once, the earlier code first"),
        (own(state_1=["AAA"], state_2=["AAA"], x=[1.0]), "a pair stands once"),
        (own(state_1=["2"], x=[1.0]), "'2', which is no state's code here"),
        (own(year=[1911], x=[1.0]), "the year 1911, outside the coverage"),
        (own(year=[None], x=[1.0]), "with an empty key"),
        (own(year=["soon"], x=[1.0]), "they must hold"),
        (own(x=[1.0]).drop("year"), "it needs 'year' and one of"),
        (own(x=[1.0]).drop("state_1", "state_2"), "it needs 'year' and one of"),
        (own(**{"made.exports": [1.0]}), "already has the columns"),
    ],
)
def test_a_table_that_cannot_match_is_refused(table: pl.DataFrame, refusal: str) -> None:
    panel = dyad_years(exports()).add("exports")

    with pytest.raises(BadInput, match=refusal):
        panel.join(table, coverage=Coverage(1900, 1910))


def test_a_directed_panel_takes_a_pair_in_either_order() -> None:
    panel = dyad_years(world("AAA BBB"), directed=True, years=range(1903, 1904))
    table = own(state_1=["BBB"], state_2=["AAA"], x=[7.0])

    assert column(panel.join(table, coverage=Coverage(1903, 1903)), "x") == [None, 7.0]


# Lags.


def test_a_lag_is_the_row_of_the_year_before_and_does_not_jump_a_gap() -> None:
    rows = {(year, code): float(year) for year in YEARS for code in ("AAA", "BBB")}
    made = world(
        [state("AAA"), state("BBB", ("1900", "1903"), ("1906", ""))], variables=[of_states("made.x", rows)]
    )
    panel = dyad_years(made).add("x").lag("made.x_2")

    assert column(panel, "year") == [1900, 1901, 1902, 1903, 1906, 1907, 1908, 1909, 1910]
    assert column(panel, "made.x_2_lag1") == [None, 1900, 1901, 1902, None, 1906, 1907, 1908, 1909]


def test_a_lagged_value_outside_coverage_is_missing_and_its_coverage_moves_on() -> None:
    war = of_pairs("made.war", {(1903, "AAA", "BBB"): 1.0}, coverage=(1902, 1905))
    panel = dyad_years(world("AAA BBB", variables=[war])).add("war").lag("made.war", years=2)

    assert column(panel, "made.war_lag2") == [None] * 4 + [0, 1, 0, 0] + [None] * 3
    assert panel.columns["made.war_lag2"].coverage == Coverage(1904, 1907)
    assert panel.columns["made.war_lag2"].meaning.endswith("2 years before")


def test_a_lag_is_made_once_and_of_columns_that_are_there() -> None:
    panel = dyad_years(exports()).add("exports").lag("made.exports")

    with pytest.raises(BadInput, match="already has the columns"):
        panel.lag("made.exports")
    with pytest.raises(BadInput, match="at least 1"):
        panel.lag("made.exports", years=0)
    with pytest.raises(UnknownName, match=r"Did you mean 'made\.exports'"):
        panel.lag("made.export")


# Beginnings, ends and ages.


def plain_runs(values: dict[int, float | None]) -> dict[int, tuple[int | None, ...]]:
    """The risk sets of one row's history, year by year."""
    found, age, earlier, under_way = {}, 0, 0, False
    for year in sorted(values):
        value, before = values[year], values.get(year - 1)
        at_risk = value is not None and before is not None
        forms = int(value == 1) if at_risk and before == 0 else None
        ends = int(value == 0) if at_risk and before == 1 else None
        begins = value == 1 and not (at_risk and under_way)
        found[year] = (forms, ends, age if at_risk else None, earlier)
        age = age + 1 if at_risk and value == before else 1
        earlier += begins
        under_way = value == 1
    return found


histories = st.dictionaries(st.integers(1900, 1912), st.sampled_from([0.0, 1.0, 1.0, None]), min_size=1)


@settings(deadline=None)
@given(st.lists(histories, min_size=1, max_size=3))
def test_risk_sets_against_a_plain_loop(rows: list[dict[int, float | None]]) -> None:
    key = [(year, str(who), value) for who, values in enumerate(rows) for year, value in values.items()]
    frame = pl.DataFrame(key, schema={"year": pl.Int32, "state": pl.String, "x": pl.Float64}, orient="row")
    expected = {
        (year, str(who)): found
        for who, values in enumerate(rows)
        for year, found in plain_runs(values).items()
    }

    assert {row[:2]: row[2:] for row in runs(frame, ("year", "state"), "x").rows()} == expected


def test_risk_sets_of_a_pact_that_lapses_and_is_renewed() -> None:
    made = world(
        "AAA BBB",
        treaty("first", "AAA BBB", start="1902", end="1903"),
        treaty("second", "AAA BBB", start="1907"),
    )
    panel = dyad_years(made).add("defense").spells("defense")

    assert column(panel, "defense_forms") == [None, 0, 1, None, None, 0, 0, 1, None, None, None]
    assert column(panel, "defense_ends") == [None, None, None, 0, 1, None, None, None, 0, 0, 0]
    assert column(panel, "defense_age") == [None, 1, 2, 1, 2, 1, 2, 3, 1, 2, 3]
    assert column(panel, "defense_earlier") == [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("name", ["value", "before", "starts", "run", "lasted", "earlier", "count"])
def test_a_column_may_have_any_name(name: str) -> None:
    frame = pl.DataFrame({"year": [1900, 1901], "state": ["AAA"] * 2, name: [0, 1]})

    assert runs(frame, ("year", "state"), name)[f"{name}_forms"].to_list() == [None, 1]


def test_risk_sets_are_made_once_of_yes_and_no_alone() -> None:
    panel = dyad_years(exports({(1905, "AAA", "BBB"): 2.5})).add("exports", "defense")

    with pytest.raises(BadInput, match=r"'made.exports' is no yes/no column: it holds 2.5"):
        panel.spells("made.exports")
    with pytest.raises(BadInput, match="already has the columns"):
        panel.spells("defense").spells("defense")
    with pytest.raises(UnknownName):
        panel.spells("defence")


# Files.


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".CSV"])
def test_a_panel_is_written_and_read_back(tmp_path: Path, ending: str) -> None:
    panel = dyad_years(exports({(1905, "AAA", "BBB"): 2.5})).add("exports")
    path = tmp_path / f"pairs{ending}"
    panel.write(path)
    back = pl.read_parquet(path) if ending == ".parquet" else pl.read_csv(path)

    assert back["made.exports"].to_list() == column(panel, "made.exports")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"'pairs.xlsx' ends in '.xlsx'"):
        dyad_years(exports()).write(tmp_path / "pairs.xlsx")


def test_a_write_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("old", encoding="utf-8")

    def full(_: pl.DataFrame, to: Path) -> None:
        to.write_text("year,sta", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_csv", full)
    with pytest.raises(OSError, match="No space left"):
        dyad_years(exports()).write(path)

    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == {"pairs.csv": "old"}


def test_the_codebook_speaks_of_every_column() -> None:
    made = exports({(1905, "AAA", "BBB"): 2.5})
    panel = dyad_years(made).add("exports", "defense").lag("defense").spells("defense")
    book = panel.codebook()

    assert set(book["columns"]) == set(panel.frame.columns) - set(panel.key)
    assert (book["rows"], book["years"], book["key"]) == (11, [1900, 1910], ["year", "state_1", "state_2"])
    assert all(c["meaning"] and c["source"] for c in book["columns"].values())
    assert book["columns"]["defense_lag1"]["missing"] == 1
    assert book["provenance"][0]["citation"] == "Made for a test."


def test_missing_values_are_null_and_not_nan() -> None:
    panel = dyad_years(exports()).add("exports")

    assert not np.isnan(panel.frame["made.exports"].to_numpy()).any()
    assert (
        dyad_years(world("AAA BBB", variables=[of_states("made.x", {})]))
        .add("x")
        .frame["made.x_1"]
        .null_count()
        == 11
    )
