"""The card that is shipped: made from this edition by these forecasts, and readable."""

from __future__ import annotations

from symmachy.forecasting.backtest import FIRST, SkillCard
from symmachy.forecasting.rungs import rungs
from symmachy.forecasting.skill import card_for, input_of, shipped_path
from symmachy.forecasting.targets import HORIZONS, targets
from symmachy.record import open_record


def test_the_card_was_made_from_this_edition_by_these_forecasts() -> None:
    card = SkillCard.read(shipped_path().read_text(encoding="utf-8"))

    said = (
        "the shipped skill card is stale: run "
        "symmachy backtest --jobs 2 --out src/symmachy/forecasting/skill/chronicle.json"
    )
    assert card.input == input_of(open_record("chronicle")), said
    assert card_for(open_record("chronicle")) is not None


def test_the_card_has_every_target_horizon_and_rung() -> None:
    card = SkillCard.read(shipped_path().read_text(encoding="utf-8"))

    assert card.first == FIRST
    assert {(s.target, s.horizon) for s in card.sections} == {(t, h) for t in targets() for h in HORIZONS}
    assert {r.rung for s in card.sections for r in s.rungs} == set(rungs())
    assert card.not_run == ()
