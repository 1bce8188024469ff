"""``symmachy backtest``: what came of the forecasts of the past."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symmachy.cli.options import AsJson, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from symmachy.forecasting.backtest.card import SkillCard

__all__ = ["EXAMPLES", "backtest"]

EXAMPLES = (
    "Examples:\n\n"
    "symmachy backtest --jobs 2 --out card.html\n\n"
    "symmachy backtest --from 1980 --rungs base_rate,hazard_few --targets formation --json\n\n"
    "symmachy backtest --every 5 --rungs tergm,hazard_few --targets formation,ending\n\n"
    "symmachy backtest --record full --resume --json > card.json"
)


def backtest(
    *,
    first: Annotated[int, typer.Option("--from", help="The first origin that is scored.")] = 1950,
    last: Annotated[
        int | None,
        typer.Option("--to", help="The last origin; by default the last whose windows have passed."),
    ] = None,
    record: Record = "chronicle",
    rungs: Annotated[
        str,
        typer.Option(
            "--rungs",
            help="Names of rungs, joined by commas; by default all that can run, but for tergm and actors, "
            "which take minutes at each origin.",
        ),
    ] = "",
    targets: Annotated[
        str, typer.Option("--targets", help="Names of targets, joined by commas; all by default.")
    ] = "",
    every: Annotated[
        int, typer.Option("--every", min=1, help="Only years that this divides are origins.")
    ] = 1,
    hindsight: Annotated[
        bool, typer.Option("--hindsight", help="Also read variables that were coded with hindsight.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many processes; the card is the same.")] = 1,
    cluster: Annotated[
        str,
        typer.Option("--cluster", help="Address of a Dask scheduler that does the work: tcp://host:8786."),
    ] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Take up a backtest that was stopped; the card is the same.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Also write the card: a page (.html) or its data (.json).")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the bootstrap and the draws.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Forecast from the end of every past year on nothing later, and score what was said.

    Origins run from 1950 by default. With everything else at its default, the card is kept, and
    ``symmachy assess`` rests on it.
    """
    from symmachy.errors import BadInput
    from symmachy.forecasting.backtest import Plan
    from symmachy.forecasting.backtest import backtest as run
    from symmachy.record import open_record

    if out is not None and out.suffix.casefold() not in {".html", ".htm", ".json"}:
        raise BadInput(f"{out.name!r} ends in {out.suffix!r}; a card is written to a path in .html or .json")
    world = open_record(record)
    plan = Plan(
        first=first,
        last=last,
        rungs=_names(rungs),
        targets=_names(targets),
        every=every,
        hindsight=hindsight,
        seed=seed,
    )
    keep = _folder(plan.digest(world), needed=resume)
    if not resume:
        _empty(keep)
    with _workers(cluster), _progress() as progress:
        card = run(world, plan, jobs=jobs, keep=keep, progress=progress)
    if plan == Plan():
        _remember(card, world.record)
    _empty(keep)
    if out is not None:
        if out.suffix.casefold() == ".json":
            card.write(out)
        else:
            from symmachy.report.skill.page import write

            write(card, out)
    if as_json:
        typer.echo(card.text(), nl=False)
        return
    from rich.console import Console

    from symmachy.report.skill.terminal import skill_card

    console = Console()
    console.print(skill_card(card))
    if out is not None:
        console.print(f"\nWritten: {out}")


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _folder(digest: str, *, needed: bool) -> Path | None:
    """Return where the blocks of this plan are kept until it is done; None where nothing can be kept."""
    from symmachy.errors import StoreError
    from symmachy.home import cache_folder

    base = cache_folder()
    if base is None:
        if needed:
            raise StoreError("no home folder was found: set SYMMACHY_HOME to a folder that can be written")
        return None
    folder = base / "backtest" / digest
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        if needed:
            raise
        return None
    return folder


def _remember(card: SkillCard, record: str) -> None:
    """Keep the card for the answers of other commands; hours of work are not lost where that fails."""
    from symmachy.forecasting.skill import card_path

    place = card_path(record)
    try:
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            card.write(place)
            return
        why = "no home folder was found"
    except OSError as fault:
        why = f"{place} cannot be written, {fault.strerror}"
    typer.echo(f"symmachy: the card is not kept for `symmachy assess`: {why}", err=True)


def _empty(folder: Path | None) -> None:
    if folder is None:
        return
    for file in folder.glob("*.npz"):
        file.unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _workers(cluster: str) -> AbstractContextManager[object]:
    """Let a Dask cluster do the work, where one is named."""
    if not cluster:
        return nullcontext()
    from symmachy.scenarios.cluster import on_cluster

    return on_cluster(cluster)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show stages and their parts on the terminal's error stream; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        stages: dict[str, object] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done, total=total)  # type: ignore[arg-type]  # a task's number

        yield tell
