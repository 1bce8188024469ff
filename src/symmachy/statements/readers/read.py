"""Reading what the user named."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.errors import BadFile, SymmachyError
from symmachy.statements.document import Document, Documents, Refusal
from symmachy.statements.duplicates import mark_copies
from symmachy.statements.language import foreign
from symmachy.statements.readers.formats import FORMATS, form_of, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Held", "Limits", "read_documents"]

_LANGUAGES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "zh": "Chinese",
    "ar": "Arabic",
    "it": "Italian",
    "pt": "Portuguese",
    "ja": "Japanese",
    "ko": "Korean",
    "tr": "Turkish",
    "fa": "Persian",
    "nl": "Dutch",
    "pl": "Polish",
    "uk": "Ukrainian",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Hindi",
}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How large a document may be."""

    bytes: int = 50_000_000
    """Of the file or the answer."""
    characters: int = 2_000_000
    """Of the text: about a thousand pages."""
    seconds: float = 30.0
    """To wait for an address."""


_DEFAULT = Limits()


@dataclass(frozen=True, kw_only=True)
class Held:
    """A document in memory: its name, whose ending tells the format where the bytes do not, and its bytes."""

    name: str
    data: bytes


def read_documents(
    sources: Iterable[str | Path | Held],
    *,
    limits: Limits = _DEFAULT,
    progress: Callable[[str], None] | None = None,
) -> Documents:
    r"""Read documents in any of the known formats; what cannot be read is refused with a sentence.

    Parameters
    ----------
    sources
        Paths of text, Markdown, HTML, PDF or .docx files; folders, which are searched with all below them for
        such files; ``-`` for standard input; addresses that begin with ``http://`` or ``https://``, which are
        fetched once and of which nothing is executed; and documents held in memory.
    limits
        How large a document may be.
    progress
        Called with the name of each document before it is read.

    Returns
    -------
    Documents
        In the order given, a folder's files by name. Date and outlet come from metadata or from the head of the
        text, each with its basis, and stay unknown otherwise. Near-duplicates name the first of their cluster.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     note = pathlib.Path(folder) / "note.txt"
    ...     _ = note.write_text(
    ...         "A pact is near\n12 March 1948\n\nThe minister said that it was in the interest of all."
    ...     )
    ...     documents = read_documents([note, pathlib.Path(folder) / "absent.txt"])
    >>> [(d.title, d.date, d.date_basis.value) for d in documents]
    [('A pact is near', '1948-03-12', 'in text')]
    >>> documents.refused[0].sentence
    'there is no such file: check the path'
    """
    read: list[Document] = []
    refused: list[Refusal] = []
    seen: set[str] = set()
    for source in _spread(sources):
        name = _name(source)
        if progress is not None:
            progress(name)
        try:
            document = _read(source, name, limits)
        except SymmachyError as refusal:
            refused.append(Refusal(name=name, sentence=str(refusal)))
            continue
        except OSError as fault:
            sentence = f"the system refused to open it: {fault.strerror or fault}"
            refused.append(Refusal(name=name, sentence=sentence))
            continue
        if document.sha256 in seen:
            sentence = "it is the same file, byte for byte, as one already read; it is not counted twice"
            refused.append(Refusal(name=name, sentence=sentence))
            continue
        seen.add(document.sha256)
        read.append(document)
    return Documents(read=mark_copies(read), refused=tuple(refused))


_RUNS = re.compile(r"[.!?\n\r]")
_LONGEST = 20_000
"""Characters without an end of a sentence that are still read; the parser's time grows faster than their number."""


def _spread(sources: Iterable[str | Path | Held]) -> Iterator[str | Path | Held]:
    for source in sources:
        address = isinstance(source, str) and (source == "-" or source.startswith(("http://", "https://")))
        if address or isinstance(source, Held):
            yield source
        elif Path(source).is_dir():
            files = [
                p for p in sorted(Path(source).rglob("*")) if p.suffix.casefold() in FORMATS and p.is_file()
            ]
            yield from (p for p in files if not p.name.startswith("."))
        else:
            yield Path(source)


def _name(source: str | Path | Held) -> str:
    if source == "-":
        return "standard input"
    return source if isinstance(source, str) else source.name


def _read(source: str | Path | Held, name: str, limits: Limits) -> Document:
    declared = None
    if isinstance(source, Held):
        data, suffix = source.data, Path(source.name).suffix
    elif isinstance(source, Path):
        data, suffix = _of_file(source, limits), source.suffix
    elif source == "-":
        data, suffix = sys.stdin.buffer.read(limits.bytes + 1), ""
    else:
        from symmachy.statements.readers.web import fetch

        data, suffix, declared = fetch(source, limits.bytes, limits.seconds)
    if len(data) > limits.bytes:
        raise BadFile(f"it is larger than {limits.bytes / 1e6:.0f} MB: cut it into parts")
    if not data.strip():
        raise BadFile("it is empty")
    form = form_of(data, suffix)
    text, about, notes = take(data, form, declared=declared)
    if not any(c.isalpha() for c in text):
        raise BadFile("it holds no words")
    if len(text) > limits.characters:
        raise BadFile(f"it has more than {limits.characters:,} characters: cut it into parts")
    longest = max(len(run) for run in _RUNS.split(text))
    if longest > _LONGEST:
        raise BadFile(
            f"it has {longest:,} characters without a full stop or a new line, more than any sentence: give the "
            "text with its lines and stops"
        )
    language = foreign(text)
    if language:
        said = f"in {_LANGUAGES.get(language, language)}" if language != "other" else "not in English"
        raise BadFile(
            f"it seems to be {said}; only English is read: give a translation, and say so in its title"
        )
    return Document(
        name=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        form=form,
        title=about.title,
        date=about.date,
        date_basis=about.date_basis,
        outlet=about.outlet,
        outlet_basis=about.outlet_basis,
        author=about.author,
        notes=notes,
    )


def _of_file(path: Path, limits: Limits) -> bytes:
    if not path.exists():
        raise BadFile("there is no such file: check the path")
    size = path.stat().st_size
    if size > limits.bytes:
        allowed = f"{limits.bytes / 1e6:.0f} MB"
        raise BadFile(f"it has {size / 1e6:.0f} MB, and a document may have {allowed}: cut it into parts")
    return path.read_bytes()
