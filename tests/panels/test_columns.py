"""The reference page of the panels says what their columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from symmachy import panels
from symmachy.panels import Triad
from symmachy.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.world import Panel, World

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "panels.md"
BUILDERS: dict[str, Callable[[World], Panel]] = {
    "triad-year --kind wedge": lambda world: panels.triad_years(world, Triad.WEDGE),
    "triad-year --kind hub": lambda world: panels.triad_years(world, Triad.HUB),
    "triad-year --kind balance": lambda world: panels.triad_years(world, Triad.BALANCE),
    "triad-year --kind opponents": lambda world: panels.triad_years(world, Triad.OPPONENTS),
    "treaty-year": panels.treaty_years,
    "pact-year": panels.own_pact_years,
    "relevant-year": panels.relevant_years,
    "position-year": panels.position_years,
    "state-power-year": panels.state_power_years,
    "war-opportunity": panels.war_opportunities,
}


@pytest.mark.parametrize("command", BUILDERS)
def test_the_page_says_what_every_column_of_the_chronicles_panel_means(command: str) -> None:
    panel = BUILDERS[command](open_record("chronicle").until(1850))
    section = PAGE.read_text(encoding="utf-8").partition(f"## {command}\n")[2].partition("\n## ")[0]

    missing = [c for c, about in panel.columns.items() if f"| `{c}` | {about.meaning} |" not in section]

    assert missing == []
