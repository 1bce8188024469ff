"""``symmachy assess``: what it prints, what it refuses, and that it looks at nothing later."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from symmachy.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    *("pair", "as_of", "record", "status", "base_rate", "forecast", "drivers", "analogues"),
    *("limits", "citations"),
}


def called(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["symmachy", *words])
    return run()


@pytest.fixture(autouse=True)
def _home(home: Path) -> Path:
    return home


def test_json_holds_what_it_promises(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status = called(monkeypatch, "assess", "CHN", "RUS", "--json")
    answer = json.loads(capsys.readouterr().out)

    assert status == 0
    assert set(answer) >= KEYS
    assert [p["code"] for p in answer["pair"]] == ["CHN", "RUS"]
    assert {"treaties", "obligations"} <= set(answer["status"])
    assert {"name", "coverage"} <= set(answer["record"])
    assert [f["horizon"] for f in answer["forecast"] if f["outcome"] in {"formed", "ended"}] == [1, 5, 10]
    assert all(0 <= f["lo"] <= f["p"] <= f["hi"] <= 1 for f in answer["forecast"])
    assert all({"mechanism", "contribution", "sentence"} <= set(d) for d in answer["drivers"])
    assert len(answer["analogues"]) == 5
    assert all(a["year"] <= 2016 for a in answer["analogues"])


def test_an_earlier_year_is_asked_from_nothing_later(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called(monkeypatch, "assess", "France", "Russia", "--year", "1890", "--json")
    answer = json.loads(capsys.readouterr().out)
    text = json.dumps([answer[k] for k in ("status", "drivers", "analogues", "question")])

    assert answer["as_of"] == "1890-12-31"
    assert answer["status"]["allied"] is False
    assert not [y for y in re.findall(r"\b(1[89]\d\d|20\d\d)\b", text) if int(y) > 1890]


def test_the_page_is_whole_and_fetches_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    status = called(monkeypatch, "assess", "FRA", "RUS", "--year", "1890", "--out", str(page))
    text = page.read_text(encoding="utf-8")

    assert status == 0
    assert "<script" not in text
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", text)
    assert text.count("<svg") >= 4
    assert 'name="viewport"' in text
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Chna", "RUS"), "no state is called 'Chna' in 2026. Did you mean China (CHN)"),
        (("CHN", "China"), "are the same state, CHN"),
        (("Korea", "JPN"), "KOR (South Korea) or PRK (North Korea)"),
        (("USSR", "USA"), "ask for RUS"),
        (("Prussia", "AUT", "--year", "1960"), "FRG (West Germany)"),
        (("CHN", "RUS", "--year", "1700"), "1816 to 2026"),
        (("CHN", "RUS", "--year", "2100"), "1816 to 2026"),
        (("CHN", "RUS", "--record", "fulll"), "Did you mean 'full'?"),
        (("CHN", "RUS", "--record", "full"), "symmachy record import"),
        (("CHN", "RUS", "--out", "page.txt"), "ends in '.txt'"),
        (("CHN", "RUS", "--out", "no/such/folder/page.html"), "there is no folder"),
        (("nosuchscheme:3", "RUS"), "no scheme of codes is called 'nosuchscheme'"),
    ],
)
def test_bad_input_is_one_sentence_and_a_non_zero_exit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    status = called(monkeypatch, "assess", *words)
    printed = capsys.readouterr()

    assert status == 1
    assert said in " ".join(printed.err.split())
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_wrong_usage_is_exit_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, "assess", "CHN") == 2


def test_it_runs_as_a_command_and_says_its_version() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from symmachy.cli import main; main()", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.startswith("symmachy ")


def test_too_early_for_a_model_gives_the_base_rate_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called(monkeypatch, "assess", "FRA", "RUS", "--year", "1817", "--json")
    answer = json.loads(capsys.readouterr().out)

    assert answer["forecast"] == []
    assert any("too few" in line for line in answer["limits"])


def _by_network(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], by: str, *words: str
) -> list[float]:
    status = called(monkeypatch, "assess", *words, "--by", by, "--json")
    answer = json.loads(capsys.readouterr().out)
    chances = [c["p"] for c in answer["forecast"] if c["outcome"] == "formed"]

    assert status == 0
    assert answer["by"] == by
    assert any("no track record" in line for line in answer["limits"])
    assert [c["horizon"] for c in answer["forecast"]] == [1, 5, 10]
    assert chances == sorted(chances)
    return chances


@pytest.mark.parametrize("by", ["tergm", "actors"])
def test_a_network_model_gives_chances_for_a_pair_of_the_chronicle(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    within = _by_network(monkeypatch, capsys, by, "ITA", "AUT", "--year", "1930")

    assert 0 < within[0] < 0.05
    assert within[2] < 0.3


@pytest.mark.slow
@pytest.mark.parametrize("by", ["tergm", "actors"])
def test_a_network_model_gives_chances_at_the_end_of_the_chronicle(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    within = _by_network(monkeypatch, capsys, by, "CHN", "RUS")

    assert 0 < within[0] < within[2] < 0.5


@pytest.mark.parametrize("wait", [0.4, 1.5])
def test_ctrl_c_is_a_sentence_and_leaves_nothing_behind(tmp_path: Path, wait: float) -> None:
    page = tmp_path / "page.html"
    code = "from symmachy.cli import main; main()"
    words = [sys.executable, "-c", code, "assess", "FRA", "RUS", "--out", str(page)]
    running = subprocess.Popen(  # noqa: S603  # our own command with words of this test
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(wait)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)

    assert running.returncode in (0, 130, -signal.SIGINT)
    if running.returncode == 130:
        assert "stopped" in said
    assert [p for p in tmp_path.rglob(".*") if p.is_file()] == []
