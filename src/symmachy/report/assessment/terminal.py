"""An assessment laid out for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symmachy.report.words import counted, kind, obligations, percent, position

if TYPE_CHECKING:
    from rich.console import RenderableType

    from symmachy.report.assessment import Assessment

__all__ = ["assessment"]

_MOST_DRIVERS = 8
_MOST_EPISODES = 6


def assessment(answer: Assessment) -> Group:
    """Lay out an assessment as a rich renderable."""
    one, other = answer.names
    parts: list[RenderableType] = [
        Text(f"{one} and {other}", style="bold"),
        Text(answer.status),
        *([Text(answer.other_names, style="dim")] if answer.other_names else []),
        *_treaties(answer),
        *_base_rate(answer),
        *_chances(answer),
        *_drivers(answer),
        *_analogues(answer),
        _head("Limits"),
        *(_item(line) for line in answer.limits),
        _head("Cite"),
        *(_item(line) for line in answer.citations),
    ]
    return Group(*parts)


def _head(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _item(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header, justify in columns:
        table.add_column(header, justify="right" if justify == "right" else "left", overflow="fold")
    return table


def _treaties(answer: Assessment) -> list[RenderableType]:
    parts: list[RenderableType] = [_head("Treaties between the two")]
    if not answer.bonds:
        parts.append(_item("None in this record."))
    for bond in sorted(answer.bonds, key=lambda b: not b.in_force):
        style = "bold" if bond.in_force else "dim"
        owed = obligations(bond.obligations) + (" (one-sided)" if bond.one_sided else "")
        state = "in force" if bond.in_force else "past"
        made_by = f" (made by: {', '.join(bond.earlier_governments)})" if bond.earlier_governments else ""
        parts.append(
            Padding(
                Text.assemble(
                    (f"{state:<9}", style),
                    (bond.treaty.name, style),
                    f": {owed}, {bond.when()}{made_by}",
                    (f"; {bond.treaty.source}" if bond.treaty.source else "", "dim"),
                ),
                (0, 0, 0, 2),
            )
        )
    if answer.episodes:
        latest = answer.episodes[-_MOST_EPISODES:]
        earlier = len(answer.episodes) - len(latest)
        parts.append(_head("Wars and hostile episodes between the two"))
        parts += [_item(f"{kind(e).capitalize()}, {e.spell}: {e.name}") for e in latest]
        if earlier:
            parts.append(_item(f"and {earlier} earlier"))
    if answer.beside:
        parts.append(_head("Wars in which both fought the same opponent"))
        parts += [_item(war.sentence(answer.world)) for war in answer.beside]
    return parts


def _base_rate(answer: Assessment) -> list[RenderableType]:
    rate = answer.base_rate
    presence = rate.presence
    lines = [position(rate) + ":"]
    if presence.pair_years:
        lines.append(
            f"had a defence pact in {presence.yes:,} of {presence.pair_years:,} pair-years "
            f"({percent(presence.rate)}); that is presence."
        )
    lines.append(
        "Of those that were allied:" if rate.allied else "Of those that were not allied (formation):"
    )
    lines += [counted(c, allied=rate.allied) for c in rate.ahead]
    return [_head("How often, in such a position"), *(_item(line) for line in lines)]


def _chances(answer: Assessment) -> list[RenderableType]:
    head = _head(
        "Estimated chance that "
        + ("the pact ends" if answer.allied else "a defence pact is formed")
        + f" (by {answer.by.words})"
    )
    if not answer.chances:
        return [head, _item("No model gives a chance here; see the base rate and the limits.")]
    table = _table(("within", ""), ("chance", "right"), ("95 % interval", ""))
    parts: list[RenderableType] = []
    for chance, track in zip(answer.chances, answer.tracks, strict=True):
        if chance.outcome == "kept":
            continue
        table.add_row(
            f"{chance.horizon} year{'s' if chance.horizon > 1 else ''}",
            Text(percent(chance.p), style="bold"),
            f"{percent(chance.lo)} to {percent(chance.hi)}",
        )
        if track is not None:
            table.add_row("", "", Text(track.sentence, style="dim"))
    parts.append(Padding(table, (0, 0, 0, 2)))
    return [head, *parts]


def _drivers(answer: Assessment) -> list[RenderableType]:
    if not answer.drivers:
        return []
    peers = "allied" if answer.allied else "unallied"
    table = _table(("", "right"), ("", ""))
    table.show_header = False
    for driver in answer.drivers[:_MOST_DRIVERS]:
        table.add_row(Text(f"x {driver.times:.2g}", style="bold"), driver.fact)
    return [
        _head(f"What goes with the estimate: times {answer.measure},"),
        Text(f"compared with the average {peers} pair of {answer.as_of.year}", style="bold"),
        Padding(table, (0, 0, 0, 2)),
        *([_item(answer.adds_up)] if answer.adds_up else []),
    ]


def _analogues(answer: Assessment) -> list[RenderableType]:
    if not answer.analogues:
        return []
    table = _table(("year", ""), ("pair", ""), ("what happened next", ""))
    for a in answer.analogues:
        table.add_row(str(a.year), " and ".join(a.names), a.next)
    return [_head("Closest pairs of the past"), Padding(table, (0, 0, 0, 2))]
