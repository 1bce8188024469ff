"""One treaty as a printed edition: what it obliges whom to, its members by date, its source."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symmachy.report.words import obligations
from symmachy.world.spell import Spell, say_date
from symmachy.world.treaty import EVERY_MEMBER

if TYPE_CHECKING:
    from rich.console import RenderableType

    from symmachy.typing import Json
    from symmachy.world import Membership, Treaty, World

__all__ = ["as_json", "find", "printed"]


def find(world: World, words: str) -> tuple[Treaty, ...]:
    """Find the treaties whose id is `words`, or whose id or name holds them together or else each, by date."""
    sought = words.casefold()
    named = [(t, f"{t.id} {t.name.casefold()}") for t in world.treaties]
    return tuple(
        [t for t in world.treaties if t.id == sought]
        or [t for t in world.treaties if sought in t.id or sought in t.name.casefold()]
        or [t for t, name in named if all(word in name for word in sought.split())]
    )


def printed(world: World, treaty: Treaty) -> Group:
    """Lay out a treaty as a rich renderable."""
    parts: list[RenderableType] = [Text(treaty.name, style="bold")]
    signed = f"Signed {_signed(treaty)}" if treaty.signed or treaty.place else ""
    force = f"in force {treaty.spell}" + (f"; ended by {treaty.ended_by}" if treaty.ended_by else "")
    parts.append(Text("; ".join(filter(None, (signed, force))) + "."))
    if treaty.successor:
        parts.append(Text(f"Followed by {treaty.successor}."))
    parts.append(Text("\nObligations", style="bold"))
    for term in treaty.terms:
        both = term.by == term.to == EVERY_MEMBER
        who = "every member to every other" if both else f"{_who(world, term.by)} to {_who(world, term.to)}"
        note = f" ({term.note})" if term.note else ""
        parts.append(Padding(Text(f"{who}: {obligations(term.obligations.words)}{note}"), (0, 0, 0, 2)))
    parts.append(Text(f"\nMembers by date ({len({m.state for m in treaty.members})} states)", style="bold"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    ordered = sorted(treaty.members, key=lambda m: (m.spell.start, m.state))
    for start, members in groupby(ordered, key=lambda m: m.spell.start):
        together = list(members)
        day = say_date(start, together[0].spell.start_precision)
        table.add_row(day, Text(", ".join(_member(world, m) for m in together)))
    parts.append(Padding(table, (0, 0, 0, 2)))
    for label, text in (("Note", treaty.note), ("Source", treaty.source), ("Id", treaty.id)):
        if text:
            parts.append(Text.assemble((f"\n{label}: ", "bold"), text))
    return Group(*parts)


def as_json(world: World, treaty: Treaty) -> Json:
    """Turn a treaty into JSON's types."""
    return {
        "id": treaty.id,
        "name": treaty.name,
        "signed": treaty.signed,
        "place": treaty.place,
        "in_force": str(treaty.spell),
        "ended_by": treaty.ended_by,
        "successor": treaty.successor,
        "obligations": list(treaty.obligations.words),
        "members": [
            {
                "state": m.state,
                "name": world.states[m.state].name(m.spell.start.year),
                "entry": m.spell.start.isoformat(),
                "exit": m.spell.end.isoformat() if m.spell.end else None,
                "exit_by": m.exit_by,
                "checked": m.checked,
            }
            for m in sorted(treaty.members, key=lambda m: (m.spell.start, m.state))
        ],
        "note": treaty.note,
        "source": treaty.source,
        "checked": treaty.checked,
    }


def _signed(treaty: Treaty) -> str:
    when = Spell.read(treaty.signed, "") if treaty.signed else None
    day = say_date(when.start, when.start_precision) if when else ""
    return " ".join(filter(None, (day, f"at {treaty.place}" if treaty.place else "")))


def _who(world: World, code: str) -> str:
    return "every member" if code == EVERY_MEMBER else f"{world.states[code].name(world.last_day.year)}"


def _member(world: World, member: Membership) -> str:
    name = world.states[member.state].name(member.spell.start.year)
    if member.spell.end is None:
        return name
    how = f", {member.exit_by}" if member.exit_by else ""
    return f"{name} (until {say_date(member.spell.end, member.spell.end_precision)}{how})"
