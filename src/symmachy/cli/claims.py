"""``symmachy claims``: general claims about alliances, and what the record says of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symmachy.cli.options import AsJson, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.claims import Claim, Verdict

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="General claims about alliances: what each says, what says otherwise, and what the record says of it.",
)

_EXAMPLES = (
    "Examples:\n\n"
    "symmachy claims test C01\n\n"
    "symmachy claims test C01 C18 --record full --out verdicts.html\n\n"
    "symmachy claims test --all --record full --json\n\n"
    "symmachy claims test --file my.toml"
)
File = Annotated[
    list[Path] | None,
    typer.Option("--file", help="A claim of your own, as TOML; may be given several times."),
]


@app.command("list", epilog="Example:  symmachy claims list trade")
def listing(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Only claims about these: a mechanism, or words for a relation."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the claims of the registry, by id."""
    from symmachy.claims import claims, claims_for

    found = claims_for(words) if words else claims()
    if as_json:
        import json

        typer.echo(json.dumps([c.model_dump(mode="json") for c in found], indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.claims import terminal as claims_terminal

    Console().print(claims_terminal.listing(found) if found else "No claim is about that.")


@app.command("show", epilog="Example:  symmachy claims show C01 --toml > my.toml")
def show(
    name: Annotated[str, typer.Argument(help="The id of a claim, such as C01.")],
    *,
    toml: Annotated[
        bool, typer.Option("--toml", help="Print its file, to begin one of your own from.")
    ] = False,
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--documents",
            help="Documents of yours, or folders of them: passages that stand in them are shown.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one claim: what it says, its rival, who argues it, and how it is tested."""
    from symmachy.claims import claim, source_of

    if toml:
        typer.echo(source_of(name), nl=False)
        return
    found = claim(name)
    if as_json:
        import json

        typer.echo(json.dumps(found.model_dump(mode="json"), indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.claims import terminal as claims_terminal

    texts = []
    if documents:
        from symmachy.statements import read_documents

        texts = [d.text for d in read_documents(documents)]
    Console().print(claims_terminal.claim(found, texts))


@app.command("test", epilog=_EXAMPLES)
def run(
    names: Annotated[list[str] | None, typer.Argument(help="Ids of claims, such as C01.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="All claims of the registry.")] = False,
    file: File = None,
    record: Record = "chronicle",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Also write the answer, as .html or .json by the path's ending."),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many processes.")] = 2,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Run again what was run before on the same record.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what the record says of claims, over many codings, by a rule that was written before.

    What was reached is kept: stopped and called again, it goes on with the claims that are left.
    """
    from symmachy.claims import verdicts
    from symmachy.record import open_record

    asked = _asked(names or [], file or [], every=every)
    if out is not None:
        from symmachy.report.pages import check

        check(out, also=(".json",))
    world = open_record(record)
    with _progress(len(asked)) as told:
        found = verdicts(world, asked, workers=workers, fresh=fresh, told=told)
    if out is not None:
        from symmachy.report.claims.page import write

        write(found, out)
    if as_json:
        import json

        typer.echo(json.dumps({"verdicts": [v.to_dict() for v in found]}, indent=1, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.claims import terminal as claims_terminal

    console = Console()
    if len(found) > 3:
        console.print(claims_terminal.table(found))
        console.print(
            "One claim in full: name it. Claim, rival and picture of each: add --out verdicts.html",
            style="dim",
        )
    for v in found if len(found) <= 3 else ():
        console.print(claims_terminal.verdict(v), "")
    if out is not None:
        console.print(f"Written: {out}")


def _asked(names: list[str], files: list[Path], *, every: bool) -> list[Claim]:
    from symmachy.claims import claim, claims, read_claim
    from symmachy.errors import BadInput

    if every and names:
        raise BadInput(f"--all and {names[0]} were given together: give one of them")
    found = list(claims()) if every else [claim(n) for n in dict.fromkeys(names)]
    found += [read_claim(path) for path in files]
    if not found:
        raise BadInput("no claim was named: give ids such as C01, --all, or --file with a claim of your own")
    ids = [c.id for c in found]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise BadInput(f"two claims have the id {twice[0]!r}: give the one in your file another")
    return found


class _progress:  # noqa: N801  # used as a function
    """A line on the standard error, for as long as the claims are run, where that is a terminal."""

    def __init__(self, number: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("claims", total=number)

    def __enter__(self) -> Callable[[Verdict, int, int], None]:
        self._bar.start()
        return self._told

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _told(self, verdict: Verdict, done: int, of: int) -> None:
        del of
        self._bar.update(self._task, completed=done, description=f"{verdict.claim.id}: {verdict.word.value}")
