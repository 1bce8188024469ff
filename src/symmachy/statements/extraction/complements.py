"""What a verb of saying says: its clause, infinitive, noun or name, with positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.statements.extraction.clauses import split_clauses
from symmachy.statements.extraction.lexicon import NOUNS, Cue
from symmachy.statements.extraction.tokens import Token, child, children, clause_span, finite, trimmed
from symmachy.statements.extraction.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["contents_of"]

_EMPTY = words("verbs.empty")
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "query", "question", "doubt"})


def contents_of(verb: Token, cue: Cue, *, passive: bool) -> Iterator[tuple[Token, int, int, bool]]:
    """Yield root, positions and whether it is an infinitive, for each thing that the verb's complements say."""
    found = False
    clauses = [t for t in children(verb, "ccomp") if t.i != verb.i] or _hung(verb)
    if "c" in cue.frames or verb.lemma_ == "ask":
        for root in clauses:
            if (
                verb.lemma_ not in ("let", "make")
                and not finite(root)
                and root.tag_ in ("VB", "VBG", "VBN")
                and _object(verb) is None
                and child(root, "nsubj", "nsubjpass") is None
            ):
                continue
            inner = child(root, "ccomp", "advcl") if verb.lemma_ in ("let", "make") else None
            if inner is not None and any(t.lower_ == "that" for t in children(inner, "mark")):
                root = inner  # noqa: PLW2901  # "made it clear that ...": what is clear is what is said
            for part in split_clauses(root):
                yield (*part, False)
                found = True
        for tail in _tail(verb, clauses):
            yield (*tail, False)
        if not found and verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX"):
            head = verb.head.head if verb.head.dep_ in ("aux", "auxpass") else verb.head
            span = clause_span(head, without=frozenset(t.i for t in verb.subtree))
            if span:
                yield head, *span, False
                found = True
    says = (
        "c" in cue.frames and not cue.attitude and verb.lemma_ != "agree"
    )  # one agrees with what another says
    if not found and says and child(verb, "dobj", "xcomp", "ccomp") is None:
        far = _far_clause(verb)
        if far is not None:
            yield (*far, False)
            return
    if found:
        return
    goal = child(verb, "xcomp") or _infinitive(verb, cue)
    target = _object(verb)
    embedded = clauses[0] if clauses else None
    if not _finite_among(clauses) and "c" in cue.frames and not cue.attitude:
        after = _after_colon(verb)
        if after is not None:
            yield (*after, False)
            return
    if target is not None and "o" in cue.frames and goal is None:
        goal = next(
            (
                t
                for t in children(target, "relcl", "acl")
                if any(a.lower_ == "to" for a in children(t, "aux"))
            ),
            None,
        )
    for prep in children(verb, "prep") if verb.lemma_ in ("appeal", "call") and goal is not None else ():
        inner = child(prep, "pobj")
        if prep.lower_ in ("to", "on", "upon") and inner is not None and goal is not None:
            span = trimmed(verb.doc, inner.left_edge.idx, _end(goal))
            if span:
                yield goal, *span, True
                return
    if "o" in cue.frames or verb.lemma_ == "tell":
        if embedded is not None and not finite(embedded):
            span = clause_span(embedded)
            if span:
                yield embedded, *span, True
                return
        if goal is not None and goal.pos_ in ("VERB", "AUX") and (target is not None or passive):
            start = target.left_edge.idx if target is not None and target.i < goal.i else goal.left_edge.idx
            span = trimmed(verb.doc, start, _end(goal))
            if span:
                yield goal, *span, True
                return
    if passive and goal is not None and cue.frames and set(cue.frames) & set("cox"):
        span = clause_span(goal)
        if span:
            yield (
                goal,
                *span,
                verb.lemma_ in ("tell", "urge", "ask", "order", "instruct", "expect", "request"),
            )
            return
    if "x" in cue.frames:
        x = (
            goal
            if goal is not None
            else (embedded if embedded is not None and not finite(embedded) else None)
        )
        if x is not None and x.pos_ in ("VERB", "AUX"):
            span = clause_span(x)
            if span:
                yield x, *span, True
                return
    if "s" in cue.frames:
        named = _called(verb)
        if named is not None:
            yield named
            return
    own = children(target, "prep") if target is not None and "o" in cue.frames else []
    for prep in (*children(verb, "prep", "agent"), *own):
        if prep.lower_ in cue.prepositions:
            inner = child(prep, "pcomp", "pobj")
            if inner is not None:
                start = (
                    target.left_edge.idx if target is not None and "o" in cue.frames else inner.left_edge.idx
                )
                span = trimmed(verb.doc, start, _end(inner))
                if span:
                    yield inner, *span, False
                    return
    if (
        "n" in cue.frames
        and not passive
        and target is not None
        and target.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "VERB")
    ):
        if target.lower_ in _EMPTY or target.tag_ in ("PRP", "WP", "WDT"):
            return
        span = trimmed(verb.doc, target.left_edge.idx, _end(target))
        if span:
            yield target, *span, False


def _tail(verb: Token, clauses: list[Token]) -> Iterator[tuple[Token, int, int]]:
    """Yield what goes on after the saying that was put in between: "A may sign, some predict, and would be joined"."""
    if not clauses or clauses[0].i > verb.i or child(clauses[0], "nsubj", "nsubjpass") is None:
        return
    for t in children(verb, "conj"):
        modal = any(a.tag_ == "MD" for a in children(t, "aux"))
        if modal and t.i > verb.i and child(t, "nsubj", "nsubjpass", "expl") is None:
            span = clause_span(t)
            if span:
                yield t, *span


def _infinitive(verb: Token, cue: Cue) -> Token | None:
    """Return an infinitive that follows the verb at once, where the parse took it for an aim: "undertook to"."""
    if "x" not in cue.frames:
        return None
    return next((t for t in children(verb, "advcl") if t.left_edge.i == verb.i + 1 and _to(t)), None)


def _to(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(t.lower_ == "to" for t in children(verb, "aux"))


def _hung(verb: Token) -> list[Token]:
    """Return a clause that the parse took for an adverbial one: "promised only that", "asked if"."""
    asks = verb.lemma_.casefold() in _ASKING
    return [
        t
        for t in children(verb, "advcl")
        for m in children(t, "mark")
        if t.i > verb.i
        and (m.lower_ == "that" or (asks and m.lower_ in ("if", "whether")))
        and m.i - verb.i <= 3  # "asked point-blank if", but not a condition at the end
    ][:1]


def _far_clause(verb: Token) -> tuple[Token, int, int] | None:
    """Return a that-clause which the parse has hung on another word: "said when he took part in the talks that ..."."""
    for t in verb.subtree:
        marked = any(m.lower_ == "that" for m in children(t, "mark"))
        if t.i > verb.i and marked and finite(t) and child(t, "nsubj", "nsubjpass", "expl") is not None:
            if t.head.lemma_.casefold() in NOUNS or (t.dep_ == "advcl" and t.head is not verb):
                return None
            span = clause_span(t)
            return (t, *span) if span else None
    return None


def _finite_among(clauses: list[Token]) -> bool:
    """Whether one of the clauses is finite."""
    return any(finite(t) for t in clauses)


def _after_colon(verb: Token) -> tuple[Token, int, int] | None:
    """Return what follows "X answered:", to the end of that sentence, where it is no quotation."""
    sent = verb.sent
    last = sent[-1]
    if last.text != ":" or sent.end >= len(verb.doc) or verb.dep_ not in ("ROOT", "conj"):
        return None
    following = verb.doc[sent.end].sent
    if following[0].is_quote or len(following) < 4:
        return None
    span = clause_span(following.root)
    return (following.root, *span) if span else None


def _end(token: Token) -> int:
    edge = token.right_edge
    return int(edge.idx + len(edge))


def _object(verb: Token) -> Token | None:
    return (
        child(verb, "dobj", "dative", "nsubjpass")
        if child(verb, "nsubjpass") is None
        else child(verb, "dobj", "dative")
    )


def _called(verb: Token) -> tuple[Token, int, int, bool] | None:
    """Return the object and what it is called: "describe the pact as a threat", "call it a relic"."""
    thing = child(verb, "dobj", "nsubjpass")
    as_ = next((t for t in children(verb, "prep") if t.lower_ == "as"), None)
    if as_ is None and thing is not None:
        as_ = next((t for t in children(thing, "prep") if t.lower_ == "as"), None)
    if as_ is not None:
        what = child(as_, "pobj", "amod", "pcomp", "acomp", "advmod")
        if what is None:
            return None
        start = thing.left_edge.idx if thing is not None and thing.i < as_.i and thing.i > verb.i else as_.idx
        span = trimmed(verb.doc, start, _end(what))
        return (what, *span, False) if span else None
    small = child(verb, "ccomp", "oprd")
    if small is None:
        return None
    if small.dep_ == "oprd" and thing is not None and thing.i > verb.i:
        span = trimmed(verb.doc, thing.left_edge.idx, _end(small))
        return (small, *span, False) if span else None
    span = clause_span(small)
    return (small, *span, False) if span else None
