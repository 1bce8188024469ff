"""``symmachy fit`` with what cannot be fitted: one sentence that names it, no traceback, exit 1."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from symmachy.cli.app import run
from symmachy.studies import By

if TYPE_CHECKING:
    from pathlib import Path

RECORD = 'networks = { record = "chronicle", years = %s }'
WAVES = "[1950, 1955]"

REFUSED = {
    "an unknown mechanism": (
        RECORD % WAVES,
        "ties + shared_alies",
        "no mechanism is called 'shared_alies'. Did you mean 'shared_allies'?",
    ),
    "a variable that is not in the world": (
        RECORD % WAVES,
        "ties + pair('tarde')",
        "has no variable 'tarde', which pair('tarde') needs",
    ),
    "a variable whose name is nearly right": (
        RECORD % WAVES,
        "ties + same('democrcy')",
        "did you mean 'democracy'?",
    ),
    "one number twice": (
        RECORD % "[1950, 1955, 1960]",
        "ties + shared_allies + embeddedness(decay=0.5)",
        "'shared_allies' and 'embeddedness(decay=0.5)'",
    ),
    "missing values": (
        RECORD % "[1816, 1821, 1826]",
        "ties + lag(land_border)",
        "values are missing: lag(land_border)",
    ),
    "collinear terms": (
        RECORD % "[1950, 1955, 1960]",
        "ties + great_power + smaller('great_power') + sum('great_power')",
        "sum('great_power')",
    ),
}


@pytest.fixture(autouse=True)
def _home(home: Path) -> Path:
    return home


Refusal = Callable[..., str]


@pytest.fixture
def refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refusal:
    """What is said of a study by an estimator, once it was refused as it should be."""

    def of(by: By, text: str, *more: str) -> str:
        study = tmp_path / "study.toml"
        study.write_text(text, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["symmachy", "fit", str(study), "--by", by.value, *more])

        status = run()
        printed = capsys.readouterr()

        assert status == 1
        assert printed.out == ""
        assert "Traceback" not in printed.err
        return " ".join(printed.err.split())

    return of


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize(("networks", "formula", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_fitted_is_one_sentence_that_names_it(
    refusal: Refusal, by: By, networks: str, formula: str, said: str
) -> None:
    text = (
        f'{networks}\n[model]\nspecification = "{formula}"\n[hazard]\nduration = "none"\n[tergm]\ndraws = 5\n'
    )

    assert said in refusal(by, text)


@pytest.mark.parametrize("by", By)
def test_waves_of_different_states_need_a_composition_table(tmp_path: Path, refusal: Refusal, by: By) -> None:
    (tmp_path / "w1.csv").write_text("state,A,B,C\nA,0,1,0\nB,1,0,0\nC,0,0,0\n", encoding="utf-8")
    (tmp_path / "w2.csv").write_text("state,A,B,D\nA,0,1,0\nB,1,0,1\nD,0,1,0\n", encoding="utf-8")
    text = '[networks]\nties = { files = ["w1.csv", "w2.csv"] }\n[model]\nspecification = "ties"\n'

    assert "give a composition table" in refusal(by, text)


@pytest.mark.parametrize(
    ("by", "years", "formula", "said"),
    [
        (By.HAZARD, "[1950, 1951]", "ties + shared_allies", "there is no formation to explain"),
        (By.ACTORS, "[1950, 1951]", "ties + shared_allies", "no tie changed in any of the periods"),
        (By.HAZARD, "[1895, 1896, 1897]", "ties + joint_democracy", "'joint_democracy' separates"),
        (By.TERGM, "[1951]", "ties + inertia", "'inertia' separates"),
        (By.ACTORS, "[1890, 1895]", "ties + nuclear_power", "'nuclear_power' never changes"),
    ],
)
def test_a_model_without_a_solution_names_what_causes_it(
    refusal: Refusal, by: By, years: str, formula: str, said: str
) -> None:
    text = f'{RECORD % years}\n[model]\nspecification = "{formula}"\n[hazard]\nduration = "none"\n[tergm]\ndraws = 0\n'

    assert said in refusal(by, text)


def test_what_keeps_nothing_on_the_way_is_not_resumed(refusal: Refusal) -> None:
    text = f'{RECORD % WAVES}\n[model]\nspecification = "ties"\n'

    assert "has no meaning" in refusal(By.HAZARD, text, "--resume", "fit.state")


@pytest.mark.parametrize("by", [By.TERGM, By.ACTORS])
def test_a_file_that_is_no_checkpoint_is_refused_and_left_as_it_was(
    tmp_path: Path, refusal: Refusal, by: By
) -> None:
    kept = tmp_path / "kept"
    kept.write_text("my notes", encoding="utf-8")
    text = f'{RECORD % "[1950, 1955, 1960]"}\n[model]\nspecification = "ties"\n'

    assert "is no checkpoint of an estimation" in refusal(by, text, "--resume", str(kept))
    assert kept.read_text(encoding="utf-8") == "my notes"
