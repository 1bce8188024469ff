"""What a what-if costs: draws, workers, memory; the goals are 3 s for 200 draws and 60 s for 10,000 on 2 cores.

    python benchmarks/whatif.py              # 50 to 1,000 draws, and 200 with 1 and 2 workers
    python benchmarks/whatif.py --long       # 10,000 draws on 2 workers too
    python benchmarks/whatif.py --memory N   # the peak memory of N draws in this process
    python benchmarks/whatif.py --plot F.svg # throughput against draws and workers, measured anew, as a picture

CPU seconds are of this process and its workers, without the fit of the model, which is remembered between
questions, and without compiling, which is kept on disk.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from figures import note

if TYPE_CHECKING:
    from symmachy.scenarios.run import Futures

_BASE, _YEARS, _SETS = 2025, 10, 50
_LONG = 10_000
_INTEREST = np.arange(3)


def futures() -> Futures:
    """Prepare a power leaving all its treaties in the chronicle, the default model, ten years."""
    from symmachy.scenarios import Ground, Scenario
    from symmachy.scenarios.readings import Readings
    from symmachy.scenarios.timeline import changed

    plain = {"title": "A power leaves", "base_year": _BASE, "horizon": _YEARS}
    change = {"kind": "withdrawal", "states": "USA", "when": "+1"}
    asked = Scenario.of({**plain, "interventions": [change]})
    ground = Ground.of(asked)
    line = changed(ground.baseline, asked.interventions)
    return ground.futures(Readings(timeline=line, baseline=ground.readings), sets=_SETS, seed=1)


def cpu() -> float:
    """Return the CPU seconds of this process and of workers that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in both)


def timed(made: Futures, draws: int, jobs: int) -> tuple[float, float]:
    """Return wall and CPU seconds of some draws; the workers are ended, so that theirs are counted."""
    from joblib.externals.loky import get_reusable_executor

    from symmachy.scenarios.ensemble import draw_all

    wall, used = time.perf_counter(), cpu()
    draw_all(made, draws=draws, sets=_SETS, interest=_INTEREST, jobs=jobs)
    wall = time.perf_counter() - wall
    if jobs > 1:
        get_reusable_executor().shutdown(wait=True)
    return wall, cpu() - used


def plot(made: Futures, path: Path) -> None:
    """Measure and draw how many draws a CPU second gives, against the draws asked for and against the workers."""
    import altair as alt
    import vl_convert

    panels: list[Any] = []
    by_draws = [(draws, 1, draws) for draws in (50, 100, 200, 500)]
    by_workers = [(500, jobs, jobs) for jobs in (1, 2)]
    for title, plan in (("draws, one worker", by_draws), ("workers, 500 draws", by_workers)):
        rows = []
        for draws, jobs, place in plan:
            wall, used = timed(made, draws, jobs)
            print(
                f"{draws:6,} {jobs:3}  wall {wall:6.1f} s   CPU {used:6.1f} s   {draws / used:6.1f} a CPU second"
            )
            rows.append({"x": place, "rate": draws / used})
        data: Any = alt.Data
        x = alt.X(
            "x:Q", title=title, scale=alt.Scale(type="log"), axis=alt.Axis(values=[r["x"] for r in rows])
        )
        y = alt.Y("rate:Q", title="draws a CPU second", scale=alt.Scale(zero=True))
        line = alt.Chart(data(values=rows)).mark_line(point=True, color="#0072b2").encode(x=x, y=y)
        panels.append(line.properties(width=260, height=150))
    text = vl_convert.vegalite_to_svg(alt.hconcat(*panels).properties(background="white").to_dict())
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--long", action="store_true")
    asked.add_argument("--memory", type=int)
    asked.add_argument("--plot", type=Path)
    options = asked.parse_args()
    start = cpu()
    made = futures()
    prepared = cpu() - start
    timed(made, _SETS, 1)  # compiled, or loaded from disk
    if options.memory:
        timed(made, options.memory, 1)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    if options.plot:
        plot(made, options.plot)
        return
    years, pairs = made.shape
    print(
        f"{years} years, {pairs:,} pairs, each future twice; record, fit and preparation: {prepared:.1f} CPU s\n"
    )
    print("draws   jobs   wall s   CPU s   CPU ms a draw   ns a pair-year")
    plan = [(50, 1), (200, 1), (1000, 1), (200, 2), (1000, 2), *([(_LONG, 2)] if options.long else [])]
    for draws, jobs in plan:
        wall, used = timed(made, draws, jobs)
        each = 1e9 * used / draws / (2 * years * pairs)
        print(f"{draws:6,} {jobs:5}  {wall:7.1f} {used:7.1f} {1000 * used / draws:15.2f} {each:16.1f}")
        if draws == _LONG:
            note("whatif-long", wall)
    print("\ndraws   peak MB of the process")
    peaks = []
    for draws in (50, 1000, *([5000] if options.long else [])):
        done = subprocess.run(
            [sys.executable, __file__, "--memory", str(draws)], capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stdout))
        print(f"{draws:6,} {peaks[-1]:8}")
    if options.long:
        note("whatif-memory", peaks[-1] / peaks[0])


if __name__ == "__main__":
    main()
