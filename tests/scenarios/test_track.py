from __future__ import annotations

import pytest

from symmachy.forecasting.backtest.card import SkillCard
from symmachy.forecasting.skill import card_for, shipped_path
from symmachy.record import open_record
from symmachy.scenarios import Effect, ModelChoice, PairEffect
from symmachy.scenarios.track import track_record


def card() -> SkillCard:
    return SkillCard.read(shipped_path().read_text(encoding="utf-8"))


def pair(chance: float, *, allied: bool = False, years: int = 10) -> PairEffect:
    effects = (
        Effect(
            year=2026 + h, baseline=chance, scenario=chance, difference=0.0, monte_carlo=0.0, parameters=0.0
        )
        for h in range(years)
    )
    return PairEffect(one="AAA", other="AAB", names=("A", "B"), allied=allied, years=tuple(effects))


def test_the_shipped_card_is_of_the_shipped_record() -> None:
    assert card_for(open_record("chronicle")) is not None


@pytest.mark.parametrize(("years", "horizon"), [(10, 10), (9, 5), (4, 1)])
def test_a_pair_is_set_beside_the_chances_of_the_rung_at_the_longest_horizon_reached(
    years: int, horizon: int
) -> None:
    made = card()
    found = track_record(made, ModelChoice(), (pair(0.03, years=years),), draws=1000, record="chronicle")

    section = made.section("formation", horizon)
    assert section is not None
    score = section.of("hazard_few")
    assert score is not None
    held = next(r for r in score.ranges if r.above == 0.02)
    (line,) = found.pairs
    assert (line.target, line.horizon) == ("formation", horizon)
    assert (line.track.cases, line.track.came) == (held.cases, held.came)
    assert (line.track.first, line.track.last) == (section.first, section.last)


def test_for_allies_the_chance_of_the_end_is_looked_up() -> None:
    (line,) = track_record(
        card(), ModelChoice(), (pair(0.85, allied=True),), draws=1000, record="chronicle"
    ).pairs

    assert line.target == "ending"
    assert line.chance == pytest.approx(0.15)
    assert (line.track.above, line.track.below) == (0.1, 0.2)


def test_no_draw_of_few_is_set_beside_all_chances_below_one_in_so_many() -> None:
    (line,) = track_record(card(), ModelChoice(), (pair(0.0),), draws=200, record="chronicle").pairs

    assert (line.track.above, line.track.below) == (0.0, 0.005)


def test_what_no_backtest_covers_is_said() -> None:
    none = track_record(None, ModelChoice(), (), draws=100, record="full")
    files = track_record(card(), ModelChoice(file="fit.json"), (), draws=100, record="chronicle")
    also = track_record(card(), ModelChoice(also="nonalignment"), (), draws=100, record="chronicle")

    assert "symmachy backtest --record full" in none.reservation
    assert (none.tried, files.tried) == ((), ())
    assert "comes from files" in files.reservation
    assert "without the mechanisms" in also.reservation
    assert len(also.tried) == 6
