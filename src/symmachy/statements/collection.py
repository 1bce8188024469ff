"""Statements with the documents they come from, and how much of these was covered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symmachy.errors import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.statements.document import Document, Documents
    from symmachy.statements.statement import Statement

__all__ = ["Coverage", "Statements"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How much of one document was read into statements."""

    doc_id: str
    sentences: int
    with_statement: int
    unclear: int
    """Statements whose polarity was left open."""
    rejected: int = 0
    """Records that did not pass the gate."""
    note: str | None = None
    """Why an extractor did less than it should have, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Statements:
    """What `extract` returns: statements in the order of documents and places."""

    documents: Documents
    statements: tuple[Statement, ...]
    coverage: tuple[Coverage, ...] = field(default=())

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.statements)

    def of(self, document: Document) -> tuple[Statement, ...]:
        """Return the statements of one document in order of place."""
        return tuple(s for s in self.statements if s.doc_sha256 == document.sha256)

    def check(self) -> None:
        """Check that every passage says in its document what the record says it does.

        Raises
        ------
        BadFile
            At the first passage that does not.
        """
        for statement in self.statements:
            text = self.documents[statement.doc_sha256].text
            for target in statement.targets():
                if not target.holds_in(text):
                    raise BadFile(
                        f"statement {statement.id} does not fit {statement.doc_name!r}: at {target.start} to "
                        f"{target.end} the document does not say {target.exact[:60]!r}"
                    )
