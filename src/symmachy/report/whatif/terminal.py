"""What-ifs laid out for the terminal."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symmachy.report.whatif.words import (
    UNCERTAINTY,
    chance,
    checked,
    headline,
    measured,
    number,
    paired,
    shaped,
    shown_years,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from symmachy.scenarios import Answer, Intervention

__all__ = ["answer", "entry", "interventions"]

_MOST = 8


def answer(of: Answer) -> Group:
    """Lay out an answer."""
    asked = of.scenario
    parts: list[RenderableType] = [
        Text(asked.title, style="bold"),
        *([Text(asked.about)] if asked.about else []),
        Text(headline(of)),
        Text(
            f"Record: {asked.record}, read up to {asked.base_year}. {asked.draws:,} futures to {of.years[-1]}, each "
            f"drawn twice with the same random numbers; seed {asked.seed}.",
            style="dim",
        ),
        _head("What is changed"),
        *(_item(f"{sentence}.") for sentence in of.sentences or ("nothing",)),
        *_lines("Beyond what the record has seen", of.warnings),
        *_lines("Notes", of.notes),
        *_pairs(of),
        _head(f"The whole system in {of.years[-1]}"),
        *(
            _item(f"{m.title}: {measured(m.years[-1])}; {asked.base_year}: {number(m.start)}.")
            for m in of.measures
        ),
        *_lines(f"Blocs and poles in {of.years[-1]}, future by future", shaped(of)),
        *_moved(of),
        *_lines("What came when the model was asked of the past", checked(of)),
        _head("What is uncertain"),
        _item(UNCERTAINTY),
        *_lines("Limits", of.limits),
        *_lines("Cite", of.citations),
    ]
    return Group(*parts)


def interventions(entries: Mapping[str, type[Intervention]]) -> Group:
    """List the interventions."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header in ("kind", "what", "changes"):
        table.add_column(header, overflow="fold")
    for name, cls in entries.items():
        table.add_row(name, cls.title, ", ".join(_changes(cls)))
    return Group(table, Text("\nMore on one:  symmachy whatif --explain KIND", style="dim"))


def entry(cls: type[Intervention]) -> Group:
    """Explain one intervention and its fields."""
    schema = cls.model_json_schema(by_alias=True)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header in ("field", "needed", "meaning"):
        table.add_column(header, overflow="fold")
    for name, field in schema["properties"].items():
        table.add_row(
            name, "yes" if name in schema.get("required", []) else "no", field.get("description", "")
        )
    return Group(
        Text(f"{cls.model_fields['kind'].default}: {cls.title}", style="bold"),
        Text(inspect.cleandoc(cls.__doc__ or "")),
        Text(f"Changes: {', '.join(_changes(cls))}.\n", style="dim"),
        table,
    )


def _changes(cls: type[Intervention]) -> list[str]:
    return [*cls.changes, *(["pacts"] if cls.changes_pacts else [])]


def _pairs(of: Answer) -> list[RenderableType]:
    if not of.pairs:
        return []
    parts: list[RenderableType] = [_head("Chance of a defence pact")]
    for pair in of.pairs:
        state = "allied" if pair.allied else "not allied"
        parts.append(_item(f"{pair.names[0]} and {pair.names[1]} ({state} in {of.scenario.base_year}):"))
        parts += [
            Padding(Text(f"{e.year}: {paired(e, of.scenario.draws)}"), (0, 0, 0, 4))
            for e in shown_years(pair.years)
        ]
    return parts


def _moved(of: Answer) -> list[RenderableType]:
    if not of.moved:
        return []
    draws = of.scenario.draws
    return [
        _head(f"Pairs that differ most in {of.years[-1]}"),
        *(
            _item(
                f"{of.names[m.one]} and {of.names[m.other]}: {chance(m.baseline, draws)} without, "
                f"{chance(m.scenario, draws)} with."
            )
            for m in of.moved[:_MOST]
        ),
    ]


def _head(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _item(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _lines(head: str, lines: tuple[str, ...]) -> list[RenderableType]:
    return (
        [_head(head), *(_item(line if line.endswith(".") else f"{line}.") for line in lines)] if lines else []
    )
