"""Parquet of strangers: read, or refused in a sentence, without the words in which a library gives up."""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from symmachy.errors import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

__all__ = ["quiet_panics", "read_parquet"]

_STDERR = 2
_ONE_AT_A_TIME = threading.Lock()
"""Two that redirect at once would restore each other's file."""


def read_parquet(content: bytes, where: str) -> pl.DataFrame:
    """Read the table in the bytes of a Parquet file.

    Parameters
    ----------
    content
        The whole file.
    where
        What a user calls it.

    Raises
    ------
    BadFile
        Where the file is cut off or damaged.
    """
    import polars as pl

    if content[-4:] != b"PAR1":
        raise BadFile(f"{where} is a truncated Parquet file: its end is missing")
    try:
        with quiet_panics():
            return pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, MemoryError) as error:
        said = str(error).strip() or type(error).__name__
        raise BadFile(
            f"{where} is a damaged Parquet file ({said.splitlines()[0][:160].rstrip('.:')})"
        ) from None


@contextmanager
def quiet_panics() -> Iterator[None]:
    """Hold standard error for the time of a ``with`` block, and drop it where the block ends in a panic.

    A panic prints its place in the library's source before Python hears of it, and no option silences that. What
    is printed in a block that ends well, or in another error, comes out when it ends.

    Examples
    --------
    >>> with quiet_panics():
    ...     frame = 1
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryFile() as held:
        try:
            screen = os.dup(_STDERR)
        except OSError:  # there is none
            yield
            return
        panicked = False
        try:
            with suppress(OSError, ValueError, AttributeError):
                sys.stderr.flush()
            os.dup2(held.fileno(), _STDERR)
            yield
        except BaseException as fault:
            panicked = type(fault).__name__ == "PanicException"
            raise
        finally:
            os.dup2(screen, _STDERR)
            os.close(screen)
            if not panicked:
                held.seek(0)
                with suppress(OSError):
                    os.write(_STDERR, held.read())
