"""A static copy of the explorer: files that any web host or a memory stick can serve, without a server's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from symmachy.errors import BadInput
from symmachy.explorer.answering import Refused, dumped, silent
from symmachy.explorer.answers import QUESTIONS
from symmachy.explorer.app import about, bytes_of_system
from symmachy.explorer.built import built_files
from symmachy.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from symmachy.explorer.question import Given
    from symmachy.world import World

__all__ = ["export"]


def export(
    world: World,
    folder: Path,
    *,
    leave_out: frozenset[str] = frozenset(),
    told: Callable[[int, int], None] | None = None,
) -> int:
    """Write the pages, the record's ties and the answers that they ask for first; return how many files.

    The copy works from any web host, and from a disk without one.

    Answers that are there already are kept, so that an export that was stopped goes on where it was.

    Parameters
    ----------
    world
        The record.
    folder
        Where to; it is made if it is not there.
    leave_out
        Questions whose answers are not written.
    told
        Called with how many answers are written and how many there are.

    Raises
    ------
    BadInput
        Where the pages were not built, or `folder` holds something else.
    """
    pages = built_files()
    mark = folder / "data" / "about.js"
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder.name!r} is a file: name a folder to write the copy into")
    if folder.is_dir() and any(folder.iterdir()) and not mark.exists():
        raise BadInput(f"{folder.name!r} holds other things: name a new folder, or one with an earlier copy")
    identity = _script(about(world, static=True))
    again = mark.exists() and mark.read_bytes() == identity
    for name, file in pages.items():
        _put(folder / name.replace(".json", ".js"), _page(name, file.plain))
    _put(folder / "data" / "system.js", _script(bytes_of_system(world)))
    _put(mark, identity)
    asked: list[tuple[str, Given]] = [
        (q.name, given)
        for q in QUESTIONS.values()
        if q.whole is not None and q.name not in leave_out
        for given in q.whole(world)
    ]
    for done, (name, given) in enumerate(asked):
        if told is not None:
            told(done, len(asked))
        place = folder.joinpath("api", *_parts(name, given))
        if again and place.exists():
            continue
        try:
            _put(place, _script(dumped(world, name, given, silent)))
        except Refused:
            continue  # the record has no answer to it; the page says so
    if told is not None:
        told(len(asked), len(asked))
    return sum(1 for p in folder.rglob("*") if p.is_file())


def _script(plain: bytes) -> bytes:
    """Return JSON as a script that hands it over: a page opened from a disk may run its files, but not fetch them."""
    return b"symmachy(" + plain + b")\n"


def _page(name: str, plain: bytes) -> bytes:
    if name.endswith(".json"):
        return _script(plain)
    if name != "index.html":
        return plain
    # From a disk a browser runs no module and asks nobody across origins, so the one script is a plain one.
    return (
        plain.replace(b"<html ", b"<html data-copy ", 1)
        .replace(b'type="module" crossorigin', b"defer")
        .replace(b'stylesheet" crossorigin', b'stylesheet"')
    )


def _parts(name: str, given: Given) -> list[str]:
    words = [quote(given[p.name], safe="") for p in QUESTIONS[name].path]
    return [name, *words[:-1], f"{words[-1]}.js"] if words else [f"{name}.js"]


def _put(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, lambda partial: partial.write_bytes(content))
