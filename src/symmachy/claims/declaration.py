"""How a claim is declared: one file each, checked field by field, with nothing in it executed."""

from __future__ import annotations

import hashlib
from datetime import date  # pydantic reads it
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from symmachy.errors import BadFile, BadInput
from symmachy.files import read_toml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Claim", "Comparison", "Known", "Passage", "Reach", "Rival", "Sign", "Slot", "Work", "read_claim"]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]

LENGTHS_MAY_DIFFER = 0.25
"""By how much, as a share of the longer one, a claim's statement and a rival's may differ in length."""


class Known(StrEnum):
    """How well a reference is known here."""

    READ = "abstract read"
    """Its abstract was read."""
    MEMORY = "memory"
    """Named from memory: its author and year are not checked."""
    COMPUTED = "computed"
    """The number was computed from the record."""


class Sign(StrEnum):
    """What a claim says of the outcome where the predictor is larger."""

    MORE = "+"
    LESS = "-"
    NONE = "0"
    """No difference of interest."""


class Reach(StrEnum):
    """How far the record can speak of a claim."""

    FULL = "testable"
    PART = "partly testable"
    NOT = "not testable"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Work(_Part):
    """A work that argues the claim or studies it."""

    work: Words
    """Author and year, such as ``Walt 1987``."""
    known: Known


class Passage(_Part):
    """Where the claim was met: a document by its title, and a place in it that a digest makes sure of.

    The words themselves are the author's and are not kept; whoever has the document finds them with `read_in`.
    """

    title: Words
    """The document's title, or what it is where it has none."""
    dated: date | None = None
    """The date in the text."""
    start: Annotated[int, Field(ge=0)]
    end: int
    """Code points of the document's text, from 0, the end excluded."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the passage in UTF-8."""

    def read_in(self, text: str) -> str | None:
        """Return the passage where the text is that of the document, and None where it is not."""
        found = text[self.start : self.end]
        return found if hashlib.sha256(found.encode()).hexdigest() == self.sha256 else None

    def __str__(self) -> str:
        """Say where it stands."""
        when = f", {self.dated}" if self.dated else ", no date"
        return f"\u201c{self.title}\u201d{when}, characters {self.start} to {self.end}"


class Rival(_Part):
    """A claim that says otherwise; it stands beside the claim at about the same length."""

    statement: Words
    term: Words
    """What the literature calls it."""
    claim: str = ""
    """The id of the claim of the registry that holds it, where one does."""


class Slot(_Part):
    """The place in the test that one state fills: the test is run for every state that could fill it."""

    column: str = ""
    """The panel's column that names the state; the rows with each one are compared apart."""
    predictor: str = ""
    """Or the predictor with ``{state}`` in it, for pairs of any states."""
    named: tuple[str, ...] = ()
    """Codes of the states that documents name; they are shown within the spread of all."""


class Comparison(_Part):
    """What is compared with what, in words that the panel of the unit knows."""

    unit: Words
    """The panel: ``dyad-year``, ``triad-year``, ..."""
    outcomes: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Columns of 0 and 1, seen in the year after the predictor; each is a coding of its own."""
    predictors: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Columns or mechanisms' formula words; ``{years}`` is the window of years; ``a : b`` asks for how the
    difference that ``a`` goes with changes with ``b``."""
    controls: tuple[Words, ...] = ()
    opportunity: tuple[Words, ...] = ()
    """Columns that every coding holds equal: without them the test would say how often the outcome could come."""
    expected: Sign
    smallest: Annotated[float, Field(gt=1, le=10)] = 1.25
    """The smallest risk ratio of interest; its inverse is that of the other direction."""
    obligations: tuple[Literal["defense", "any", "lesser"], ...] = ("defense", "any")
    """Which pledges make a tie: defence, any of the five, or any but defence and offence."""
    windows: Annotated[tuple[Annotated[int, Field(ge=1, le=50)], ...], Field(min_length=1)] = (5, 10)
    """For how many years the past counts."""
    risks: Annotated[tuple[Words, ...], Field(min_length=1)] = ("all",)
    """Which rows: ``all``, or columns of the panel that say so."""
    where: tuple[Words, ...] = ()
    """Columns that must be 1 in every coding."""
    option: str = ""
    """The kind of panel, where the unit has several, such as ``wedge`` for triads."""
    slot: Slot | None = None

    def told(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return what is compared with what, as labels and the names that belong to each.

        Examples
        --------
        >>> test = Comparison(unit="dyad-year", outcomes=("forms",), predictors=("trade",), expected="+")
        >>> test.told()[:2]
        (('unit', ('dyad-year',)), ('outcome', ('forms',)))
        """
        found = (
            ("unit", (self.unit, *filter(None, (self.option,)))),
            ("outcome", self.outcomes),
            ("predictor", self.predictors),
            ("controls", self.controls or ("none",)),
            ("held equal in every coding", self.opportunity),
            ("expected sign", (self.expected.value,)),
            ("smallest risk ratio of interest", (f"{self.smallest:g}",)),
            ("rows", (*self.risks, *self.where)),
            ("pledges", self.obligations),
            ("years of the past", tuple(map(str, self.windows))),
            (
                "run for every state that could fill the slot",
                (self.slot.column or self.slot.predictor,) if self.slot else (),
            ),
        )
        return tuple((label, names) for label, names in found if names)


class Claim(_Part):
    """One general claim: what it says, who argues it, how it is tested, what says otherwise."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]
    title: Words
    statement: Words
    term: Words
    """What the literature calls it."""
    scope: Words
    """Of which states and years it speaks here."""
    testability: Reach
    works: tuple[Work, ...] = ()
    finding: str = ""
    """What published studies found, as far as that was read."""
    caution: str = ""
    needs: str = ""
    """Why it cannot be tested in full, and what data would do it."""
    about: tuple[Words, ...] = ()
    """Words that link a statement of a document to the claim: mechanisms' names and words for relations."""
    cues: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    """Beginnings of words that show a statement to bear on the claim: of one cue every member must stand in it, a
    member being ``this|that`` for either of several. No name of a state or bloc."""
    passages: tuple[Passage, ...] = ()
    rivals: Annotated[tuple[Rival, ...], Field(min_length=1)]
    test: Comparison | None = None
    further: tuple[Comparison, ...] = ()
    """The same claim on other units of analysis: their codings stand beside those of the test."""

    @property
    def tests(self) -> tuple[Comparison, ...]:
        """The test and the further ones; none where the claim cannot be tested."""
        return () if self.test is None else (self.test, *self.further)

    @model_validator(mode="after")
    def _whole(self) -> Claim:
        if self.test is None and self.testability is not Reach.NOT:
            raise ValueError("a claim that can be tested needs a [test]")
        if self.further and len({(t.expected, t.smallest) for t in self.tests}) != 1:
            raise ValueError("[[further]] needs a [test] with the same 'expected' and 'smallest'")
        if self.testability is not Reach.FULL and not self.needs:
            raise ValueError("'needs' must say why it cannot be tested in full and what data would do it")
        for rival in self.rivals:
            lengths = sorted((len(self.statement), len(rival.statement)))
            if lengths[0] < (1 - LENGTHS_MAY_DIFFER) * lengths[1]:
                raise ValueError(
                    f"the statement has {len(self.statement)} letters and a rival's {len(rival.statement)}; they "
                    f"may differ by {LENGTHS_MAY_DIFFER:.0%} of the longer one"
                )
        return self


def read_claim(path: Path) -> Claim:
    """Read a claim from its file.

    Raises
    ------
    BadFile
        Where the file cannot be read, or is no TOML.
    BadInput
        Where a field is absent, unknown or of the wrong kind.
    """
    try:
        content = read_toml(path)
    except BadFile as fault:
        raise BadFile(f"{fault}; compare it with symmachy claims show C01 --toml") from None
    try:
        return Claim.model_validate(content)
    except ValidationError as fault:
        said = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'the claim'}: {e['msg'].removeprefix('Value error, ')}"
            for e in fault.errors()[:5]
        )
        raise BadInput(f"{path.name} is no claim: {said}") from None
