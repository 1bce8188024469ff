"""What pyproject.toml declares, and which modules of whom the package imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "symmachy"

USERS = ("text", "ml", "io", "cluster")
"""Extras that a user installs; the others are tools of developers and nothing in the package imports them."""


@dataclass(frozen=True, kw_only=True)
class Import:
    """One import of somebody else's module."""

    module: str
    """Its first name: ``scipy`` of ``scipy.sparse``."""
    path: Path
    line: int
    at_once: bool
    """Whether it runs when the file is imported, and not first when a function is called."""
    typing: bool
    """Whether only a type checker runs it."""


def requirements(extra: str = "") -> dict[str, str]:
    """Return the declared distributions of the core or of an extra, each with its bound, by canonical name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = project["optional-dependencies"][extra] if extra else project["dependencies"]
    found = {}
    for line in listed:
        name, bound = re.fullmatch(r"([\w.-]+)(?:\[[^\]]*\])?\s*(.*)", line).groups()  # type: ignore[union-attr]
        if canonical(name) != "symmachy":
            found[canonical(name)] = bound
    return found


def canonical(name: str) -> str:
    """Return a distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def modules() -> dict[str, frozenset[str]]:
    """Return for each importable first name the distributions, as installed here, that it comes from."""
    return {
        module: frozenset(map(canonical, distributions))
        for module, distributions in packages_distributions().items()
    }


@cache
def imports() -> tuple[Import, ...]:
    """Return every import in the package of a module that is neither its own nor Python's."""
    return tuple(
        one
        for path in sorted(SOURCE.rglob("*.py"))
        for one in _of(ast.parse(path.read_text(encoding="utf-8")), path, at_once=True, typing=False)
    )


def _of(node: ast.AST, path: Path, *, at_once: bool, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        names: list[str] = []
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            names = [child.module]
        for name in {n.partition(".")[0] for n in names} - sys.stdlib_module_names - {"symmachy"}:
            yield Import(module=name, path=path, line=child.lineno, at_once=at_once, typing=typing)  # type: ignore[attr-defined]
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        checked = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        yield from _of(child, path, at_once=at_once and not inside, typing=typing or checked)
