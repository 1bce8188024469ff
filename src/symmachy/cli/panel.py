"""``symmachy panel``: tables of states or pairs of states by year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from symmachy.cli.options import AsJson, Record

if TYPE_CHECKING:
    from symmachy.world import Panel

__all__ = ["app", "finish"]

app = typer.Typer(
    no_args_is_help=True,
    help="Build a table of states, pairs, triads, treaties, coalitions or votes, and write it as CSV or Parquet.",
)

From = Annotated[int | None, typer.Option("--from", help="First year; the record's first by default.")]
To = Annotated[int | None, typer.Option("--to", help="Last year, included; the record's last by default.")]
Add = Annotated[
    list[str] | None,
    typer.Option("--add", help="A variable, or source.* for all of a source; may be given several times."),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where to write: a path that ends in .csv or .parquet.")
]

_EXAMPLES = (
    "Examples:\n\n"
    "symmachy panel dyad-year --from 1900 --to 1914 --add defense --add capabilities --out pairs.csv\n\n"
    "symmachy panel dyad-year --record full --add atop.defense --risk relevant --out pairs.parquet"
)


@app.command("dyad-year", epilog=_EXAMPLES)
def dyad_year(
    *,
    record: Record = "chronicle",
    first: From = None,
    last: To = None,
    add: Add = None,
    directed: Annotated[bool, typer.Option("--directed", help="Each pair in both orders.")] = False,
    reading: Annotated[
        Literal["either", "both", "directed"],
        typer.Option("--reading", help="How a one-sided pledge counts in an unordered pair."),
    ] = "either",
    risk: Annotated[
        Literal["all", "relevant", "same-region"], typer.Option("--risk", help="Which pairs.")
    ] = "all",
    spells: Annotated[
        list[str] | None,
        typer.Option("--spells", help="A yes/no column whose beginnings, ends and ages are wanted."),
    ] = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Pairs of members of the system by year."""
    from symmachy.record import open_record
    from symmachy.world import Reading, RiskSet, dyad_years

    world = open_record(record)
    panel = dyad_years(world, years=_years(world.years, first, last), directed=directed, risk=RiskSet(risk))
    panel = panel.add(*(add or []), reading=Reading(reading))
    for name in spells or []:
        panel = panel.spells(name)
    finish(panel, out, as_json)


@app.command("state-year", epilog="Example:  symmachy panel state-year --add democracy --out states.csv")
def state_year(
    *,
    record: Record = "chronicle",
    first: From = None,
    last: To = None,
    add: Add = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Members of the system by year."""
    from symmachy.record import open_record
    from symmachy.world import state_years

    world = open_record(record)
    finish(state_years(world, years=_years(world.years, first, last)).add(*(add or [])), out, as_json)


def _years(covered: range, first: int | None, last: int | None) -> range:
    start = covered[0] if first is None else first
    stop = covered[-1] if last is None else last
    if stop < start:
        from symmachy.errors import BadInput

        raise BadInput(f"--to {stop} comes before --from {start}: give the earlier year first")
    return range(start, stop + 1)


def finish(panel: Panel, out: Path | None, as_json: bool) -> None:
    """Write a panel where that was asked, and print what it holds."""
    import json

    from symmachy.files import write_whole

    book = panel.codebook()
    if out is not None:
        panel.write(out)
        book["written"] = out.name
        notes = out.with_suffix(".codebook.json")
        text = json.dumps(book, indent=2) + "\n"
        write_whole(notes, lambda partial: partial.write_text(text, encoding="utf-8"))
    if as_json:
        typer.echo(json.dumps(book, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    console = Console()
    first, last = panel.years
    console.print(
        f"[b]{len(panel):,}[/b] rows, one {panel.unit_of_analysis.value} each, {first} to {last}, "
        f"record: {panel.world.record}"
    )
    table = Table("column", "what it says", "source covers", "missing", box=None, header_style="bold")
    for name, column in panel.columns.items():
        table.add_row(name, column.meaning, str(column.coverage), f"{panel.frame[name].null_count():,}")
    if panel.columns:
        console.print(table)
    if out is None:
        console.print(panel.frame.head(8))
        console.print("Nothing was written: add --out pairs.csv or --out pairs.parquet.", style="dim")
    else:
        console.print(f"Written: {out} and {out.with_suffix('.codebook.json').name}")
