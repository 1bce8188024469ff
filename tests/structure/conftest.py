"""The folder of reference problems, and networks that hypothesis draws."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def validation() -> Path:
    """The folder with reference problems; the test is skipped where there is none."""
    named = os.environ.get("SYMMACHY_TEST_VALIDATION")
    record = os.environ.get("SYMMACHY_TEST_RECORD")
    beside = Path(record).parent if record else Path(__file__).parents[3] / "shared"
    folder = Path(named) if named else beside / "validation"
    if not folder.is_dir():
        pytest.skip(f"the reference problems are not at {folder}; set SYMMACHY_TEST_VALIDATION")
    return folder
