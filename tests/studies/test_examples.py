"""The studies that come with the project: every one is read, and those with reference answers have them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from symmachy.studies import By, bind, fit_study, read_study

STUDIES = sorted((Path(__file__).parents[2] / "examples" / "studies").glob("*.toml"))


def study(name: str) -> Path:
    return next(path for path in STUDIES if path.stem == name)


def need(folder: Path, *names: str) -> Path:
    if not all((folder / name).exists() for name in names):
        pytest.skip(f"{' and '.join(names)} are not there")
    return folder


ALLIANCES = tuple(f"btergm_alliances_{part}.parquet" for part in ("dyad", "vertex", "contiguity"))


def test_there_are_studies() -> None:
    assert {"chronicle", "btergm_help_page", "full_record", "s50_directed"} <= {path.stem for path in STUDIES}


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_every_study_is_read(path: Path) -> None:
    found = read_study(path)

    assert found.title
    assert path.stem in path.read_text(encoding="utf-8").split("[networks]")[0]


@pytest.mark.parametrize("by", [By.HAZARD, By.TERGM])
def test_the_study_of_the_chronicle_runs_on_a_fresh_machine(by: By) -> None:
    found = read_study(study("chronicle"))
    quick = found.model_copy(update={"tergm": found.tergm.model_copy(update={"draws": 0})})

    assert fit_study(quick, Path(), by=by).fit.converged


def test_the_study_with_a_variable_on_the_rate_is_about_it() -> None:
    found = read_study(study("chronicle_rate"))
    bound = bind(found, Path())

    assert found.actors.rate == ("democracy",)
    assert all(np.isfinite(network.state("democracy")).any() for network in bound.networks)


@pytest.mark.record
def test_btergms_help_page_in_our_words_has_its_estimates(record_dir: Path) -> None:
    folder = need(record_dir, *ALLIANCES)
    answers = need(record_dir.parent / "validation", "btergm_help_page.json") / "btergm_help_page.json"
    theirs = json.loads(answers.read_text(encoding="utf-8"))["coef"]
    found = read_study(study("btergm_help_page"))
    quick = found.model_copy(update={"tergm": found.tergm.model_copy(update={"draws": 0})})

    fit = fit_study(quick, folder).fit

    np.testing.assert_allclose(fit.coefficients, theirs, rtol=0, atol=1e-7)


@pytest.mark.record
def test_the_waves_of_the_alliances_change_as_they_are_said_to(record_dir: Path) -> None:
    bound = bind(read_study(study("alliances_reciprocal")), need(record_dir, *ALLIANCES))
    ties = [bound.relation.ties(n) for n in bound.networks]

    changed = [int((a != b).sum()) // 2 for a, b in pairwise(ties)]

    assert changed == [4, 151, 68, 97]


@pytest.mark.record
def test_the_pupils_are_read_as_directed_or_by_union(record_dir: Path) -> None:
    names = ("s501.csv", "s502.csv", "s503.csv", "s50a.csv")
    folder = need(record_dir.parent / "validation" / "siena_s50", *names)
    plain = [np.loadtxt(folder / name, delimiter=",") for name in names]

    directed = bind(read_study(study("s50_directed")), folder)
    union = bind(read_study(study("s50_forcing")), folder)

    for k, network in enumerate(directed.networks):
        assert (directed.relation.ties(network) == (plain[k] == 1)).all()
    for k, network in enumerate(union.networks):
        assert (union.relation.ties(network) == ((plain[k] == 1) | (plain[k].T == 1))).all()
        assert network.state("alcohol").tolist() == plain[3][:, k].tolist()


REFERENCE = {
    "s50_directed": "plain",
    "s50_forcing": "sym2",
    "s50_reciprocal": "sym3",
    "s50_tie_based": "sym6",
}


@pytest.mark.record
@pytest.mark.parametrize("name", REFERENCE)
def test_the_pupils_have_the_estimates_of_the_reference(record_dir: Path, name: str) -> None:
    folder = need(record_dir.parent / "validation" / "siena_s50", "reference.json", "s501.csv", "s50a.csv")
    theirs = json.loads((folder / "reference.json").read_text(encoding="utf-8"))["models"][REFERENCE[name]]

    fit = fit_study(read_study(study(name)), folder).fit

    assert fit.converged
    assert (np.abs(fit.coefficients - theirs["theta"]) < 0.3 * np.array(theirs["se"])).all()
    # docs/explanation/actors.md says why those of the two rates are less certain in the reference.
    np.testing.assert_allclose(fit.standard_errors[2:], theirs["se"][2:], rtol=0.2)
    np.testing.assert_allclose(fit.standard_errors[:2], theirs["se"][:2], rtol=0.5)
