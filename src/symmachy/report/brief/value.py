"""What a brief holds: a value that the page, the terminal and JSON only lay out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.claims import Claim, Verdict
    from symmachy.report.assessment import Assessment
    from symmachy.scenarios import Answer
    from symmachy.statements import Coverage, Document, Proposition, Refusal, Statement
    from symmachy.typing import Json, Year

__all__ = ["Brief", "Conditional", "Ground", "Link", "NamedPair", "Read", "Rival", "Side", "Topic", "Voice"]


class Side(StrEnum):
    """The four places of a proposition's statements; each has the same space."""

    AFFIRMING = "affirming"
    DENYING = "denying"
    CONDITIONAL = "conditional"
    OPEN = "open"
    """Possible, wished or asked, or with a polarity that was not decided."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A statement in the brief: with its number, its document's label and its states by name."""

    key: str
    """``D1.3``: the third statement of the first document."""
    label: str
    """Of the document."""
    statement: Statement
    actors: tuple[str, ...]
    """Names of the states and blocs that it mentions, in order of mention."""
    repeats: str = ""
    """The key of the earlier statement that it repeats, where it does."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """A document that was read."""

    label: str
    """``D1``, ``D2`` and so on: by date, those without one last, then by name."""
    document: Document
    coverage: Coverage
    voices: tuple[Voice, ...]
    """Its statements in order of place."""
    copy_of: str = ""
    """The label of the document that it is a near-duplicate of."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A proposition that the documents argue about, with its statements by side."""

    proposition: Proposition
    sentence: str
    sides: Mapping[Side, tuple[Voice, ...]]
    sources: Mapping[Side, int]
    """Documents with a statement of that side, near-duplicates counted once."""

    @property
    def number(self) -> int:
        """How many statements bear on it."""
        return sum(len(v) for v in self.sides.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A statement whose words bear on a claim, and these words."""

    voice: Voice
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rival:
    """The rival of a claim, with a verdict of its own where it is a claim of the registry."""

    statement: str
    term: str
    claim: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A general claim that statements bear on, with what the record says of it and of its rivals."""

    claim: Claim
    verdict: Verdict | None
    """None where the claim was not tested yet on this record."""
    rivals: tuple[Rival, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class NamedPair:
    """Two states that a proposition names, with the assessment or why there is none."""

    codes: tuple[str, str]
    names: tuple[str, str]
    year: Year
    """The assessment knows nothing after the end of this year."""
    year_from: str
    """Where the year comes from, as a part of a sentence."""
    number: int
    """How many statements bear on a proposition about the two."""
    answer: Assessment | None = None
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Conditional:
    """A statement on a condition, and the scenario that puts the condition into the model, where one can be built."""

    voice: Voice
    condition: str
    scenario: str = ""
    """A scenario file (TOML)."""
    name: str = ""
    """A file name for it."""
    rule: str = ""
    """How the condition's words were read, in a sentence."""
    changes: tuple[str, ...] = ()
    """What the scenario changes, in words."""
    answer: Answer | None = None
    why_not: str = ""
    """Why no scenario was built, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Brief:
    """The one page: documents, statements, propositions, claims, pairs, what-ifs, what was not understood."""

    documents: tuple[Read, ...]
    refused: tuple[Refusal, ...]
    topics: tuple[Topic, ...]
    """The relations in their fixed order, within one by the codes of the pair."""
    grounds: tuple[Ground, ...]
    """By id."""
    pairs: tuple[NamedPair, ...]
    """By codes."""
    more_pairs: tuple[NamedPair, ...]
    """Named too, not assessed here; by codes."""
    conditionals: tuple[Conditional, ...]
    record: str
    edition: str
    reader: str
    """What read the statements, in a sentence."""
    quality: Mapping[str, Json] = field(default_factory=dict)
    """Measured shares by name, each with value and interval; empty where none were measured for this reading."""
    notes: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()

    @property
    def sources(self) -> int:
        """Documents, near-duplicates counted once."""
        return sum(not d.copy_of for d in self.documents)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """All statements, by document and place."""
        return tuple(v for d in self.documents for v in d.voices)
