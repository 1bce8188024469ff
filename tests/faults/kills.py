"""Kill long commands at any moment, start them again, and compare the bytes with those of a run left alone.

    python -m tests.faults.kills                    # 200 kills over six commands; some half an hour on two cores
    python -m tests.faults.kills --kills 12 --only whatif --seed 3

Each kill is SIGKILL to the whole group of processes, at a moment drawn evenly over the time that the command takes
when it is left alone. Then the store must have no fault that `symmachy record verify` finds, and the same command must
end with the same bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
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
    """Files whose bytes must be the same; ``-`` for what it prints."""


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


_CODES = (2, 20, 70, 200, 210, 220, 325, 350, 365, 640, 710, 740, 750, 900)


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
            outputs=("home/store",),
        ),
        Command(
            name="fit",
            prepare=_study,
            arguments=("fit", "study.toml", "--resume", "fit.kept", "--json"),
            outputs=("-",),
        ),
        Command(
            name="backtest",
            prepare=_nothing,
            arguments=(
                "backtest", "--from", "1995", "--to", "2000", "--rungs", "base_rate,age_only,hazard_few",
                "--targets", "formation", "--resume", "--json", "--jobs", "2",
            ),
            outputs=("-",),
        ),
        Command(
            name="whatif",
            prepare=_scenario,
            arguments=("whatif", "scenario.toml", "--draws", "400", "--checkpoint", "kept", "--json", "--jobs", "2"),
            outputs=("-",),
        ),
        Command(
            name="claims",
            prepare=_nothing,
            arguments=("claims", "test", "C06", "C07", "C12", "--json", "--workers", "2"),
            outputs=("-",),
        ),
        Command(name="serve", prepare=_nothing, arguments=("serve", "--port", "{port}"), outputs=("api/claims",)),
    )
}  # fmt: skip


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
            content = _asked(port, command.outputs[0])
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
        for path in sorted(p for p in (folder / output).rglob("*.parquet") if p.is_file()):
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


def _asked(port: int, path: str) -> bytes:
    until = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
                return bytes(answer.read())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _tried(command: Command, alone: Run, moment: float, template: Path) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "work"
        shutil.copytree(template, folder)
        process = start(command, folder, _free())
        try:
            process.wait(timeout=moment)
            when = "after its end"
        except subprocess.TimeoutExpired:
            when = f"after {moment:.2f} s"
        kill(process)
        wrong = faults_after(command, folder)
        try:
            again = whole(command, folder)
        except AssertionError as fault:
            wrong.append(str(fault))
        else:
            if again.digest != alone.digest:
                wrong.append("other bytes than a run left alone")
        return f"killed {when}: {'; '.join(wrong)}" if wrong else ""


def main() -> int:
    """Kill, start again, compare, and print a line for each command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200, help="over all commands asked for")
    parser.add_argument("--only", choices=sorted(COMMANDS), action="append", help="one command")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    asked = parser.parse_args()
    names = asked.only or list(COMMANDS)
    draw = random.Random(asked.seed)  # noqa: S311  # not for secrets
    failed = 0
    for number, name in enumerate(names):
        command = COMMANDS[name]
        kills = asked.kills // len(names) + (number < asked.kills % len(names))
        with tempfile.TemporaryDirectory() as made:
            template = Path(made) / "template"
            template.mkdir()
            command.prepare(template)
            shutil.copytree(template, warm := Path(made) / "warm")
            whole(command, warm)  # compiles what is not compiled yet
            shutil.copytree(template, cold := Path(made) / "cold")
            alone = whole(command, cold)
            wrong = [
                said
                for _ in range(kills)
                if (said := _tried(command, alone, draw.uniform(0, alone.seconds), template))
            ]
        failed += len(wrong)
        sys.stdout.write(f"{name:10}{kills:5} kills over {alone.seconds:6.1f} s  {len(wrong)} faults\n")
        sys.stdout.writelines(f"    {said}\n" for said in wrong[:10])
        sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
