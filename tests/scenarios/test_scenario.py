from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.scenarios.made import BASE, EXAMPLES

from symmachy.errors import BadFile, BadInput, UnknownName
from symmachy.scenarios import Scenario, read_scenario, registry, schema

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.typing import Json

PLAIN: Json = {
    "title": "Two under pressure",
    "base_year": BASE,
    "slots": {"states": ["AAB", "AAC"], "by": ["AAA"]},
    "pairs": [["$states", "$states"], ["$by", "$states"]],
    "interventions": [{"kind": "pressure", "by": "$by", "on": ["$states", "AAD"], "when": "+1"}],
}


def test_slots_and_days_after_the_base_year_are_put_in() -> None:
    asked = Scenario.of(PLAIN)

    assert asked.pairs == (("AAB", "AAC"), ("AAA", "AAB"), ("AAA", "AAC"))
    assert asked.interventions[0].model_dump(mode="json") == {
        "kind": "pressure",
        "when": f"{BASE + 1}-01-01",
        "by": ["AAA"],
        "on": ["AAB", "AAC", "AAD"],
        "until": None,
    }


def test_other_states_can_fill_a_slot() -> None:
    asked = Scenario.filled(PLAIN, {"states": ["AAE", "AAF"]})

    assert asked.pairs[0] == ("AAE", "AAF")


def test_a_scenario_survives_json_with_every_intervention() -> None:
    asked = Scenario.of({**PLAIN, "interventions": list(EXAMPLES)})

    assert Scenario.of(json.loads(json.dumps(asked.to_dict()))) == asked


def test_draws_choose_how_many_sets_of_coefficients_share_them() -> None:
    assert [Scenario.of({**PLAIN, "draws": d}).coefficient_sets for d in (200, 1000, 10_000, 26)] == [
        20,
        50,
        50,
        2,
    ]


def _nested(deep: int) -> list[Json]:
    value: list[Json] = []
    for _ in range(deep):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"tilte": "x"}, UnknownName, "Did you mean 'title'"),
        ({"interventions": [{"kind": "presure", "when": BASE}]}, UnknownName, "'pressure'"),
        (
            {"interventions": [{"kind": "pressure", "by": "A", "onn": "B", "on": "C", "when": BASE}]},
            UnknownName,
            "Did you mean 'on'",
        ),
        (
            {"interventions": [{"kind": "pressure", "by": "$buy", "on": "B"}]},
            UnknownName,
            "Did you mean 'by'",
        ),
        ({"horizon": 0}, BadInput, r"horizon.*given: 0"),
        ({"draws": 7}, BadInput, "multiple of"),
        ({"model": {"formation": "a.json"}}, BadInput, "together"),
        ({"pairs": [["AAA"]]}, BadInput, "pairs"),
        (
            {"interventions": [{"kind": "pressure", "by": "A", "on": "B", "when": "soon"}]},
            BadInput,
            "no date",
        ),
        ({"slots": {"by": 10**40}, "pairs": [["$by", "BBB"]]}, BadInput, "the slot 'by' holds 1000"),
        ({"pairs": _nested(40)}, BadInput, "lie within each other"),
        ({"interventions": _nested(5000)}, BadInput, "lie within each other"),
    ],
)
def test_what_no_rule_accepts_is_named(change: Json, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        Scenario.of({**PLAIN, **change})


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("title = ", encoding="utf-8")

    with pytest.raises(BadFile, match=re.escape("broken.toml")):
        read_scenario(path)


def test_the_schema_knows_every_intervention() -> None:
    text = json.dumps(schema())

    assert [kind for kind in registry() if f'"{kind}"' not in text] == []
