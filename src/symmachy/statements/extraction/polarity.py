"""Whether what is said is put as so or as not so."""

from __future__ import annotations

from symmachy.statements.extraction.tokens import Token, child, children, finite, negated
from symmachy.statements.extraction.words import words
from symmachy.statements.labels import Polarity

__all__ = ["polarity_of"]

_NEGATIVE = words("polarity.negative")
_NEGATIVE_WORDS = words("polarity.negative_words")
_STOPPING = words("polarity.stopping")
_OPEN = words("polarity.open")
_CANCELS = frozenset({"rule", "exclude", "deny", "doubt", "oppose", "reject", "preclude", "disagree"})
"""Verbs of which a negation undoes the denial."""


def polarity_of(root: Token | None, *, flips: bool, infinitive: bool = False) -> Polarity:
    """Return the polarity of a clause by its head: negators, negative words, and the cue's own denial.

    A clause whose head has no negation while a clause joined to it has one (or the other way round) is unclear.
    """
    if root is None:
        return Polarity.DENIES if flips else Polarity.AFFIRMS
    if flips:
        return Polarity.DENIES
    if any(t.lower_ in _OPEN for t in children(root, "acomp", "oprd")) or root.lower_ in _OPEN:
        return Polarity.UNCLEAR
    here = _negative(root) and not (
        root.pos_ not in ("VERB", "AUX") and any(map(_contrast, children(root, "neg")))
    )
    short = list(root.subtree)
    if (
        not here
        and root.pos_ not in ("VERB", "AUX")
        and len(short) <= 6
        and any(t.dep_ == "neg" and not _contrast(t) for t in short)
    ):
        return Polarity.DENIES  # "that they would not"
    joined = [
        t for t in children(root, "conj") if t.pos_ in ("VERB", "AUX") and (finite(t) or child(t, "neg"))
    ]
    if joined and any(negated(t) != here for t in joined) and not infinitive:
        return Polarity.UNCLEAR if not here and child(root, "neg") is None else Polarity.DENIES
    return Polarity.DENIES if here else Polarity.AFFIRMS


def _contrast(no: Token) -> bool:
    """Whether a negator only sets something off: "more troops, not fewer"."""
    return bool(no.i > no.sent.start and no.nbor(-1).text == ",")


def _yet_to(verb: Token) -> bool:
    """Whether "yet" and an infinitive follow."""
    return child(verb, "xcomp") is not None and any(t.lower_ == "yet" for t in children(verb, "advmod"))


def _negative(root: Token) -> bool:
    not_ = negated(root) or (root.dep_ == "attr" and negated(root.head))
    verbal = root.pos_ in ("VERB", "AUX")
    lexical = (verbal and root.lemma_.casefold() in _NEGATIVE) or root.lower_ in _NEGATIVE_WORDS
    if verbal and root.lemma_.casefold() in _STOPPING and child(root, "xcomp") is not None:
        lexical = True  # "cease to take part", but not "cease fire"
    if (
        verbal
        and root.lemma_ in ("stay", "keep", "remain", "stand", "hold")
        and any(
            t.lower_ in ("out", "outside", "aloof", "away", "apart")
            for t in children(root, "prep", "prt", "advmod", "acomp")
        )
    ):
        lexical = True
    if root.lemma_ == "be" and "out of the question" in root.doc[root.i : root.right_edge.i + 1].text:
        lexical = True
    if root.pos_ in ("NOUN", "PROPN") and any(
        t.lower_ in ("no", "neither") for t in children(root, "det", "preconj")
    ):
        return True
    for small in children(root, "ccomp", "xcomp"):
        lone = child(small, "nsubj", "nsubjpass")
        if lone is not None and lone.lower_ in ("nobody", "nothing", "none"):
            not_ = True
    if any(t.lower_ == "far" and t.i + 1 < len(t.doc) and t.nbor(1).lower_ == "from" for t in root.children):
        lexical = True  # "is far from certain"
    if root.lemma_ == "have" and _yet_to(root):
        lexical = True  # "has yet to join"
    if root.lemma_ == "rule" and any(t.lower_ == "out" for t in children(root, "prt")):
        lexical = True
    said = [
        t for t in children(root, "acomp", "attr", "oprd", "advmod") if t.dep_ != "advmod" or t.lower_ == "no"
    ]
    for word in said:
        low = word.lower_
        if low in _NEGATIVE_WORDS:
            lexical = not lexical
        if low in ("nothing", "none", "nobody"):
            return True
        if word.dep_ == "attr" and any(t.lower_ == "never" for t in word.subtree if t.i < word.i):
            lexical = not lexical  # "a 'never alliance' country"
    goal = child(root, "xcomp")
    if goal is not None and not not_ and child(goal, "neg") is not None:
        not_ = True
    if not_ and lexical:
        # "does not rule out" puts its content as so; "will not stop" is read as it stands
        plain = any(w.lower_ in ("neutral", "neutrality") for w in said)
        adjective = any(w.lower_ in _NEGATIVE_WORDS for w in said) or root.lower_ in _NEGATIVE_WORDS
        return plain or not (adjective or root.lemma_.casefold() in _CANCELS)
    return not_ or lexical
