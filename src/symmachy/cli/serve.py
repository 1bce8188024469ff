"""``symmachy serve``: the explorer in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symmachy.cli.options import Record

__all__ = ["EXAMPLES", "serve"]

EXAMPLES = (
    "Examples:\n\n"
    "symmachy serve\n\n"
    "symmachy serve --port 8080 --record full\n\n"
    "symmachy serve --borders CShapes-2.0.geojson\n\n"
    "symmachy serve --export alliances"
)


def serve(
    *,
    record: Record = "chronicle",
    host: Annotated[
        str,
        typer.Option(
            "--host", help="Where to listen; only this machine by default. 0.0.0.0 is open to the network."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Which port; 0 for any that is free.")
    ] = 8125,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", min=1, max=64, help="Processes with fitted models; a few others look up and measure."
        ),
    ] = 2,
    waiting: Annotated[
        int,
        typer.Option(
            "--waiting", min=0, max=10_000, help="Questions of a kind that may wait; more are sent away."
        ),
    ] = 64,
    seconds: Annotated[
        float, typer.Option("--seconds", min=1.0, max=3600.0, help="Longest silence of one question's work.")
    ] = 120.0,
    briefs: Annotated[
        Path | None,
        typer.Option("--briefs", help="Keep the briefs that are made here in this folder, not in memory."),
    ] = None,
    borders: Annotated[
        Path | None,
        typer.Option(
            "--borders", help="Your own copy of CShapes as GeoJSON: borders of the year on the map."
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--export", help="Write a static copy into this folder instead, and stop."),
    ] = None,
) -> None:
    """Walk through two centuries of alliances in a browser; reads only, and sends nothing anywhere."""
    from symmachy.record import open_record

    if folder is not None:
        _export(record, folder)
        return
    import socket

    import uvicorn

    from symmachy.errors import BadInput
    from symmachy.explorer.app import AHEAD, application
    from symmachy.explorer.borders import borders as dated_borders
    from symmachy.explorer.built import built_files
    from symmachy.explorer.safety import LOOPBACK
    from symmachy.explorer.workers import Workers

    pages = built_files()
    world = open_record(record)
    alone = host in {*LOOPBACK, "::1"}
    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as fault:
        raise BadInput(
            f"cannot listen at {host} port {port} ({fault.strerror}): give another --port, or 0 for any that is free"
        ) from None
    with listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        answering = Workers(record, count=workers, waiting=waiting, seconds=seconds)
        app = application(
            world,
            answering,
            hosts=LOOPBACK if alone else None,
            ahead=AHEAD,
            files=pages,
            briefs=_folder(briefs),
            dated=dated_borders(borders) if borders is not None else None,
        )
        typer.echo(f"symmachy: {address}  (Ctrl-C stops it)")
        if not alone:
            typer.echo(
                "symmachy: anyone who can reach this machine can read here; there is no password", err=True
            )
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, access_log=False, timeout_graceful_shutdown=2
        )
        uvicorn.Server(config).run(sockets=[listening])


def _folder(briefs: Path | None) -> Path | None:
    from symmachy.errors import BadInput

    if briefs is not None:
        try:
            briefs.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise BadInput(
                f"cannot keep briefs in {str(briefs)!r} ({fault.strerror}): name a folder that can be written"
            ) from None
    return briefs


def _export(record: str, folder: Path) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from symmachy.explorer.export import export
    from symmachy.record import open_record

    world = open_record(record)
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("answers")
        count = export(world, folder, told=lambda done, of: progress.update(task, completed=done, total=of))
    typer.echo(f"Written: {count} files in {folder}; open its index.html, or serve it with any web server")
