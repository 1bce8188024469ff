"""The backtest on a made world: the same card for any workers, after a stop, and nothing read from later."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests.forecasting.conftest import simulated

from symmachy.errors import BadFile, BadInput, UnknownName
from symmachy.forecasting.backtest import Plan, SkillCard, backtest
from symmachy.forecasting.backtest.blocks import _single, blocks_of, read_block, write_block
from symmachy.forecasting.skill import basis, track

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.world import World

PLAN = Plan(
    first=1975,
    warm_up=10,
    resamples=50,
    targets=("formation", "ending"),
    rungs=("no_change", "age_only", "long_run", "hazard_few_chosen"),
)


@pytest.fixture(scope="module")
def whole() -> World:
    return simulated(seed=3, states=12)


@pytest.fixture(scope="module")
def card(whole: World) -> SkillCard:
    return backtest(whole, PLAN)


def test_the_card_has_each_target_horizon_and_rung(card: SkillCard) -> None:
    assert [(s.target, s.horizon) for s in card.sections] == [
        (t, h) for t in ("formation", "ending") for h in (1, 5, 10)
    ]
    section = card.sections[0]
    assert [r.rung for r in section.rungs] == [
        *("no_change", "long_run", "base_rate", "age_only"),
        *("hazard_few", "hazard_few_recalibrated", "hazard_few_chosen"),
    ]
    assert (section.first, section.last) == (1975, 1999)
    assert section.rungs[0].log_score is None  # infinite
    assert section.of("base_rate").log_skill.value == 0.0  # type: ignore[union-attr]
    assert card.recommended == "hazard_few_recalibrated"  # fixed before: no score of the card decides


def test_the_parts_of_a_score_add_up_to_it(card: SkillCard) -> None:
    for section in card.sections:
        for r in section.rungs:
            parts = r.miscalibration - r.discrimination + r.uncertainty
            assert parts == pytest.approx(r.brier_score)
            assert sum(x.cases for x in r.ranges) == pytest.approx(section.cases)
            assert sum(x.came for x in r.ranges) == pytest.approx(section.events)


def test_the_card_is_the_same_for_two_workers_and_after_a_stop(
    whole: World, card: SkillCard, tmp_path: Path
) -> None:
    two = backtest(whole, PLAN, jobs=2, keep=tmp_path)
    kept = sorted(tmp_path.glob("*.npz"))
    kept[0].unlink()
    kept[1].write_bytes(kept[1].read_bytes()[:100])
    resumed = backtest(whole, PLAN, keep=tmp_path)

    assert two.text() == card.text()
    assert resumed.text() == card.text()


def test_what_comes_after_the_last_origin_changes_no_forecast(whole: World) -> None:
    plan = Plan(
        first=1975, last=1980, resamples=10, targets=("formation",), rungs=("hazard_few_recalibrated",)
    )

    early, late = (backtest(w, plan) for w in (whole.until(1990), whole))

    for name in ("hazard_few", "hazard_few_recalibrated"):
        assert early.learnt["formation"].get(name, {}) == late.learnt["formation"].get(name, {})
    one, other = (c.section("formation", 5) for c in (early, late))
    assert one is not None
    assert one == other


def test_a_card_is_read_as_it_was_written(card: SkillCard) -> None:
    again = SkillCard.read(card.text())

    assert again.text() == card.text()
    with pytest.raises(BadFile, match="is no skill card of this version"):
        SkillCard.read("{}")


def test_the_line_of_a_chance_counts_only_windows_that_had_passed(card: SkillCard) -> None:
    late, early = (track(card, "formation", 5, 0.1, year) for year in (2000, 1985))

    assert late is not None
    assert early is not None
    assert (late.first, late.last, early.last) == (1975, 1995, 1980)
    assert early.cases <= late.cases
    assert track(card, "formation", 5, 0.1, 1976) is None
    assert "(origins 1975 to 1980)" in early.sentence


def test_what_was_learnt_is_read_as_of_the_year(card: SkillCard) -> None:
    assert basis(None, 1990).strengths == {}
    assert basis(card, 1900).strengths == {}
    assert set(basis(card, 1990).strengths) == {"formation", "ending"}
    assert set(basis(card, 1990).lines) == {"formation", "ending"}
    line = card.learnt["ending"]["hazard_few_recalibrated"]["1990"]
    assert asdict(basis(card, 1990).lines["ending"]) == line


def test_blocks_begin_where_ten_divides_and_survive_the_disk(tmp_path: Path) -> None:
    block = {("few@10", 1950): np.ones((3, 2), dtype=np.float32)}
    write_block(tmp_path / "a.npz", block)
    (tmp_path / "b.npz").write_bytes(b"PK")

    assert blocks_of(1950, 1950) == [range(1950, 1951)]
    assert np.array_equal(read_block(tmp_path / "a.npz")["few@10", 1950], np.ones((3, 2)))  # type: ignore[index]
    assert read_block(tmp_path / "b.npz") is None
    assert read_block(tmp_path / "none.npz") is None


def test_a_plan_refuses_what_it_does_not_know() -> None:
    with pytest.raises(UnknownName, match="no rung is called"):
        Plan(rungs=("hazard",))
    with pytest.raises(UnknownName, match="no target is called"):
        Plan(targets=("peace",))
    with pytest.raises(BadInput, match="resamples"):
        Plan(resamples=0)


def test_too_few_origins_are_refused_before_the_work(whole: World) -> None:
    with pytest.raises(BadInput, match="the plan has 2 origins and a score needs 5"):
        backtest(whole, Plan(first=1980, last=1995, every=10))


def test_a_record_too_short_is_refused(whole: World) -> None:
    with pytest.raises(BadInput, match="begin between 1960 and 2000"):
        backtest(whole, Plan(first=1951))


def test_single_precision_makes_no_chance_sure() -> None:
    said = _single(np.array([0.0, 0.5, 1 - 1e-9, 1.0]))

    assert said[0] == 0.0
    assert said[1] == 0.5
    assert 0.999 < said[2] < 1.0
    assert said[3] == 1.0


def test_targets_of_treaties_are_left_out_and_named_where_no_pledge_has_a_treaty(whole: World) -> None:
    blind = replace(whole, pledges=whole.pledges.with_columns(treaty=pl.lit(None, dtype=pl.String)))
    plan = replace(PLAN, targets=("formation", "formation-by-treaty", "ending-of-treaties", "accession"))

    found = backtest(blind, plan)

    assert {s.target for s in found.sections} == {"formation"}
    assert found.not_known == ("formation-by-treaty", "ending-of-treaties", "accession")
    with pytest.raises(BadInput, match="does not say which treaty is behind a pledge"):
        backtest(blind, replace(plan, targets=("accession",)))
