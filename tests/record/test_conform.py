from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symmachy.errors import BadFile
from symmachy.record.columns import ccode, day, number, text, whole, year
from symmachy.record.conform import conform
from symmachy.record.source import Table
from symmachy.record.sources import find_table
from symmachy.world import Coverage

if TYPE_CHECKING:
    from tests.record.conftest import Sample

TABLE = Table(
    name="toy",
    what="a pair in a year",
    key=("ccode1", "ccode2", "year"),
    columns=(
        ccode("ccode1"),
        ccode("ccode2"),
        year(first=1816),
        number("worth", "worth", 0, 10, missing=(-9,), special=(99,)),
        whole("count", "count", 0, 5),
        text("iso2", "code", keeps_na=True),
        text("name", "name"),
        day("since", "since"),
    ),
    years=Coverage(1990, 1992),
    size=100,
    ascending=("ccode1", "ccode2"),
)


def _frame(**changes: list[object]) -> pl.DataFrame:
    content: dict[str, list[object]] = {
        "ccode1": ["2", "2"],
        "ccode2": ["20", "200"],
        "year": ["1990", "1991.0"],
        "worth": ["-9", "99"],
        "count": ["NA", "3"],
        "iso2": ["NA", ""],
        "name": ["NA", "Canada"],
        "since": ["1990-02-03", ""],
        "more": ["1", "x"],
    }
    return pl.DataFrame(content | changes, schema=dict.fromkeys(content, pl.String), strict=False)


def test_text_is_read_as_declared() -> None:
    rows = conform(_frame(), TABLE, where="f").to_dicts()

    assert {k: rows[0][k] for k in ("ccode1", "year", "worth", "count", "iso2", "name")} == {
        "ccode1": 2,
        "year": 1990,
        "worth": None,
        "count": None,
        "iso2": "NA",
        "name": None,
    }
    assert tuple(rows[1][k] for k in ("worth", "count", "iso2", "name", "since", "more")) == (
        99.0,
        3,
        None,
        "Canada",
        None,
        "x",
    )


OFFENCES = {
    "range": ({"worth": ["1", "11"]}, "row 2 of the column 'worth' holds 11.0, outside 0 to 10"),
    "fraction": (
        {"count": ["1", "1.5"]},
        "row 2 of the column 'count' holds '1.5' where whole numbers belong",
    ),
    "letters": ({"worth": ["1", "many"]}, "row 2 of the column 'worth' holds 'many' where numbers belong"),
    "gap": ({"year": ["", "1990"]}, "row 1 of the column 'year' is empty"),
    "day": ({"since": ["1990-02-30", ""]}, "holds '1990-02-30' where days, YYYY-MM-DD belong"),
    "garbled": (
        {"name": ["C\u00c3\u00b4te", "x"]},
        "decoded in the wrong encoding: save the original as UTF-8",
    ),
    "key": (
        {"ccode2": ["20", "20"], "year": ["1990", "1990"]},
        "row 2 repeats the key ccode1 2, ccode2 20, year 1990",
    ),
    "order": ({"ccode1": ["2", "300"]}, "row 2 has ccode1 300 and ccode2 200; toy holds each pair once"),
}


@pytest.mark.parametrize("name", OFFENCES)
def test_the_first_offence_is_named(name: str) -> None:
    changes, says = OFFENCES[name]

    with pytest.raises(BadFile) as refused:
        conform(_frame(**changes), TABLE, where="f")

    assert says in str(refused.value)
    assert str(refused.value).startswith("f: ")


def test_no_rows_are_refused() -> None:
    with pytest.raises(BadFile, match="no rows"):
        conform(_frame().head(0), TABLE, where="f")


def test_a_file_cut_within_a_line_is_refused_only_if_rows_are_missing() -> None:
    with pytest.raises(BadFile, match="about 100 rows, the file has 2"):
        conform(_frame(), TABLE, where="f", unfinished=True)


@given(row=st.integers(0, 2), column=st.sampled_from(["ccode1", "ccode2", "year"]))
def test_a_gap_in_any_row_of_a_filled_column_is_found(row: int, column: str) -> None:
    frame = pl.DataFrame(
        {
            "ccode1": [2, 2, 2],
            "ccode2": [20, 31, 40],
            "year": [1990, 1990, 1990],
            "worth": [1.0, 2.0, None],
            "count": [1, None, 3],
            "iso2": ["a", "b", "c"],
            "name": ["a", "b", "c"],
            "since": [None, None, None],
        }
    ).with_row_index("row")
    broken = frame.with_columns(pl.when(pl.col("row") != row).then(pl.col(column)).alias(column)).drop("row")

    with pytest.raises(BadFile, match=f"row {row + 1} of the column '{column}' is empty"):
        conform(broken, TABLE, where="f")


def test_conforming_twice_changes_nothing(sample: Sample) -> None:
    for name in ("ucdp_acd", "nmc", "leaders_archigos", "country_codes_year"):
        table = find_table(name)[1]
        once = conform(sample(table), table, where="f")

        assert once.equals(conform(once, table, where="f"))
