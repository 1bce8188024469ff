"""Statements given by a phrase ("according to", "in its view", "as X put it") or by a noun ("its claim that")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.statements.extraction.candidate import Candidate, Who
from symmachy.statements.extraction.clauses import split_clauses
from symmachy.statements.extraction.lexicon import NOUNS, cue_of
from symmachy.statements.extraction.naming import speaker_of
from symmachy.statements.extraction.tokens import (
    Token,
    child,
    children,
    clause_span,
    finite,
    noun_span,
    subject,
)
from symmachy.statements.extraction.words import words
from symmachy.statements.labels import Act, Attribution, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["by_nouns", "by_phrases"]

_VIEW = words("phrases.view")


def by_phrases(doc: Token) -> Iterator[Candidate]:
    """Yield what a phrase gives to somebody: the clause in which it stands, without it."""
    for token in doc:
        if token.lower_ == "according" or (
            token.dep_ == "prep" and token.lower_ in ("in", "from", "to", "by")
        ):
            yield from _phrase(token)
        elif token.dep_ == "mark" and token.lower_ == "as":
            yield from _as_said(token.head, token)


def _host(token: Token) -> Token:
    """Return the nearest clause around a phrase."""
    head = token.head
    steps = 0
    while head.head is not head and steps < 8 and not (head.pos_ in ("VERB", "AUX") and finite(head)):
        head = head.head
        steps += 1
    return head


def _phrase(token: Token) -> Iterator[Candidate]:
    who: Who | None = None
    last: Token | None = None
    if token.lower_ == "according":
        to = child(token, "prep")
        noun = child(to, "pobj") if to is not None else None
        who = _any(noun)
        if (
            noun is not None
            and noun.lemma_ in ("report", "reports", "account", "analysis", "assessment")
            and who is not None
        ):
            by = next(
                (t for t in children(noun, "prep") if t.lower_ in ("by", "from", "in", "on", "of")), None
            )
            source = child(by, "pobj") if by is not None else None
            if source is not None and source.pos_ == "PROPN":
                who = speaker_of(source) or who
        last = noun
    else:
        noun = child(token, "pobj")
        if noun is None or noun.lower_ not in _VIEW:
            return
        owner = child(noun, "poss")
        of = next((t for t in children(noun, "prep") if t.lower_ == "of"), None)
        if owner is not None:
            if owner.lower_ in ("my", "our"):
                who = Who(author=True)
            else:
                own = (owner.left_edge.idx, owner.idx + len(owner))
                who = Who(start=own[0], end=own[1], head=owner.i)
        elif of is not None and child(of, "pobj") is not None:
            who = speaker_of(child(of, "pobj"))
        last = noun
    if who is None or last is None:
        return
    if noun is not None and noun.lower_ == "eyes" and owner_is_pronoun(noun):
        return
    host = _host(token)
    if host is token:
        return
    named = _swallowed(noun, host)
    if named is not None:
        yield from named
        return
    without = frozenset(t.i for t in token.subtree)
    span = clause_span(host, without=without)
    if span is None or span[1] - span[0] < 8:
        return
    yield Candidate(
        start=span[0],
        end=span[1],
        who=who,
        attribution=Attribution.ACCORDING_TO,
        act=Act.ASSERT,
        rule=f"phrase:{token.lower_}",
        root=host,
        cue=(token.idx, token.idx + len(token)),
        cue_token=token,
    )


def owner_is_pronoun(noun: Token) -> bool:
    """Whether "their eyes" and not "Peking's eyes"."""
    owner = child(noun, "poss")
    return owner is not None and owner.tag_ == "PRP$"


def _swallowed(noun: Token | None, host: Token) -> list[Candidate] | None:
    """Return what "according to A, B, a scholar, said that ..." says, where the parse took B for another name of A."""
    cue = cue_of(host.lemma_, host.lower_, None)
    root = child(host, "ccomp")
    if noun is None or cue is None or "c" not in cue.frames or root is None:
        return None
    if child(host, "nsubj", "nsubjpass") is not None:
        return None
    other = next((t for t in noun.subtree if t.dep_ in ("appos", "conj") and t.pos_ == "PROPN"), None)
    if other is None:
        return None
    start, end = noun_span(other)
    carrier = noun.doc.text[noun.left_edge.idx : noun.idx + len(noun)]
    return [
        Candidate(
            start=a,
            end=b,
            who=Who(start=start, end=end, head=other.i),
            attribution=Attribution.INDIRECT,
            act=cue.act,
            rule=f"phrase:{host.lemma_}",
            root=part,
            cue=(host.idx, host.idx + len(host)),
            cue_token=host,
            chain=(carrier,),
        )
        for part, a, b in split_clauses(root)
    ]


def _any(noun: Token | None) -> Who | None:
    """After "according to" an analysis or an account may speak too, but not an image or a plan."""
    if noun is None:
        return None
    found = speaker_of(noun)
    if found is not None or noun.lemma_.casefold() not in _SOURCES:
        return found
    start, end = noun_span(noun)
    return Who(start=start, end=end, head=noun.i)


def _as_said(verb: Token, mark: Token) -> Iterator[Candidate]:
    """Yield "as the minister put it", "as X pointed out": the clause around it."""
    cue = cue_of(verb.lemma_, verb.lower_, None)
    put = verb.lemma_ == "put" and any(t.lower_ == "it" for t in verb.children)
    if (
        verb.dep_ != "advcl"
        or child(verb, "ccomp") is not None
        or verb.lemma_ in ("show", "demonstrate", "find")
    ):
        return
    if not put and (cue is None or "c" not in cue.frames or cue.attitude):
        return
    who = speaker_of(subject(verb))
    host = verb.head
    if who is None or host.pos_ not in ("VERB", "AUX"):
        return
    span = clause_span(host, without=frozenset(t.i for t in verb.subtree) | {mark.i})
    if span:
        yield Candidate(
            start=span[0],
            end=span[1],
            who=who,
            attribution=Attribution.ACCORDING_TO,
            act=Act.ASSERT,
            rule="phrase:as said",
            root=host,
            cue=(verb.idx, verb.idx + len(verb)),
            cue_token=verb,
        )


def by_nouns(doc: Token) -> Iterator[Candidate]:
    """Yield what a noun of saying gives to its owner, or to whoever makes, issues or expresses it."""
    for noun in doc:
        cue = NOUNS.get(noun.lemma_.casefold()) if noun.pos_ == "NOUN" else None
        if cue is None:
            continue
        root = next((t for t in children(noun, "acl", "ccomp", "relcl") if _complement(t)), None)
        predicate = noun.head if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" else None
        if root is None and predicate is not None:
            root = next((t for t in children(predicate, "ccomp") if t.i > noun.i), None)
        if root is None and noun.head.pos_ == "VERB" and noun.dep_ == "dobj":
            root = next((t for t in children(noun.head, "ccomp") if t.i > noun.i and _complement(t)), None)
        if root is None:
            root = _about(noun)
        if root is None:
            continue
        who = _owner(noun)
        if who is None:
            continue
        span = clause_span(root)
        if span is None:
            continue
        infinitive = root.tag_ == "VB" and not finite(root)
        yield Candidate(
            start=span[0],
            end=span[1],
            who=who,
            attribution=Attribution.NOMINAL,
            act=cue.act,
            rule=f"noun:{noun.lemma_.casefold()}",
            root=root,
            cue=(noun.idx, noun.idx + len(noun)),
            cue_token=noun,
            denies=cue.denies,
            mode=cue.mode if infinitive or cue.act in (Act.WISH, Act.DEMAND) else _clause_mode(cue.mode),
            infinitive=infinitive,
        )


def _about(noun: Token) -> Token | None:
    """Return what a voiced concern, fear, hope or doubt is about: "expressed concern about the pact"."""
    if noun.lemma_ not in _FEELINGS or noun.dep_ != "dobj" or noun.head.lemma_ not in _MAKERS:
        return None
    about = next(
        (t for t in children(noun, "prep") if t.lower_ in ("about", "over", "of", "for", "at")), None
    )
    return child(about, "pobj", "pcomp") if about is not None else None


def _clause_mode(mode: Modality | None) -> Modality | None:
    return None if mode is Modality.FUTURE else mode


def _complement(clause: Token) -> bool:
    marks = [t.lower_ for t in children(clause, "mark")]
    if "that" in marks or "whether" in marks:
        return child(clause, "nsubj", "nsubjpass", "expl", "csubj") is not None
    return clause.tag_ == "VB" and any(t.lower_ == "to" for t in children(clause, "aux"))


_SOURCES = words("phrases.sources")
_MAKERS = words("phrases.makers")
_FEELINGS = frozenset({"concern", "fear", "worry", "hope", "doubt", "suspicion", "expectation"})


def _owner(noun: Token) -> Who | None:
    owner = child(noun, "poss")
    if owner is not None:
        if owner.lower_ in ("my", "our"):
            return Who(author=True)
        start = owner.left_edge.idx
        return Who(start=start, end=owner.idx + len(owner), head=owner.i)
    adjective = next(
        (
            t
            for t in children(noun, "amod", "compound")
            if t.pos_ in ("ADJ", "PROPN") and t.text[:1].isupper()
        ),
        None,
    )
    for prep in children(noun, "prep"):
        if prep.lower_ in ("by", "from", "of", "among") and (inner := child(prep, "pobj")) is not None:
            found = speaker_of(inner)
            if found is not None:
                return found
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in _MAKERS:
        return speaker_of(subject(verb))
    if (
        noun.dep_ == "pobj"
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.lower_ in ("of", "with", "under", "in")
    ):
        return speaker_of(subject(verb.head))
    if adjective is not None:
        return Who(start=adjective.idx, end=adjective.idx + len(adjective), head=adjective.i)
    if noun.dep_ in ("attr", "nsubj") and any(t.lower_ == "there" for t in verb.children):
        return Who()
    return None
