"""``symmachy panel``: what it writes and what it refuses."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest

from symmachy.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.record.store import Store


def called(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["symmachy", "panel", *words])
    return run()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_it_writes_the_panel_and_its_codebook(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"pairs.{ending}"
    years = ("--from", "1900", "--to", "1902")
    status = called(
        monkeypatch, "dyad-year", *years, "--add", "defense", "--spells", "defense", "--out", str(out)
    )
    frame = pl.read_csv(out) if ending == "csv" else pl.read_parquet(out)
    book = json.loads((tmp_path / "pairs.codebook.json").read_text(encoding="utf-8"))

    assert status == 0
    assert frame.columns[:4] == ["year", "state_1", "state_2", "defense"]
    assert frame.height == book["rows"]
    assert book["key"] == ["year", "state_1", "state_2"]
    assert {p.name for p in tmp_path.iterdir()} == {out.name, "pairs.codebook.json"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dyad-year", "--from", "1914", "--to", "1900"), "--to 1900 comes before --from 1914"),
        (("dyad-year", "--from", "1700"), "covers 1816 to 2026"),
        (("dyad-year", "--add", "defence_pact"), "no variable of the record 'chronicle' is called"),
        (("dyad-year", "--from", "1900", "--to", "1901", "--out", "pairs.xlsx"), "ends in '.xlsx'"),
        (
            ("dyad-year", "--from", "1900", "--to", "1901", "--spells", "war"),
            "no column of the panel is called 'war'",
        ),
        (("state-year", "--add", "war"), "is a variable of pairs"),
    ],
)
def test_bad_input_is_one_sentence_and_a_non_zero_exit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    status = called(monkeypatch, *words)
    printed = capsys.readouterr()

    assert status == 1
    assert said in " ".join(printed.err.split())
    assert "Traceback" not in printed.err


@pytest.mark.record
def test_all_dyad_years_of_the_full_record(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, full_store: Store
) -> None:
    monkeypatch.setenv("SYMMACHY_HOME", str(full_store.root))
    out = tmp_path / "d.parquet"
    status = called(
        monkeypatch,
        *(
            "dyad-year",
            "--from",
            "1816",
            "--to",
            "2018",
            "--add",
            "atop.defense",
            "--record",
            "full",
            "--out",
            str(out),
        ),
    )
    frame = pl.read_parquet(out)

    assert status == 0
    assert frame.height == 994_005
    assert frame["atop.defense"].null_count() == 0
