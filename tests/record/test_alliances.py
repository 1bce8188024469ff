from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symmachy.record.alliances import _spell, pledges, treaties
from symmachy.record.bridge import Bridge
from symmachy.record.chronicle import states
from symmachy.world import Obligation, Precision

BRIDGE = Bridge(states())
BEGIN, END = ("begyr", "begmo", "begday"), ("endyr", "endmo", "endday")


def _dated(
    begin: tuple[int, int | None, int | None], end: tuple[int, int | None, int | None]
) -> dict[str, int | None]:
    return dict(zip((*BEGIN, *END), (*begin, *end), strict=True))


@pytest.mark.parametrize(
    ("end", "last", "precision"),
    [
        ((1950, 4, 11), date(1950, 4, 11), Precision.DAY),
        ((1950, 4, None), date(1950, 5, 1), Precision.MONTH),
        ((1950, 12, None), date(1951, 1, 1), Precision.MONTH),
        ((1950, 4, 31), date(1950, 4, 30), Precision.DAY),
        ((1949, 2, 1), date(1949, 2, 2), Precision.DAY),
        ((0, 0, 0), None, Precision.DAY),
    ],
    ids=["day", "month", "december", "no such day", "same day", "in force"],
)
def test_ends_are_read_as_far_as_they_are_known(
    end: tuple[int, int | None, int | None], last: date | None, precision: Precision
) -> None:
    spell = _spell(_dated((1949, 2, 1), end), BEGIN, END)

    assert (spell.start, spell.end, spell.end_precision) == (date(1949, 2, 1), last, precision)


OWED = st.sets(
    st.tuples(st.sampled_from([2, 200, 220]), st.sampled_from([2, 200, 220]), st.integers(2000, 2006)),
    min_size=1,
)


@given(OWED, st.integers(1, 31))
def test_pledges_hold_in_the_years_they_were_read_from(owed: set[tuple[int, int, int]], bits: int) -> None:
    owed = {(a, b, y) for a, b, y in owed if a != b}
    names = ("defense", "offense", "neutral", "nonagg", "consul")
    frame = pl.LazyFrame(
        [(a, b, y, *((bits >> i) & 1 for i in range(5))) for a, b, y in owed],
        schema=dict.fromkeys(("ccode1", "ccode2", "year", *(f"atop_{n}" for n in names)), pl.Int32),
        orient="row",
    )
    found = pledges(frame, BRIDGE, 2006)
    held = {
        (by, to, year)
        for by, to, start, end in found.select("by", "to", "start", "end").iter_rows()
        for year in range(start.year, 2007 if end is None else end.year)
    }

    assert held == {(BRIDGE.by_cow[a], BRIDGE.by_cow[b], y) for a, b, y in owed}
    assert set(found["obligations"]) <= {bits}


def test_a_treaty_is_made_of_its_phases_and_members() -> None:
    flags = {"defense": [1, 1], "offense": [0, 0], "neutral": [0, 0], "nonagg": [0, 1], "consul": [0, 0]}
    dates = {
        "begyr": [1950, 1960],
        "begmo": [1, 1],
        "begday": [1, 1],
        "endyr": [1960, 0],
        "endmo": [1, 0],
        "endday": [1, 0],
    }
    phases = pl.DataFrame({"atopid": [3000, 3000], **dates, **flags})
    alliance = pl.DataFrame(
        {
            "atopid": [3000],
            **{k: [v[0]] for k, v in dates.items() if k in BEGIN},
            **{name: [0] for name in END},
        }
    )
    members = pl.DataFrame(
        [
            (3000, 2, 1950, 1, 1, 1960, 1, 1),
            (3000, 2, 1960, 1, 1, 0, 0, 0),
            (3000, 200, 1950, 1, 1, 1955, 6, 1),
            (3000, 8152, 1950, 1, 1, 0, 0, 0),
        ],
        schema=["atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit"],
        orient="row",
    )
    (treaty,) = treaties(alliance, phases, members, BRIDGE)

    assert treaty.id == "atop-3000"
    assert treaty.name == "Alliance of 1950 between United Kingdom and United States (ATOP 3000)"
    assert [(m.state, m.spell.start.year, m.spell.end) for m in treaty.members] == [
        ("GBR", 1950, date(1955, 6, 1)),
        ("USA", 1950, None),
    ]
    assert [t.obligations for t in treaty.terms] == [
        Obligation.DEFENSE,
        Obligation.DEFENSE | Obligation.NONAGGRESSION,
    ]
    assert [p.spell.end for p in treaty.between("USA", "GBR")] == [date(1955, 6, 1)] * 2
