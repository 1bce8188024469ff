from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from symmachy.errors import BadFile
from symmachy.record.conform import conform, years_of_rows
from symmachy.record.files import Loaded, load
from symmachy.record.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from tests.record.conftest import Sample

    from symmachy.record.source import Source, Table


def _loaded(frame: pl.DataFrame, where: str = "a file") -> Loaded:
    return Loaded(where=where, frame=frame, sha256="0" * 64)


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet"])
def test_every_table_is_known_by_its_columns(
    declared: tuple[Source, Table], sample: Sample, tmp_path: Path, ending: str
) -> None:
    source, table = declared
    frame = sample(table)
    path = tmp_path / f"anything.{ending}"
    if ending == "parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path, separator="," if ending == "csv" else "\t")

    found_source, found, read = recognise(next(load(path)))
    checked = conform(read, found, where=str(path))

    assert (source.id, table.name) == (found_source.id, found.name)
    assert frame.height == checked.height
    assert checked.columns == [c.name for c in table.columns]


def test_upper_case_and_spaces_in_headers_do_not_matter(
    declared: tuple[Source, Table], sample: Sample, tmp_path: Path
) -> None:
    _, table = declared
    path = tmp_path / "x.csv"
    frame = sample(table)
    frame.rename({c: c.upper() for c in frame.columns}).write_csv(path)

    assert table.name == recognise(next(load(path)))[1].name


def test_a_missing_column_is_named_with_the_nearest_table() -> None:
    frame = pl.DataFrame(
        {"ccode": [2], "year": [1990], "milex": [1.0], "milper": [1.0], "irst": [1.0], "pec": [1.0]}
    )

    with pytest.raises(BadFile, match=r"looks most like nmc .*missing: 'cinc', 'tpop', 'upop'"):
        recognise(_loaded(frame))


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(BadFile, match=r"holiday\.csv is no table known here"):
        recognise(_loaded(pl.DataFrame({"beach": [1], "sun": [2]}), "holiday.csv"))


def test_unordered_pairs_are_not_taken_for_directed_ones() -> None:
    flags = dict.fromkeys(("defense", "offense", "neutral", "nonagg", "consul"), 1)
    frame = pl.DataFrame({"mem1": [2, 2], "mem2": [20, 200], "year": [1990, 1990]}).with_columns(
        pl.lit(value).alias(name) for name, value in flags.items()
    )

    with pytest.raises(BadFile, match=r"columns of atop_dyad_year but not its values: .* both orders"):
        recognise(_loaded(frame))


def test_lists_of_states_are_told_apart_by_their_values(sample: Sample) -> None:
    from symmachy.record.sources import find_table

    for name in ("state_year_cow", "state_year_gw"):
        assert name == recognise(_loaded(sample(find_table(name)[1])))[1].name


OWN_SPELLINGS = {
    "atop_dyad_year": pl.DataFrame(
        {
            "ddyad": [2200, 2002],
            "stateA": [2, 200],
            "stateB": [200, 2],
            "year": [1950, 1950],
            **{name: [1, 0] for name in ("defense", "consul")},
            **{name: [0, 0] for name in ("offense", "neutral", "nonagg")},
            "version": [5.1, 5.1],
        }
    ),
    "nmc": pl.DataFrame(
        {
            "stateabb": ["USA"],
            "ccode": [2],
            "year": [1816],
            "milex": [-9],
            "milper": [17],
            "irst": [80],
            "pec": [254],
            "tpop": [8659],
            "upop": [101],
            "cinc": [0.04],
            "version": [7],
        }
    ),
    "un_ideal_points": pl.DataFrame(
        {"ccode": [2], "session": [1], "IdealPointAll": [1.5], "IdealPointFP": [1.4]}
    ),
    "states_cow": pl.DataFrame(
        {
            "stateabb": ["USA"],
            "ccode": [2],
            "statenme": ["United States"],
            "styear": [1816],
            "stmonth": [1],
            "stday": [1],
            "endyear": [2016],
            "endmonth": [12],
            "endday": [31],
            "version": [2016],
        }
    ),
    "contiguity_spells": pl.DataFrame(
        {
            "dyad": [2020] * 3,
            "state1no": [2] * 3,
            "state1ab": ["USA"] * 3,
            "state2no": [20] * 3,
            "state2ab": ["CAN"] * 3,
            "year": [1920, 1921, 1923],
            "conttype": [1] * 3,
            "version": [3.2] * 3,
        }
    ),
    "un_votes": pl.DataFrame(
        {"rcid": [3, 3], "ccode": [2, 20], "member": [1, 1], "session": [1, 1], "vote": [1, 8]}
    ),
    "democracy": pl.DataFrame(
        {
            "country_name": ["Mexico", "Mexico", "Palestine"],
            "COWcode": [70, 70, None],
            "year": [1790, 1990, 1990],
            "v2x_polyarchy": [0.1, 0.4, 0.2],
        }
    ),
}


@pytest.mark.parametrize("name", OWN_SPELLINGS)
def test_the_owners_own_spellings_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    OWN_SPELLINGS[name].write_csv(path)

    _, table, frame = recognise(next(load(path)))
    checked = conform(frame, table, where="x")

    assert name == table.name
    assert checked.height


def _read(name: str, tmp_path: Path) -> pl.DataFrame:
    path = tmp_path / "x.csv"
    OWN_SPELLINGS[name].write_csv(path)
    _, table, frame = recognise(next(load(path)))
    return conform(frame, table, where="x")


def test_own_spellings_mean_the_same(tmp_path: Path) -> None:
    owed = _read("atop_dyad_year", tmp_path).row(0, named=True)
    power = _read("nmc", tmp_path).row(0, named=True)
    touching = _read("contiguity_spells", tmp_path)
    member = _read("states_cow", tmp_path).row(0, named=True)

    assert (owed["ccode1"], owed["ccode2"], owed["atop_defense"], owed["atop_consul"]) == (2, 200, 1, 1)
    assert _read("democracy", tmp_path).rows() == [(70, 1990, 0.4)]
    assert power["milex"] is None
    assert touching["stdate"].dt.year().to_list() == [1920, 1923]
    assert touching["enddate"].dt.year().to_list() == [1921, 1923]
    assert _read("un_ideal_points", tmp_path)["year"].item() == 1946
    assert _read("un_votes", tmp_path).height == 1
    assert str(member["end"]) == "2016-12-31"


def test_years_of_rows_leave_out_codes_for_in_force() -> None:
    from symmachy.record.sources import find_table

    frame = pl.DataFrame({"begyr": [1815, 1949], "endyr": [1820, 0]})

    assert years_of_rows(frame, find_table("atop_alliance")[1]) == (1815, 1949)
