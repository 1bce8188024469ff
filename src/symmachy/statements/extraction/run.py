"""The one call that reads statements out of documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from symmachy.errors import SymmachyError
from symmachy.statements.collection import Coverage, Statements
from symmachy.statements.extraction.rules import Rules
from symmachy.statements.labels import Attribution, Flag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symmachy.statements.document import Document, Documents
    from symmachy.statements.statement import Statement

__all__ = ["Extractor", "extract"]

_SAME = 88.0


class Extractor(Protocol):
    """Anything that reads statements out of one document."""

    def read(self, document: Document) -> tuple[tuple[Statement, ...], Coverage]:
        """Return the statements of a document in order of place, and what of it they cover."""
        ...


def extract(
    documents: Documents,
    *,
    by: Extractor | None = None,
    also: Sequence[Extractor] = (),
    progress: Callable[[Document], None] | None = None,
) -> Statements:
    """Read the statements out of documents.

    Parameters
    ----------
    documents
        As `read_documents` returns them.
    by
        How to extract: `Rules` (the default), `Plain`, which needs no model, or anything with their method.
    also
        Further extractors, such as an `Endpoint`; what they find is added with its own method, and a record of
        theirs over the same words for the same speaker does not replace one of `by`.
    progress
        Called with each document before it is read.

    Returns
    -------
    Statements
        In the order of the documents and of place. Every passage is checked against its document.

    Raises
    ------
    BadFile
        Where the parser's model is absent or not the one that was measured.
    """
    first: Extractor = by if by is not None else Rules()
    found: list[Statement] = []
    coverage: list[Coverage] = []
    for document in documents:
        if progress is not None:
            progress(document)
        statements, covered = first.read(document)
        for other in also:
            try:
                more, extra = other.read(document)
            except SymmachyError as fault:
                covered = replace(covered, note=str(fault))
                continue
            known = {(s.target.start, s.target.end, s.speaker.canonical) for s in statements}
            fresh = [s for s in more if (s.target.start, s.target.end, s.speaker.canonical) not in known]
            statements = tuple(sorted((*statements, *fresh), key=lambda s: (s.target.start, s.target.end)))
            covered = replace(
                covered, rejected=covered.rejected + extra.rejected, note=extra.note or covered.note
            )
        found += statements
        coverage.append(covered)
    result = Statements(documents=documents, statements=_repeated(found), coverage=tuple(coverage))
    result.check()
    return result


def _repeated(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Flag statements that repeat an earlier one of the same speaker almost word for word."""
    from rapidfuzz import fuzz

    seen: list[Statement] = []
    out = []
    for one in found:
        earlier = None
        if one.attribution is not Attribution.AUTHOR and len(one.target.exact) >= 40:
            for past in seen:
                same = (
                    past.speaker.canonical == one.speaker.canonical or past.speaker.state == one.speaker.state
                )
                if same and fuzz.ratio(past.target.exact.casefold(), one.target.exact.casefold()) >= _SAME:
                    earlier = past
                    break
        seen.append(one)
        if earlier is None:
            out.append(one)
        else:
            flags = tuple(sorted({*one.flags, Flag.DUPLICATE_OF}))
            out.append(replace(one, flags=flags, duplicate_of=earlier.id))
    return tuple(out)
