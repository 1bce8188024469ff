"""``symmachy brief``: one page on the documents that somebody is reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symmachy.cli.options import AsJson, Record

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EXAMPLES", "brief"]

EXAMPLES = (
    "Examples:\n\n"
    "symmachy brief examples/*.txt --out brief.html\n\n"
    "symmachy brief article.pdf page.html --year 2022 --out brief.html\n\n"
    "symmachy brief article.txt --whatif-draws 200 --out brief.html\n\n"
    "symmachy brief articles/ --json"
)


def brief(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Text, Markdown, HTML, PDF or .docx files, folders of them, addresses, or - for standard input."
        ),
    ],
    *,
    out: Annotated[Path | None, typer.Option("--out", help="Write the brief as one HTML page.")] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            help="Assess pairs as of the end of this year, from nothing later; by default the year of the documents "
            "that name them.",
        ),
    ] = None,
    record: Record = "chronicle",
    pairs: Annotated[
        int, typer.Option("--pairs", min=0, help="How many pairs are assessed; the others are listed.")
    ] = 6,
    whatif_draws: Annotated[
        int,
        typer.Option(
            "--whatif-draws",
            min=0,
            help="Also run the what-ifs, with so many futures each (a minute or so); with 0 they are only written.",
        ),
    ] = 0,
    scenarios: Annotated[
        Path | None, typer.Option("--scenarios", help="Also save the scenarios as files in this folder.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Read without a parser's model: fewer statements.")
    ] = False,
    model: Annotated[
        str | None, typer.Option("--model", help="Another spaCy model: an installed package or a folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say who claims what in documents, and what the record says of such claims and of the states named."""
    if out is not None:
        from symmachy.report.brief.page import check

        check(out)
    from symmachy.record import open_record
    from symmachy.report.brief.reading import extracted
    from symmachy.statements import read_documents

    tell = _progress()
    documents = read_documents(sources, progress=lambda name: tell(f"reading {name}"))
    for refusal in documents.refused:
        typer.echo(f"symmachy: {refusal.name}: {refusal.sentence}", err=True)
    if not documents.read:
        from symmachy.errors import BadInput

        raise BadInput("none of the documents could be read: each is named above with what to do")
    statements, notes = extracted(documents, plain=plain, model=model, told=tell)
    for note in notes:
        typer.echo(f"symmachy: {note}", err=True)
    from symmachy.report.brief import brief as gathered

    made = gathered(
        statements, open_record(record), year=year, pairs=pairs, draws=whatif_draws, notes=notes, told=tell
    )
    written = []
    if out is not None:
        from symmachy.report.brief.page import write

        write(made, out)
        written.append(out)
    if scenarios is not None:
        from symmachy.report.brief.conditions import save

        written += save(made.conditionals, scenarios)
    if as_json:
        import json

        from symmachy.report.brief.data import as_data

        typer.echo(json.dumps(as_data(made), indent=1, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.brief import terminal

    console = Console()
    console.print(terminal.summary(made))
    for path in written:
        console.print(f"\nWritten: {path}")


def _progress() -> Callable[[str], None]:
    import sys

    if not sys.stderr.isatty():
        return lambda _: None
    from rich.console import Console

    console = Console(stderr=True)
    return lambda doing: console.print(doing, style="dim", highlight=False)
