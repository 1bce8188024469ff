"""The labelled texts, as docs/reference/statements-codebook.md says they were labelled."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from symmachy.statements.document import Document
from symmachy.statements.labels import DateBasis

__all__ = ["PARTS", "Labelled", "LabelledStatement", "labelled"]

PARTS = ("development", "held out", "fresh")
"""Rules were tuned on the first, its texts and misses read; of the second only figures were ever looked at, several
times; the third was written before the last tuning and measured before and after it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledStatement:
    """What the hand label says of one passage; positions are code points, the end excluded."""

    start: int
    end: int
    exact: str
    speaker: tuple[str, ...]
    """Names that are right, any of them."""
    attribution: str
    relation: str
    act: str
    polarity: str
    modality: str


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One text with its labels."""

    id: str
    year: int
    style: str
    region: str
    part: str
    """One of `PARTS`."""
    text: str
    mentions: tuple[tuple[int, int, str], ...]
    """Start, end and code of each name of a state or bloc."""
    statements: tuple[LabelledStatement, ...]

    @property
    def document(self) -> Document:
        """The text as a document."""
        return Document(
            name=self.id,
            text=self.text,
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            form="text",
            date=str(self.year),
            date_basis=DateBasis.METADATA,
        )

    def codes(self, label: LabelledStatement) -> set[str]:
        """Return the codes of the names within a labelled passage."""
        return {code for a, b, code in self.mentions if label.start <= a and b <= label.end}


@cache
def labelled() -> tuple[Labelled, ...]:
    """Return all labelled texts in order of their year.

    Examples
    --------
    >>> sorted({one.part for one in labelled()})
    ['development', 'fresh', 'held out']
    """
    source = resources.files("symmachy.statements.quality").joinpath("gold.json")
    rows = json.loads(source.read_text(encoding="utf-8"))
    return tuple(
        Labelled(
            id=row["id"],
            year=row["year"],
            style=row["style"],
            region=row["region"],
            part=row["part"],
            text=row["text"],
            mentions=tuple((a, b, code) for a, b, code in row["mentions"]),
            statements=tuple(
                LabelledStatement(**{**one, "speaker": tuple(one["speaker"])}) for one in row["statements"]
            ),
        )
        for row in rows
    )
