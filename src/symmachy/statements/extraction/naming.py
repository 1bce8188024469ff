"""Whom a noun names as a speaker, if anybody."""

from __future__ import annotations

from symmachy.statements.extraction.candidate import Who
from symmachy.statements.extraction.lexicon import DOCUMENTS, PEOPLE, Cue
from symmachy.statements.extraction.tokens import Token, agent, child, children, noun_span, subject
from symmachy.statements.extraction.words import words

__all__ = ["personal", "speaker_of", "speaker_of_verb"]

_FIRST = frozenset({"i", "we"})
_THINGS = words("naming.things")
_SHOWING = words("naming.showing")
_GENERIC = words("verbs.generic")
_RUMOURED = words("verbs.rumoured")
"""Verbs of which the passive without "by" says what somebody says: "is said to", "it is feared that"."""
_MOVED = frozenset({"persuade", "convince", "satisfy", "concern", "worry", "determine"})
"""Verbs of which the passive says what the subject believes: "was persuaded that"."""


def speaker_of(noun: Token | None, *, attitude: bool = False, said: bool = False) -> Who | None:
    """Return the speaker that a noun names; nothing where it can name none, or stands for nobody.

    With `said`, a verb of saying and its that-clause show that the noun speaks, whatever it is, unless it is a
    thing that only shows.
    """
    if noun is None:
        return None
    low = noun.lower_
    if low in _FIRST:
        return Who(author=True)
    if low == "one" and (of := child(noun, "prep")) is not None and of.lower_ == "of":
        start, end = noun_span(noun)
        return Who(start=start, end=end, head=noun.i)
    if low in _GENERIC or noun.dep_ in ("csubj", "expl") or noun.pos_ in ("VERB", "AUX", "ADV", "ADP"):
        return None
    if noun.pos_ == "NOUN" and low not in PEOPLE and noun.lemma_.casefold() not in PEOPLE | DOCUMENTS:
        named = any(t.pos_ == "PROPN" or t.dep_ == "poss" for t in noun.children)
        personal = low.endswith(
            ("er", "or", "ist", "ists", "ers", "ors", "ian", "ians", "man", "men", "woman")
        )
        if attitude and not personal:
            return None
        said = said and not {low, noun.lemma_.casefold()} & _THINGS
        if not named and not personal and not said:
            return None
    start, end = noun_span(noun)
    return Who(start=start, end=end, head=noun.i)


def speaker_of_verb(verb: Token, cue: Cue, *, passive: bool) -> Who | None:
    """Return who says or believes what a verb tells, with a passive whoever is named by "by"."""
    if verb.lemma_ in _MOVED and (passive or child(verb, "dobj") is not None or verb.lemma_ != "worry"):
        return speaker_of(subject(verb)) if passive else None
    if passive:
        by = agent(verb)
        if by is not None:
            return speaker_of(by)
        return Who() if verb.lemma_ in _RUMOURED else None
    noun = subject(verb)
    if noun is None:
        return None
    if noun.dep_ == "csubj" and noun.tag_ == "VBG":
        visited = child(noun, "dobj")  # "Visiting President X stated": X is no object of a visit
        noun = visited if visited is not None and visited.i == verb.i - 1 else noun
    if noun.lower_ == "people" and not list(noun.children):
        return Who()
    said = verb.lemma_ not in _SHOWING and any(
        t.lower_ == "that" for c in children(verb, "ccomp") for t in children(c, "mark")
    )
    return speaker_of(noun, attitude=cue.attitude and "x" in cue.frames, said=said)


def personal(noun: Token | None) -> bool:
    """Whether a noun is of somebody, or a paper, that can show or find, unlike history or a fact."""
    return noun is not None and (noun.lower_ in ("he", "she") or noun.lemma_.casefold() in PEOPLE | DOCUMENTS)
