"""Small questions to a parse, asked by every rule."""

from __future__ import annotations

from typing import Any, TypeAlias

from symmachy.statements.extraction.words import words

__all__ = ["Token", "agent", "child", "children", "clause_span", "finite", "negated", "noun_span", "subject"]

Token: TypeAlias = Any
"""A spaCy token; the extra may be absent, so its types are not asked for."""

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_ONLY = frozenset({"only", "just", "merely", "solely", "simply", "least"})
_NO_BOUND = frozenset({"doubt", "end", "limit", "bounds", "choice", "wonder"})
"""Nouns after "no" that deny nothing: "there is no doubt that", "no end to"."""
_RARELY = frozenset({"never", "neither", "nor", "hardly", "scarcely", "rarely", "seldom", "nowhere"})
_MARKS = frozenset(" ,.;:!?-–—\"'“”‘’`()…[]")
_NEGATORS = words("tokens.negators")


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children with one of the dependency labels."""
    return [t for t in token.children if t.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    """Return the first such child."""
    return next(iter(children(token, *deps)), None)


def finite(verb: Token) -> bool:
    """Whether a verb is finite, by its tag or by an auxiliary."""
    if verb.tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return True
    return any(t.tag_ in ("MD", "VBD", "VBP", "VBZ") for t in children(verb, "aux", "auxpass"))


def negated(token: Token) -> bool:
    """Whether a word is negated by its own negator, a negative subject or object, or "no longer"."""
    for t in token.children:
        low = t.lower_
        if t.dep_ in ("neg", "preconj") and t.i + 1 < len(t.doc) and t.nbor(1).lower_ in _ONLY:
            continue  # "not only"
        if t.dep_ == "neg" and t.i > token.i and t.i and t.nbor(-1).text == ",":
            continue  # "it is the one, not the other"
        if t.dep_ == "neg" or (t.dep_ in ("advmod", "preconj", "cc") and low in _RARELY):
            return True
        if t.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "pobj", "expl", "dative"):
            if low in ("nobody", "nothing", "none", "neither") and not any(
                c.lower_ in ("but", "except") for c in t.children
            ):
                return True
            if t.dep_ in ("nsubj", "nsubjpass") and any(
                c.lower_ == "few" and not _a_few(c) for c in t.children
            ):
                return True
            if t.dep_ in ("nsubj", "nsubjpass") and _not_one(t):
                return True
            if t.dep_ != "pobj" and any(d.lower_ == "little" and not _a_few(d) for d in children(t, "amod")):
                return True
            if _other_than(t):
                continue
            if any(d.lower_ in ("no", "neither") for d in children(t, "det", "preconj", "neg")):
                return t.lemma_ not in _NO_BOUND
            if t.dep_ == "attr" and any(d.lower_ == "not" and d.i < t.i for d in children(t, "neg")):
                return True
        if t.dep_ == "advmod" and low == "longer" and any(d.lower_ == "no" for d in t.children):
            return True
        inner = child(t, "pobj") if t.dep_ == "prep" else None
        if inner is not None and inner.lower_ in ("nobody", "nothing", "none") and low != "for":
            return True
        if (
            inner is not None
            and low in ("under", "in", "by", "at")
            and any(d.lower_ == "no" for d in children(inner, "det"))
        ):
            return True
    return False


def _not_one(noun: Token) -> bool:
    """Whether a subject begins "not one", "not a single", "not an inch of"."""
    first = noun.left_edge
    following = first.nbor(1).lower_ if first.i + 1 < len(first.doc) else ""
    return bool(first.lower_ == "not" and following in ("a", "an", "one", "even"))


def _other_than(noun: Token) -> bool:
    """Whether it is "no other purpose than", which denies nothing."""
    return any(d.lower_ == "other" for d in children(noun, "amod")) and any(
        t.lower_ == "than" for t in noun.subtree
    )


def _a_few(word: Token) -> bool:
    return any(t.lower_ == "a" for t in word.children) or (word.i > 0 and word.nbor(-1).lower_ == "a")


def subject(verb: Token) -> Token | None:
    """Return who does what the verb says: its own subject, or that of the verb it hangs on."""
    seen = 0
    while verb is not None and seen < 6:
        seen += 1
        own = child(verb, *_SUBJECTS, "expl")
        if own is not None:
            if own.lower_ in ("which", "who", "that") and verb.dep_ == "relcl":
                return verb.head
            return own
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ == "relcl":
            return verb.head
        if (
            verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "dep", "ccomp", "parataxis")
            and verb.head is not verb
        ):
            verb = verb.head
            if verb.dep_ == "prep":
                verb = verb.head
            if verb.pos_ == "ADJ" and verb.dep_ in ("acomp", "oprd"):
                verb = verb.head  # "is inclined to believe"
            if verb.pos_ not in ("VERB", "AUX"):
                return verb if verb.pos_ in ("NOUN", "PROPN", "PRON") else None
            continue
        return None
    return None


def agent(verb: Token) -> Token | None:
    """Return who a passive verb names with "by"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def trimmed(doc: Token, start: int, end: int) -> tuple[int, int] | None:
    """Return the positions of a passage without marks and spaces at its ends, or nothing where none is left."""
    text = doc.text
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return (start, end) if start < end else None


def clause_span(root: Token, *, without: frozenset[int] = frozenset()) -> tuple[int, int] | None:
    """Return the positions of a clause: its subtree without "that", leading conjunctions and marks at the ends."""
    tokens = [t for t in root.subtree if t.i not in without]
    that = next((t for t in children(root, "mark") if t.lower_ == "that" and t.i < root.i), None)
    if that is not None:
        tokens = [
            t for t in tokens if t.i > that.i
        ]  # what stands before is of the verb: "said more than once that"
    while tokens and (
        tokens[0].is_punct
        or (
            tokens[0].lower_ == "that"
            and tokens[0].dep_ in ("mark", "det", "nsubj")
            and tokens[0].dep_ == "mark"
        )
        or tokens[0].dep_ == "cc"
    ):
        tokens.pop(0)
    if not tokens:
        return None
    return trimmed(root.doc, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def noun_span(noun: Token) -> tuple[int, int]:
    """Return the positions of a name or noun with what belongs to it, without clauses and appositions."""
    left = noun.i
    for t in noun.children:
        if t.i < noun.i and t.dep_ in (
            "det",
            "amod",
            "compound",
            "poss",
            "nummod",
            "nmod",
            "quantmod",
            "predet",
            "advmod",
        ):
            left = min(left, t.left_edge.i)
    right = noun.i
    for t in noun.children:
        follows = t.i == right + 1 and t.dep_ == "prep" and t.lower_ in ("of", "from", "for", "in", "at")
        if follows and not any(d.dep_ in ("relcl", "acl", "pcomp") for d in t.subtree):
            right = t.right_edge.i
        if t.i > noun.i and t.dep_ == "conj" and t.pos_ in ("PROPN", "NOUN") and t.i - right <= 6:
            right = max(right, t.i)
    doc = noun.doc
    while right > noun.i and doc[right].is_punct:
        right -= 1
    return doc[left].idx, doc[right].idx + len(doc[right])
