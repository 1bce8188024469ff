"""The order of the rooms: imports point one way, as declared in pyproject.toml."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HEAVY = (
    "altair",
    "dask",
    "distributed",
    "great_tables",
    "highspy",
    "joblib",
    "jinja2",
    "networkx",
    "numba",
    "pandas",
    "polars",
    "pooch",
    "pydantic",
    "scipy",
    "spacy",
    "starlette",
    "uvicorn",
    "vl_convert",
)
"""What `symmachy --help` must not wait for."""


def test_imports_point_one_way() -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with the lint extra")
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert program is not None

    done = subprocess.run(  # noqa: S603  # the program of this environment, with no input from outside
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_starts_without_what_is_slow_to_import() -> None:
    code = "import sys, symmachy.cli.app; print(*sorted(set(sys.modules) & set(sys.argv[1:])))"

    done = subprocess.run(  # noqa: S603  # this very interpreter, with a fixed program
        [sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == []
