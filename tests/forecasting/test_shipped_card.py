"""The card that is shipped: made from this edition by these forecasts, and readable."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from symmachy.forecasting.backtest import FIRST, Plan, SkillCard, backtest
from symmachy.forecasting.skill import card_for, input_of, shipped_path
from symmachy.forecasting.targets import HORIZONS, targets
from symmachy.record import open_record
from symmachy.report.assessment import assess

_STALE = (
    "the shipped skill card is stale: run "
    "symmachy backtest --jobs 2 --out src/symmachy/forecasting/skill/chronicle.json"
)


def test_the_card_was_made_from_this_edition_by_these_forecasts() -> None:
    card = SkillCard.read(shipped_path().read_text(encoding="utf-8"))

    assert card.input == input_of(open_record("chronicle")), _STALE
    assert card_for(open_record("chronicle")) is not None


def test_the_card_has_every_target_horizon_and_rung() -> None:
    card = SkillCard.read(shipped_path().read_text(encoding="utf-8"))

    assert card.first == FIRST
    assert {(s.target, s.horizon) for s in card.sections} == {(t, h) for t in targets() for h in HORIZONS}
    assert {r.rung for s in card.sections for r in s.rungs} == {r.name for r in Plan().ladder}
    assert card.not_run == ()


def test_a_part_of_the_card_made_again_is_the_same() -> None:
    """The digest sees the record and the declarations, but no change of the code: this sees it.

    The rung behind `assess` is made again at all origins up to 1954, on the record cut at 1964: what it had
    learnt by each, and how many cases and events lie in each range of its chances.
    """
    whole = json.loads(shipped_path().read_text(encoding="utf-8"))
    plan = Plan(
        first=FIRST, last=1954, targets=("formation", "ending"), rungs=(whole["recommended"],), resamples=1
    )

    part = json.loads(backtest(open_record("chronicle").until(1964), plan).text())

    for target in plan.targets:
        learnt = whole["learnt"][target]
        for name, by_origin in part["learnt"][target].items():
            assert by_origin == {origin: learnt[name][origin] for origin in by_origin}, _STALE
        for horizon, tallies in part["tallies"][target].items():
            assert tallies == {o: whole["tallies"][target][horizon][o] for o in tallies}, _STALE
            assert len(tallies) == 5


@pytest.mark.parametrize(("one", "other"), [("EGY", "RUS"), ("IRQ", "TUR"), ("FRA", "GBR")])
def test_a_longer_window_is_likelier_even_where_little_was_learnt(one: str, other: str) -> None:
    found = assess(open_record("chronicle"), one, other, year=1955)

    said = [c.p for c in found.curve]
    assert len(said) == 10
    grows = -1 if found.allied else 1  # of a pair that is allied the curve is that the pact is kept
    assert all(grows * (later - sooner) > 1e-6 for sooner, later in pairwise(said))
