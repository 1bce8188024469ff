"""``symmachy mechanisms``: the list, the search, and the page of one."""

from __future__ import annotations

import json
import sys

import pytest

from symmachy.cli.app import run
from symmachy.mechanisms import registry


def called(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["symmachy", "mechanisms", *words])
    return run()


def test_it_lists_every_mechanism_under_its_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status = called(monkeypatch)
    said = capsys.readouterr().out

    assert status == 0
    assert [name for name in registry() if name not in said] == []
    assert "pressure and wedge" in said
    assert f"{len(registry())} mechanisms" in said


@pytest.mark.parametrize("name", registry())
def test_it_explains_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    status = called(monkeypatch, name)
    said = capsys.readouterr().out
    kind = registry()[name]

    assert status == 0
    for part in (
        kind.title,
        kind.readings.positive,
        kind.readings.negative,
        kind.formula,
        kind.example.count,
    ):
        assert part in said
    assert [word for word in kind.needs if word not in said] == []
    assert [str(work) for work in kind.references if str(work) not in said] == []


def test_words_are_searched_and_a_single_find_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called(monkeypatch, "great", "power")
    several = capsys.readouterr().out
    called(monkeypatch, "gwdsp")
    one = capsys.readouterr().out
    called(monkeypatch, "state")
    spelling = capsys.readouterr().out

    assert "both_great_powers" in several
    assert "land_border" not in several
    assert one.startswith("indirect_allies: pairs linked through an ally (the network itself)")
    assert "A     #  #  ." in one
    assert spelling.startswith("sum: ")


def test_json_is_for_programs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    called(monkeypatch, "--json")
    every = json.loads(capsys.readouterr().out)
    called(monkeypatch, "popularity", "--json")
    one = json.loads(capsys.readouterr().out)

    assert [m["name"] for m in every] == list(registry())
    assert one in every
    assert one["options"][0] == {
        "name": "scale",
        "meaning": "how the number of a state's pacts counts",
        "values": "'plain', 'root', 'log'",
        "default": "'root'",
    }
    assert {m["kind"] for m in every} == {"pair", "network", "position"}
    assert [m["name"] for m in every if m["numerically_equal_to"]] == [
        *("ties", "popularity", "shared_allies", "triangles", "reciprocity", "transitive_triplets"),
        *("three_cycles", "sum", "difference", "similarity", "pair"),
    ]


def test_what_is_not_there_is_refused_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status = called(monkeypatch, "shard", "alies")
    caught = capsys.readouterr()

    assert status == 1
    assert caught.out == ""
    assert "no mechanism is called 'shard_alies'. Did you mean 'shared_allies'" in caught.err
