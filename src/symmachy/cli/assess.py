"""``symmachy assess``: what the record says about two states."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from symmachy.cli.options import AsJson, Record

__all__ = ["EXAMPLES", "assess"]

EXAMPLES = (
    "Examples:\n\n"
    "symmachy assess CHN RUS\n\n"
    "symmachy assess France Russia --year 1890 --out page.html\n\n"
    'symmachy assess "South Korea" Japan --json\n\n'
    "symmachy assess GRC TUR --year 1950 --by tergm"
)


def assess(
    one: Annotated[str, typer.Argument(help="A state: a name, or a code such as FRA, gw:220, cow:220.")],
    other: Annotated[str, typer.Argument(help="Another state.")],
    *,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", help="Ask as of the end of this year, from nothing later; the last by default."
        ),
    ] = None,
    by: Annotated[
        Literal["hazard", "tergm", "actors"],
        typer.Option(
            "--by",
            help="The estimator of the chances: yearly hazards, or simulations from a network model, which take a "
            "minute or two the first time. Only hazards have a track record beside each chance.",
        ),
    ] = "hazard",
    record: Record = "chronicle",
    out: Annotated[Path | None, typer.Option("--out", help="Also write the answer as one HTML page.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether two states are allied, how often such pairs became so, and the chance ahead."""
    from symmachy.record import open_record
    from symmachy.report.assessment import assess as answer_for
    from symmachy.studies import By

    answer = answer_for(open_record(record), one, other, year=year, by=By(by))
    if out is not None:
        from symmachy.report.assessment.page import write

        write(answer, out)
    if as_json:
        import json

        from symmachy.report.assessment import data as as_dictionary

        typer.echo(json.dumps(as_dictionary.assessment(answer), indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.assessment import terminal

    console = Console()
    console.print(terminal.assessment(answer))
    if out is not None:
        console.print(f"\nWritten: {out}")
