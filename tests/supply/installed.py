"""Use an installed symmachy, far from any checkout, and say what every command did without the extras.

    python -m tests.supply.installed ENVIRONMENT/bin/python

Each command must work, or say in one sentence which extra it needs and how that is got. `.ci/wheel` builds a wheel,
installs it alone in an empty environment, and calls this.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.faults.kills import COMMANDS

ROOT = Path(__file__).parents[2]

WORKS = (
    ("--version",),
    ("assess", "FRA", "RUS", "--year", "1890", "--out", "page.html"),
    ("assess", "FRA", "RUS", "--year", "1890", "--json"),
    ("brief", "article.txt", "--out", "brief.html"),
    ("statements", "article.txt", "--plain", "--out", "statements.csv"),
    ("claims", "list"),
    ("claims", "show", "C01"),
    ("mechanisms", "enemy"),
    ("panel", "dyad-year", "--from", "1900", "--to", "1901", "--add", "defense", "--out", "pairs.csv"),
    ("panel", "state-year", "--from", "1900", "--to", "1901", "--out", "states.parquet"),
    ("record", "list"),
    ("record", "show", "chronicle/treaties", "NATO"),
    ("record", "import", "data"),
    ("record", "cite", "igo"),
    ("record", "verify"),
    ("record", "export", "tables"),
    ("structure", "1914", "--out", "shape.html"),
    ("fit", "study.toml", "--out", "fit.html"),
    ("whatif", "scenario.toml", "--draws", "10", "--out", "whatif.html"),
    (
        "backtest", "--from", "1995", "--to", "1999", "--rungs", "base_rate,age_only", "--targets", "formation",
        "--out", "card.html",
    ),
)  # fmt: skip
"""What the minimal install does."""

ASKS = {
    ("statements", "article.txt"): "text",
    ("statements", "page.html", "--plain"): "text",
    ("statements", "https://example.org/", "--plain"): "text",
    ("brief", "paper.pdf"): "text",
    ("record", "import", "table.dta"): "io",
    ("backtest", "--rungs", "trees", "--json"): "ml",
    ("whatif", "scenario.toml", "--cluster", "tcp://127.0.0.1:9"): "cluster",
}
"""What asks for an extra, and for which."""


def prepared(folder: Path) -> None:
    """Put what the commands read into a folder."""
    for name in ("import", "fit", "whatif"):
        COMMANDS[name].prepare(folder)
    shutil.copy(min((ROOT / "examples").glob("*.txt")), folder / "article.txt")
    (folder / "page.html").write_text("<p>France and Turkey are allies.</p>", encoding="utf-8")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "table.dta").write_bytes(b"<stata_dta>")


def wrong(program: Path, words: tuple[str, ...], folder: Path, extra: str = "") -> str:
    """Run a command; return what is wrong with what it did, or nothing."""
    done = subprocess.run(  # noqa: S603  # the program that we are here to test
        [program, *words], cwd=folder, env=_environment(folder), capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    if "Traceback" in said:
        return said[-600:]
    if not extra:
        return "" if done.returncode == 0 else f"status {done.returncode}: {said[-300:]}"
    if done.returncode != 1 or f"pip install 'symmachy[{extra}]'" not in " ".join(said.split()):
        return f"it does not ask for {extra} but ends with {done.returncode}: {said[-300:]}"
    return ""


def helps(program: Path, folder: Path, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Ask for the help of every command, and return those that gave none."""
    done = subprocess.run(  # noqa: S603  # as above
        [program, *words, "--help"],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or "Usage" not in done.stdout:
        return [words]
    _, _, commands = done.stdout.partition("Commands")
    names = re.findall(r"^\W*([a-z][a-z-]+) ", commands, re.MULTILINE)
    return [bad for name in names for bad in helps(program, folder, (*words, name))]


def first_page(program: Path, folder: Path) -> str:
    """Serve the explorer, ask for its first page and an answer, and return what is wrong, or nothing."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603  # as above
        [program, "serve", "--port", str(port)],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + 120
        while True:
            try:
                page = _asked(port, "")
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    process.kill()
                    return f"it serves nothing: {process.communicate()[1].decode()[-300:]}"
                time.sleep(0.2)
        script = re.search(rb'src="\./(assets/[^"]+\.js)"', page)
        if script is None or len(_asked(port, script[1].decode())) < 10_000:
            return "its first page has no script"
        return "" if b"C01" in _asked(port, "api/claims") else "it answers no question"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _asked(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
        return bytes(answer.read())


def _environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return {**kept, "SYMMACHY_HOME": str(folder / "home"), "COLUMNS": "200", "TERM": "dumb"}


def main() -> int:
    """Try everything and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("python", type=Path, help="the interpreter of the environment")
    program = parser.parse_args().python.absolute().with_name("symmachy")
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        tried = [(" ".join(w), wrong(program, w, folder)) for w in WORKS]
        tried += [(f"{' '.join(w)} (asks for {x})", wrong(program, w, folder, x)) for w, x in ASKS.items()]
        silent = helps(program, folder)
        tried += [("--help of every command", f"none of {silent}" if silent else "")]
        tried += [("serve, its first page and an answer", first_page(program, folder))]
    for said, fault in tried:
        failed += bool(fault)
        sys.stdout.write(f"{'FAULT ' if fault else 'ok    '}{said}{': ' + fault if fault else ''}\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
