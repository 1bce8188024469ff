"""Writing files whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, and put it in place only when it is complete.

    Parameters
    ----------
    path
        Where the file is wanted; an earlier file there stays until the new one is complete.
    write
        Called once with the path that it must write to.

    Raises
    ------
    BadInput
        Where the folder does not exist, or `path` is a folder.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = pathlib.Path(folder) / "note.txt"
    ...     write_whole(place, lambda partial: partial.write_text("whole"))
    ...     place.read_text()
    'whole'
    """
    if path.is_dir():
        raise BadInput(f"{str(path)!r} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise BadInput(f"there is no folder {str(path.parent)!r}: make it first, or write elsewhere")
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        write(partial)
        partial.replace(path)
    except OSError as fault:
        fault.filename = str(path)  # the user knows this name, not that of the partial file
        raise
    finally:
        partial.unlink(missing_ok=True)
