"""What was expected and what came, from the tallies of a card."""

from __future__ import annotations

import pytest

from symmachy.forecasting.backtest import SkillCard
from symmachy.forecasting.skill import expected, shipped_path


@pytest.fixture(scope="module")
def card() -> SkillCard:
    return SkillCard.read(shipped_path().read_text(encoding="utf-8"))


@pytest.mark.parametrize("target", ["formation", "ending"])
@pytest.mark.parametrize("horizon", [1, 5, 10])
def test_all_that_came_is_counted_once_and_said_as_in_the_ranges(
    card: SkillCard, target: str, horizon: int
) -> None:
    section = card.section(target, horizon)
    assert section is not None
    score = section.of(card.recommended)
    assert score is not None

    *decades, whole = expected(card, target, horizon)

    assert sum(d.came for d in decades) == whole.came == section.events
    assert sum(d.cases for d in decades) == whole.cases == section.cases
    assert sum(d.said for d in decades) == pytest.approx(whole.said)
    assert whole.said == pytest.approx(sum(r.mean * r.cases for r in score.ranges), rel=1e-5)
    assert whole.lo is not None
    assert whole.hi is not None
    assert whole.lo < whole.each < whole.hi


def test_decades_and_blocks_are_counted_by_hand(card: SkillCard) -> None:
    one, two = (10.0, 1.0, 2.0), (30.0, 3.0, 2.0)  # cases, events and what was said, in two ranges
    made = card.model_copy(
        update={"tallies": {"ending": {"1": {str(y): (one, two) for y in (1958, 1959, 1960)}}}}
    )

    found = expected(made, "ending", 1)

    assert [(e.label, e.origins, e.cases, e.said, e.came) for e in found] == [
        ("1958 to 1959", 2, 80.0, 8.0, 8.0),
        ("1960", 1, 40.0, 4.0, 4.0),
        ("all origins", 3, 120.0, 12.0, 12.0),
    ]
    assert (found[-1].lo, found[-1].hi) == (1.0, 1.0)
    assert expected(made, "formation", 1) == ()
