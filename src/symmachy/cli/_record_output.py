"""What the commands of ``symmachy record`` print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.record.importing import Outcome

__all__ = [
    "outcome_data",
    "print_chronicle",
    "print_json",
    "print_outcome",
    "print_refusal",
    "print_rows",
    "print_source",
    "print_table",
    "span",
]

_WIDEST = 100
"""Characters up to which rows are printed side by side."""


def print_json(content: object) -> None:
    """Print data as JSON."""
    import json

    typer.echo(json.dumps(content, indent=1, ensure_ascii=False))


def span(years: Sequence[int] | None) -> str:
    """Write years as first-last, or nothing."""
    return f"{years[0]}-{years[1]}" if years else ""


def print_table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows under a bold head, folded to the width of the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console().print(table)


def print_rows(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows as a table where they fit, and else each row as a block of lines."""
    widths = [
        max(len(str(cell)) for cell in (name, *cells)) for name, *cells in zip(head, *rows, strict=True)
    ]
    if sum(widths) + 2 * len(widths) <= _WIDEST:
        print_table(head, rows)
        return
    for row in rows:
        filled = [(name, cell) for name, cell in zip(head, row, strict=True) if cell != ""]
        typer.echo("\n".join(f"{name}: {cell}" for name, cell in filled) + "\n")


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a file as data for JSON."""
    return {
        "file": str(outcome.path),
        "tables": [{"table": e.table, "rows": e.rows, "years": e.years} for e in outcome.entries],
        "refused": list(outcome.refused),
        "passed_over": list(outcome.passed_over),
    }


def print_outcome(outcome: Outcome) -> None:
    """Print what became of a file: tables kept, and why others were not."""
    from symmachy.record.sources import find_table, is_partial

    for entry in outcome.entries:
        few = f" of {find_table(entry.table)[1].size:,}" if is_partial(entry.table, entry.rows) else ""
        years = span(entry.years) or "no years"
        typer.echo(f"{outcome.path.name}: {entry.table}, {entry.rows:,}{few} rows, {years}")
    for sentence in outcome.passed_over:
        typer.echo(f"passed over: {sentence}")
    for sentence in outcome.refused:
        print_refusal(sentence)


def print_refusal(sentence: str) -> None:
    """Print why something was refused, on standard error."""
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, soft_wrap=True).print(Text("refused: ", style="bold red") + Text(sentence))


def print_chronicle(found: dict[str, Any]) -> None:
    """Print what the chronicle holds."""
    typer.echo(f"{found['title']}, edition {found['edition']}, to {found['last_day']}\n")
    print_table(
        ("table", "rows", "one row is"), [(t["name"], f"{t['rows']:,}", t["row"]) for t in found["tables"]]
    )
    typer.echo("\n" + "\n".join(found["limits"]))


def print_source(found: dict[str, Any]) -> None:
    """Print what is declared of a source."""
    typer.echo(f"{found['title']}, {found['version']}")
    for label, lines in (
        ("cite", found["citations"]),
        ("terms", [found["terms"]]),
        ("from", [found["address"]] if found["address"] else []),
        ("limits", found["limits"]),
    ):
        for line in lines:
            typer.echo(f"  {label}: {line}")
    for table in found["tables"]:
        held = table["imported"]
        state = f"{held['rows']:,} rows, {span(held['years'])}" if held else "not imported"
        typer.echo(f"\n{table['name']} ({state}); one row is {table['row']}")
        print_table(
            ("column", "meaning", "unit"), [(c["name"], c["meaning"], c["unit"]) for c in table["columns"]]
        )
    if found["variables"]:
        typer.echo("\nvariables")
        print_table(
            ("name", "meaning", "unit", "of", "years"),
            [(v["name"], v["meaning"], v["unit"], v["of"], span(v["coverage"])) for v in found["variables"]],
        )
