"""Study files: what is wrong is said in one sentence with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from symmachy.errors import BadFile, BadInput, UnknownName
from symmachy.studies import By, OwnTable, RecordTable, checked, read_study, schema

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {"record": "chronicle", "years": "1950-1955"}
MODEL = {"specification": "ties"}


def test_a_study_of_a_record_is_read_with_its_defaults() -> None:
    study = checked({"networks": RECORD, "model": MODEL})

    assert isinstance(study.networks, RecordTable)
    assert study.networks.years == (1950, 1951, 1952, 1953, 1954, 1955)
    assert (study.model.by, study.seed, study.tergm.draws) == (By.HAZARD, 1, 1000)


def test_a_study_of_own_files_is_read() -> None:
    own = {
        "years": [1, 2],
        "reading": "directed",
        "ties": {"files": ["a.csv", "b.csv"], "missing": [9]},
        "states": [{"file": "x.csv", "name": "x"}],
        "composition": {"table": "c.csv", "from": "first"},
    }

    networks = checked({"networks": own, "model": MODEL}).networks

    assert isinstance(networks, OwnTable)
    assert networks.ties.missing == (9,)
    assert networks.composition is not None
    assert networks.composition.from_ == "first"


REFUSED: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "key": (
        {"networks": RECORD, "modle": MODEL},
        UnknownName,
        "no key of a study is called 'modle'. Did you mean 'model'?",
    ),
    "key of a table": (
        {"networks": RECORD | {"yeras": 1}, "model": MODEL},
        UnknownName,
        "no key of [networks] is called 'yeras'. Did you mean 'years'?",
    ),
    "key within": (
        {"networks": {"ties": {"file": "a.csv"}}, "model": MODEL},
        UnknownName,
        "no key of [networks.ties] is called 'file'. Did you mean 'files'?",
    ),
    "key of a list": (
        {"networks": {"ties": {"files": ["a"]}, "pairs": [{"combin": "larger"}]}, "model": MODEL},
        UnknownName,
        "no key of [networks.pairs] (number 1) is called 'combin'. Did you mean 'combine'",
    ),
    "mechanism": (
        {"networks": RECORD, "model": {"specification": "ties + shared_alies"}},
        UnknownName,
        "[model] specification: no mechanism is called 'shared_alies'. Did you mean 'shared_allies'",
    ),
    "another package's name": (
        {"networks": RECORD, "model": {"formation": "edges + gwesp"}},
        UnknownName,
        "[model] formation: no mechanism is called 'edges'. In symmachy this is called ties.",
    ),
    "nothing": ({}, BadInput, "it needs networks; it needs model"),
    "a choice": (
        {"networks": RECORD, "model": MODEL | {"by": "ergm"}},
        BadInput,
        "[model.by]: input should be 'hazard', 'tergm' or 'actors' (it is 'ergm')",
    ),
    "a bound": (
        {"networks": RECORD, "model": MODEL, "hazard": {"knots": 99}},
        BadInput,
        "[hazard.knots]: input should be less than or equal to 7 (it is 99)",
    ),
    "years": (
        {"networks": RECORD | {"years": "the fifties"}, "model": MODEL},
        BadInput,
        "'the fifties' is no span of years; write \"1946-2018\"",
    ),
    "both kinds of ties": (
        {"networks": {"ties": {"files": ["a"], "table": "b"}}, "model": MODEL},
        BadInput,
        "[networks.ties]: give either files (one matrix a wave) or table",
    ),
}


@pytest.mark.parametrize(("content", "error", "said"), REFUSED.values(), ids=REFUSED)
def test_faults_are_named(content: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error) as refused:
        checked(content)

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_files_that_are_no_study_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "s.toml"
    broken.write_text("[networks\n", encoding="utf-8")

    with pytest.raises(BadFile, match=r"'s.toml' is no TOML"):
        read_study(broken)
    with pytest.raises(BadFile, match="there is no file"):
        read_study(tmp_path / "none.toml")


def test_the_schema_names_every_table() -> None:
    assert {"networks", "model", "hazard", "tergm", "actors"} <= set(schema()["properties"])


def test_variables_of_the_rate_are_a_list_or_a_text() -> None:
    def of(rate: object) -> tuple[str, ...]:
        content = {
            "networks": {"record": "chronicle", "years": [1950, 1955]},
            "model": {"evaluation": "ties"},
            "actors": {"rate": rate},
        }
        return checked(content).actors.rate

    assert (
        of("democracy + capabilities") == of(["democracy", "capabilities"]) == ("democracy", "capabilities")
    )
