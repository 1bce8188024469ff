"""Files: written whole or not at all, and read or refused in words."""

from __future__ import annotations

import json
import os
import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadFile, BadInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["json_of", "read_text", "read_toml", "toml_of", "write_whole"]


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
        with suppress(OSError):  # a disk mounted for reading refuses to remove even what is not there
            partial.unlink(missing_ok=True)


def read_text(path: Path) -> str:
    """Return a file's text.

    Raises
    ------
    BadFile
        Where there is no such file, it cannot be opened, or it is no text in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadFile(f"{path.name!r} is no text in UTF-8: save it so") from None
    except FileNotFoundError:
        raise BadFile(f"there is no file {str(path)!r}: check the path") from None
    except OSError as fault:
        raise BadFile(f"{str(path)!r} cannot be read ({fault.strerror or fault}): check the path") from None


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds.

    Raises
    ------
    BadFile
        As `read_text` and `toml_of`.
    """
    return toml_of(read_text(path), path.name)


def toml_of(text: str, name: str) -> dict[str, Any]:
    """Return what a text in TOML holds.

    Raises
    ------
    BadFile
        Where it is no TOML, a number has thousands of digits, or its lists are nested without end.

    Examples
    --------
    >>> toml_of("draws = 200", "mine.toml")
    {'draws': 200}
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadFile(f"{name!r} nests lists too deeply to be read: write fewer within each other") from None
    except ValueError as fault:  # a number of thousands of digits is a plain one
        raise BadFile(f"{name!r} is no TOML: {fault}") from None


def json_of(text: str, name: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return what a text in JSON holds.

    Raises
    ------
    BadFile
        Where it is no JSON, a number has thousands of digits, or it is nested without end.

    Examples
    --------
    >>> json_of("[1, 2]", "mine.json")
    [1, 2]
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise BadFile(f"{name!r} is nested too deeply to be read") from None
    except ValueError as fault:
        raise BadFile(f"{name!r} is no JSON: {fault}") from None
