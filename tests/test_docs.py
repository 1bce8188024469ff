"""The documentation names what there is: commands, mechanisms, sources, tables, public names."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import re
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import symmachy
from symmachy.mechanisms import registry
from symmachy.record.chronicle import TABLES, table
from symmachy.record.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def _load_generated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generated", DOCS / "_ext" / "generated.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generated = _load_generated()
COMMANDS = [" ".join(path) for path, _ in generated.commands_of()]
PAGES = sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md") if "_build" not in p.parts)


def test_there_are_commands_pages_and_entries_to_look_for() -> None:
    assert {"symmachy assess", "symmachy panel dyad-year", "symmachy record import"} <= set(COMMANDS)
    assert len(PAGES) > 10
    assert registry()
    assert SOURCES
    assert TABLES


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}`" in generated.commands()


def test_every_option_of_every_command_is_documented_with_its_meaning() -> None:
    undocumented = [
        (" ".join(path), parameter.name)
        for path, command in generated.commands_of()
        if not hasattr(command, "commands")
        for parameter in command.params
        if not parameter.help and parameter.name != "help"
    ]

    assert undocumented == []


@pytest.mark.parametrize("name", registry())
def test_every_mechanism_is_in_the_reference(name: str) -> None:
    entry = f"### `{name}`: {registry()[name].title}"

    assert entry in generated.mechanisms()


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_is_in_the_reference_with_its_tables_variables_and_terms(name: str) -> None:
    source = SOURCES[name]
    page = generated.sources()

    wanted = [f"`{source.id}`", source.terms, *map(str, source.citations)]
    wanted += [f"`{t.name}`" for t in source.tables] + [f"`{m.name}`" for m in source.measures]

    assert [w for w in wanted if w not in page] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_the_chronicle_is_in_the_reference_and_in_its_rules(name: str) -> None:
    rules = "\n".join(p.read_text(encoding="utf-8") for p in (DOCS / "reference" / "chronicle").glob("*.md"))

    assert f"### `{name}`" in generated.chronicle()
    assert f"`{name}`" in rules


@pytest.mark.parametrize("catalogue", generated.PAGES)
def test_every_generated_page_has_a_place(catalogue: str) -> None:
    holders = [p for p in PAGES if f"{{catalogue}} {catalogue}\n" in (DOCS / p).read_text(encoding="utf-8")]

    assert len(holders) == 1


def test_every_page_is_reached_from_the_first() -> None:
    reached, waiting = set(), ["index.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        text = (DOCS / page).read_text(encoding="utf-8")
        for tree in re.findall(r"```\{toctree\}\n(.*?)```", text, flags=re.DOTALL):
            for line in tree.splitlines():
                child = Path(page).parent / f"{line.strip()}.md"
                if line and not line.startswith(":") and (DOCS / child).exists():
                    waiting.append(child.as_posix())

    assert sorted(reached) == PAGES


def _public() -> Iterator[tuple[str, Any]]:
    for found in pkgutil.walk_packages(symmachy.__path__, "symmachy."):
        if not any(part.startswith("_") for part in found.name.split(".")):
            module = importlib.import_module(found.name)
            yield found.name, module
            for name in getattr(module, "__all__", ()):
                value = getattr(module, name)
                if inspect.isclass(value) or inspect.isroutine(value):
                    yield f"{found.name}.{name}", value


def test_every_public_name_has_a_docstring() -> None:
    without = []
    for name, value in _public():
        if not inspect.getdoc(value):
            without.append(name)
        elif inspect.isclass(value):
            without += [
                f"{name}.{member}"
                for member, method in vars(value).items()
                if not member.startswith("_")
                and isinstance(method, (property, classmethod, staticmethod, type(_public)))
                and not inspect.getdoc(getattr(value, member))
            ]

    assert without == []


def test_every_public_package_has_a_page_of_its_interface() -> None:
    page = "\n".join(p.read_text(encoding="utf-8") for p in (DOCS / "reference" / "api").glob("*.rst"))
    rooms = {m.name for m in pkgutil.iter_modules(symmachy.__path__, "symmachy.") if m.ispkg}
    inner = {"symmachy.cli", "symmachy.kernels"}  # the commands have a page of their own

    assert sorted(r for r in rooms - inner if f"automodule:: {r}" not in page) == []


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)

    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102  # our own page

    assert [p.name for p in tmp_path.iterdir()] == ["formation.html"]


def test_the_counts_of_the_readme_are_those_of_the_chronicle() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = re.search(
        r"some ([\d,]+) treaties with ([\d,]+) dated memberships, ([\d,]+) wars and ([\d,]+) hostile episodes "
        r"among ([\d,]+) states",
        readme,
    )
    assert said is not None

    rounded = [int(number.replace(",", "")) for number in said.groups()]
    counted = [table(name).height for name in ("treaties", "memberships", "wars", "episodes", "states")]
    assert rounded == pytest.approx(counted, rel=0.02)


def test_the_check_script_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -m 1 -E '([^']+)' README\.md", script)
    assert pattern is not None

    found = [line for line in readme.splitlines() if re.search(pattern[1], line)]

    assert found == ['python -m venv v && v/bin/pip install -e ".[test]" && v/bin/python -m pytest']


def test_the_versions_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert version.split(".dev")[0] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_nothing_written_here_points_into_a_machine() -> None:
    tracked = subprocess.run(  # noqa: S603
        ["git", "-C", str(ROOT), "ls-files"],  # noqa: S607  # whichever git is there
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")
    texts = [ROOT / name for name in tracked if name.endswith((".md", ".rst", ".py", ".toml", ".cff"))]

    pointing = [
        p.relative_to(ROOT).as_posix()
        for p in texts
        if p.exists() and re.search(r"(?<![\w.])/(?:home|Users|root|work)/", p.read_text(encoding="utf-8"))
    ]

    assert pointing == []
