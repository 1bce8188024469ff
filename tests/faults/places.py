"""Run commands where a machine is not as it should be: full, closed, homeless, out of time, cut off.

    python -m tests.faults.places                     # every command under every condition; some ten minutes
    python -m tests.faults.places --only "full disk" --command import

A command may do its work, or say in one sentence why not and end with status 1. A traceback, a silent failure, an
unfinished file, or a store that `symmachy record verify` finds fault with afterwards is a fault. Conditions are made
in a name space of the process's own (Linux, `unshare`), so that nothing of the machine is changed; where that is
not allowed they are left out, and it is said.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.kills import COMMANDS, SYMMACHY

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES = Path(__file__).parents[2] / "examples"

WORK = "/tmp/work"  # noqa: S108  # in a name space of its own, where nobody else is
"""Where a condition's own disk is put, in the name space of the command alone."""

_DISK = (
    'mkdir -p {work} && mount -t tmpfs -o size={size} none {work} && cp -r "{folder}"/. {work} && cd {work} && '
    "{then} && exec {command}"
)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Something wrong with the machine."""

    name: str
    about: str
    script: str = "exec {command}"
    """A shell's words around the command, in its folder."""
    alone: tuple[str, ...] = ()
    """What makes a name space for it."""
    environment: Mapping[str, str | None] = field(default_factory=dict)
    """Variables that are set, or taken away (None)."""
    same: bool = False
    """Whether what is printed must be what is printed without the condition."""
    apart: bool = False
    """Whether what the command writes is gone with the condition, so that no store is left to look at."""


CONDITIONS = (
    Condition(
        name="full disk",
        about="home and folder lie on a disk with no byte free",
        script=_DISK.replace("{size}", "8m").replace(
            "{then}", "(dd if=/dev/zero of=filler bs=4k 2>/dev/null; true)"
        ),
        alone=("unshare", "-rm"),
        apart=True,
    ),
    Condition(
        name="filling disk",
        about="no file may grow beyond 4 kB, as with a quota",
        script="ulimit -f 8 && exec {command}",
    ),
    Condition(
        name="read-only home",
        about="home and folder lie on a disk that is mounted for reading",
        script=_DISK.replace("{size}", "8m").replace("{then}", "mkdir home && mount -o remount,ro {work}"),
        alone=("unshare", "-rm"),
        apart=True,
    ),
    Condition(
        name="no home",
        about="there is no home folder, and none can be made",
        environment={
            "SYMMACHY_HOME": None,
            "HOME": "/proc/nowhere",
            "XDG_DATA_HOME": None,
            "XDG_CACHE_HOME": None,
        },
        apart=True,
    ),
    Condition(
        name="clock set back",
        about="the machine believes that it is 1999",
        script="exec faketime '1999-01-01 00:00:00' {command}",
        same=True,
    ),
    Condition(
        name="two at once",
        about="the same command runs twice in one folder, on one store",
        script="{command} > one & p=$!; {command} > two; s=$?; wait $p || s=$?; "
        "test $s != 0 || cmp one two >&2 || s=3; exit $s",
    ),
    Condition(
        name="no network",
        about="there is no network at all",
        alone=("unshare", "-rn"),
    ),
)

PLAIN = Condition(name="nothing", about="nothing is wrong")

RUNS = {
    "list": ("record", "list"),
    "import": COMMANDS["import"].arguments,
    "assess": ("assess", "FRA", "RUS", "--year", "1890", "--out", "page.html"),
    "brief": ("brief", "article.txt", "--plain", "--out", "brief.html"),
    "fit": COMMANDS["fit"].arguments,
    "backtest": (
        "backtest", "--from", "1995", "--to", "1999", "--rungs", "base_rate,age_only", "--targets", "formation",
        "--json",
    ),
    "claims": ("claims", "test", "C06", "--json"),
    "fetch": ("record", "fetch", "cow_war", "--address", "http://127.0.0.1:9/x.csv", "--accept-terms", "cow_war"),
    "address": ("statements", "http://127.0.0.1:9/x.html", "--plain"),
}  # fmt: skip
"""Commands that read, write, keep, or ask somebody."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a command did under a condition."""

    status: int
    printed: str
    said: str
    wrong: str

    @property
    def line(self) -> str:
        """What came of it, for a table."""
        if self.wrong:
            return f"FAULT: {self.wrong}"
        return "done" if self.status == 0 else self.said


def prepared(folder: Path) -> None:
    """Put what the commands read into a folder."""
    for name in ("import", "fit"):
        COMMANDS[name].prepare(folder)
    shutil.copy(min(EXAMPLES.glob("*.txt")), folder / "article.txt")


def tried(condition: Condition, run: str, folder: Path, *, patience: float = 300) -> Outcome:
    """Run one command under a condition, in a folder with what it reads."""
    words = " ".join(_quoted(w) for w in (*SYMMACHY, *RUNS[run]))
    script = (
        condition.script.replace("{command}", words).replace("{folder}", str(folder)).replace("{work}", WORK)
    )
    home = f"{WORK}/home" if condition.apart and condition.alone else str(folder / "home")
    changed = {
        "SYMMACHY_HOME": home,
        "COLUMNS": "200",
        "PYTHONDONTWRITEBYTECODE": "1",
        **condition.environment,
    }
    environment = {k: v for k, v in {**os.environ, **changed}.items() if v is not None}
    try:
        done = subprocess.run(  # noqa: S603  # our own command
            [*condition.alone, "sh", "-c", script],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(status=-1, printed="", said="", wrong=f"it did not end within {patience:g} s")
    said = [line for line in done.stderr.splitlines() if line.startswith("symmachy: ")]
    return Outcome(
        status=done.returncode,
        printed=done.stdout.replace(str(folder), "FOLDER"),
        said=said[-1].removeprefix("symmachy: ") if said else "",
        wrong=_wrong(done, said, folder, condition),
    )


def _wrong(
    done: subprocess.CompletedProcess[str], said: list[str], folder: Path, condition: Condition
) -> str:
    if "Traceback" in done.stderr or done.returncode not in {0, 1}:
        return f"status {done.returncode}: {done.stderr[-700:]}"
    if done.returncode == 1 and not said:
        return f"it failed without a word: {(done.stdout + done.stderr)[-300:]}"
    left = [
        p.name for p in folder.rglob(".*") if p.name.startswith((".new-", ".")) and p.name.endswith("partial")
    ]
    left += [p.name for p in folder.rglob(".new-*")]
    if left:
        return f"unfinished files are left: {left}"
    if condition.apart or not (folder / "home").is_dir():
        return ""
    checked = subprocess.run(  # noqa: S603  # our own command
        [*SYMMACHY, "record", "verify", "--json"],
        env={**os.environ, "SYMMACHY_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    if checked.returncode or any(table["faults"] for table in json.loads(checked.stdout)):
        return f"the store is at fault: {(checked.stdout + checked.stderr)[-300:]}"
    return ""


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def possible(condition: Condition) -> bool:
    """Whether this machine lets the condition be made."""
    if "faketime" in condition.script and shutil.which("faketime") is None:
        return False
    if not condition.alone:
        return True
    words = "mount -t tmpfs none /mnt" if "m" in condition.alone[-1] else "true"
    try:
        done = subprocess.run([*condition.alone, "sh", "-c", words], capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def main() -> int:
    """Try every command under every condition and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=[c.name for c in CONDITIONS], action="append", help="one condition")
    parser.add_argument("--command", choices=RUNS, action="append", help="one command")
    asked = parser.parse_args()
    failed = 0
    for condition in CONDITIONS:
        if asked.only and condition.name not in asked.only:
            continue
        if not possible(condition):
            sys.stdout.write(f"{condition.name}: cannot be made here, left out\n")
            continue
        sys.stdout.write(f"{condition.name}: {condition.about}\n")
        for run in asked.command or RUNS:
            with tempfile.TemporaryDirectory() as name:
                prepared(Path(name))
                begun = time.perf_counter()
                came = tried(condition, run, Path(name))
            if condition.same and not came.wrong:
                with tempfile.TemporaryDirectory() as name:
                    prepared(Path(name))
                    if tried(PLAIN, run, Path(name)).printed != came.printed:
                        came = replace(came, wrong="other words than without it")
            failed += bool(came.wrong)
            sys.stdout.write(f"    {run:10}{time.perf_counter() - begun:6.1f} s  {came.line}\n")
            sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
