"""A real Dask scheduler and worker processes, for tests that want the same bytes from them."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """Give the address of a scheduler that has so many workers, each a process; all are ended afterwards."""
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
        import json

        from distributed import Client

        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        yield address
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
