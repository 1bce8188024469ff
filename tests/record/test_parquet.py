from __future__ import annotations

import io
import os

import polars as pl
import pytest

from symmachy.errors import BadFile
from symmachy.record.parquet import quiet_panics, read_parquet


def _panics() -> None:
    with quiet_panics():
        os.write(2, b"thread 'main' panicked at src/page.rs:1")
        raise pl.exceptions.PanicException


def _fails() -> None:
    with quiet_panics():
        os.write(2, b"and failing")
        raise OSError("away")


def test_what_a_panic_prints_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(pl.exceptions.PanicException):
        _panics()
    os.write(2, b"after")

    assert capfd.readouterr().err == "after"


def test_anything_else_comes_out(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_panics():
        os.write(2, b"reading ")
    with pytest.raises(OSError, match="away"):
        _fails()

    assert capfd.readouterr().err == "reading and failing"


def test_a_closed_screen_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: int) -> int:
        raise OSError

    monkeypatch.setattr(os, "dup", closed)
    with quiet_panics():
        done = True

    assert done


def _content() -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame({"year": range(500), "name": [f"state {k}" for k in range(500)]}).write_parquet(buffer)
    return buffer.getvalue()


def test_a_whole_file_is_read() -> None:
    assert read_parquet(_content(), "a.parquet").height == 500


def test_a_damaged_file_is_refused_and_nothing_of_the_library_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    whole = _content()
    refused = 0
    for place in range(4, len(whole), max(1, len(whole) // 200)):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        try:
            read_parquet(bytes(damaged), "a.parquet")
        except BadFile as fault:
            refused += str(fault).startswith("a.parquet is a ")

    assert refused > 50
    assert capfd.readouterr().err == ""


def test_the_end_is_looked_for_first() -> None:
    with pytest.raises(BadFile, match="truncated"):
        read_parquet(_content()[:-9], "a.parquet")
