"""Alliances at five waves and in every year: the estimation converges, and finds again what it found.

The estimates in ``alliances.json`` are symmachy's own. ``python tests/estimation/actors/test_alliances.py FOLDER``
writes them anew, with the record's files in FOLDER.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from symmachy.estimation import ActorsFit
from symmachy.studies import fit_study, read_study

HERE = Path(__file__).parent
STUDIES = HERE.parents[2] / "examples" / "studies"
GOLDEN = HERE / "alliances.json"
FIVE = ("alliances_forcing", "alliances_reciprocal")

pytestmark = [pytest.mark.record, pytest.mark.slow]


def fitted(name: str, folder: Path, seed: int | None = None) -> ActorsFit:
    found = fit_study(read_study(STUDIES / f"{name}.toml"), folder, seed=seed).fit
    assert isinstance(found, ActorsFit)
    return found


@pytest.fixture
def folder(record_dir: Path) -> Path:
    if not (record_dir / "btergm_alliances_dyad.parquet").exists():
        pytest.skip("the alliances example of btergm is not there")
    return record_dir


@pytest.mark.parametrize("name", FIVE)
def test_models_of_five_waves_converge_where_they_did(name: str, folder: Path) -> None:
    expected = json.loads(GOLDEN.read_text(encoding="utf-8"))[name]
    found = fitted(name, folder, seed=2)
    errors = np.array(expected["errors"])

    assert found.overall < 0.2
    assert np.abs(found.deviations).max() < 0.15
    assert list(found.names) == expected["names"]
    # Two estimates with an overall ratio of 0.15 lie some tenths of a standard error apart.
    assert np.abs((found.coefficients - expected["estimates"]) / errors).max() < 0.4
    assert np.abs(np.log(found.standard_errors / errors)).max() < np.log(1.25)


def test_every_year_converges_with_four_still_periods(folder: Path) -> None:
    found = fitted("alliances_yearly", folder)

    assert len(found.periods) == 19
    assert sum(name.startswith("rate ") for name in found.names) == 15
    assert any("No tie changed in" in note for note in found.notes)
    assert found.overall < 0.2


if __name__ == "__main__":
    fits = {name: fitted(name, Path(sys.argv[1])) for name in FIVE}
    rows = {
        name: {
            "names": list(fit.names),
            "estimates": fit.coefficients.round(4).tolist(),
            "errors": fit.standard_errors.round(4).tolist(),
            "overall": round(fit.overall, 3),
            "simulations": fit.simulations,
        }
        for name, fit in fits.items()
    }
    GOLDEN.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
