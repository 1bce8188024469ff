"""A lock on a folder that the operating system lets go of when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from symmachy.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["locked"]


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def locked(path: Path, *, patience: float = 60.0) -> Iterator[None]:
    """Hold the lock of a file, created where it is absent, for the time of a ``with`` block.

    The lock is the kernel's, so a process that is killed leaves none behind; the empty file stays.

    Parameters
    ----------
    path
        The file to lock.
    patience
        Seconds to wait for another process.

    Raises
    ------
    StoreError
        Where another process holds the lock for longer than `patience`.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        until = time.monotonic() + patience
        while not _try_lock(handle):
            if time.monotonic() > until:
                raise StoreError(
                    f"another process has held {path} for {patience:g} seconds: wait for it to end, "
                    "then try again"
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(handle)
