"""The mode in which what is said is put: fact, conditional, possible, future, wished, attempted, necessary, asked."""

from __future__ import annotations

import re

from symmachy.statements.extraction.tokens import Token, child, children
from symmachy.statements.extraction.words import words
from symmachy.statements.labels import Modality

__all__ = ["conditions_of", "hedges_of", "modality_of"]

_IF = frozenset({"if", "unless", "provided", "providing", "lest", "once"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "cannot"})
_WOULD = frozenset({"will", "would", "'ll", "’ll", "shall", "wo", "'d"})
_MUST = frozenset({"must", "should", "ought", "need"})
_POSSIBLE_WORDS = words("modality.possible_words")
_MUST_WORDS = words("modality.must_words")
_FUTURE_VERBS = frozenset(["plan", "intend", "expect", "promise", "pledge", "prepare", "aim"])
_WISH_VERBS = frozenset(["want", "hope", "wish", "desire", "seek", "like", "prefer"])
_TRY_VERBS = frozenset(["try", "attempt", "endeavour", "endeavor", "strive"])
_HEDGES = words("modality.hedges")


_PHRASES = re.compile(
    r"\b(?:in the event (?:that|of)|in case(?: of)?|on (?:the )?condition that|provided that|so long as|"
    r"as long as (?!necessary|needed|possible)|in exchange for|in the absence of|only if|unless|"
    r"should (?=\w+ (?:\w+ )?(?:continue|fail|refuse|attack)))\b",
    re.IGNORECASE,
)


def _auxiliaries(root: Token) -> set[str]:
    found = {t.lower_ for t in children(root, "aux", "auxpass")}
    if root.tag_ == "MD":
        found.add(root.lower_)
    head = root
    steps = 0
    while not found and head.dep_ in ("conj", "xcomp") and head.head is not head and steps < 3:
        if head.dep_ == "conj" and child(head, "nsubj", "nsubjpass") is not None:
            break
        head = head.head
        found |= {t.lower_ for t in children(head, "aux", "auxpass") if t.tag_ == "MD"}
        steps += 1
    return found


def conditions_of(root: Token | None, start: int, end: int) -> list[tuple[int, int]]:
    """Return the conditional clauses of what is said that lie within it, in order."""
    found = []
    for t in root.subtree if root is not None else ():
        if t.dep_ != "advcl" and not (t.dep_ in ("ccomp", "relcl") and t is not root):
            continue
        marks = {m.lower_ for m in children(t, "mark", "advmod")}
        inverted = t.lower_ in ("were", "had", "should") or any(
            a.lower_ in ("should", "were", "had") and a.i == t.left_edge.i
            for a in children(t, "aux", "auxpass")
        )
        as_long = {"as", "long"} <= {x.lower_ for x in list(t.subtree)[:4]} or {"so", "long"} <= {
            x.lower_ for x in list(t.subtree)[:4]
        }
        if (t.dep_ == "advcl" and (marks & _IF or as_long)) or (
            t.dep_ == "advcl" and inverted and t.i < t.head.i
        ):
            edge = t.right_edge
            a, b = t.left_edge.idx, edge.idx + len(edge)
            if start <= a and b <= end:
                found.append((a, b))
    text = root.doc.text[start:end].casefold() if root is not None else ""
    if root is not None:
        for match in _PHRASES.finditer(root.doc.text, start, end):
            if not any(a <= match.start() < b for a, b in found):
                comma = root.doc.text.find(",", match.end(), end)
                found.append((match.start(), comma if comma > 0 else end))
    if not found and text.startswith(("if ", "unless ", "should ", "were ")):
        comma = text.find(",")
        found.append((start, start + (comma if comma > 0 else len(text))))
    return found


def hedges_of(root: Token | None, start: int, end: int) -> list[tuple[int, int]]:
    """Return the hedging words within what is said."""
    if root is None:
        return []
    return [(t.idx, t.idx + len(t)) for t in root.sent if start <= t.idx < end and t.lower_ in _HEDGES]


def modality_of(root: Token | None, *, cue: Modality | None, conditional: bool, question: bool) -> Modality:
    """Return the mode of a clause: the question first, then the condition, the cue, and the clause's own words."""
    if question or cue is Modality.ASKED:
        return Modality.ASKED
    if conditional:
        return Modality.CONDITIONAL
    if cue in (Modality.WISHED, Modality.NECESSARY, Modality.ATTEMPTED):
        return cue
    if root is None:
        return cue or Modality.FACT
    aux = _auxiliaries(root)
    words = {t.lower_ for t in children(root, "acomp", "advmod", "attr", "nsubj", "dobj", "oprd")}
    lemma = root.lemma_.casefold()
    if root.tag_ == "VB" and not aux and root.dep_ == "ROOT" and child(root, "nsubj", "nsubjpass") is None:
        return Modality.NECESSARY  # "ask them"
    if aux & _MUST or words & _MUST_WORDS or (lemma in ("have", "need") and child(root, "xcomp") is not None):
        return Modality.NECESSARY
    if lemma in _MUST_WORDS or (root.lower_ in _MUST_WORDS and child(root, "auxpass") is not None):
        return Modality.NECESSARY
    if aux & _POSSIBLE or words & _POSSIBLE_WORDS or lemma in _POSSIBLE_WORDS:
        return Modality.POSSIBLE
    wishing = lemma in _WISH_VERBS or root.lower_ in ("hopes", "hoped")
    if wishing and lemma != "seek" and child(root, "auxpass") is None:
        return Modality.WISHED
    if lemma in _TRY_VERBS or (lemma == "seek" and child(root, "xcomp") is not None):
        return Modality.ATTEMPTED
    if aux & _WOULD or (lemma in _FUTURE_VERBS and child(root, "xcomp") is not None):
        return Modality.FUTURE
    if lemma == "go" and child(root, "xcomp") is not None and root.tag_ == "VBG":
        return Modality.FUTURE
    return cue or Modality.FACT
