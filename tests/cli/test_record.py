from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from typer.testing import CliRunner

from symmachy.cli.record import app
from symmachy.errors import BadInput, TermsNotAccepted, UnknownName
from symmachy.record.sources import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")


def _run(*words: str) -> Any:
    result = CliRunner().invoke(app, list(words), catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "igo.csv"
    pl.DataFrame(
        {"ccode1": [2, 2], "ccode2": [20, 31], "year": [1990, 1990], "dyadigos": [50, 40]}
    ).write_csv(path)
    return path


def test_the_list_is_printed_and_given_as_json() -> None:
    assert "nmc" in _run("list").output
    assert list(SOURCES) == [r["id"] for r in json.loads(_run("list", "--json").output)]


def test_an_imported_table_is_listed_shown_cited_verified_and_exported(table: Path, tmp_path: Path) -> None:
    assert "igo_dyad_year, 2 of 917,695 rows, 1990-1990" in _run("import", str(table)).output
    assert "igo_dyad_year (2 rows" in _run("show", "igo").output
    assert len(json.loads(_run("show", "igo/igo_dyad_year", "31", "--json").output)) == 1
    assert "Pevehouse" in _run("cite").output
    assert "@article{pevehouse2020" in _run("cite", "igo", "--style", "bibtex").output
    assert "1 tables checked, 0 with faults" in _run("verify").output
    assert "igo_dyad_year.csv" in _run("export", str(tmp_path / "out")).output
    assert pl.read_csv(tmp_path / "out" / "igo_dyad_year.csv").height == 2


def test_a_refused_file_gives_status_1_and_the_others_are_imported(table: Path, tmp_path: Path) -> None:
    (tmp_path / "beach.csv").write_text("sun,sea\n1,2\n")
    result = _run("import", str(tmp_path), "--json")
    outcomes = json.loads(result.stdout)

    assert result.exit_code == 1
    assert [len(o["refused"]) for o in outcomes] == [1, 0]
    assert [t["table"] for o in outcomes for t in o["tables"]] == ["igo_dyad_year"]
    assert str(table) == outcomes[1]["file"]


def test_a_damaged_store_gives_status_1(table: Path, home: Path) -> None:
    _run("import", str(table))
    next((home / "tables").glob("*.parquet")).write_bytes(b"PAR1")
    result = _run("verify")

    assert result.exit_code == 1
    assert "its checksum differs" in result.stderr


def test_the_chronicle_is_shown() -> None:
    assert "treaties" in _run("show", "chronicle").output
    assert "France" in _run("show", "chronicle/state_names", "FRA").output
    assert json.loads(_run("show", "chronicle", "--json").output)["id"] == "chronicle"


def test_refusals_are_errors_of_the_family() -> None:
    with pytest.raises(TermsNotAccepted, match="--accept-terms dcad"):
        _run("fetch", "dcad")
    with pytest.raises(BadInput, match="symmachy record import FILE"):
        _run("fetch", "atop", "--accept-terms", "atop")
    with pytest.raises(UnknownName, match="Did you mean 'nmc'"):
        _run("show", "nmcc")


@pytest.mark.parametrize("command", ["list", "show", "import", "fetch", "verify", "cite", "export"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    said = _run(command, "--help").output

    assert "Example" in said
    assert f"record {command}" in " ".join(said.split())


def test_wrong_usage_gives_status_2() -> None:
    assert _run("show").exit_code == 2
    assert _run("cite", "--style", "verse").exit_code == 2
