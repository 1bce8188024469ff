from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation import Transition, at_risk

HISTORIES = st.lists(st.lists(st.sampled_from([0, 1, None]), min_size=1, max_size=12), min_size=1, max_size=4)


def ties(histories: list[list[int | None]], gaps: set[tuple[int, int]] | tuple[()] = ()) -> pl.DataFrame:
    rows = [
        {"pair": p, "year": 1900 + t, "allied": tie}
        for p, history in enumerate(histories)
        for t, tie in enumerate(history)
        if (p, t) not in gaps
    ]
    return pl.DataFrame(rows, schema={"pair": pl.Int64, "year": pl.Int64, "allied": pl.Int64})


def plain(histories: list[list[int | None]], before: int) -> list[tuple[int, int, int, int, bool]]:
    """Rows at risk with event, duration and left-censoring, by looking at each history year by year."""
    found = []
    for p, history in enumerate(histories):
        for t, tie in enumerate(history):
            if tie != before or t + 1 >= len(history) or history[t + 1] is None:
                continue
            start = t
            while start > 0 and history[start - 1] == before:
                start -= 1
            censored = start == 0 or history[start - 1] is None
            found.append((p, 1900 + t, int(history[t + 1] != before), t - start, censored))
    return found


@pytest.mark.parametrize("transition", list(Transition))
@given(histories=HISTORIES)
@settings(max_examples=60, deadline=None)
def test_rows_at_risk_equal_a_walk_through_each_history(
    transition: Transition, histories: list[list[int | None]]
) -> None:
    before = 0 if transition is Transition.FORMATION else 1
    risk = at_risk(ties(histories), tie="allied", unit=["pair"], transition=transition)
    columns = ["pair", "year", "event", "duration", "left_censored"]

    assert risk.frame.select(columns).rows() == plain(histories, before)
    assert risk.without_next == sum(h.count(before) for h in histories) - risk.frame.height


def test_a_year_that_is_not_there_is_no_year_without_a_tie() -> None:
    histories = [[0, 0, 0, 0, 1]]
    gap = ties(histories, gaps={(0, 1)})
    risk = at_risk(gap, tie="allied", unit=["pair"], transition=Transition.FORMATION)

    assert risk.frame.select("year", "event", "duration", "left_censored").rows() == [
        (1902, 0, 0, True),
        (1903, 1, 1, True),
    ]
    assert risk.without_next == 1


def test_row_order_changes_nothing() -> None:
    frame = ties([[0, 0, 1, 1, 0], [1, 1, 0, 0, 1]])
    one, other = (
        at_risk(f, tie="allied", unit=["pair"], transition=Transition.ENDING).frame
        for f in (frame, frame.sample(fraction=1.0, shuffle=True, seed=1))
    )

    assert one.equals(other)


BAD = [
    (ties([[0, 1]]).with_columns(year=pl.lit("x")), "cast it to whole numbers"),
    (pl.concat([ties([[0, 1]])] * 2), "two rows in one year"),
    (ties([[0, 1]]).with_columns(allied=pl.lit(3)), "values other than 0 and 1"),
    (ties([[0, 1]]).with_columns(allied=pl.lit("no")), "make it 0 and 1"),
    (ties([[0, 1]]).with_columns(event=pl.lit(3)), "rename"),
]


@pytest.mark.parametrize(("frame", "message"), BAD)
def test_bad_frames_are_named(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        at_risk(frame, tie="allied", unit=["pair"], transition=Transition.FORMATION)


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'allied'"):
        at_risk(ties([[0, 1]]), tie="alied", unit=["pair"], transition=Transition.FORMATION)
