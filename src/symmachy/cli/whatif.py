"""``symmachy whatif``: what the model does when the world is changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from symmachy.cli.options import AsJson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from symmachy.scenarios import Answer, Scenario
    from symmachy.typing import Json

__all__ = ["EXAMPLES", "StatesInARow", "whatif"]

EXAMPLES = (
    "Examples:\n\n"
    "symmachy whatif examples/scenarios/joint_pressure.toml\n\n"
    "symmachy whatif examples/scenarios/joint_pressure.toml --states IND BRA --by USA --draws 2000 --out page.html\n\n"
    "symmachy whatif --list\n\n"
    "symmachy whatif --explain withdrawal"
)

_IN_A_ROW = ("--states", "--by", "--against")


class StatesInARow(typer.core.TyperCommand):
    """A command whose options for states take several in a row: ``--states CHN RUS``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # typer's own copy of click is private
        """Write each further state with the option's name before it, up to the next option."""
        written, option = [], ""
        for arg in args:
            if arg.startswith("-"):
                option = arg if arg in _IN_A_ROW else ""
                written += [] if option else [arg]
            else:
                written += [option, arg] if option else [arg]
        return list(super().parse_args(ctx, written))


def whatif(  # an option each
    scenario: Annotated[Path | None, typer.Argument(help="A scenario file (TOML).")] = None,
    *,
    states: Annotated[
        list[str] | None,
        typer.Option("--states", help="States for the file's slot [b]states[/b]; several in a row."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", help="States for the file's slot [b]by[/b]; several in a row."),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option("--against", help="States for the file's slot [b]against[/b]; several in a row."),
    ] = None,
    slot: Annotated[
        list[str] | None,
        typer.Option(
            "--slot", help="Another slot of the file: NAME=STATE,STATE; may be given several times."
        ),
    ] = None,
    base_year: Annotated[
        int | None, typer.Option("--base-year", help="The last year to be read, in place of the file's.")
    ] = None,
    horizon: Annotated[int | None, typer.Option("--horizon", help="Years to simulate.")] = None,
    record: Annotated[
        str | None,
        typer.Option("--record", help="Which record to ask, in place of the file's: chronicle or full."),
    ] = None,
    draws: Annotated[int | None, typer.Option("--draws", help="How many futures to draw.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Of the random numbers.")] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", help="Worker processes; the answer is the same for any number.")
    ] = 1,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", help="Run on a Dask cluster: its scheduler, such as tcp://host:8786."),
    ] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option("--checkpoint", help="Keep work done in this file, and go on from it where it exists."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Also write the answer as one HTML page.")] = None,
    tables: Annotated[
        Path | None, typer.Option("--tables", help="Also write the differences as a tidy table (CSV).")
    ] = None,
    as_json: AsJson = False,
    list_all: Annotated[bool, typer.Option("--list", help="List the interventions and stop.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", help="Explain one intervention and stop.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of scenario files and stop.")
    ] = False,
) -> None:
    """Run a model forward with and without dated changes to the world, and say what differs."""
    from symmachy.errors import BadInput

    if list_all or explain or schema:
        _about(as_json=as_json, explain=explain, schema=schema)
        return
    if scenario is None:
        raise BadInput("no scenario file was named: give one, or --list for what can be changed")
    if out is not None:
        from symmachy.report.pages import check

        check(out)
    given = {"states": states, "by": by, "against": against}
    slots = {name: listed for name, listed in given.items() if listed} | _slots(slot or [])
    changed = {"base_year": base_year, "horizon": horizon, "record": record, "draws": draws, "seed": seed}
    asked = _read(scenario, {k: v for k, v in changed.items() if v is not None}, slots)
    answer = _run(asked, jobs=jobs, cluster=cluster, checkpoint=checkpoint)
    if tables is not None:
        from symmachy.files import write_whole
        from symmachy.report.whatif.tables import tidy

        frame = tidy(answer)
        write_whole(tables, frame.write_csv)
    if out is not None:
        from symmachy.report.whatif.page import write

        write(answer, out)
    if as_json:
        import json

        from symmachy.report.whatif import data as whatif_json

        typer.echo(json.dumps(whatif_json.answer(answer), indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.whatif import terminal as whatif_terminal

    console = Console()
    console.print(whatif_terminal.answer(answer))
    for path in filter(None, (out, tables)):
        console.print(f"\nWritten: {path}")


def _about(*, as_json: bool, explain: str | None, schema: bool) -> None:
    from symmachy.scenarios import named, registry
    from symmachy.scenarios import schema as of_files

    entries = {explain: named(explain)} if explain else registry()
    if schema or as_json:
        import json

        from symmachy.report.whatif import data as whatif_json

        data = of_files() if schema else whatif_json.interventions(entries)
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from symmachy.report.whatif import terminal as whatif_terminal

    Console().print(
        whatif_terminal.entry(entries[explain]) if explain else whatif_terminal.interventions(entries)
    )


def _slots(given: list[str]) -> dict[str, list[str]]:
    from symmachy.errors import BadInput

    found = {}
    for text in given:
        name, equals, states = text.partition("=")
        if not equals:
            raise BadInput(f"--slot {text!r} names no states: write NAME=STATE,STATE")
        found[name.strip()] = [state.strip() for state in states.split(",")]
    return found


def _read(path: Path, changed: Json, slots: dict[str, list[str]]) -> Scenario:
    from symmachy.scenarios import Scenario, read_scenario

    beside = path.parent / "scenarios" / path.name
    # The worked scenarios have a folder of their own within the examples.
    data = read_scenario(path if path.exists() or not beside.exists() else beside) | changed
    if "draws" in changed:
        data.pop("coefficient_sets", None)
    return Scenario.filled(data, slots)


def _run(asked: Scenario, *, jobs: int, cluster: str | None, checkpoint: Path | None) -> Answer:
    from symmachy.scenarios import whatif as answer_to

    with _on(cluster), _progress() as tell:
        return answer_to(asked, jobs=None if cluster else jobs, checkpoint=checkpoint, progress=tell)


def _on(cluster: str | None) -> AbstractContextManager[object]:
    from contextlib import nullcontext

    if cluster is None:
        return nullcontext()
    from symmachy.scenarios.cluster import on_cluster

    return on_cluster(cluster)


def _progress() -> AbstractContextManager[Callable[[int, int], None] | None]:
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import Progress

    @contextmanager
    def shown() -> Iterator[Callable[[int, int], None] | None]:
        console = Console(stderr=True)
        if not console.is_terminal:
            yield None
            return
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task("futures", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    return shown()
