"""A real scheduler and two worker processes give the same bytes as this process alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.clusters import cluster
from tests.scenarios.test_ensemble import DRAWS, INTEREST, SETS, futures, same

from symmachy.scenarios import WorkerLost
from symmachy.scenarios.cluster import on_cluster
from symmachy.scenarios.ensemble import draw_all

pytest.importorskip("distributed", reason="dask comes with the cluster extra")
# A cluster that is shut down while it still talks warns of it; what is drawn is what is tested here.
pytestmark = pytest.mark.filterwarnings("default")


def test_two_workers_of_a_cluster_give_the_same_bytes(tmp_path: Path) -> None:
    alone = draw_all(futures(), draws=DRAWS, sets=SETS, interest=INTEREST)
    with cluster(tmp_path) as address, on_cluster(address, seconds=30):
        found = draw_all(futures(), draws=DRAWS, sets=SETS, interest=INTEREST)

    assert same(alone, found)


def test_the_command_of_a_worked_scenario_prints_the_same_bytes_here_and_on_a_cluster(tmp_path: Path) -> None:
    asked = "whatif examples/joint_pressure.toml --states CHN RUS --by USA --json --seed 1"
    few = ["--draws", "60", "--horizon", "3"]

    def said(*more: str) -> bytes:
        command = [sys.executable, "-c", "from symmachy.cli import main; main()", *asked.split(), *few, *more]
        root = Path(__file__).parents[2]
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603  # this very interpreter, with a fixed program
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    with cluster(tmp_path) as address:
        there = said("--cluster", address)
    here, again = said(), said()

    assert json.loads(here)["scenario"]["slots"] == {"states": ["CHN", "RUS"], "by": ["USA"]}
    assert here == again == there


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    with pytest.raises(WorkerLost, match="no scheduler answered"), on_cluster("tcp://127.0.0.1:9", seconds=1):
        pass
