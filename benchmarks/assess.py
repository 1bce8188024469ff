"""What an answer costs: the first one after installation, the next ones, the help, and a page.

Run it with ``python benchmarks/assess.py``. The first answer is asked with an empty memory of fits; kernels
that were compiled before stay compiled, so a fresh installation costs two to four seconds more (see
benchmarks/hazard.py for the compilation alone).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import note

RUN = (sys.executable, "-c", "from symmachy.cli import main; main()")


def main() -> None:
    """Print wall seconds, CPU seconds and the goal of each command."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"SYMMACHY_HOME": home}
        page = str(Path(home) / "page.html")
        rows = [
            ("help", "symmachy --help", 0.5, ["--help"]),
            ("assess-first", "assess CHN RUS, first", 10.0, ["assess", "CHN", "RUS"]),
            ("assess-again", "assess CHN RUS, again", 4.0, ["assess", "CHN", "RUS"]),
            (
                None,
                "assess FRA RUS --year 1890 --out page.html",
                None,
                ["assess", "FRA", "RUS", "--year", "1890", "--out", page],
            ),
        ]
        print(f"{'command':<45} {'wall s':>7} {'CPU s':>7} {'goal s':>7}")
        for figure, name, goal, words in rows:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.perf_counter()
            subprocess.run([*RUN, *words], env=environment, check=True, stdout=subprocess.DEVNULL)
            wall = time.perf_counter() - started
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{name:<45} {wall:7.2f} {cpu:7.2f} {goal or '':>7}")
            if figure:
                note(figure, wall)


if __name__ == "__main__":
    main()
