"""Write the reference page of the panels of other units: each built on both records, every column with its meaning.

How to repeat (needs the full record in the store; about a CPU minute)::

    python benchmarks/panel_columns.py
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy import panels
from symmachy.errors import SymmachyError
from symmachy.panels import Triad
from symmachy.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.world import Panel, World

PLACE = Path(__file__).parents[1] / "docs" / "reference" / "panels.md"
RECORDS = ("chronicle", "full")

HEAD = (
    "# Panels of other units",
    "",
    (
        "What one row is, what names it, and every column of the panels that `symmachy panel` builds beside those of "
        "states and of pairs."
    ),
    (
        "Each was built on both records with the defaults (pledges of defence, five years of the past); a column "
        "stands where the record holds what it is made from."
    ),
    (
        "A cell is empty where something is not known: outside the years of which a source speaks, or where the "
        "question does not arise."
    ),
    "Nothing is set to 0 for want of a row in a source that does not speak of the year.",
    (
        'Columns that say "in the next year" look ahead and are outcomes, or the chance of one; all others know '
        "nothing later than the row's own year."
    ),
    "The same words stand in the codebook that `--out` writes beside a panel.",
    "",
)


def builders() -> dict[str, tuple[str, Callable[[World], Panel]]]:
    """Return, by the command's words, what one row is and the function that builds the panel."""
    kinds = {
        Triad.WEDGE: "two partners, and a third state hostile to one of them or to both",
        Triad.HUB: "a quarrel between two states, one of them a great power, and a third not tied to the rival",
        Triad.BALANCE: "two partners, and a third hostile to one of them and tied or hostile to the other",
        Triad.OPPONENTS: "two states that are not tied, and a third that both face",
    }
    found: dict[str, tuple[str, Callable[[World], Panel]]] = {
        f"triad-year --kind {kind.value}": (words, partial(panels.triad_years, kind=kind))
        for kind, words in kinds.items()
    }
    return found | {
        "treaty-year": ("a treaty in a year in which it bound two members or more", panels.treaty_years),
        "pact-year": ("a state's tie with another in a year, once from each side", panels.own_pact_years),
        "relevant-year": (
            "an ordered pair of neighbours, or of a state and a great power, in a year",
            panels.relevant_years,
        ),
        "position-year": ("a state in a year", panels.position_years),
        "state-power-year": ("a state and a great power in a year", panels.state_power_years),
        "coalition-side": ("a side of two states or more in a war or dispute", panels.coalition_sides),
        "war-opportunity": ("a state that could join a war beside a partner", panels.war_opportunities),
        "issue-year": ("two states that cast votes together in a year", panels.issue_years),
        "roll-call": (
            "a state's vote on the seat of China beside that of a great power",
            panels.roll_call_votes,
        ),
    }


def main() -> None:
    """Build every panel on every record, print what each holds, and write the page."""
    worlds = {name: open_record(name) for name in RECORDS}
    lines = [*HEAD]
    for command, (words, build) in builders().items():
        made: dict[str, Panel] = {}
        for name, world in worlds.items():
            begun = time.process_time()
            try:
                made[name] = build(world)
            except SymmachyError as refusal:
                print(f"{command:26} {name:10} {refusal}", file=sys.stderr)
                continue
            first, last = made[name].years
            seconds = time.process_time() - begun
            print(f"{command:26} {name:10} {len(made[name]):>9,} rows  {first}-{last}  {seconds:5.1f} CPU s")
        lines += section(command, words, made)
    PLACE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def section(command: str, words: str, made: dict[str, Panel]) -> list[str]:
    """Return the lines on one panel."""
    some = next(iter(made.values()))
    lines = [f"## {command}", "", f"One row: {words}.", f"Its key: {', '.join(f'`{k}`' for k in some.key)}."]
    if len(made) == 1:
        lines.append(
            f"Only the {'full record' if 'full' in made else 'chronicle'} holds what it is made from."
        )
    meanings = {c: about.meaning for panel in made.values() for c, about in panel.columns.items()}
    lines += ["", "| column | meaning | known on |", "| --- | --- | --- |"]
    for column, meaning in meanings.items():
        held = " and ".join(name for name, panel in made.items() if column in panel.columns)
        lines.append(f"| `{column}` | {meaning} | {held} |")
    return [*lines, ""]


if __name__ == "__main__":
    main()
