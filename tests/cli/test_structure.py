"""``symmachy structure``: the keys it promises, what it prints and what it refuses."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest
from tests.wording import CAUSAL, LOADED, found

from symmachy.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

TIES = "a,b,sign\nA,B,1\nB,C,1\nA,C,-1\nC,D,-1\n"


@pytest.fixture(autouse=True)
def _home(home: Path) -> Path:
    return home


def called(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["symmachy", "structure", *words])
    return run()


def answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> dict[str, object]:
    assert called(monkeypatch, *words, "--json") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_a_year_has_its_keys(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(monkeypatch, capsys, "1914", "--between", "DEU", "FRA")

    assert {
        "frustration",
        "clustering",
        "triangles",
        "blocs",
        "poles",
        "walks",
        "limits",
        "citations",
    } <= set(answer)
    assert {"value", "bound", "gap", "ties", "sides"} <= set(answer["frustration"])  # type: ignore[call-overload]
    assert {"total", "balanced"} <= set(answer["triangles"])  # type: ignore[call-overload]
    assert answer["hedging"]


def test_ones_own_ties(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(TIES, encoding="utf-8")
    answer = answered(monkeypatch, capsys, "--signed", str(path))

    assert answer["frustration"]["value"] == answer["frustration"]["bound"] == 1  # type: ignore[index]
    assert len(answer["frustration"]["ties"]) == 1  # type: ignore[index]
    assert answer["triangles"] == {"total": 1, "balanced": 0, "weakly_balanced": 0, "share": 0.0}


def test_a_series_has_every_year_and_its_changes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = answered(monkeypatch, capsys, "1905", "1916", "--series")

    assert [y["year"] for y in answer["years"]] == list(range(1905, 1917))  # type: ignore[attr-defined]
    assert set(answer["changes"]) == {"density", "line_balance", "concentration"}  # type: ignore[call-overload]


def test_a_landscape_from_two_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "s.csv").write_text("actor,size\nA,1\nB,2\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text(",A,B\nA,,1\nB,1,\n", encoding="utf-8")
    words = ("landscape", "--sizes", str(tmp_path / "s.csv"), "--propensities", str(tmp_path / "p.csv"))
    answer = answered(monkeypatch, capsys, *words, "--from", "A,B", "--size", "B=4")

    assert answer["minima"] == [{"energy": -16.0, "sides": [["A"], ["B"]], "basin": 1.0, "indifferent": []}]
    assert answer["path"] == [{"actor": "A", "energy": -16.0}]


def test_a_triangle(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(monkeypatch, capsys, "triangle", "USA", "CHN", "RUS")

    assert answer["states"] == ["USA", "CHN", "RUS"]
    assert {"year", "kind", "pivot", "sides"} == set(answer["years"][0])  # type: ignore[index]
    assert {"year", "from", "to", "signs", "events"} == set(answer["changes"][0])  # type: ignore[index]


@pytest.mark.parametrize(
    "words", [("1914",), ("1913", "1914", "--series"), ("landscape", "--europe", "1936", "--from", "GBR")]
)
def test_the_text_names_no_cause_and_no_side(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert called(monkeypatch, *words) == 0
    text = capsys.readouterr().out

    assert len(text) > 200
    assert found(CAUSAL + LOADED, text) == []


def test_the_page_is_whole_and_fetches_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ties, page = tmp_path / "ties.csv", tmp_path / "page.html"
    ties.write_text(TIES.replace("A,", "<b>A</b>,"), encoding="utf-8")
    status = called(monkeypatch, "--signed", str(ties), "--out", str(page))
    text = page.read_text(encoding="utf-8")
    capsys.readouterr()

    assert status == 0
    assert "<script" not in text
    assert "<b>A</b>" not in re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", text)
    assert text.count("<svg") == 4
    assert 'name="viewport"' in text


def test_the_page_of_a_year_has_the_series() -> None:
    from symmachy.record import open_record
    from symmachy.report.structure.page import render
    from symmachy.structure import Window, series, shape

    world = open_record("chronicle")
    text = render(shape(world, Window(1914, 1914)), series(world, 1900, 1916))
    said = re.sub(r"<(svg|style).*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)

    assert text.count("<svg") == 6
    assert "Over time" in said
    assert found(CAUSAL + LOADED, said) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1700",), "covers 1816 to"),
        (("1914", "1920"), "add --series for each, or say --window 1914 1920"),
        (("1914", "--window", "1900", "1901"), "give one of them"),
        (("--window", "1901", "1900"), "ends before it begins"),
        (("--window", "1900", "1901", "--series"), "leave out --window"),
        (("1914", "--out", "page.pdf"), "ends in .html"),
        (("1914", "1915", "--series", "--out", "page.html"), "--series writes no page"),
        (("1914", "--count", "treaty=1"), "no pledge or act is called 'treaty'"),
        (("1914", "--count", "war"), "write NAME=NUMBER"),
        (("1914", "--seconds", "0"), "give more than 0"),
        (("--signed", "nowhere.csv"), "no such file"),
        (("landscape",), "needs both --sizes and --propensities"),
        (("landscape", "--europe", "1900"), "there are those of 1936 and 1938"),
        (("landscape", "--europe", "1936", "--propensity", "GBR=1"), "names one actor"),
        (("triangle", "USA", "USA", "RUS"), "are the same state"),
        (("triangle", "USA", "Chna", "RUS"), "Did you mean China"),
    ],
)
def test_a_refusal_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    status = called(monkeypatch, *words)
    caught = capsys.readouterr()

    assert status == 1
    assert caught.out == ""
    assert said in caught.err
    assert "Traceback" not in caught.err


def test_without_a_word_it_says_what_there_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called(monkeypatch)
    caught = capsys.readouterr()

    assert "triangle" in caught.out + caught.err
