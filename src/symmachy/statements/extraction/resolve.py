"""Who a pronoun stands for: the nearest fitting one of those who spoke or acted before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.statements.extraction.lexicon import DOCUMENTS
from symmachy.statements.extraction.tokens import Token, noun_span
from symmachy.statements.extraction.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Known", "antecedent", "subjects_of"]

_PERSONS = words("resolve.persons")
_WOMEN = frozenset({"spokeswoman", "queen", "woman", "chairwoman", "mother", "lady"})
PRONOUNS = words("resolve.pronouns")


@dataclass(frozen=True, kw_only=True)
class Known:
    """Somebody who was named as the subject of a sentence, or as a speaker."""

    surface: str
    kind: str
    """person, thing or many."""
    at: int
    """Position in the document's sequence of tokens read so far."""
    subject: bool
    code: str | None = None


def kind_of(noun: Token, named: bool) -> str:
    """Say whether a noun is of a person, of a thing (a state, a ministry, a paper) or of several."""
    if noun.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in noun.children):
        return "many"
    low = noun.lemma_.casefold()
    if low in _PERSONS:
        return "person"
    if noun.pos_ == "PROPN" and not named:
        return "person"
    return "thing"


def subjects_of(doc: Token, base: int, codes: dict[int, tuple[str, str]]) -> list[Known]:
    """Return those named in a paragraph; `codes` gives code and kind of mention by position of the token."""
    found = []
    for noun in doc:
        if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ in ("compound", "nmod", "amod"):
            continue
        entry = codes.get(noun.i)
        kind = kind_of(noun, entry is not None and entry[1] not in ("leader", "surname"))
        low = noun.lemma_.casefold()
        if (
            kind == "thing"
            and entry is None
            and low not in DOCUMENTS
            and not any(codes.get(t.i) for t in noun.subtree)
        ):
            continue
        if (
            kind == "many"
            and noun.pos_ == "NOUN"
            and low not in _PERSONS
            and not any(codes.get(t.i) for t in noun.subtree)
        ):
            continue
        start, end = noun_span(noun)
        found.append(
            Known(
                surface=doc.text[start:end],
                kind=kind,
                at=base + noun.i,
                subject=noun.dep_ in ("nsubj", "nsubjpass", "agent"),
                code=entry[0] if entry else None,
            )
        )
    return found


def antecedent(pronoun: str, at: int, known: Sequence[Known], speaker: Known | None) -> Known | None:
    """Return whom a pronoun at a position stands for: the speaker before, else the nearest fitting subject."""
    low = pronoun.casefold()
    kind = {
        "he": "person",
        "she": "person",
        "his": "person",
        "her": "person",
        "they": "many",
        "their": "many",
    }.get(low, "thing")
    before = [k for k in known if k.at < at and k.kind == kind]
    if speaker is not None and speaker.kind == kind and speaker.at < at:
        later = [k for k in before if k.subject and k.at > speaker.at]
        if not later:
            return speaker
    recent = [k for k in before if at - k.at < 90]
    if not recent:
        if low in ("their", "they"):
            return antecedent("it", at, known, speaker) if low == "their" else None
        return before[-1] if before and kind == "person" else None
    subjects = [k for k in recent if k.subject]
    return (subjects or recent)[-1]
