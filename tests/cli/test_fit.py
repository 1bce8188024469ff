"""``symmachy fit``: a study file to a table, JSON, a page and a paper's table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symmachy.cli.app import app

STUDY = """
title = "A small study"
[networks]
record = "chronicle"
years = "1950-1960"
[model]
specification = "ties + land_border"
[tergm]
draws = 20
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.toml"
    path.write_text(STUDY, encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, ["fit", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_table_has_the_terms_the_errors_and_what_to_cite(study: Path) -> None:
    text = run(study)

    for wanted in (
        "A small study",
        "formation",
        "ending",
        "land_border",
        "clustered by dyad and year",
        "To cite:",
    ):
        assert wanted in text


def test_json_has_documented_keys_and_the_same_bytes_twice(study: Path) -> None:
    first, again = (
        run(study, "--by", "tergm", "--json", "--jobs", 1),
        run(study, "--by", "tergm", "--json", "--jobs", 2),
    )
    found = json.loads(first)

    assert first == again
    assert found["by"] == "tergm"
    assert [row["term"] for row in found["coefficients"]] == ["ties", "land_border"]
    assert found["coefficients"][1]["reading"] is not None
    guide = (Path(__file__).parents[2] / "docs" / "howto" / "study.md").read_text(encoding="utf-8")
    assert [key for key in (*found, *found["coefficients"][0]) if f"`{key}`" not in guide] == []


def test_a_sign_is_not_put_into_words_where_they_would_say_the_opposite(study: Path) -> None:
    rows = json.loads(run(study, "--json"))["coefficients"]

    assert {row["reading"] for row in rows if row["part"] == "ending"} == {None}
    assert any(row["reading"] for row in rows if row["part"] == "formation")


def test_files_are_written_whole_in_the_format_of_their_ending(study: Path) -> None:
    paths = [study.with_suffix(ending) for ending in (".html", ".docx", ".tex", ".md", ".json")]

    run(study, *(part for path in paths for part in ("--out", path)))

    page = paths[0].read_text(encoding="utf-8")
    assert all(path.stat().st_size > 500 for path in paths)
    assert "<h2>Formation</h2>" in page
    assert "http" not in page.split("<body>")[1].split("Cite")[0]


def test_another_seed_is_another_draw(study: Path) -> None:
    one, other = (json.loads(run(study, "--by", "tergm", "--json", "--seed", seed)) for seed in (1, 2))

    assert one["coefficients"][0]["estimate"] == other["coefficients"][0]["estimate"]
    assert one["coefficients"][0]["std_error"] != other["coefficients"][0]["std_error"]


def test_an_ending_that_cannot_be_written_is_refused_before_the_work(study: Path) -> None:
    from symmachy.errors import BadInput

    with pytest.raises(BadInput, match=r"'t.xlsx' ends in none of"):
        CliRunner().invoke(
            app, ["fit", str(study), "--out", str(study.parent / "t.xlsx")], catch_exceptions=False
        )


ACTORS = """
title = "Two waves"
seed = 3
[networks]
record = "chronicle"
years = [1950, 1955]
[model]
by = "actors"
evaluation = "ties + land_border"
[actors]
kind = "forcing"
simulations = 40
enough = 5.0
"""


def test_a_run_that_was_stopped_goes_on_and_ends_with_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symmachy.estimation.actors.watch import Watch

    study, kept = tmp_path / "study.toml", tmp_path / "fit.state"
    study.write_text(ACTORS, encoding="utf-8")
    whole, resumed = tmp_path / "whole.json", tmp_path / "resumed.json"
    run(study, "--out", whole)
    stages = []

    def stop(self: Watch, what: str, count: int) -> None:
        del self, count
        stages.append(what)
        if what == "phase 2":
            raise KeyboardInterrupt

    with monkeypatch.context() as changed:
        changed.setattr(Watch, "done", stop)
        stopped = CliRunner().invoke(app, ["fit", str(study), "--resume", str(kept)])

    assert stopped.exit_code != 0
    assert kept.exists()

    drawn = []
    keep = Watch.keep
    monkeypatch.setattr(
        Watch, "keep", lambda self, stage, at, draws: (drawn.append(stage), keep(self, stage, at, draws))
    )
    run(study, "--resume", kept, "--out", resumed)

    assert min(drawn) == len(stages)  # nothing that was kept is drawn again
    assert resumed.read_bytes() == whole.read_bytes()
    assert not kept.exists()


TERGM = """
title = "Twenty years"
seed = 3
[networks]
record = "chronicle"
years = "1950-1969"
[model]
by = "tergm"
specification = "ties + land_border"
[tergm]
draws = 180
"""


def test_a_bootstrap_that_was_stopped_goes_on_and_ends_with_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symmachy.estimation.journal import Journal

    study, kept = tmp_path / "study.toml", tmp_path / "fit.state"
    study.write_text(TERGM, encoding="utf-8")
    whole, resumed = tmp_path / "whole.json", tmp_path / "resumed.json"
    run(study, "--out", whole)
    parts: list[str] = []
    add = Journal.add

    def stop(self: Journal, name: str, **arrays: object) -> None:
        add(self, name, **arrays)
        parts.append(name)
        if len(parts) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as changed:
        changed.setattr(Journal, "add", stop)
        stopped = CliRunner().invoke(app, ["fit", str(study), "--resume", str(kept)])

    assert stopped.exit_code != 0
    assert kept.exists()

    monkeypatch.setattr(
        Journal, "add", lambda self, name, **arrays: (parts.append(name), add(self, name, **arrays))
    )
    run(study, "--resume", kept, "--jobs", "2", "--out", resumed)

    assert len(parts) == len(set(parts)) == 4  # 180 draws and 20 years left out in turn, fifty at a time
    assert resumed.read_bytes() == whole.read_bytes()
    assert not kept.exists()


def test_a_fit_that_has_not_converged_is_shown_and_ends_with_status_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symmachy.estimation import ActorsFit

    study = tmp_path / "study.toml"
    study.write_text(ACTORS, encoding="utf-8")
    monkeypatch.setattr(ActorsFit, "converged", property(lambda _: False))
    found = CliRunner().invoke(app, ["fit", str(study)])

    assert found.exit_code == 1
    assert "NOT CONVERGED" in found.output
    assert "land_border" in found.output
