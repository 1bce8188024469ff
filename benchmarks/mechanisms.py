"""Time of change statistics: compiling a specification, all pairs of a year, and one change of a simulation.

Run ``python benchmarks/mechanisms.py``; it takes about half a minute. The first table is of one process with
nothing compiled and of one that finds the compiled statistics on disk. The second is of random networks with
eight ties a state as their number of states grows; the limit is one pass that writes the answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import numpy as np
from figures import note

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = "ties + shared_allies(decay=0.7) + popularity + isolates + inertia + land_border + joint_democracy"
SECOND = "ties + balance + shared_allies + four_cycles + spread + allys_adversary + power_ratio"
SIZES = (50, 100, 190, 400, 800)


def compile_times() -> dict[str, float]:
    """Return the seconds to import, to compile two specifications, and to give an option another value."""
    begin = time.perf_counter()
    from symmachy.mechanisms import parse
    from symmachy.record import open_record

    network = open_record("chronicle").in_year(1955)
    systems = [parse(text).system(network) for text in (FIRST, SECOND, FIRST.replace("0.7", "1.3"))]
    import symmachy.kernels.compose  # noqa: F401  # importing the compiler is not compiling

    times = {"import and bind": time.perf_counter() - begin}
    for name, system in zip(("first", "second", "another decay"), systems, strict=True):
        begin = time.perf_counter()
        system.every()
        times[name] = time.perf_counter() - begin
    return times


def growth() -> None:
    """Print the nanoseconds for a pair, and the microseconds for a change, by the number of states."""
    from symmachy.kernels.view import toggle, view_of
    from symmachy.mechanisms import System, parse

    print(
        f"\n{'states':>6}  {'all pairs, ms':>13}  {'a pair, ns':>10}  {'the limit, ns':>13}  {'a toggle, us':>12}"
    )
    model = parse("ties + shared_allies + triangles + popularity + isolates + spread").terms
    for size in SIZES:
        rng = np.random.default_rng(size)
        tied = np.triu(rng.random((size, size)) < 8 / size, 1)  # eight pacts a state
        fixed = [np.ones((1, size, size)) if t.name == "ties" else np.zeros((0, size, size)) for t in model]
        system = System.made(model, ties=tied | tied.T, fixed=fixed)
        every = _best(system.every, 5)
        out = np.zeros((len(model), size, size))
        limit = _best(lambda out=out: out.fill(1.0), 5)
        view = view_of(tied | tied.T)
        toggles = [(int(a), int(b)) for a, b in rng.integers(0, size, (2000, 2)) if a != b]
        toggle(view, *toggles[0])
        begin = time.perf_counter()
        for i, j in toggles:
            toggle(view, i, j)
        step = (time.perf_counter() - begin) / len(toggles)
        pairs = size * (size - 1) / 2
        print(
            f"{size:>6}  {1e3 * every:>13.2f}  {1e9 * every / pairs:>10.0f}  {1e9 * limit / pairs:>13.1f}  "
            f"{1e6 * step:>12.2f}"
        )


def _best(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found)


def _child(cache: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--compile"]
    environment = {**os.environ, "NUMBA_CACHE_DIR": cache}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as cache:
        rows = {"nothing compiled": _child(cache), "found on disk": _child(cache)}
    note("specification", rows["nothing compiled"]["second"])
    names = list(next(iter(rows.values())))
    print(f"{'seconds':<18}" + "".join(f"{n:>18}" for n in names))
    for label, times in rows.items():
        print(f"{label:<18}" + "".join(f"{times[n]:>18.2f}" for n in names))
    growth()


if __name__ == "__main__":
    if sys.argv[1:] == ["--compile"]:
        print(json.dumps(compile_times()))
    else:
        main()
