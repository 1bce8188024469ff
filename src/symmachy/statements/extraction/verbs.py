"""Statements given by a verb of saying or of attitude, active or passive, or by an adjective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.statements.extraction.candidate import Candidate, Who
from symmachy.statements.extraction.lexicon import ADJECTIVES, BELIEFS, DOCUMENTS, NOUNS, PEOPLE, Cue, cue_of
from symmachy.statements.extraction.tokens import (
    Token,
    agent,
    child,
    children,
    clause_span,
    finite,
    noun_span,
    subject,
    trimmed,
)
from symmachy.statements.extraction.words import words
from symmachy.statements.labels import Act, Attribution, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["by_verbs", "speaker_of", "split_clauses"]

_FIRST = frozenset({"i", "we"})
_GENERIC = words("verbs.generic")
_RUMOURED = words("verbs.rumoured")
"""Verbs of which the passive without "by" says what somebody says: "is said to", "it is feared that"."""
_MOVED = frozenset({"persuade", "convince", "satisfy", "concern", "worry", "determine"})
"""Verbs of which the passive says what the subject believes: "was persuaded that"."""


def by_verbs(doc: Token) -> Iterator[Candidate]:
    """Yield what the verbs and adjectives of a paragraph give to somebody."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            yield from _of_verb(token)
        elif token.lower_ in ADJECTIVES and token.dep_ in (
            "acomp",
            "ccomp",
            "conj",
            "advcl",
            "xcomp",
            "amod",
            "acl",
        ):
            yield from _of_adjective(token)


def speaker_of(noun: Token | None, *, attitude: bool = False) -> Who | None:
    """Return the speaker that a noun names; nothing where it can name none, or stands for nobody."""
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
        if not named and not personal:
            return None
    start, end = noun_span(noun)
    return Who(start=start, end=end, head=noun.i)


def _particle(verb: Token) -> str | None:
    prt = child(verb, "prt")
    if prt is not None:
        return str(prt.lower_)
    if verb.lemma_ in ("make", "leave") and any(
        t.lower_ in ("clear", "plain", "known", "understood")
        for t in verb.subtree
        if t.i - verb.i in range(1, 6)
    ):
        return "clear"
    if verb.lower_ in ("let", "lets") and any(
        t.lower_ in ("known", "understood") for t in verb.subtree if t.i - verb.i < 6
    ):
        return "clear"
    return None


def _hypothetical(verb: Token) -> bool:
    """Whether the saying itself is only supposed, wanted or asked for: "if he says", "to say that"."""
    if verb.dep_ == "advcl" and any(
        t.lower_ in ("if", "unless", "whether", "lest") for t in children(verb, "mark")
    ):
        return True
    to = any(t.lower_ == "to" for t in children(verb, "aux"))
    if to and child(verb, "nsubj", "nsubjpass") is None:
        return not (
            verb.dep_ == "xcomp"
            and verb.head.lemma_ in ("seem", "appear", "continue", "begin", "like", "be", "go")
        )
    return bool({t.lower_ for t in children(verb, "aux")} & {"would", "might"}) and verb.lemma_ not in (
        "like",
        "prefer",
    )


def _of_verb(verb: Token) -> Iterator[Candidate]:
    particle = _particle(verb)
    lemma = "make" if particle == "clear" else verb.lemma_
    cue = cue_of(lemma, "" if particle == "clear" else verb.lower_, particle)
    if verb.lower_ == "like" and any(t.lower_ in ("would", "'d") for t in children(verb, "aux")):
        cue = cue_of("want", "", None)
    if cue is None or _question_to(verb):
        return
    if _hypothetical(verb):
        if (
            verb.lemma_ in ("know", "learn", "hear")
            and verb.dep_ == "xcomp"
            and verb.head.lemma_ in ("want", "like", "wish")
        ):
            yield from _asked_to_know(verb)
        return
    if verb.lemma_ in ("show", "demonstrate", "find") and not _personal(subject(verb)):
        return
    passive = child(verb, "nsubjpass", "auxpass") is not None or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and child(verb, "agent") is not None
    )
    not_ = negated_cue(verb)
    belief = cue.attitude or verb.lemma_ in BELIEFS
    if not_ and not belief and not cue.denies:
        return
    denies = cue.denies ^ (not_ and (belief or cue.denies))
    who = _who(verb, cue, passive=passive)
    if who is None:
        return
    for root, start, end, infinitive in _contents(verb, cue, passive=passive):
        kind = Attribution.ATTITUDE if cue.attitude else Attribution.INDIRECT
        if not who.named and not who.author:
            kind = Attribution.UNATTRIBUTED
        act, mode = cue.act, cue.mode
        if verb.lemma_ == "ask" and any(t.lower_ in ("whether", "if") for t in children(root, "mark")):
            mode = Modality.ASKED
        elif verb.lemma_ == "ask":
            act, mode = (
                (Act.DEMAND, Modality.WISHED)
                if infinitive or root.pos_ in ("NOUN", "PROPN")
                else (act, Modality.ASKED)
            )
        if verb.lemma_ == "tell" and infinitive:
            act, mode = Act.DEMAND, Modality.NECESSARY
        if verb.lemma_ in ("warn", "caution", "advise") and any(
            t.lower_ == "against" for t in children(verb, "prep")
        ):
            act, mode, denies = Act.ADVISE, Modality.NECESSARY, True
        if (
            verb.lemma_ == "call"
            and not infinitive
            and not any(t.lower_ == "for" for t in children(verb, "prep"))
        ):
            act, mode = Act.ASSERT, None
        if (
            verb.lemma_ in ("suggest", "recommend", "propose")
            and finite(root)
            and root.pos_ in ("VERB", "AUX")
        ):
            act, mode = Act.ASSERT, None
        if act in (Act.DENY, Act.PROMISE) and cue.mode is None and infinitive and not cue.denies:
            mode = Modality.FUTURE
        if root.pos_ in ("VERB", "AUX") and finite(root) and mode is Modality.FUTURE:
            mode = None  # a finite clause shows its own time
        yield Candidate(
            start=start,
            end=end,
            who=who,
            attribution=kind,
            act=act,
            rule=f"verb:{verb.lemma_}",
            root=root,
            cue=(verb.idx, verb.idx + len(verb)),
            cue_token=verb,
            denies=denies,
            mode=mode,
            infinitive=infinitive,
        )


def _personal(noun: Token | None) -> bool:
    """Whether a noun is of somebody who can show or find, unlike history or a fact."""
    return noun is not None and (noun.lower_ in ("he", "she") or noun.lemma_.casefold() in PEOPLE)


def _question_to(verb: Token) -> bool:
    """Whether the verb asks its own reader: "do you believe that ...?"."""
    own = child(verb, "nsubj")
    return own is not None and own.lower_ == "you"


def negated_cue(verb: Token) -> bool:
    """Whether the saying is denied ("did not say"), also by a negative subject ("nobody believes")."""
    if any(t.dep_ == "neg" or t.lower_ == "never" for t in verb.children):
        return True
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None and (
        own.lower_ in ("nobody", "none", "few", "neither")
        or any(t.lower_ in ("no", "few") for t in own.children)
    ):
        return True
    return verb.dep_ == "xcomp" and any(t.dep_ == "neg" for t in verb.head.children)


def _asked_to_know(verb: Token) -> Iterator[Candidate]:
    who = speaker_of(subject(verb))
    root = child(verb, "ccomp", "prep", "advcl", "pcomp")
    if who is None or root is None:
        return
    span = clause_span(root)
    if span:
        yield Candidate(
            start=span[0],
            end=span[1],
            who=who,
            attribution=Attribution.ATTITUDE,
            act=Act.ASK,
            rule="verb:want to know",
            root=root,
            cue=(verb.idx, verb.idx + len(verb)),
            cue_token=verb,
            mode=Modality.ASKED,
        )


def _who(verb: Token, cue: Cue, *, passive: bool) -> Who | None:
    if verb.lemma_ in _MOVED:
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
    return speaker_of(noun, attitude=cue.attitude and "x" in cue.frames)


def _contents(verb: Token, cue: Cue, *, passive: bool) -> Iterator[tuple[Token, int, int, bool]]:
    """Yield root, positions and whether it is an infinitive, for each thing that the verb's complements say."""
    found = False
    clauses = [t for t in children(verb, "ccomp") if t.i != verb.i]
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
        if not found and verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX"):
            span = clause_span(verb.head, without=frozenset(t.i for t in verb.subtree))
            if span:
                yield verb.head, *span, False
                found = True
    if not found and "c" in cue.frames and not cue.attitude and child(verb, "dobj", "xcomp", "ccomp") is None:
        far = _far_clause(verb)
        if far is not None:
            yield (*far, False)
            return
    if found:
        return
    goal = child(verb, "xcomp")
    target = _object(verb)
    embedded = clauses[0] if clauses else None
    if not finite_found(clauses) and "c" in cue.frames and not cue.attitude:
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
    for prep in children(verb, "prep", "agent"):
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


def finite_found(clauses: list[Token]) -> bool:
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


_EMPTY = words("verbs.empty")


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


def split_clauses(root: Token) -> Iterator[tuple[Token, int, int]]:
    """Yield the clauses that "and" or "but" joins, where each has a subject of its own."""
    whole = clause_span(root)
    if whole is None:
        return
    conj = root
    heads = [root]
    while True:
        following = [
            t
            for t in children(conj, "conj")
            if t.pos_ in ("VERB", "AUX") and finite(t) and child(t, "nsubj", "nsubjpass", "expl") is not None
        ]
        if not following:
            break
        conj = following[0]
        heads.append(conj)
    if len(heads) == 1:
        yield root, *whole
        return
    start = whole[0]
    for here, following_head in zip(heads, [*heads[1:], None], strict=True):
        if following_head is None:
            span = trimmed(root.doc, start, whole[1])
        else:
            edge = following_head.left_edge
            first = edge
            before = [t for t in here.children if t.dep_ in ("cc", "punct") and t.i < edge.i and t.i > here.i]
            stop = min([t.idx for t in before if edge.i - t.i <= 2] or [edge.idx])
            span = trimmed(root.doc, start, stop)
            start = first.idx
            if first.lower_ == "that" and first.dep_ == "mark":
                start = first.idx + len(first)
        if span:
            yield here, *span


def _of_adjective(word: Token) -> Iterator[Candidate]:
    cue = ADJECTIVES[word.lower_]
    verb = word.head if word.head.pos_ in ("AUX", "VERB") else word
    root = child(word, "ccomp") or (child(verb, "ccomp") if word.dep_ == "acomp" else None)
    if root is None or not finite(root) or root.i < word.i:
        return
    who = speaker_of(subject(verb) if verb is not word else subject(word), attitude=False)
    if who is None:
        return
    not_ = any(t.dep_ == "neg" for t in verb.children)
    for part, start, end in split_clauses(root):
        yield Candidate(
            start=start,
            end=end,
            who=who,
            attribution=Attribution.ATTITUDE,
            act=cue.act,
            rule=f"adjective:{word.lower_}",
            root=part,
            cue=(word.idx, word.idx + len(word)),
            cue_token=word,
            denies=cue.denies ^ not_,
            mode=cue.mode,
        )
