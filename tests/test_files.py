"""Files are whole or not there, and a system's refusal is a sentence."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from symmachy.cli.app import _of_system
from symmachy.errors import BadInput
from symmachy.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_failed_write_leaves_the_earlier_file_and_no_other(tmp_path: Path) -> None:
    place = tmp_path / "page.html"
    place.write_text("earlier", encoding="utf-8")

    def half(partial: Path) -> None:
        partial.write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device", str(partial))

    with pytest.raises(OSError, match="No space") as refused:
        write_whole(place, half)

    assert refused.value.filename == str(place)
    assert place.read_text(encoding="utf-8") == "earlier"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_that_is_not_there_or_is_the_target_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no folder"):
        write_whole(tmp_path / "no" / "page.html", lambda partial: partial.touch())
    with pytest.raises(BadInput, match="is a folder"):
        write_whole(tmp_path, lambda partial: partial.touch())


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "p.csv"), "the disk is full (p.csv)"),
        (OSError("No space left on device (os error 28)"), "the disk is full"),
        (
            OSError(errno.EROFS, "Read-only file system", "p.csv"),
            "no permission to write or read there (p.csv)",
        ),
        (OSError(errno.ENOENT, "No such file", "p.csv"), "there is no such file or folder (p.csv)"),
        (OSError(errno.EFBIG, "File too large", "p.csv"), "the disk is full (p.csv)"),
        (OSError(errno.EIO, "Input/output error"), "the system refused: Input/output error"),
    ],
)
def test_a_refusal_of_the_system_is_a_sentence(fault: OSError, said: str) -> None:
    assert _of_system(fault).startswith(said)
