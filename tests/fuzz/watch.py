"""What reading must never do: start a program, ask the network, write outside its folder."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTS = {
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn",
    "socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "webbrowser.open",
}  # fmt: skip
"""Events that Python itself tells of."""

_CHANGES = {
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "shutil.rmtree",
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_state: dict[str, Any] = {"on": False, "hooked": False, "seen": []}


@contextmanager
def watched() -> Iterator[list[str]]:
    """Yield a list to which everything forbidden is added that happens in a ``with`` block."""
    if not _state["hooked"]:
        sys.addaudithook(_hook)  # cannot be taken away again, so it looks only when asked
        _state["hooked"] = True
    _state["seen"] = seen = []
    _state["on"] = True
    try:
        yield seen
    finally:
        _state["on"] = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _state["on"]:
        return
    if event in _STARTS or (event in _CHANGES and not _allowed(arguments[0])):
        _state["seen"].append(f"{event} {arguments!r:.200}")
    elif event == "open" and arguments[2] & _WRITES and not _allowed(arguments[0]):
        _state["seen"].append(f"written: {arguments[0]!r:.200}")


def _allowed(path: Any) -> bool:
    """Whether a path lies in the folder for temporary files, or is Python's or numba's own memory of compiled code."""
    if isinstance(path, int) or path is None:
        return True
    name = Path(os.fsdecode(path)).absolute()
    kept = ("__pycache__", "numba")
    return name.is_relative_to(tempfile.gettempdir()) or any(k in part for part in name.parts for k in kept)
