"""A statement: who says what, where, and how firmly, with every passage that shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symmachy.statements.labels import (
    Act,
    Attribution,
    DateBasis,
    Flag,
    Modality,
    Polarity,
    Relation,
    Resolution,
    ReviewState,
    Tier,
)
from symmachy.statements.target import Target  # noqa: TC001  # pydantic reads the annotations of records

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Actor", "Crosswalk", "Method", "Related", "Review", "Speaker", "Statement", "When"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Who is said to say it."""

    surface: str
    """As the document has it; "the writer" where nobody else is named."""
    canonical: str
    """The fullest form found in the document, or the surface."""
    kind: str
    """state, government, person, group, bloc, media, author or unknown."""
    state: str | None = None
    """The code of the state or bloc that it belongs to, where the gazetteer knows."""
    resolved_by: Resolution = Resolution.NONE
    target: Target | None = None
    """Where the surface stands; none for the writer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A state or bloc that the statement mentions, with the surface kept beside the code."""

    surface: str
    target: Target
    code: str
    code_system: str
    """iso3, symmachy (states that ended, and Kosovo) or bloc."""
    role: str = "mentioned"
    """from, to or mentioned."""
    resolved_by: Resolution = Resolution.SURFACE


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """A relation and the words that showed it."""

    label: Relation
    cue: Target


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """The time a statement speaks of; the ends are ISO dates, the last day included."""

    surface: str
    target: Target
    first: str | None
    last: str | None
    basis: str
    """explicit, or relative to the document's date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """What made the record."""

    rule: str
    package: str
    version: str
    model: str | None = None
    model_sha256: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """What a person said of the record, who and when."""

    state: ReviewState = ReviewState.UNREVIEWED
    by: str | None = None
    when: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Crosswalk:
    """The nearest class of two event ontologies; predictions, wishes and assessments have none."""

    plover: str
    cameo: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of one speaker in one document.

    Every passage is a `Target`, so ``text[start:end] == exact`` can be checked for all of them (`targets`).
    """

    id: str
    doc_id: str
    doc_sha256: str
    """Of the document's bytes as they were read."""
    doc_name: str
    doc_date: str | None
    doc_date_basis: DateBasis
    language: str
    target: Target
    attribution: Attribution
    speaker: Speaker
    act: Act
    polarity: Polarity
    modality: Modality
    confidence: Tier
    method: Method
    source_chain: tuple[str, ...] = ()
    """Who carries the statement to the reader, the outermost first ("Xinhua", "the ministry")."""
    cue: Target | None = None
    actors: tuple[Actor, ...] = ()
    relations: tuple[Related, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """Pairs of codes that the main relation joins by the parse; a state that is only named with it is in none."""
    conditions: tuple[Target, ...] = ()
    hedges: tuple[Target, ...] = ()
    time: tuple[When, ...] = ()
    flags: tuple[Flag, ...] = ()
    duplicate_of: str | None = None
    """The id of the earlier statement that this one repeats, where flagged."""
    review: Review = field(default_factory=Review)
    corrects: str | None = None
    """The id of the record that this one replaces."""
    crosswalk: Crosswalk | None = None

    def targets(self) -> Iterator[Target]:
        """Every passage of the record."""
        yield self.target
        yield from (t for t in (self.cue, self.speaker.target) if t is not None)
        yield from (a.target for a in self.actors)
        yield from (r.cue for r in self.relations)
        yield from self.conditions
        yield from self.hedges
        yield from (w.target for w in self.time)

    @property
    def labels(self) -> frozenset[Relation]:
        """The relations without their cues; empty where none was found."""
        return frozenset(r.label for r in self.relations)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the actors in order of mention, each once."""
        return tuple(dict.fromkeys(a.code for a in self.actors))

    @staticmethod
    def name(doc_sha256: str, start: int, end: int, speaker: str) -> str:
        """Return the id of a statement: a digest of document, passage and speaker.

        Examples
        --------
        >>> Statement.name("ab" * 32, 0, 10, "Paris")
        's-f5557049a4a825d1'
        """
        known = f"{doc_sha256}\x1f{start}\x1f{end}\x1f{speaker}"
        return "s-" + hashlib.sha256(known.encode()).hexdigest()[:16]
