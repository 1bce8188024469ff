"""The command ``symmachy claims`` and the panels of other units."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from symmachy.claims import source_of
from symmachy.cli.app import app
from symmachy.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False, env={"COLUMNS": "200"})

    assert done.exit_code == 0, done.output
    return done.stdout


def test_claims_are_listed_by_id_and_searched_by_words() -> None:
    every = json.loads(run("claims", "list", "--json"))
    some = json.loads(run("claims", "list", "trade", "--json"))

    assert len(every) == 34
    assert "C07" in {c["id"] for c in some}


def test_a_claim_is_shown_beside_its_rival_and_as_a_file_to_begin_from() -> None:
    shown = run("claims", "show", "C02")

    assert "Claim:" in shown
    assert "Rival (C03):" in shown
    assert tomllib.loads(run("claims", "show", "C02", "--toml"))["id"] == "C02"


def test_a_claim_that_the_record_cannot_speak_of_says_what_it_reads(home: Path) -> None:
    assert home.name == "home"
    found = json.loads(run("claims", "test", "C30", "--json"))["verdicts"]

    assert [(v["claim"], v["verdict"]) for v in found] == [("C30", "not testable")]


def test_a_claim_of_ones_own_is_tested_and_written_as_a_page_and_as_data(home: Path, tmp_path: Path) -> None:
    assert home.name == "home"
    mine = tmp_path / "mine.toml"
    text = source_of("C11").replace('id = "C11"', 'id = "mine"')
    mine.write_text(
        text.replace('obligations = ["defense", "any"]', 'obligations = ["defense"]'), encoding="utf-8"
    )

    said = run("claims", "test", "--file", str(mine), "--out", str(tmp_path / "v.html"))
    data = run("claims", "test", "--file", str(mine), "--json", "--out", str(tmp_path / "v.json"))
    page = (tmp_path / "v.html").read_text(encoding="utf-8")

    assert "mine, record 'chronicle':" in said
    assert json.loads(data) == json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    assert "<svg" in page
    assert "http" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["claims", "test"], "no claim was named"),
        (["claims", "test", "--all", "C01"], "given together"),
        (["claims", "test", "C01", "--out", "verdicts.txt"], "ends in '.txt'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(words: list[str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        CliRunner().invoke(app, words, catch_exceptions=False)


def test_a_panel_of_treaties_is_written_with_its_codebook(tmp_path: Path) -> None:
    run("panel", "treaty-year", "--out", str(tmp_path / "t.csv"))
    book = json.loads((tmp_path / "t.codebook.json").read_text(encoding="utf-8"))

    assert book["key"] == ["year", "treaty"]
    assert {"leading_share", "ends", "log_age"} <= set(book["columns"])
