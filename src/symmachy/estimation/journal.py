"""What a long estimation has drawn so far, in a file to which each part is added as it is done.

The file begins with a line that names the work; each part is its length and an archive of numpy's that holds no
objects. Nothing that stands is written again, so that a part costs what it is long, and what a kill or a loss of
power leaves half written at the end is not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile
from zlib import error as zlib_error

import numpy as np

from symmachy.errors import BadFile, BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Journal"]

_MAGIC = "symmachy estimation 1"
_LENGTH = 8
_NAME = "name"


@dataclass(frozen=True, kw_only=True, eq=False)
class Journal:
    """Parts of one piece of work by name, in a file; made by `open`."""

    path: Path
    parts: Mapping[str, Mapping[str, Any]]
    """What an earlier run has left: by the name of the part, its arrays by name."""

    @classmethod
    def open(cls, path: Path, work: str) -> Journal:
        """Return the journal of some work, with the parts that an earlier run has left; a new one where there is none.

        Parameters
        ----------
        path
            Where the file is, or will be.
        work
            What decides every number that is kept: a digest, without spaces.

        Raises
        ------
        BadInput
            Where `path` is a folder, or its folder does not exist.
        BadFile
            Where the file is no journal, or that of other work.

        Examples
        --------
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     place = pathlib.Path(folder) / "kept"
        ...     Journal.open(place, "abc").add("first", draws=np.arange(3))
        ...     Journal.open(place, "abc").parts["first"]["draws"]
        array([0, 1, 2])
        """
        if path.is_dir():
            raise BadInput(f"{str(path)!r} is a folder: name a file in it")
        if not path.parent.is_dir():
            raise BadInput(f"there is no folder {str(path.parent)!r}: make it first, or write elsewhere")
        head = f"{_MAGIC} {work}\n".encode()
        try:
            content = path.read_bytes() if path.exists() else b""
        except OSError as fault:
            raise BadFile(f"{str(path)!r} cannot be read ({fault.strerror or fault}): name another") from None
        if not content or head.startswith(content):  # begun, and stopped before the first line was whole
            path.write_bytes(head)
            return cls(path=path, parts={})
        _refuse_other(path, content, head)
        parts, end = _parts(content, len(head))
        if end < len(content):
            with path.open("r+b") as file:
                file.truncate(end)
        return cls(path=path, parts=parts)

    def add(self, name: str, **arrays: Any) -> None:  # noqa: ANN401  # arrays of any kind
        """Keep a part that is done.

        Raises
        ------
        OSError
            Where the disk is full or the file cannot be written any more; what was kept before can be read.
        """
        packed = BytesIO()
        np.savez_compressed(packed, **{_NAME: np.array(name)}, **arrays)  # type: ignore[arg-type]  # names are free
        body = packed.getvalue()
        try:
            with self.path.open("ab") as file:
                file.write(len(body).to_bytes(_LENGTH, "little") + body)
        except OSError as fault:
            fault.filename = str(self.path)  # a full disk does not say where
            raise

    def remove(self) -> None:
        """Remove the file, once the work is done."""
        self.path.unlink(missing_ok=True)


def _refuse_other(path: Path, content: bytes, head: bytes) -> None:
    if content.startswith(head):
        return
    if content.startswith(_MAGIC.encode()):
        raise BadFile(
            f"{str(path)!r} is the checkpoint of another model, other networks or another seed; name another file"
        )
    raise BadFile(f"{str(path)!r} is no checkpoint of an estimation; remove it or name another")


def _parts(content: bytes, at: int) -> tuple[dict[str, dict[str, Any]], int]:
    """Return the parts that can be read, and where the last of them ends: what follows is to be done again."""
    parts: dict[str, dict[str, Any]] = {}
    while True:
        begin = at + _LENGTH
        end = begin + int.from_bytes(content[at:begin], "little")
        if begin > len(content) or end > len(content):
            return parts, at
        try:
            with np.load(BytesIO(content[begin:end]), allow_pickle=False) as kept:
                arrays = {name: np.array(kept[name]) for name in kept.files}
            parts[str(arrays.pop(_NAME))] = arrays
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib_error):
            return parts, at
        at = end
