"""The application: its commands, and what becomes of errors."""

from __future__ import annotations

import errno
import re
import sys
from typing import Annotated

import typer

from symmachy.cli import (
    assess,
    backtest,
    brief,
    claims,
    fit,
    mechanisms,
    panels,
    record,
    serve,
    statements,
    structure,
    whatif,
)
from symmachy.errors import Interrupted, SymmachyError

__all__ = ["app", "run"]

_STOPPED = 130
"""The exit status of a command that the user stopped."""

app = typer.Typer(
    name="symmachy",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="The system of alliances between states: the record, and checked answers from it.",
    epilog="Begin with:  symmachy brief examples/*.txt --out brief.html",
)
app.command(name="assess", epilog=assess.EXAMPLES)(assess.assess)
app.command(name="backtest", epilog=backtest.EXAMPLES)(backtest.backtest)
app.command(name="brief", epilog=brief.EXAMPLES)(brief.brief)
app.command(name="fit", epilog=fit.EXAMPLES)(fit.fit)
app.command(name="mechanisms", epilog=mechanisms.EXAMPLES)(mechanisms.mechanisms)
app.command(name="whatif", epilog=whatif.EXAMPLES, cls=whatif.StatesInARow)(whatif.whatif)
app.command(name="serve", epilog=serve.EXAMPLES)(serve.serve)
app.add_typer(claims.app, name="claims")
app.add_typer(panels.app, name="panel")
app.add_typer(record.app, name="record")
app.add_typer(statements.app, name="statements")
app.add_typer(structure.app, name="structure")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"symmachy {version('symmachy')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    del version  # answered before any command runs


def run() -> int:
    """Run the application and give the exit status: 0 done, 1 refused, 2 wrong usage, 130 stopped."""
    try:
        app()
    except SymmachyError as refused:
        _say(str(refused))
        return _STOPPED if isinstance(refused, Interrupted) else 1
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as fault:
        _say(_of_system(fault))
        return 1
    except KeyboardInterrupt:
        return _stopped()
    except SystemExit as end:
        # Typer turns Ctrl-C inside a command into this status without a word.
        return _stopped() if end.code == _STOPPED else _status(end.code)
    return 0


def _status(code: object) -> int:
    return code if isinstance(code, int) else int(code is not None)


def _stopped() -> int:
    _say("stopped; what was complete is kept, nothing is half-written")
    return _STOPPED


def _say(sentence: str) -> None:
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, soft_wrap=True).print(Text("symmachy: ", style="bold red") + Text(sentence))


def _of_system(fault: OSError) -> str:
    where = f" ({fault.filename})" if fault.filename else ""
    number = fault.errno
    if number is None and (named := re.search(r"os error (\d+)", str(fault))):
        number = int(named[1])  # the table library gives the number in words only
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"the disk is full{where}: free some space, or write elsewhere; nothing is half-written"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"no permission to write or read there{where}: choose another path, or change its permissions"
    if number == errno.ENOENT:
        return f"there is no such file or folder{where}: check the path"
    return f"the system refused: {fault.strerror or fault}{where}"
