"""What a long estimation keeps: read again as it was, also where a kill left half a part, and refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.errors import BadFile, BadInput
from symmachy.estimation.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path


def written(path: Path) -> bytes:
    journal = Journal.open(path, "work")
    for name in ("first", "second", "third"):
        journal.add(name, numbers=np.linspace(0, 1, 50), good=np.array([True, False]))
    return path.read_bytes()


def test_parts_are_read_again_as_they_were(tmp_path: Path) -> None:
    written(tmp_path / "kept")
    parts = Journal.open(tmp_path / "kept", "work").parts

    assert list(parts) == ["first", "second", "third"]
    assert (parts["second"]["numbers"] == np.linspace(0, 1, 50)).all()
    assert parts["third"]["good"].tolist() == [True, False]


def test_wherever_a_kill_cuts_the_file_the_whole_parts_before_are_read_and_more_can_be_added(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kept"
    whole = written(path)
    counts = set()
    for end in [*range(40), *range(40, len(whole), 13)]:
        path.write_bytes(whole[:end])
        left = list(Journal.open(path, "work").parts)
        counts.add(len(left))
        Journal.open(path, "work").add("more", numbers=np.arange(3))

        assert left == ["first", "second", "third"][: len(left)]
        assert list(Journal.open(path, "work").parts) == [*left, "more"]
    assert counts == {0, 1, 2}


def test_a_damaged_part_and_what_follows_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    whole = bytearray(written(path))
    whole[len(whole) // 2] ^= 255
    path.write_bytes(whole)

    assert list(Journal.open(path, "work").parts) == ["first"]


@pytest.mark.parametrize(
    ("content", "said"), [(b"{}", "no checkpoint"), (b"symmachy estimation 1 other\n", "another model")]
)
def test_another_file_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "kept"
    path.write_bytes(content)

    with pytest.raises(BadFile, match=said):
        Journal.open(path, "work")
    assert path.read_bytes() == content


def test_a_folder_and_a_place_in_no_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        Journal.open(tmp_path, "work")
    with pytest.raises(BadInput, match="no folder"):
        Journal.open(tmp_path / "none" / "kept", "work")


def test_a_full_disk_is_named_with_the_file_and_what_was_kept_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept"
    written(path)
    journal = Journal.open(path, "work")
    monkeypatch.setattr("pathlib.Path.open", lambda self, mode: open("/dev/full", mode))  # noqa: ARG005, PTH123, SIM115

    with pytest.raises(OSError, match="No space left") as refused:
        journal.add("fourth", numbers=np.arange(100_000))
    assert refused.value.filename == str(path)

    monkeypatch.undo()
    assert list(Journal.open(path, "work").parts) == ["first", "second", "third"]
