from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from tests.fuzz.run import LEAST, faults
from tests.fuzz.targets import TARGETS
from tests.fuzz.watch import watched


@pytest.mark.parametrize("name", list(TARGETS))
def test_broken_input_is_read_or_refused_in_words(name: str) -> None:
    found = [f"{fault.number}: {fault.trace}" for fault in faults(name, seed=1, first=0, inputs=LEAST)]

    assert not found


def test_what_reading_must_not_do_is_seen(tmp_path: Path) -> None:
    with watched() as seen:
        subprocess.run([sys.executable, "-c", ""], check=True)  # our own interpreter
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), timeout=0.1)
        with suppress(OSError):
            os.open("/proc/outside", os.O_WRONLY | os.O_CREAT)
        (Path(tempfile.gettempdir()) / tmp_path.name).touch()

    (Path(tempfile.gettempdir()) / tmp_path.name).unlink()
    assert [line.split()[0] for line in seen if "fork" not in line and "posix_spawn" not in line] == [
        "subprocess.Popen",
        "socket.getaddrinfo",
        "socket.connect",
        "written:",
    ]
