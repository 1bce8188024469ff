"""Documents as they were read, and those that could not be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from symmachy.errors import UnknownName
from symmachy.statements.labels import DateBasis

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Document", "Documents", "Refusal"]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document: its text, never changed after reading, and what is known of it.

    Text formats are decoded as they stand, so positions in `text` are positions in the file; for HTML, PDF and
    .docx the text is what a library took out of the file, and `sha256` is still that of the file's bytes.
    """

    name: str
    """The file's name, the address, or "standard input"."""
    text: str
    sha256: str
    """Of the bytes."""
    form: str
    """text, markdown, html, pdf or docx."""
    language: str = "en"
    title: str | None = None
    date: str | None = None
    """ISO, as far as it is known; never the file's own date."""
    date_basis: DateBasis = DateBasis.UNKNOWN
    outlet: str | None = None
    outlet_basis: DateBasis = DateBasis.UNKNOWN
    author: str | None = None
    notes: tuple[str, ...] = ()
    """What had to be assumed in reading, in sentences."""
    copy_of: str | None = None
    """The id of the first document of the cluster of near-duplicates that this one belongs to."""

    @property
    def id(self) -> str:
        """A short name from the digest."""
        return "d-" + self.sha256[:12]

    @property
    def year(self) -> int | None:
        """The year of the document's date, where known."""
        return int(self.date[:4]) if self.date else None

    @cached_property
    def text_sha256(self) -> str:
        """The digest of the text, which differs from `sha256` where the text was taken out of a file."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A document that was not read, and one sentence that says why and what to do."""

    name: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Documents:
    """What was read, in the order given, and what was refused."""

    read: tuple[Document, ...] = ()
    refused: tuple[Refusal, ...] = ()

    def __iter__(self) -> Iterator[Document]:
        return iter(self.read)

    def __len__(self) -> int:
        return len(self.read)

    def __getitem__(self, name: str) -> Document:
        """Return the document with this id, or with the digest of its bytes."""
        for document in self.read:
            if name in (document.id, document.sha256):
                return document
        raise UnknownName.among("document", name, (d.id for d in self.read))

    @property
    def sources(self) -> tuple[tuple[Document, ...], ...]:
        """The clusters of near-duplicates, each counted as one source, in order of first reading."""
        clusters: dict[str, list[Document]] = {}
        for document in self.read:
            clusters.setdefault(document.copy_of or document.id, []).append(document)
        return tuple(tuple(c) for c in clusters.values())
