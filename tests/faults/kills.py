"""Kill long commands at any moment, start them again, and compare the bytes with those of a run left alone.

    python -m tests.faults.kills                    # 200 kills over seven commands; half an hour of CPU time
    python -m tests.faults.kills --kills 12 --only whatif --seed 3

A trial is one folder in which the command is killed up to four times, each time at a moment drawn evenly over the
time that it takes when it is left alone, and then run to its end. Each kill is SIGKILL to the whole group of
processes, and counts only where the command was still at work. After each kill the store must have no fault that
`symmachy record verify` finds, and the last run must end with the same bytes as one that nobody disturbed.
Commands that cost more are killed less often; the number of kills of each is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SYMMACHY = [sys.executable, "-m", "symmachy"]
EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, kw_only=True)
class Command:
    """One long command."""

    name: str
    prepare: Callable[[Path], None]
    """Put what it reads into a folder."""
    arguments: tuple[str, ...]
    """Its arguments; run in that folder."""
    outputs: tuple[str, ...]
    """Folders whose tables must have the same bytes; ``-`` for what it prints, an address for a server."""
    weight: int
    """Its part of the kills."""


def _rows_to_import(folder: Path) -> None:
    rows = ["ccode1,ccode2,year,dyadigos"]
    rows += [
        f"{one},{other},{year},{(one * 7 + other * 3 + year) % 90}"
        for year in range(1950, 2015)
        for k, one in enumerate(_CODES)
        for other in _CODES[k + 1 :]
    ]
    (folder / "data").mkdir()
    (folder / "data" / "igo.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


_CODES = tuple(range(2, 922, 16))


def _study(folder: Path) -> None:
    draw = random.Random(5)  # noqa: S311  # not for secrets
    size = 24
    ties = [[0] * size for _ in range(size)]
    for wave in range(3):
        for i in range(size):
            for j in range(i):
                if draw.random() < (0.15 if wave == 0 else 0.06):
                    ties[i][j] = ties[j][i] = 1 - ties[i][j]
        text = "\n".join(" ".join(map(str, row)) for row in ties)
        (folder / f"wave{wave + 1}.txt").write_text(text + "\n", encoding="utf-8")
    (folder / "study.toml").write_text(
        """seed = 4
[networks]
years = [1, 2, 3]
reading = "either"
[networks.ties]
files = ["wave1.txt", "wave2.txt", "wave3.txt"]
[model]
by = "actors"
evaluation = "ties + triangles"
[actors]
kind = "reciprocal"
""",
        encoding="utf-8",
    )


def _years(folder: Path) -> None:
    (folder / "study.toml").write_text(
        """seed = 4
[networks]
record = "chronicle"
years = "1900-1999"
[model]
by = "tergm"
specification = "ties + land_border + shared_allies + inertia"
[tergm]
draws = 4000
missing = "drop"
""",
        encoding="utf-8",
    )


def _scenario(folder: Path) -> None:
    shutil.copy(EXAMPLES / "scenarios" / "joint_pressure.toml", folder / "scenario.toml")


def _nothing(folder: Path) -> None:
    del folder


COMMANDS = {
    command.name: command
    for command in (
        Command(
            name="import",
            prepare=_rows_to_import,
            arguments=("record", "import", "data"),
            outputs=("home/tables",),
            weight=10,
        ),
        Command(
            name="fit",
            prepare=_study,
            arguments=("fit", "study.toml", "--resume", "fit.kept", "--json"),
            outputs=("-",),
            weight=8,
        ),
        Command(
            name="bootstrap",
            prepare=_years,
            arguments=("fit", "study.toml", "--resume", "fit.kept", "--json", "--jobs", "2"),
            outputs=("-",),
            weight=5,
        ),
        Command(
            name="backtest",
            prepare=_nothing,
            arguments=(
                "backtest", "--from", "1995", "--to", "2000", "--rungs", "base_rate,age_only,hazard_few",
                "--targets", "formation", "--resume", "--json", "--jobs", "2",
            ),
            outputs=("-",),
            weight=5,
        ),
        Command(
            name="whatif",
            prepare=_scenario,
            arguments=("whatif", "scenario.toml", "--draws", "60", "--checkpoint", "kept", "--json", "--jobs", "2"),
            outputs=("-",),
            weight=5,
        ),
        Command(
            name="claims",
            prepare=_nothing,
            arguments=("claims", "test", "C06", "C07", "--json", "--workers", "2"),
            outputs=("-",),
            weight=4,
        ),
        Command(
            name="serve",
            prepare=_nothing,
            arguments=("serve", "--port", "{port}"),
            outputs=("api/claims",),
            weight=8,
        ),
    )
}  # fmt: skip

IN_A_ROW = 4
"""Kills of one trial, before the command is left to end."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a run ended with."""

    digest: str
    seconds: float


def start(command: Command, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start a command in a folder, in a group of processes of its own."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    arguments = [a.format(port=port) for a in command.arguments]
    environment = {**os.environ, "SYMMACHY_HOME": str(home), "COLUMNS": "100"}
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(  # noqa: S603  # our own command
            [*SYMMACHY, *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=said,
            start_new_session=True,
        )


def whole(command: Command, folder: Path) -> Run:
    """Run a command to its end and return a digest of what it gave."""
    begun = time.perf_counter()
    port = _free()
    process = start(command, folder, port)
    if command.name == "serve":
        try:
            content = _asked(port, command.outputs[0], process)
        finally:
            kill(process)
        return Run(digest=hashlib.sha256(content).hexdigest(), seconds=time.perf_counter() - begun)
    printed, _ = process.communicate(timeout=900)
    if process.returncode:
        raise AssertionError(
            f"{command.name} ended with {process.returncode}: {(folder / 'said').read_text()[-2000:]}"
        )
    digest = hashlib.sha256()
    for output in command.outputs:
        if output == "-":
            digest.update(printed)
            continue
        tables = sorted((folder / output).glob("*.parquet"))
        if not tables:
            raise AssertionError(f"{command.name} left nothing in {output} to compare")
        for path in tables:
            digest.update(path.name.encode() + path.read_bytes())
    return Run(digest=digest.hexdigest(), seconds=time.perf_counter() - begun)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a command and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def faults_after(command: Command, folder: Path) -> list[str]:
    """Return what is wrong with what a killed command left behind."""
    found = []
    if command.name == "import":
        environment = {**os.environ, "SYMMACHY_HOME": str(folder / "home")}
        checked = subprocess.run(  # noqa: S603  # our own command
            [*SYMMACHY, "record", "verify", "--json"], env=environment, capture_output=True, check=False
        )
        if checked.returncode or any(table["faults"] for table in json.loads(checked.stdout)):
            found.append(f"verify: {(checked.stdout + checked.stderr).decode()[-500:]}")
    return found


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _asked(port: int, path: str, process: subprocess.Popen[bytes]) -> bytes:
    until = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
                return bytes(answer.read())
        except OSError:
            if process.poll() is not None:
                raise AssertionError(
                    f"the server ended with {process.returncode}: are its pages built?"
                ) from None
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What became of one folder."""

    kills: int
    """How often the command was killed while it was at work."""
    wrong: tuple[str, ...]


def trial(command: Command, alone: Run, moments: list[float], template: Path) -> Trial:
    """Kill a command in one folder at each of the moments, unless it ends before, then let it end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "work"
        shutil.copytree(template, folder)
        wrong: list[str] = []
        kills = 0
        for moment in moments:
            process = start(command, folder, _free())
            try:
                process.communicate(timeout=moment)
            except subprocess.TimeoutExpired:
                kills += 1
                kill(process)
                wrong += [f"killed after {moment:.2f} s: {fault}" for fault in faults_after(command, folder)]
            else:
                if process.returncode:
                    wrong.append(f"taken up again it ended with {process.returncode}")
                break
        try:
            again = whole(command, folder)
        except AssertionError as fault:
            wrong.append(str(fault))
        else:
            if again.digest != alone.digest:
                wrong.append("other bytes than a run left alone")
    return Trial(kills=kills, wrong=tuple(wrong))


def trials(command: Command, *, kills: int, seed: int) -> tuple[Run, list[Trial]]:
    """Return the run left alone, and as many trials as give that number of kills."""
    draw = random.Random(f"{command.name} {seed}")  # noqa: S311  # not for secrets
    found: list[Trial] = []
    with tempfile.TemporaryDirectory() as made:
        template = Path(made) / "template"
        template.mkdir()
        command.prepare(template)
        shutil.copytree(template, warm := Path(made) / "warm")
        whole(command, warm)  # compiles what is not compiled yet
        shutil.copytree(template, cold := Path(made) / "cold")
        alone = whole(command, cold)
        while (done := sum(t.kills for t in found)) < kills:
            asked = min(IN_A_ROW, kills - done)
            moments = [draw.uniform(0, alone.seconds) for _ in range(asked)]
            found.append(trial(command, alone, moments, template))
    return alone, found


def shares(names: list[str], kills: int) -> dict[str, int]:
    """Return how many of the kills each command gets, by its weight."""
    total = sum(COMMANDS[name].weight for name in names)
    found = {name: kills * COMMANDS[name].weight // total for name in names}
    found[names[0]] += kills - sum(found.values())
    return found


def main() -> int:
    """Kill, start again, compare, and print a line for each command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200, help="over all commands asked for")
    parser.add_argument("--only", choices=sorted(COMMANDS), action="append", help="one command")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    asked = parser.parse_args()
    failed = 0
    for name, kills in shares(asked.only or list(COMMANDS), asked.kills).items():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        alone, found = trials(COMMANDS[name], kills=kills, seed=asked.seed)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wrong = [fault for one in found for fault in one.wrong]
        failed += len(wrong)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sys.stdout.write(
            f"{name:10}{sum(one.kills for one in found):5} kills in {len(found):3} trials of {alone.seconds:6.1f} s"
            f"{spent:8.0f} CPU s  {len(wrong)} faults\n"
        )
        sys.stdout.writelines(f"    {fault}\n" for fault in wrong[:10])
        sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
