from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.forecasting.conftest import simulated
from typer.testing import CliRunner

from symmachy.cli.app import app
from symmachy.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from pathlib import Path

ARGUMENTS = ["backtest", "--from", "1980", "--targets", "formation,ending", "--rungs", "age_only,hazard_few"]


@pytest.fixture(autouse=True)
def _made(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    del home
    monkeypatch.setattr("symmachy.record.open_record", lambda _: simulated(seed=4, states=10))


def test_the_card_is_printed_and_written_as_a_page_and_as_data(tmp_path: Path) -> None:
    page, data = tmp_path / "card.html", tmp_path / "card.json"

    shown = CliRunner().invoke(app, [*ARGUMENTS, "--out", str(page)])
    written = CliRunner().invoke(app, [*ARGUMENTS, "--out", str(data), "--json", "--resume"])

    assert shown.exit_code == 0, shown.output
    assert "hazard, few mechanisms" in shown.output
    assert "<svg" in page.read_text(encoding="utf-8")
    assert json.loads(written.output) == json.loads(data.read_text(encoding="utf-8"))
    assert {s["target"] for s in json.loads(written.output)["sections"]} == {"formation", "ending"}


def test_what_cannot_be_done_is_refused_before_the_work(tmp_path: Path) -> None:
    wrong = CliRunner().invoke(app, [*ARGUMENTS, "--out", str(tmp_path / "card.txt")])
    unknown = CliRunner().invoke(app, ["backtest", "--rungs", "hazards"])

    assert isinstance(wrong.exception, BadInput)
    assert isinstance(unknown.exception, UnknownName)
