"""``symmachy fit``: the model of a study file, by any of the estimators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from symmachy.cli.options import AsJson

if TYPE_CHECKING:
    from symmachy.studies import Outcome

__all__ = ["EXAMPLES", "fit"]

EXAMPLES = (
    "Examples:\n\n"
    "symmachy fit examples/studies/chronicle.toml\n\n"
    "symmachy fit examples/studies/chronicle.toml --by tergm --json\n\n"
    "symmachy fit examples/studies/s50_directed.toml --data ~/s50 --by actors --out table.docx"
)


def fit(
    study: Annotated[Path, typer.Argument(help="A study file (TOML): networks, model, options.")],
    *,
    by: Annotated[
        Literal["hazard", "tergm", "actors"] | None,
        typer.Option("--by", help="The estimator, in place of the one that the study names."),
    ] = None,
    record: Annotated[
        Literal["chronicle", "full"] | None,
        typer.Option("--record", help="The record, in place of the one that the study names."),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="The folder of the study's own files; the study's own by default."),
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Seed, in place of the study's.")] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Workers; results do not depend on their number.")
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option(
            "--resume",
            help="Keep what is drawn in this file, and go on from it where it exists (tergm, actors).",
        ),
    ] = None,
    gof: Annotated[
        bool,
        typer.Option(
            "--gof", help="Also compare networks drawn from the fit with the observed ones (not hazards)."
        ),
    ] = False,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            help="Also write: a page (.html), or the regression table (.docx, .tex, .md), or all (.json); may be given "
            "several times.",
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save", help="Also keep the fit itself (JSON), for [b]symmachy whatif[/b] and Python."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fit the model of a study file to its networks, by hazards, a TERGM or an actor-oriented model."""
    import sys

    from symmachy.report.study import files as study_files
    from symmachy.studies import By, fit_study, read_study

    for path in out or ():
        study_files.check(path)
    outcome = fit_study(
        read_study(study),
        data or study.parent,
        by=None if by is None else By(by),
        record=record,
        seed=seed,
        jobs=jobs,
        progress=sys.stderr.isatty(),
        resume=resume,
        gof=gof,
    )
    for path in out or ():
        study_files.write(outcome, path)
    if save is not None:
        outcome.fit.to_json(save)
    _print(outcome, as_json=as_json, written=[*(out or []), *([save] if save else [])])
    if not outcome.fit.converged:
        raise typer.Exit(code=1)  # for scripts, which read no red


def _print(outcome: Outcome, *, as_json: bool, written: list[Path]) -> None:
    if not outcome.fit.converged:
        typer.secho(
            "symmachy: NOT CONVERGED: these are no estimates to report", fg="red", bold=True, err=True
        )
    if as_json:
        import json

        from symmachy.report.study import data as study_json

        typer.echo(json.dumps(study_json.study(outcome), indent=1, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.study import terminal as study_terminal

    console = Console()
    console.print(study_terminal.study(outcome))
    for path in written:
        console.print(f"Written: {path}")
