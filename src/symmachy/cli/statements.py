"""``symmachy statements``: who says what in documents; reviewing the records; how good the extraction is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from symmachy.cli.options import AsJson

if TYPE_CHECKING:
    from symmachy.statements import Documents, Statement, Statements

__all__ = ["app"]


class _ReadByDefault(TyperGroup):
    """Documents may follow the command at once: `symmachy statements a.txt` reads them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # typer brings its own click
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["read", *args]
        return super().parse_args(ctx, args)


EXAMPLES = (
    "Examples:\n\n"
    "symmachy statements article.txt\n\n"
    "symmachy statements articles/ --out statements.jsonl\n\n"
    "symmachy statements page.html report.pdf --plain --out statements.csv\n\n"
    "symmachy statements review statements.jsonl --as 'A. Reader'"
)

app = typer.Typer(
    name="statements",
    cls=_ReadByDefault,
    no_args_is_help=True,
    help="Read documents and say who claims what in them, each statement with its passage.",
    epilog=EXAMPLES,
)


@app.command(name="read", epilog=EXAMPLES)
def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Text, Markdown, HTML, PDF or .docx files, folders of them, addresses, or - for standard input."
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Where to write: a file that ends in .jsonl, .csv, .jsonld or .claims.jsonld."
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Read without a parser's model: fewer statements.")
    ] = False,
    model: Annotated[
        str | None, typer.Option("--model", help="Another spaCy model: an installed package or a folder.")
    ] = None,
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint",
            help="Ask a model of your own too, at this OpenAI-compatible address. The texts are sent there.",
        ),
    ] = None,
    endpoint_model: Annotated[
        str, typer.Option("--endpoint-model", help="The model's name at that address.")
    ] = "default",
    as_json: AsJson = False,
) -> None:
    """Read documents and print or write their statements (the command may be left out)."""
    from symmachy.statements import Endpoint, Plain, Rules, extract, read_documents

    _check_out(out)
    documents = read_documents(sources, progress=_progress("reading"))
    for refusal in documents.refused:
        _say(f"{refusal.name}: {refusal.sentence}")
    for document in documents:
        for note in document.notes:
            _say(f"{document.name}: {note}")
    also = []
    if endpoint is not None:
        _say(f"the text of {len(documents)} documents is sent to {endpoint}, and nothing else")
        also.append(Endpoint(base_url=endpoint, model=endpoint_model))
    by = Plain() if plain else (Rules(model=model) if model else Rules())
    told = _progress("extracting from")
    statements = extract(documents, by=by, also=also, progress=lambda d: told(d.name) if told else None)
    for covered in statements.coverage:
        if covered.note or covered.rejected:
            name = documents[covered.doc_id].name
            _say(
                f"{name}: {covered.note or f'{covered.rejected} records did not pass the gate and were left out'}"
            )
    if out is not None:
        _write(out, statements)
        _say(f"{len(statements)} statements of {len(documents)} documents in {out}")
    elif as_json:
        from symmachy.statements.jsonl import file_of

        typer.echo(file_of(statements), nl=False)
    else:
        _print(statements)
    if documents.refused and not documents.read:
        raise typer.Exit(1)


def _check_out(out: Path | None) -> None:
    from symmachy.errors import BadInput

    if out is not None and out.suffix not in (".jsonl", ".csv", ".jsonld"):
        raise BadInput(
            f"{out.name!r} ends in no known form: name a file .jsonl, .csv, .jsonld or .claims.jsonld"
        )


def _write(out: Path, statements: Statements) -> None:
    from symmachy.statements import schema_claims, web_annotations, write_csv, write_jsonl
    from symmachy.statements.exports import write_json

    if out.suffix == ".jsonl":
        write_jsonl(out, statements, documents=statements.documents)
    elif out.suffix == ".csv":
        write_csv(out, statements)
    elif out.name.endswith(".claims.jsonld"):
        write_json(out, schema_claims(statements, statements.documents))
    else:
        write_json(out, web_annotations(statements))


def _say(sentence: str) -> None:
    typer.echo(f"symmachy: {sentence}", err=True)


def _progress(doing: str) -> Any:  # noqa: ANN401  # a function or nothing
    import sys

    if not sys.stderr.isatty():
        return None
    from rich.console import Console

    console = Console(stderr=True)
    return lambda name: console.print(f"{doing} {name}", style="dim", highlight=False)


def _print(statements: Statements) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    documents: Documents = statements.documents
    for document, covered in zip(documents, statements.coverage, strict=True):
        about = ", ".join(
            (
                document.title or document.name,
                f"{document.date} ({document.date_basis})" if document.date else "date unknown",
                f"{document.outlet} ({document.outlet_basis})" if document.outlet else "outlet unknown",
            )
        )
        console.print(Text(about, style="bold"))
        for statement in statements.of(document):
            console.print(Text(f"  {line_of(statement)}"))
        console.print(
            Text(
                f"  {covered.sentences} sentences, {covered.with_statement} with a statement; "
                f"polarity left open in {covered.unclear}",
                style="dim",
            )
        )
        console.print()


def line_of(statement: Statement) -> str:
    """Return who said what, where, on one line."""
    flags = f" [{', '.join(statement.flags)}]" if statement.flags else ""
    chain = f" (as told by {' > '.join(statement.source_chain)})" if statement.source_chain else ""
    relations = ", ".join(dict.fromkeys(r.label.value for r in statement.relations)) or "no relation"
    exact = " ".join(statement.target.exact.split())
    return (
        f"{statement.speaker.canonical}{chain}: “{exact}” ({statement.attribution}; {relations}; "
        f"{statement.polarity}, {statement.modality}; {statement.target.start}-{statement.target.end}){flags}"
    )


@app.command(name="review", epilog="Example:\n\nsymmachy statements review statements.jsonl --as 'A. Reader'")
def review(
    file: Annotated[Path, typer.Argument(help="The statements, as JSON lines.")],
    *,
    reviewer: Annotated[str, typer.Option("--as", help="Who judges; it is kept in the record.")],
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--document", help="A document to check the passages against; may be given several times."
        ),
    ] = None,
) -> None:
    """Confirm, correct or reject statements in the terminal; every judgement is a new record in the file."""
    from datetime import UTC, datetime

    from symmachy.statements import current, read_documents, read_jsonl, write_jsonl
    from symmachy.statements.labels import ReviewState

    documents = read_documents(sources) if sources else None
    statements = list(read_jsonl(file, documents=documents))
    waiting = [s for s in current(statements) if s.review.state is ReviewState.UNREVIEWED]
    today = datetime.now(UTC).date().isoformat()  # the date of the judgement, asked for by the act of judging
    for number, statement in enumerate(waiting, start=1):
        typer.echo(f"\n{number} of {len(waiting)}: {line_of(statement)}")
        typer.echo(f"... {statement.target.prefix}[{statement.target.exact}]{statement.target.suffix} ...")
        answer = (
            typer.prompt("c confirm, e correct, r reject, s skip, q stop", default="s").strip().casefold()
        )
        if answer == "q":
            break
        new = _judgement(statement, answer, reviewer, today)
        if new is not None:
            statements.append(new)
            write_jsonl(file, statements, documents=documents)


def _judgement(statement: Statement, answer: str, by: str, when: str) -> Statement | None:
    from symmachy.errors import BadInput
    from symmachy.statements import judged
    from symmachy.statements.labels import ReviewState

    if answer == "c":
        return judged(statement, ReviewState.CONFIRMED, by=by, when=when)
    if answer == "r":
        return judged(statement, ReviewState.REJECTED, by=by, when=when)
    while answer == "e":
        said = typer.prompt(
            "field=value (speaker, polarity, modality or act), nothing to go back", default=""
        )
        if not said:
            return None
        name, _, value = said.partition("=")
        try:
            changes = {name.strip(): value.strip()}
            return judged(statement, ReviewState.CORRECTED, by=by, when=when, changes=changes)
        except BadInput as refused:
            typer.echo(str(refused))
    return None


@app.command(name="quality", epilog="Example:\n\nsymmachy statements quality --part 'held out'")
def quality(
    *,
    part: Annotated[
        str | None,
        typer.Option(
            "--part", help="development (rules were tuned on it), 'held out' or fresh; all if not given."
        ),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Measure the extraction without a model.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Print every miss as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure the extraction on the labelled texts and print the table with intervals and confusions."""
    from symmachy.errors import BadInput
    from symmachy.statements import Plain, Rules, labelled, measure
    from symmachy.statements.quality import PARTS, as_text, shown

    parts = [part] if part else list(PARTS)
    if unknown := [p for p in parts if p not in PARTS]:
        raise BadInput(f"no part is called {unknown[0]!r}: name development, 'held out' or fresh")
    by = Plain() if plain else Rules()
    measured = [measure([t for t in labelled() if t.part == p], by=by) for p in parts]
    if as_json:
        import json

        typer.echo(json.dumps([shown(m) for m in measured], indent=1))
        return
    typer.echo(as_text(measured))
    if details:
        for one in measured:
            typer.echo("\n".join(one.misses))
