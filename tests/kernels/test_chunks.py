from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symmachy.kernels.chunks import CHUNKS, sum_chunks, thread_count

if TYPE_CHECKING:
    from symmachy.typing import FloatArray


@given(st.integers(0, 400))
def test_every_row_is_in_one_chunk(rows: int) -> None:
    seen: list[int] = []

    def work(start: int, stop: int, _out: FloatArray) -> None:
        seen.extend(range(start, stop))

    sum_chunks(work, rows, 1)

    assert seen == list(range(rows))


def test_what_goes_wrong_in_a_thread_is_raised() -> None:
    def work(_start: int, _stop: int, _out: FloatArray) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sum_chunks(work, 1000 * CHUNKS, 1, threads=2)


def test_processors_are_counted_where_affinity_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)

    assert thread_count() == 5
    assert thread_count(0) == 1
