"""``symmachy statements``: reading, writing, reviewing, measuring."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from symmachy.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The minister of France said that Italy would join the pact. The envoy said that Italy would not join it."
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*args: object, answers: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["statements", *map(str, args)], input=answers)
    return done.exit_code, done.output


def test_documents_may_follow_the_command(article: Path) -> None:
    status, said = run(article, "--plain")

    assert status == 0
    assert "The minister of France: “Italy would join the pact”" in said.replace("\n", " ").replace("  ", " ")
    assert "date unknown" in said


@pytest.mark.parametrize("name", ["s.jsonl", "s.csv", "s.jsonld", "s.claims.jsonld"])
def test_every_form_is_written(article: Path, tmp_path: Path, name: str) -> None:
    status, said = run(article, "--plain", "--out", tmp_path / name)

    assert status == 0, said
    assert "Italy would join the pact" in (tmp_path / name).read_text(encoding="utf-8")


def test_one_bad_document_does_not_stop_the_rest(article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"")
    status, said = run(article, tmp_path / "b.txt", tmp_path / "c.txt", "--plain")

    assert status == 0
    assert "b.txt: it is empty" in said
    assert "c.txt: there is no such file" in said


def test_review_writes_new_records(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.jsonl"
    run(article, "--plain", "--out", out)
    status, said = run(
        "review",
        out,
        "--as",
        "A. Reader",
        "--document",
        article,
        answers="c\ne\npolarity=true\npolarity=denies\n",
    )

    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert status == 0, said
    assert [r["review"]["state"] for r in records] == ["unreviewed", "unreviewed", "confirmed", "corrected"]
    assert [r["corrects"] for r in records[2:]] == [r["id"] for r in records[:2]]
    assert "is no polarity" in said


def test_quality_is_measured() -> None:
    status, said = run("quality", "--plain", "--json")

    assert status == 0
    assert [one["part"] for one in json.loads(said)] == ["development", "held out", "fresh"]
    assert json.loads(said)[0]["shares"]["trace invariant"]["value"] == 1
