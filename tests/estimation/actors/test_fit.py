"""Fits: what they hold, that they can be kept and resumed, and that they say when they are none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.estimation.actors.pupils import drawn, random_ties, waves

from symmachy.errors import BadFile, BadInput, NotIdentified, UnknownName
from symmachy.estimation import Actors, ActorsFit, Forcing, Phases, Reciprocal, table
from symmachy.estimation.actors.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

SHORT = Phases(steps=6, draws=40, parts=1, updates=5, last=200)
MODEL = Actors(evaluation="ties + pair('p')", rule=Forcing())


@pytest.fixture(scope="module")
def fit() -> ActorsFit:
    return MODEL.fit(drawn(9, seed=7), phases=SHORT, seed=2)


def test_it_tells_what_it_found(fit: ActorsFit) -> None:
    rows = fit.tidy()

    assert rows["term"].to_list() == ["rate 1900-1901", "ties", "pair('p')"]
    assert rows.columns[-1] == "convergence"
    assert fit.converged == (fit.overall <= 0.25 and np.abs(fit.deviations).max() <= 0.2)
    assert "Overall maximum convergence ratio" in fit.summary()
    assert "Snijders" in fit.cite()
    assert fit.glance()["periods"].item() == 1


def test_the_same_seed_gives_the_same_bytes_for_any_number_of_workers(fit: ActorsFit) -> None:
    again = MODEL.fit(drawn(9, seed=7), phases=SHORT, seed=2, jobs=2)

    assert again.to_json() == fit.to_json()


def test_it_is_written_and_read_without_loss(fit: ActorsFit, tmp_path: Path) -> None:
    fit.to_json(tmp_path / "fit.json")

    assert ActorsFit.from_json(tmp_path / "fit.json").to_json() == fit.to_json()
    assert table([fit], tmp_path / "t.md").exists()


def test_it_goes_on_where_another_ended(fit: ActorsFit) -> None:
    again = MODEL.fit(drawn(9, seed=7), phases=replace(SHORT, steps=1), seed=3, start=fit)

    assert np.abs((again.coefficients - fit.coefficients) / fit.standard_errors).max() < 1.0


def test_an_interrupted_estimation_ends_as_if_it_had_not_been(
    fit: ActorsFit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "draws.kept"

    def stop(self: Watch, what: str, count: int) -> None:
        del self, count
        if what == "phase 2":
            raise KeyboardInterrupt

    with monkeypatch.context() as changed:
        changed.setattr(Watch, "done", stop)
        with pytest.raises(KeyboardInterrupt):
            MODEL.fit(drawn(9, seed=7), phases=SHORT, seed=2, checkpoint=place)
    assert place.exists()
    with pytest.raises(BadFile, match="another model"):
        MODEL.fit(drawn(9, seed=7), phases=SHORT, seed=3, checkpoint=place)
    again: list[tuple[int, int]] = []
    keep = Watch.keep
    monkeypatch.setattr(
        Watch, "keep", lambda self, stage, at, d: (again.append((stage, at)), keep(self, stage, at, d))
    )
    resumed = MODEL.fit(drawn(9, seed=7), phases=SHORT, seed=2, jobs=2, checkpoint=place)

    assert resumed.to_json() == fit.to_json()
    assert min(again)[0] > 0  # what was kept is not drawn again
    assert not place.exists()


def test_several_coefficients_are_tested_together(fit: ActorsFit) -> None:
    one = fit.wald(["ties"])
    z = fit.coefficients[1] / fit.standard_errors[1]

    assert one["statistic"].item() == pytest.approx(z**2)
    with pytest.raises(UnknownName, match="ties"):
        fit.wald(["tis"])


def test_it_simulates_from_the_estimates(fit: ActorsFit) -> None:
    draws = fit.simulate(drawn(9, seed=7), draws=5, seed=1)

    assert len(draws.ends) == 5
    assert (draws.ends[0][0] == draws.ends[0][0].T).all()


def test_a_period_without_change_takes_part_and_is_named() -> None:
    rng = np.random.default_rng(3)
    one, other = random_ties(rng, 9, 0.4), random_ties(rng, 9, 0.4)
    found = Actors(evaluation="ties", rule=Reciprocal()).fit(waves([one, one, other]), phases=SHORT)

    assert found.names == ("rate 1901-1902", "ties")
    assert any("1900-1901" in note for note in found.notes)


def test_what_did_not_converge_says_so_loudly() -> None:
    poor = MODEL.fit(
        drawn(9, seed=7), phases=Phases(steps=1, draws=10, parts=0, last=400, repeats=0, enough=1e-6), seed=5
    )

    assert not poor.converged
    assert any("NOT CONVERGED" in note for note in poor.notes)
    assert "NOT CONVERGED" in poor.summary()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ties + pair('p') + smaller('x') + larger('x') + sum('x')", "cannot be told apart"),
        ("ties + blocs_of_four + difference('nothing')", "nothing"),
        ("ties + common_allies", r"lag\(common_allies"),
    ],
)
def test_what_cannot_be_estimated_is_named(text: str, said: str) -> None:
    with pytest.raises((NotIdentified, UnknownName, BadInput), match=said):
        Actors(evaluation=text, rule=Forcing()).fit(drawn(9, seed=7), phases=SHORT)


def test_networks_that_are_no_waves_are_refused() -> None:
    networks = drawn(5, seed=1)
    with pytest.raises(BadInput, match="two at the least"):
        MODEL.fit(networks[:1])
    with pytest.raises(BadInput, match="earliest first"):
        MODEL.fit(networks[::-1])
    same = waves([networks[0].ties(), networks[0].ties()])
    with pytest.raises(NotIdentified, match="no tie changed"):
        Actors(evaluation="ties").fit(same)
