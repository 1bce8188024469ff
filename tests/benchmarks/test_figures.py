"""The list of figures that were asked for, and the benchmarks that measure them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("figures", BENCHMARKS / "figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "figures", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "MEASURED", tmp_path / "measured.json")
    return module


def test_every_figure_has_a_name_of_its_own_and_a_benchmark_that_is_there(figures: ModuleType) -> None:
    every = figures.figures()

    assert len({f.id for f in every}) == len(every)
    assert not [f.run for f in every if not (BENCHMARKS.parent / f.run.split()[1]).exists()]
    assert not [f.id for f in every if f.better not in {"less", "more"}]


def test_what_was_measured_belongs_to_a_figure_that_was_asked_for(figures: ModuleType) -> None:
    kept = BENCHMARKS / "measured.json"
    found = figures.json_of(kept.read_text(encoding="utf-8"), kept.name)

    assert set(found) <= {f.id for f in figures.figures()}


def test_a_figure_is_kept_and_judged_by_its_goal(figures: ModuleType) -> None:
    figures.note("help", 0.25)
    figures.note("assess-again", 8.0)
    figures.note("wars", 0.9)
    verdicts = {f.id: f.verdict for f in figures.figures()}

    assert verdicts["help"] == "reached"
    assert verdicts["assess-again"] == "missed: 2.0 times"
    assert verdicts["wars"] == "missed by 0.05"
    assert verdicts["import"] == "not measured"
    assert "2 are missed" in figures.markdown()


def test_a_figure_that_nobody_asked_for_is_refused(figures: ModuleType) -> None:
    with pytest.raises(KeyError, match=r"no figure 'speed' in goals\.toml"):
        figures.note("speed", 1.0)
