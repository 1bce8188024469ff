"""Known coefficients are found again, and 95 % intervals hold them about as often as they say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "tergm_recovery.py"


def study(name: str) -> list[dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("tergm_recovery", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    terms: list[dict[str, Any]] = module.study(name, 200, 60, workers=1)["terms"]
    return terms


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pooled", "separable"])
def test_known_coefficients_are_recovered(name: str) -> None:
    for row in study(name):
        assert abs(row["mean estimate"] - row["truth"]) < 0.5 * row["deviation of estimates"], row
        assert 0.92 <= row["percentile held"] <= 0.98, row
