"""``symmachy record``: what the record holds, and how more of it gets there."""

from __future__ import annotations

from pathlib import Path  # typer reads annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from symmachy.cli._compare_output import print_agreement
from symmachy.cli._record_output import (
    outcome_data,
    print_chronicle,
    print_json,
    print_outcome,
    print_refusal,
    print_rows,
    print_source,
    print_table,
    span,
)
from symmachy.cli.options import AsJson  # as above
from symmachy.record.choices import CitationStyle, FileFormat

if TYPE_CHECKING:
    from symmachy.record.source import Source
    from symmachy.world import Treaty

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="What the record holds, where it came from, and how more of it is imported.",
    epilog="Begin with:  symmachy record list",
)


@app.command("list", epilog="Example:  symmachy record list --json")
def list_sources(*, as_json: AsJson = False) -> None:
    """List the sources and say which are imported."""
    from symmachy.record.describe import listing
    from symmachy.record.store import Store

    store = Store.default()
    rows = listing(store)
    if as_json:
        print_json(rows)
        return
    shown = [
        (
            r["id"],
            r["title"],
            r["version"],
            span(r["years"]),
            f"{r['imported']} of {r['tables']}",
            "yes" if r["fetchable"] else "",
        )
        for r in rows
    ]
    print_table(("id", "what", "version", "years", "imported", "fetch"), shown)
    typer.echo(f"\nThe chronicle comes with symmachy; imported tables are in {store.root}")


@app.command(
    epilog="Examples:  symmachy record show nmc  |  symmachy record show chronicle/treaties NATO  |  "
    "symmachy record show nmc/nmc 255 --rows 20"
)
def show(
    what: Annotated[
        str, typer.Argument(help="A source, a table, SOURCE/TABLE, chronicle or chronicle/TABLE.")
    ],
    key: Annotated[str, typer.Argument(help="Only rows with this key, or with this word in them.")] = "",
    *,
    rows: Annotated[int, typer.Option(min=1, help="How many rows of a table to print.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Show what a source or a table is, or rows of a table."""
    from symmachy.record.describe import describe_chronicle, describe_source, frame_of
    from symmachy.record.sources import SOURCES
    from symmachy.record.store import Store

    if what == "chronicle/treaties" and key:
        treaty = _one_treaty(key)
        if treaty is not None:
            _print_treaty(treaty, as_json=as_json)
            return
    store = Store.default()
    if what == "chronicle":
        found = describe_chronicle()
        print_json(found) if as_json else print_chronicle(found)
    elif what in SOURCES and not key:
        found = describe_source(SOURCES[what], store)
        print_json(found) if as_json else print_source(found)
    else:
        frame = frame_of(what, store, key)
        if as_json:
            typer.echo(frame.head(rows).write_json())
            return
        shown = [tuple("" if v is None else v for v in row) for row in frame.head(rows).iter_rows()]
        print_rows(frame.columns, shown)
        if frame.height > rows:
            typer.echo(f"{rows} of {frame.height:,} rows; ask for more with --rows")


@app.command("import", epilog="Example:  symmachy record import ~/data/atop ~/Downloads/NMC.zip")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, or folders that hold them.", show_default=False)
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Import files of the record: each is recognised by its columns, checked, and kept or refused."""
    from symmachy.record.importing import import_files, table_files
    from symmachy.record.store import Store

    store = Store.default()
    files = list(table_files(paths))
    outcomes = []
    for outcome in import_files(files, store):
        outcomes.append(outcome)
        if not as_json:
            print_outcome(outcome)
    store.sweep()
    if as_json:
        print_json([outcome_data(o) for o in outcomes])
    refused = sum(bool(o.refused) for o in outcomes)
    kept = sum(len(o.entries) for o in outcomes)
    if not as_json:
        typer.echo(f"{kept} tables imported into {store.root}; {refused} of {len(files)} files refused")
    if refused:
        raise typer.Exit(1)


@app.command(epilog="Example:  symmachy record fetch dcad --accept-terms dcad")
def fetch(
    source: Annotated[str, typer.Argument(help="The source to fetch (see symmachy record list).")],
    *,
    accept_terms: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Accept the terms of this source without being asked."),
    ] = None,
    address: Annotated[str, typer.Option(help="Fetch from this address, such as a mirror.")] = "",
) -> None:
    """Fetch a source from its official address and import it."""
    from symmachy.record.fetch import fetch as fetch_source
    from symmachy.record.sources import find_source
    from symmachy.record.store import Store

    declared = find_source(source)

    def accept(asked: Source) -> bool:
        return asked.id in (accept_terms or ()) or _asked(asked)

    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    bar = Progress(TextColumn(source), BarColumn(), DownloadColumn(), transient=True)
    task = bar.add_task(source, total=None)

    def progress(done: int, total: int | None) -> None:
        bar.start()
        bar.update(task, completed=done, total=total)

    try:
        outcome = fetch_source(declared, Store.default(), address=address, accept=accept, progress=progress)
    finally:
        bar.stop()
    print_outcome(outcome)
    if outcome.refused:
        raise typer.Exit(1)


@app.command(epilog="Example:  symmachy record verify")
def verify(*, as_json: AsJson = False) -> None:
    """Check that the store holds what was imported, and that its tables agree with each other."""
    from symmachy.record.store import Store
    from symmachy.record.verify import verify as verify_store

    checked = list(verify_store(Store.default()))
    faulty = [c for c in checked if c.faults]
    if as_json:
        print_json([{"table": c.table, "rows": c.rows, "faults": list(c.faults)} for c in checked])
    else:
        for one in faulty:
            for fault in one.faults:
                print_refusal(fault)
        typer.echo(f"{len(checked)} tables checked, {len(faulty)} with faults")
    if faulty:
        raise typer.Exit(1)


@app.command(epilog="Examples:  symmachy record cite  |  symmachy record cite atop nmc --style bibtex")
def cite(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources; all that are imported where none is named.")
    ] = None,
    *,
    style: Annotated[CitationStyle, typer.Option(help="How to write them.")] = CitationStyle.TEXT,
) -> None:
    """Print what using the record owes: citations, versions and terms."""
    from symmachy.record.cite import cite as cite_sources
    from symmachy.record.sources import find_source
    from symmachy.record.store import Store

    names = sources or sorted({e.source for e in Store.default().manifest.tables.values()})
    if not names:
        typer.echo("nothing is imported; name sources, such as: symmachy record cite atop")
        return
    typer.echo(cite_sources([find_source(name) for name in names], style))


@app.command(epilog="Example:  symmachy record export ./tables atop_dyad_year nmc --format csv")
def export(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")],
    tables: Annotated[
        list[str] | None, typer.Argument(help="Tables; all that are imported where none is named.")
    ] = None,
    *,
    file_format: Annotated[FileFormat, typer.Option("--format", help="What kind of files.")] = FileFormat.CSV,
) -> None:
    """Write imported tables as files elsewhere; mind the terms before passing them on."""
    from symmachy.record.export import export as export_tables
    from symmachy.record.store import Store

    for path in export_tables(Store.default(), folder, tables or (), file_format=file_format):
        typer.echo(str(path))


@app.command(
    epilog="Examples:  symmachy record compare chronicle atop --obligation defense --from 1946 --to 2018  |  "
    "symmachy record compare chronicle gw-states --json"
)
def compare(
    one: Annotated[str, typer.Argument(help="The record to compare: chronicle.")],
    other: Annotated[
        str,
        typer.Argument(
            help="What to compare it with: atop, cow-wars, cow-war, gml, gw-states, cow-states, majors, "
            "polyarchy, polity, contiguity or nmc."
        ),
    ],
    *,
    obligation: Annotated[
        str, typer.Option("--obligation", help="Which obligation, with atop: defense, consultation, ...")
    ] = "defense",
    first: Annotated[int | None, typer.Option("--from", help="First year.")] = None,
    last: Annotated[int | None, typer.Option("--to", help="Last year, included.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare the chronicle with another coding of the same things in the full record."""
    from symmachy.errors import UnknownName
    from symmachy.record import open_record
    from symmachy.record.compare import compare as compared
    from symmachy.world import Coverage, Obligation

    if one != "chronicle":
        raise UnknownName.among("record to compare", one, ["chronicle"])
    ours, theirs = open_record("chronicle"), open_record("full")
    years = Coverage(first or theirs.coverage.first, last or theirs.coverage.last)
    found = compared(ours, theirs, other, obligation=Obligation.read(obligation), years=years)
    print_agreement(found, as_json=as_json)


def _asked(source: Source) -> bool:
    import sys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    typer.echo(f"{source.title}, {source.version}\n{source.terms}")
    return typer.confirm("Do you accept these terms?")


def _one_treaty(words: str) -> Treaty | None:
    from symmachy.record import open_record
    from symmachy.report.treaty import find

    found = find(open_record("chronicle"), words)
    return found[0] if len(found) == 1 else None


def _print_treaty(treaty: Treaty, *, as_json: bool) -> None:
    from rich.console import Console

    from symmachy.record import open_record
    from symmachy.report import treaty as report

    world = open_record("chronicle")
    if as_json:
        print_json(report.as_json(world, treaty))
    else:
        Console().print(report.printed(world, treaty))
