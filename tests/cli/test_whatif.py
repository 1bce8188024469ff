from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.wording import CAUSAL, LOADED, found
from typer.testing import CliRunner

from symmachy.cli.app import app
from symmachy.errors import BadInput, UnknownName
from symmachy.scenarios import registry

if TYPE_CHECKING:
    from click.testing import Result

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"


def run(*words: str | Path) -> Result:
    done = CliRunner().invoke(app, ["whatif", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture(scope="module", autouse=True)
def _own_memory(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMMACHY_HOME", str(tmp_path_factory.mktemp("memory")))
        yield


def test_states_in_a_row_fill_the_slots_and_the_answer_is_the_same_twice(tmp_path: Path) -> None:
    page, table = tmp_path / "page.html", tmp_path / "table.csv"
    words = (EXAMPLES / "joint_pressure.toml", "--states", "GBR", "RUS", "--by", "FRA", "--base-year", "1950")
    words = (*words, "--draws", "40", "--horizon", "4", "--seed", "1", "--json")
    one = run(*words, "--out", page, "--tables", table).stdout
    two = run(*words, "--jobs", "2").stdout

    assert one == two
    answer = json.loads(one)
    assert answer["scenario"]["pairs"] == [["GBR", "RUS"], ["FRA", "GBR"], ["FRA", "RUS"]]
    assert answer["years"] == [1951, 1952, 1953, 1954]
    assert [len(s["years"]) for s in answer["system"]] == [4] * 5
    text = page.read_text(encoding="utf-8")
    assert "hostile episodes between France on one side" in text
    assert "http" not in text.replace("http://www.w3.org", "")
    assert pl.read_csv(table).height == 4 * (3 + 5)


def test_the_text_is_neutral_and_says_that_it_is_the_model_that_speaks() -> None:
    text = " ".join(run(EXAMPLES / "bloc_war.toml", "--draws", "40", "--horizon", "4").stdout.split())

    assert found(CAUSAL, text) == []
    assert found(LOADED, text) == []
    assert "In the model" in text
    assert "no statement about what would happen" in text


def test_interventions_are_listed_and_explained() -> None:
    listed, explained = run("--list").stdout, run("--explain", "withdrawal").stdout

    assert [kind for kind in registry() if kind not in listed] == []
    assert "States leave a treaty" in explained
    assert set(json.loads(run("--list", "--json").stdout)) == set(registry())


def test_the_schema_of_files_is_printed() -> None:
    assert json.loads(run("--schema").stdout)["title"] == "Scenario"


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        ((), BadInput, "no scenario file"),
        ((EXAMPLES / "wedge.toml", "--slot", "state=FRA"), UnknownName, "Did you mean 'states'"),
        ((EXAMPLES / "wedge.toml", "--slot", "states"), BadInput, "names no states"),
        ((EXAMPLES / "wedge.toml", "--out", "page.pdf"), BadInput, "ends in .html"),
        (("--explain", "withdrawl"), UnknownName, "Did you mean 'withdrawal'"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: tuple[str | Path, ...], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        run(*words)
