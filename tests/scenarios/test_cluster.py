"""A real scheduler and two worker processes give the same bytes as this process alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.scenarios.test_ensemble import DRAWS, INTEREST, SETS, futures, same

from symmachy.scenarios import WorkerLost
from symmachy.scenarios.cluster import on_cluster
from symmachy.scenarios.ensemble import draw_all

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("distributed", reason="dask comes with the cluster extra")
# A cluster that is shut down while it still talks warns of it; what is drawn is what is tested here.
pytestmark = pytest.mark.filterwarnings("default")


@contextmanager
def _cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    told = folder / "scheduler.json"
    program = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    where = ["--scheduler-file", str(told)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    running = [
        subprocess.Popen(  # noqa: S603  # this very interpreter, with a fixed program
            [*program, *where, "--port", "0", "--no-dashboard", "--host", "127.0.0.1"], **quiet
        )
    ]
    try:
        _wait(told.exists)
        running += [
            subprocess.Popen(  # noqa: S603  # as above
                [
                    sys.executable,
                    "-m",
                    "distributed.cli.dask_worker",
                    *where,
                    "--nthreads",
                    "1",
                    "--no-dashboard",
                ],
                **quiet,
            )
            for _ in range(workers)
        ]
        yield json.loads(told.read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(running):
            process.kill()
        for process in running:
            process.wait(timeout=20)


def _wait(ready: object, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not ready():  # type: ignore[operator]
        assert time.monotonic() < end, "the scheduler did not start"
        time.sleep(0.1)


def test_two_workers_of_a_cluster_give_the_same_bytes(tmp_path: Path) -> None:
    alone = draw_all(futures(), draws=DRAWS, sets=SETS, interest=INTEREST)
    with _cluster(tmp_path) as address, on_cluster(address, seconds=30):
        found = draw_all(futures(), draws=DRAWS, sets=SETS, interest=INTEREST)

    assert same(alone, found)


def test_the_command_of_a_worked_scenario_prints_the_same_bytes_here_and_on_a_cluster(tmp_path: Path) -> None:
    asked = "whatif examples/joint_pressure.toml --states CHN RUS --by USA --json --seed 1"
    few = ["--draws", "60", "--horizon", "3"]

    def said(*more: str) -> bytes:
        command = [sys.executable, "-c", "from symmachy.cli import main; main()", *asked.split(), *few, *more]
        root = Path(__file__).parents[2]
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603  # as above
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    with _cluster(tmp_path) as address:
        there = said("--cluster", address)
    here, again = said(), said()

    assert json.loads(here)["scenario"]["slots"] == {"states": ["CHN", "RUS"], "by": ["USA"]}
    assert here == again == there


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    with pytest.raises(WorkerLost, match="no scheduler answered"), on_cluster("tcp://127.0.0.1:9", seconds=1):
        pass
