"""Studies from file to fit: the same numbers as the estimators give when they are called by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symmachy.errors import BadInput, NotIdentified, OutsideCoverage, UnknownName
from symmachy.estimation import BlockBootstrap, Tergm, TieHazards
from symmachy.mechanisms import parse
from symmachy.record import open_record
from symmachy.studies import By, Outcome, checked, fit_study

TEXT = "ties + land_border + shared_allies(decay=0.5)"


def fitted(model: dict[str, Any], folder: Path = Path(), **more: Any) -> Outcome:  # any part
    by = more.pop("by", None)
    networks = more.pop("networks", {"record": "chronicle", "years": "1950-1960"})
    return fit_study(checked({"networks": networks, "model": model, **more}), folder, by=by)


def test_hazards_are_those_of_the_estimator() -> None:
    chronicle = open_record("chronicle")
    networks = [chronicle.in_year(year) for year in range(1950, 1961)]

    found = fitted({"specification": TEXT})

    assert (
        found.fit.coefficients.tolist()
        == TieHazards(specification=parse(TEXT)).fit(networks).coefficients.tolist()
    )
    assert [head for head, _ in found.columns] == ["formation", "ending"]
    assert found.sources[0].source == "chronicle"


def test_a_tergm_is_that_of_the_estimator_and_no_worker_changes_it() -> None:
    chronicle = open_record("chronicle")
    networks = [chronicle.in_year(year) for year in range(1950, 1961)]
    by_hand = Tergm(specification=parse(TEXT), bootstrap=BlockBootstrap("year", draws=20, seed=3)).fit(
        networks
    )

    found = [
        fitted({"specification": TEXT}, by=By.TERGM, tergm={"draws": 20}, seed=3, jobs=jobs)
        for jobs in (1, 2)
    ]

    for one in found:
        assert one.fit.coefficients.tolist() == by_hand.coefficients.tolist()
        assert one.fit.standard_errors.tolist() == by_hand.standard_errors.tolist()


def test_formation_and_persistence_make_a_separable_model() -> None:
    found = fitted(
        {"formation": TEXT, "persistence": "ties", "evaluation": "ties"}, by=By.TERGM, tergm={"draws": 0}
    )

    assert found.fit.names == (
        "formation: ties", "formation: land_border", "formation: shared_allies", "persistence: ties",
    )  # fmt: skip
    assert any("evaluation: not read by tergm" in note for note in found.notes)


def test_some_states_are_chosen_by_name() -> None:
    states = ["France", "Italy", "USA", "Canada", "Norway", "Turkey", "Greece", "Belgium"]

    found = fitted(
        {"formation": "ties"},
        networks={"record": "chronicle", "years": [1948, 1950, 1953], "states": states},
        hazard={"duration": "none"},
    )

    assert found.states == (8, 8)


def test_own_files_are_read_from_the_folder_given(tmp_path: Path) -> None:
    draw = np.random.default_rng(1)
    for wave in (1, 2, 3):
        np.savetxt(tmp_path / f"w{wave}.csv", draw.random((12, 12)) < 0.5, fmt="%d", delimiter=",")

    found = fitted(
        {"specification": "ties + shared_allies"},
        tmp_path,
        networks={"ties": {"files": ["w1.csv", "w2.csv", "w3.csv"]}, "reading": "both"},
        by=By.TERGM,
        tergm={"draws": 0},
    )

    assert found.ties == tuple(
        int(np.triu((m == 1) & (m.T == 1), 1).sum())
        for m in (np.loadtxt(tmp_path / f"w{w}.csv", delimiter=",") for w in (1, 2, 3))
    )


def test_what_is_left_out_is_counted_in_a_note() -> None:
    found = fitted(
        {"specification": "ties + lag(common_allies)"}, by=By.TERGM, tergm={"draws": 0, "missing": "drop"}
    )

    assert any(note.endswith("rows with missing values are left out.") for note in found.notes)


def three_waves(folder: Path, states: int = 15) -> dict[str, Any]:
    """Write random directed networks in which a fifth of the ties change from wave to wave."""
    draw = np.random.default_rng(3)
    ties = draw.random((states, states)) < 0.15
    for wave in (1, 2, 3):
        np.savetxt(folder / f"w{wave}.csv", ties, fmt="%d", delimiter=",")
        ties = np.where(draw.random(ties.shape) < 0.15, draw.random(ties.shape) < 0.15, ties)
    np.savetxt(folder / "x.csv", draw.integers(0, 2, states), fmt="%d")
    return {
        "ties": {"files": [f"w{wave}.csv" for wave in (1, 2, 3)]},
        "states": [{"file": "x.csv", "name": "x"}],
    }


@pytest.mark.parametrize("by", By)
def test_one_specification_goes_to_all_three_estimators(tmp_path: Path, by: By) -> None:
    found = fitted(
        {"specification": "ties + same('x')"},
        tmp_path,
        networks=three_waves(tmp_path),
        by=by,
        hazard={"duration": "none"},
        tergm={"draws": 20},
        actors={"kind": "forcing", "simulations": 200},
    )
    terms = {name for _, column in found.columns for name in column.names}

    assert "same('x')" in terms
    assert found.fit.converged
    assert found.fit.cite().startswith("symmachy")


def test_a_rule_that_does_not_go_with_the_ties_is_refused(tmp_path: Path) -> None:
    networks = three_waves(tmp_path)

    with pytest.raises(BadInput, match=r"\[actors\] kind = 'directed' does not go with undirected ties"):
        fitted({"evaluation": "ties"}, tmp_path, networks=networks, by=By.ACTORS, actors={"kind": "directed"})


def test_networks_drawn_from_a_fit_are_compared_where_there_are_any(tmp_path: Path) -> None:
    networks = three_waves(tmp_path)
    content = {"networks": networks, "model": {"specification": "ties"}, "tergm": {"draws": 0}}

    found = fit_study(checked(content), tmp_path, by=By.TERGM, gof=True)

    assert found.goodness is not None
    assert found.goodness.tests().height > 3
    with pytest.raises(BadInput, match="there is no goodness of fit by hazard: leave --gof out"):
        fit_study(checked(content), tmp_path, by=By.HAZARD, gof=True)


REFUSED: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "nothing for it": (
        {"model": {"evaluation": "ties"}},
        BadInput,
        "ending or presence; the study gives evaluation, which others read",
    ),
    "half a separable model": (
        {"model": {"formation": "ties"}, "by": By.TERGM},
        BadInput,
        "[model] gives formation but no persistence, and tergm needs both",
    ),
    "variable": (
        {"model": {"specification": "ties + pair('tarde')"}},
        UnknownName,
        "has no variable 'tarde', which pair('tarde') needs",
    ),
    "years": (
        {"model": {"specification": "ties"}, "networks": {"record": "chronicle", "years": "1700-1710"}},
        OutsideCoverage,
        "covers 1816 to 2026 but 1700 was asked",
    ),
    "collinear": (
        {"model": {"formation": "ties + great_power + smaller('great_power') + sum('great_power')"}},
        NotIdentified,
        "formation: ",
    ),
    "a lag too far": (
        {
            "model": {"formation": "ties + lag(land_border)"},
            "networks": {"record": "chronicle", "years": "1816-1835"},
        },
        BadInput,
        "values are missing: lag(land_border) for",
    ),
}


@pytest.mark.parametrize(("how", "error", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_fitted_is_refused_in_one_sentence(
    how: dict[str, Any], error: type[Exception], said: str
) -> None:
    arguments = dict(how)
    model = arguments.pop("model")

    with pytest.raises(error) as refused:
        fitted(model, **arguments)

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
