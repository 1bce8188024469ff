"""Every figure that was asked for: its goal, what was measured last, what other software needs, how to repeat it.

    python benchmarks/figures.py             # the table
    python benchmarks/figures.py --measure   # measure everything first: an hour and more, on a machine that rests
    python benchmarks/figures.py --measure actors record  # only what these benchmarks measure

Goals stand in ``goals.toml``. A benchmark calls `note` with what it found, and ``measured.json`` keeps it with the day
and with how busy the machine was: a figure of a busy machine is an upper bound. What was never measured says so.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from symmachy.files import json_of, write_whole

HERE = Path(__file__).parent
GOALS, MEASURED = HERE / "goals.toml", HERE / "measured.json"
LOAD = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
"""How many processes wanted a processor in the minute before the benchmark began."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: what was asked, and what was found."""

    id: str
    part: str
    run: str
    what: str
    goal: float | None = None
    better: str = "less"
    unit: str = ""
    peer: str = ""
    peer_value: float | None = None
    way: str = ""
    value: float | None = None
    when: str = ""
    load: float | None = None

    @property
    def verdict(self) -> str:
        """How the figure stands to its goal."""
        if self.value is None:
            return "not measured"
        if self.goal is None:
            return "no goal"
        if self.value >= self.goal if self.better == "more" else self.value <= self.goal:
            return "reached"
        if self.better == "more":
            return f"missed by {plain(self.goal - self.value)}"
        return (
            f"missed: {self.value / self.goal:.1f} times" if self.goal else f"missed by {plain(self.value)}"
        )

    @property
    def ratio(self) -> str:
        """The peer's cost as a multiple of ours."""
        if self.peer_value is None or not self.value:
            return self.peer
        return f"{self.peer}: {plain(self.peer_value)} ({plain(self.peer_value / self.value)} times)"

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        goal = "" if self.goal is None else f"{plain(self.goal)} {self.unit}".strip()
        value = "" if self.value is None else f"{plain(self.value)} {self.unit}".strip()
        return (self.what, goal, value, self.verdict, self.ratio, self.when)


UNBROKEN = "\N{NON-BREAKING HYPHEN}"
TIMES, BUSY = ("s", "ms", "CPU s"), 2.5
"""Units of time, and the load above which they are those of a busy machine; a benchmark before makes one or two."""
HEAD = ("what", "goal", "measured", "verdict", "other software", "on")


def note(id: str, value: float, *, peer_value: float | None = None) -> None:  # noqa: A002  # the key in goals.toml
    """Keep what was measured of a figure that was asked for.

    Raises
    ------
    KeyError
        Where no figure of ``goals.toml`` has this name.
    """
    if id not in {f.id for f in figures()}:
        raise KeyError(f"no figure {id!r} in {GOALS.name}: add what was asked for, or note another")
    found = kept()
    found[id] = {"value": float(f"{value:.4g}"), "when": datetime.now(UTC).date().isoformat()}
    if LOAD is not None:
        found[id]["load"] = round(LOAD, 1)
    if peer_value is not None:
        found[id]["peer_value"] = float(f"{peer_value:.4g}")
    text = json.dumps(dict(sorted(found.items())), indent=1) + "\n"
    write_whole(MEASURED, lambda path: path.write_text(text, encoding="utf-8"))


def record_dir() -> Path:
    """Return the folder with the full record's files, whether or not it is there."""
    return Path(os.environ.get("SYMMACHY_TEST_RECORD") or HERE.parents[1] / "shared" / "record")


def kept() -> dict[str, dict[str, float | str]]:
    """Return what was measured, by figure."""
    return json_of(MEASURED.read_text(encoding="utf-8"), MEASURED.name) if MEASURED.exists() else {}


def figures() -> list[Figure]:
    """Return every figure with what was measured of it."""
    found = kept()
    asked = tomllib.loads(GOALS.read_text(encoding="utf-8"))["measure"]
    return [
        Figure(**{"part": group["part"], "run": group["run"], **one, **found.get(one["id"], {})})
        for group in asked
        for one in group["figures"]
    ]


def plain(value: float) -> str:
    """Return a number with three digits that count."""
    if value and abs(value) < 1e-3:  # smaller ones read better with an exponent
        return f"{value:.0e}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # three digits


def text() -> str:
    """Return the table for a terminal."""
    every = figures()
    rows = [HEAD, *(f.cells for f in every)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(HEAD))]
    lines = []
    for part, run, group in grouped(every):
        lines += ["", f"{part}  ({run})", row_of(HEAD, widths)]
        lines += [row_of(f.cells, widths) for f in group]
        lines += [f"  {f.what}: {f.way}" for f in group if f.way and f.verdict.startswith("missed")]
    return "\n".join([*lines, "", summary(every)])


def markdown() -> str:
    """Return the table as the documentation prints it."""
    every, last = figures(), ""
    lines = ["## In short", "", summary(every), ""]
    for part, run, group in grouped(every):
        if part != last:
            lines += [f"## {part}", ""]
        last = part
        lines += [f"`{run}`", "", "| " + " | ".join(HEAD) + " |", "|" + " --- |" * len(HEAD)]
        lines += [
            "| " + " | ".join((*f.cells[:-1], f.cells[-1].replace("-", UNBROKEN))) + " |" for f in group
        ]
        lines += [""]
        lines += [
            f"{f.what[0].upper()}{f.what[1:]}: {f.way}\n"
            for f in group
            if f.way and f.verdict.startswith("missed")
        ]
    return "\n".join(lines)


def grouped(every: list[Figure]) -> list[tuple[str, str, list[Figure]]]:
    """Return figures by part and by the command that measures them."""
    return [(*key, list(group)) for key, group in groupby(every, key=lambda f: (f.part, f.run))]


def row_of(cells: tuple[str, ...], widths: list[int]) -> str:
    """Return one line of the table."""
    return "  ".join(
        c.ljust(w) if k in {0, 3, 4} else c.rjust(w)
        for k, (c, w) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def summary(every: list[Figure]) -> str:
    """Say how many goals were reached."""
    asked = [f for f in every if f.goal is not None]
    counts = {word: sum(f.verdict.startswith(word) for f in asked) for word in ("reached", "missed", "not")}
    busy = [f for f in every if f.unit in TIMES and f.load is not None and f.load > BUSY]
    words = f"Of {len(asked)} goals {counts['reached']} are reached, {counts['missed']} are missed"
    words += f" and {counts['not']} were not measured."
    if busy:
        words += (
            f" {len(busy)} times were taken while the machine did much other work: these are upper bounds."
        )
    return words


def measure(names: list[str]) -> None:
    """Run the commands that measure, all or those of the named benchmarks, and go on where one fails."""
    runs = dict.fromkeys(f.run for f in figures())
    known = {Path(run.split()[1]).stem for run in runs}
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"no benchmark is called {unknown[0]!r}; known: {', '.join(sorted(known))}")
    for run in runs:
        words = run.split()[1:]
        if not names or Path(words[0]).stem in names:
            print(f"== {run}", flush=True)
            if (
                ended := subprocess.run([sys.executable, *words], cwd=HERE.parent, check=False).returncode
            ) != 0:
                print(f"{run} ended with {ended}: its figures stay as they were", flush=True)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--measure", nargs="*", metavar="BENCHMARK", help="measure first")
    names = asked.parse_args().measure
    if names is not None:
        measure(names)
    print(text())


if __name__ == "__main__":
    main()
