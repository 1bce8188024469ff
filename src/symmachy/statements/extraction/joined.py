"""Which of the states in a passage its main relation joins, by the parse: named together is not enough."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from symmachy.statements.extraction.tokens import Token, child, children, finite, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from symmachy.statements.gazetteer import Mention
    from symmachy.statements.labels import Relation

__all__ = ["joined_by"]

_AGAINST = frozenset({"against", "despite", "versus", "unlike", "without", "besides", "like"})
_TWO = 2
_CLAUSES = frozenset({"relcl", "acl", "advcl", "pcomp", "ccomp", "xcomp", "parataxis"})
_PLACES = frozenset(
    {"in", "at", "near", "off", "through", "across", "during", "since", "until", "over", "about", "amid"}
)
_OWN = frozenset({"it", "we", "they", "i", "us", "country", "nation", "government", "side", "state"})
_TALKED = frozenset({"topic", "subject", "issue", "question", "matter", "theme"})
_UPON = frozenset({"on", "upon"})
_PREDICATES = ("VERB", "AUX")
Pairs = tuple[tuple[str, str], ...]


def joined_by(
    cue: tuple[int, int],
    relation: Relation,
    doc: Token,
    mentions: Sequence[Mention],
    *,
    passage: tuple[int, int],
    own: str | None,
) -> Pairs | None:
    """Return the pairs of codes that a relation's cue joins, each in alphabetical order.

    Two states are joined where both belong to the cue's noun ("an alliance between A and B", "A-B relations"), where
    one is subject and the other object of its predicate ("A will ally with B", "A threatens B"), or where several
    are its subject and there is no other side ("A and B will form an alliance").
    Whoever stands in another clause of the sentence is not joined, nor whoever a question is only raised about ("the
    question whether A and B will ally came up", "an alliance of A and B has been a topic").
    None where this cue joins nobody, and another may; no pairs where it names more than two sides ("relations between
    A, B and C") and nobody can tell who is meant.

    Parameters
    ----------
    cue
        Where the relation's words stand in the paragraph; code points, the end excluded.
    relation
        The relation; in one of conflict, several subjects are not each other's side.
    doc, mentions
        The parsed paragraph, and the names within the passage.
    passage
        Where the passage stands in the paragraph.
    own
        The speaker's state, which stands for "it" and for a subject that is left out.
    """
    span = doc.char_span(*cue, alignment_mode="expand")
    if span is None or not len(span):
        return None
    word = span.root
    if _only_raised(word):
        return None
    codes = _by_token(doc, mentions)
    noun = _noun_of(word)
    if noun is not None:
        own_pairs = _by_noun(noun, codes)
        if own_pairs is not None:
            return own_pairs
    verb = _predicate_of(word)
    if noun is not None and _aside(noun, verb):
        return None
    subjects, pronoun = _subjects(verb, codes, passage)
    objects = _objects(verb, codes, relation)
    if noun is not None:
        held = _held(noun, codes)
        objects = (
            [*objects, *(c for c in held if c not in objects)] if subjects or pronoun else objects or held
        )
    if len(objects) > 1 and _mutual(verb):
        return _all(list(dict.fromkeys(objects)))
    objects = [c for c in dict.fromkeys(objects) if c not in subjects]
    if subjects and objects:
        return _across(subjects, objects)
    if len(subjects) > 1 and relation.sign == "cooperation":
        return _all(subjects)
    if len(subjects) > 1 and _mutual(verb):
        return _all(subjects)
    if own is not None and pronoun:
        return _across([own], objects) or None
    if len(objects) == _TWO and not pronoun and relation.sign == "cooperation":
        return _all(objects)  # somebody or something else brings the two together
    return None


def _only_raised(word: Token) -> bool:
    """Whether a relation's word stands in what a noun asks, or is the subject of being talked about."""
    while word.dep_ != "ROOT":
        head = word.head
        if word.dep_ in ("acl", "ccomp", "pcomp", "relcl") and any(
            t.lower_ in ("whether", "if") for t in children(word, "mark")
        ):
            asked = head.head if head.pos_ == "ADP" else head
            if asked.pos_ == "NOUN":
                return True
        if word.dep_ in ("nsubj", "nsubjpass") and head.lemma_ in ("be", "become", "remain"):
            said = child(head, "attr")
            return said is not None and said.lemma_.casefold() in _TALKED
        if word.pos_ in _PREDICATES and word.dep_ in ("ROOT", "conj"):
            return False
        word = head
    return False


def _by_token(doc: Token, mentions: Sequence[Mention]) -> dict[int, str]:
    found: dict[int, str] = {}
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        for token in span if span is not None else ():
            found.setdefault(token.i, mention.code)
    return found


def _noun_of(word: Token) -> Token | None:
    while word.dep_ in ("compound", "amod", "nmod") and word.head.pos_ in ("NOUN", "PROPN"):
        word = word.head
    return word if word.pos_ in ("NOUN", "PROPN") else None


def _codes(tokens: Iterable[Token], codes: dict[int, str]) -> list[str]:
    return list(dict.fromkeys(codes[t.i] for t in tokens if t.i in codes))


def _phrase(head: Token) -> list[Token]:
    """Return the words of a noun phrase without the clauses in it."""
    inside = [t for c in head.children if c.dep_ not in _CLAUSES for t in _phrase(c)]
    return sorted([head, *inside], key=lambda t: t.i)


def _by_noun(noun: Token, codes: dict[int, str]) -> Pairs | None:
    """Return what a noun joins by itself: "between A and B", "A's war with B", "A-B relations"."""
    for prep in children(noun, "prep"):
        if prep.lower_ in ("between", "among"):
            found = _codes(_phrase(prep), codes)
            if found:
                return _all(found) if len(found) == _TWO else ()  # of three, nobody can tell who with whom
    before = [t for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod", "poss") for t in _phrase(c)]
    owners = _codes((t for t in before if not _opposed(t)), codes)
    if len(owners) == _TWO:
        return _all(owners)
    after = [
        t for p in children(noun, "prep") if p.lower_ in ("with", "to", "on", "against") for t in _phrase(p)
    ]
    ends = [c for c in _codes(after, codes) if c not in owners]
    if owners and ends:
        return _across(owners, ends)
    of = [_phrase(p) for p in children(noun, "prep") if p.lower_ == "of"]
    held = [c for those in of for c in _codes(those, codes)]
    return _all(held) if len(held) == _TWO and any(t.dep_ == "conj" for those in of for t in those) else None


def _held(noun: Token, codes: dict[int, str]) -> list[str]:
    """Return the codes in a noun's own phrase: "an alliance with B", "Western pressure"."""
    return [c for t in _phrase(noun) for c in _codes([t], codes) if not _far(t, noun) and not _opposed(t)]


def _opposed(token: Token) -> bool:
    """Whether "anti-" stands before a name."""
    before = token.doc.text[: token.idx].rstrip()[-6:].casefold().rstrip("-– ")
    return bool(before.endswith(("anti", "counter")))


def _aside(noun: Token, verb: Token) -> bool:
    """Whether a noun tells a circumstance of the predicate: "after the war with B, A attacked C"."""
    while noun.i not in (verb.i, noun.head.i):
        if noun.dep_ == "prep" and noun.lower_ in ("after", "before", "since", "during", "once", "despite"):
            return True
        noun = noun.head
    return False


def _far(token: Token, top: Token) -> bool:
    """Whether a preposition between a name and the top sets it aside: "against B", "in B"."""
    while token.i not in (top.i, token.head.i):
        if token.dep_ in ("prep", "agent") and token.lower_ in _AGAINST | _PLACES:
            return True
        token = token.head
    return False


def _predicate_of(word: Token) -> Token:
    while word.pos_ not in _PREDICATES and word.head.i != word.i:
        word = word.head
    return word


def _chain(verb: Token) -> list[Token]:
    """Return a predicate with the verbs on which it hangs as an infinitive: "tried to woo" is one."""
    chain = [verb]
    while True:
        verb = chain[-1]
        head = verb.head
        if head.pos_ == "ADJ" and head.dep_ in ("acomp", "oprd"):
            head = head.head
        if verb.dep_ not in ("xcomp", "auxpass", "aux") or head.i == verb.i or head.pos_ not in _PREDICATES:
            return chain
        chain.append(head)


def _subjects(verb: Token, codes: dict[int, str], passage: tuple[int, int]) -> tuple[list[str], bool]:
    """Return the codes of a predicate's subject, and whether it is the speaker: a pronoun, left out, or outside."""
    if (agent := child(verb, "agent")) is not None:
        return _codes((t for t in _phrase(agent) if not _far(t, agent)), codes), False
    noun = next(reversed(children(verb, "nsubj", "nsubjpass")), None)
    if noun is None and verb.dep_ in ("pcomp", "acl") and verb.tag_ in ("VBG", "VB"):
        above = _predicate_of(verb.head)  # "do not rule out the possibility of forming an alliance"
        if above.i != verb.i and above.pos_ in _PREDICATES:
            return _subjects(above, codes, passage)
    noun = noun if noun is not None else subject(verb)
    if noun is None:
        return [], True
    found = [
        codes[t.i]
        for t in _phrase(noun)
        if t.i in codes and not _opposed(t) and not _far(t, noun) and not _under(t, noun, _UPON)
    ]
    outside = not passage[0] <= noun.idx < passage[1]
    return list(dict.fromkeys(found)), not found and (outside or noun.lower_ in _OWN)


def _objects(verb: Token, codes: dict[int, str], relation: Relation) -> list[str]:
    aside = _PLACES | {"for"} if relation.sign == "conflict" else _AGAINST | _PLACES
    passive = child(verb, "agent") is not None
    own = child(_chain(verb)[-1], "nsubj", "nsubjpass")
    first = (
        own.i if own is not None else -1
    )  # a phrase before the subject is a circumstance: "after the war with B, A"
    found: list[str] = []
    for part in _chain(verb):
        for branch in part.children:
            object_ = branch.dep_ in (
                "dobj",
                "dative",
                "prep",
                "attr",
                "oprd",
                "acomp",
                "prt",
                "agent",
                "pobj",
            )
            if not object_ and not (passive and branch.dep_ == "nsubjpass"):
                continue
            if passive and branch.dep_ == "agent":
                continue
            if branch.dep_ == "prep" and (branch.lower_ in aside or branch.i < first):
                continue
            found += [
                codes[t.i]
                for t in _phrase(branch)
                if t.i in codes and not _opposed(t) and not _under(t, branch, aside)
            ]
        for small in children(part, "ccomp"):  # "does not make A and B allies"
            if not finite(small):
                found += [
                    codes[t.i] for own in children(small, "nsubj") for t in _phrase(own) if t.i in codes
                ]
    return list(dict.fromkeys(found))


def _under(token: Token, top: Token, words: frozenset[str]) -> bool:
    while token.i not in (top.i, token.head.i):
        token = token.head
        if token.dep_ in ("prep", "agent") and token.lower_ in words and token.i != top.i:
            return True
    return False


def _mutual(verb: Token) -> bool:
    return any(t.lower_ in ("each", "mutual", "mutually") for t in verb.subtree)


def _all(codes: list[str]) -> Pairs:
    return tuple(sorted({(min(a, b), max(a, b)) for a, b in combinations(codes, 2) if a != b}))


def _across(ones: list[str], others: list[str]) -> Pairs:
    return tuple(sorted({(min(a, b), max(a, b)) for a, b in product(ones, others) if a != b}))
