"""What a person waits for in the explorer: size, first view, steps, playing, and fifty people at once.

    v/bin/python benchmarks/explorer.py

Needs the built pages, Node.js with the packages of ``web/`` and Chromium for the parts in a browser. The browser's and
the load's times are wall times: run it on a machine that does nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx2
from figures import note

from symmachy.explorer import built_files

ROOT = Path(__file__).parents[1]
PEOPLE = 50
ASKS_EACH = 20
VIEWS = (
    "data/system.json",
    "api/treaties",
    "api/series",
    "api/claims",
    "api/shape/1914",
    "api/state/FRA",
    "api/state/CHN",
    "api/treaty/north-atlantic-1949",
    "api/pair/FRA/RUS?year=1890",
    "api/pair/CHN/RUS",
)


BROWSER = {
    "first_view_ms": "first-view",
    "step_median_ms": "slider-median",
    "step_p95_ms": "slider-95",
    "played_gaps_over_50_ms": "gaps",
}
"""What the browser measures and was asked for, by its name in ``goals.toml``."""


def main() -> None:
    """Measure, and print a table."""
    pages = built_files()
    first = [n for n in pages if not n.endswith(".map")]
    size = sum(len(pages[n].packed) for n in first) / 1000
    print(f"{'bundle, compressed':44}{size:10.0f} kB")
    note("bundle", size)
    program = Path(sys.executable).with_name("symmachy")
    with subprocess.Popen(
        [program, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=_environment()
    ) as server:
        try:
            found = re.search(r"http:\S+", server.stdout.readline() if server.stdout else "")
            if found is None:
                sys.exit("the server did not begin")
            _measure(found[0], server.pid)
        finally:
            server.terminate()


def _processor(process: int) -> float:
    """Return the seconds that a process has worked (Linux alone knows them so), or 0."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _measure(base: str, server: int) -> None:
    # Until all processes have warmed up: it would be their work that is measured.
    httpx2.get(base + "api/pair/CHN/RUS", timeout=600).raise_for_status()
    for view in VIEWS:  # what is asked for the first time is computed, later it is kept
        began = time.perf_counter()
        httpx2.get(base + view, timeout=600).raise_for_status()
        print(f"{'first answer to ' + view:44}{1000 * (time.perf_counter() - began):10.0f} ms")
    _whatifs(base)
    before = _processor(server)
    taken = sorted(asyncio.run(_load(base)))
    worked = 1000 * (_processor(server) - before) / len(taken)
    print(f"{f'{PEOPLE} at once, processor time an answer':44}{worked:10.2f} ms")
    print(f"{f'{PEOPLE} at once, median answer':44}{1000 * statistics.median(taken):10.1f} ms")
    print(f"{f'{PEOPLE} at once, 95th percentile':44}{1000 * taken[int(0.95 * len(taken))]:10.1f} ms")
    note("fifty", 1000 * statistics.median(taken))
    node = shutil.which("node")
    if node is None:
        print("no Node.js: nothing was measured in a browser")
        return
    done = subprocess.run(
        [node, ROOT / "web" / "browser" / "measure.mjs", base], capture_output=True, text=True, check=True
    )
    for name, value in json.loads(done.stdout).items():
        if name in BROWSER:
            note(BROWSER[name], value)
        print(f"{name.replace('_', ' '):44}{value:10.1f}")


def _whatifs(base: str) -> None:
    """Draw 200 futures of scenarios that the server has not seen, when it holds the model of the base year."""
    about = httpx2.get(base + "data/system.json", timeout=60).json()
    year = about["years"][1] - 1
    firsts, ends = [], []
    for k in range(4):  # the first one may still compile
        change = {"kind": "pressure", "when": year + 1 + k, "by": ["USA"], "on": ["IND", "BRA"]}
        scenario = {"base_year": year, "draws": 200, "pairs": [["IND", "BRA"]], "interventions": [change]}
        began, first = time.perf_counter(), 0.0
        with httpx2.stream(
            "GET",
            base + "api/whatif",
            params={"scenario": json.dumps(scenario)},
            headers={"accept": "text/event-stream"},
            timeout=600,
        ) as answer:
            for line in answer.iter_lines():
                if line.startswith("event:") and not first:
                    first = time.perf_counter() - began
        firsts.append(first)
        ends.append(time.perf_counter() - began)
    note("whatif-first", 1000 * statistics.median(firsts[1:]))
    note("whatif-done", 1000 * statistics.median(ends[1:]))
    print(f"{'what-if, 200 draws, first result':44}{1000 * statistics.median(firsts[1:]):10.0f} ms")
    print(f"{'what-if, 200 draws, done':44}{1000 * statistics.median(ends[1:]):10.0f} ms")


async def _load(base: str) -> list[float]:
    """Let people ask for one view after another, each with half a second of looking between."""
    taken: list[float] = []

    async def person(number: int, client: httpx2.AsyncClient) -> None:
        await asyncio.sleep(number / PEOPLE * 0.5)
        for k in range(ASKS_EACH):
            began = time.perf_counter()
            answer = await client.get(base + VIEWS[(number + k) % len(VIEWS)])
            answer.raise_for_status()
            taken.append(time.perf_counter() - began)
            await asyncio.sleep(0.5)

    async with httpx2.AsyncClient(timeout=60, limits=httpx2.Limits(max_connections=PEOPLE)) as client:
        await asyncio.gather(*(person(n, client) for n in range(PEOPLE)))
    return taken


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


if __name__ == "__main__":
    main()
