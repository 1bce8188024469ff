"""Rows of panels: how those that share a state are known."""

from __future__ import annotations

from tests import worlds

from symmachy.claims.rows import PanelRows
from symmachy.claims.units import find_unit
from symmachy.world import dyad_years


def test_a_state_has_one_number_in_whichever_column_it_stands() -> None:
    world = worlds.world("AAA BBB CCC", first=1900, last=1901)
    rows = PanelRows(panel=dyad_years(world, years=range(1900, 1901)), unit=find_unit("triad-year"))
    pairs = rows.panel.frame.select("state_1", "state_2").rows()

    one, other = rows.group("state_1"), rows.group("state_2")

    assert pairs == [("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC")]
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]
