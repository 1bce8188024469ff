"""The gate that every record of a model must pass: its words are in the document, its labels in the lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.statements.gazetteer.entries import code_system, entries
from symmachy.statements.labels import Act, Attribution, Modality, Polarity, Relation

if TYPE_CHECKING:
    from symmachy.statements.document import Document

__all__ = ["Proposed", "passed"]


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A record as somebody proposes it: words, not positions."""

    exact: str
    speaker: str
    attribution: str
    polarity: str
    modality: str
    act: str = "assert"
    relations: tuple[str, ...] = ()
    actors: tuple[tuple[str, str], ...] = ()
    """Surface and code."""


def _codes() -> frozenset[str]:
    return frozenset(e.code for those in entries().values() for e in those)


def passed(record: Proposed, document: Document) -> tuple[int, int] | None:
    """Return where a record's words stand in the document, or nothing where the record does not pass.

    Its words must stand there exactly once, its speaker's name must stand there too (or be "the writer"), every
    label must be of the lists, every actor's surface must stand within the words and its code be known.
    """
    if len(record.exact) < 3 or document.text.count(record.exact) != 1:
        return None
    if record.speaker != "the writer" and (not record.speaker or record.speaker not in document.text):
        return None
    lists = (
        (record.attribution, Attribution),
        (record.polarity, Polarity),
        (record.modality, Modality),
        (record.act, Act),
    )
    if any(value not in set(labels) for value, labels in lists):
        return None
    if any(r not in set(Relation) for r in record.relations):
        return None
    for surface, code in record.actors:
        if surface not in record.exact or code not in _codes() or not code_system(code):
            return None
    start = document.text.index(record.exact)
    return start, start + len(record.exact)
