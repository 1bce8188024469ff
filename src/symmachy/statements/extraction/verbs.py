"""Statements given by a verb of saying or of attitude, active or passive, or by an adjective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.statements.extraction.candidate import Candidate, Who
from symmachy.statements.extraction.clauses import split_clauses
from symmachy.statements.extraction.complements import contents_of
from symmachy.statements.extraction.lexicon import ADJECTIVES, BELIEFS, VERBS, Cue, cue_of
from symmachy.statements.extraction.naming import personal, speaker_of, speaker_of_verb
from symmachy.statements.extraction.tokens import (
    Token,
    child,
    children,
    clause_span,
    finite,
    noun_span,
    subject,
    trimmed,
)
from symmachy.statements.labels import Act, Attribution, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["by_verbs"]

_SAY_NOTHING = frozenset({"comment", "respond", "answer", "reply", "elaborate", "speak", "say"})
"""To decline these is to state nothing."""
_TUCKED_IN = frozenset(
    {"say", "write", "add", "argue", "note", "warn", "insist", "explain", "observe", "remark"}
)


def by_verbs(doc: Token) -> Iterator[Candidate]:
    """Yield what the verbs and adjectives of a paragraph give to somebody."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            tucked = _tucked_in(token)
            yield from [tucked] if tucked is not None else _of_verb(token)
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


def _tucked_in(verb: Token) -> Candidate | None:
    """Return what is said around "X, wrote Y, should Z", where the parse takes X for the writer."""
    if verb.lemma_ not in _TUCKED_IN or verb.tag_ not in ("VBD", "VBZ") or verb.i == verb.sent.start:
        return None
    name = next((t for t in children(verb, "dobj", "nsubj") if t.left_edge.i == verb.i + 1), None)
    root = next((t for t in children(verb, "ccomp", "conj") if t.i > verb.i), None)
    if name is None or root is None or verb.nbor(-1).text != ",":
        return None
    after = name.right_edge.i + 1
    own = child(verb, "nsubj")
    if verb.doc[after].text != "," or root.i < after or own is None or own.i > verb.i or child(root, "nsubj"):
        return None
    span = trimmed(verb.doc, verb.sent.start_char, verb.sent.end_char)
    start, end = noun_span(name)
    return span and Candidate(
        start=span[0],
        end=span[1],
        who=Who(start=start, end=end, head=name.i),
        attribution=Attribution.INDIRECT,
        act=VERBS[verb.lemma_].act,
        rule=f"verb:{verb.lemma_}",
        root=root,
        cue=(verb.idx, verb.idx + len(verb)),
        cue_token=verb,
    )


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
            (
                verb.dep_ == "xcomp"
                and (
                    verb.head.lemma_ in ("seem", "appear", "continue", "begin", "like", "be", "go")
                    or verb.head.lower_ in ("inclined", "tempted", "forced", "compelled", "obliged")
                )
            )
            or (
                verb.dep_ == "advcl"
                and verb.head.lemma_ == "go"
                and any(t.lower_ == "far" for t in verb.head.children)
            )
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
    if verb.lemma_ in ("show", "demonstrate", "find") and not personal(subject(verb)):
        return
    passive = child(verb, "nsubjpass", "auxpass") is not None or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and child(verb, "agent") is not None
    )
    not_ = negated_cue(verb)
    belief = cue.attitude or verb.lemma_ in BELIEFS
    if not_ and not belief and not cue.denies:
        return
    denies = cue.denies ^ (not_ and (belief or cue.denies))
    who = speaker_of_verb(verb, cue, passive=passive)
    if who is None:
        return
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return  # "without saying so": it was not said
    for root, start, end, infinitive in contents_of(verb, cue, passive=passive):
        if infinitive and verb.lemma_ in ("decline", "refuse") and root.lemma_ in _SAY_NOTHING:
            continue
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
        if verb.lemma_ in ("caution", "advise", "counsel", "remind") and finite(root) and not infinitive:
            act, mode = Act.ASSERT, None
        if verb.lemma_ == "agree" and finite(root) and not infinitive:
            act, mode = Act.ASSERT, None
        if verb.lemma_ == "disagree" and ":" in verb.doc.text[verb.idx : start]:
            # What follows a colon is what is held against it, and is read as it stands.
            denies = any(t.dep_ == "neg" or t.lower_ == "no" for t in root.subtree)
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


def _of_adjective(word: Token) -> Iterator[Candidate]:
    cue = ADJECTIVES[word.lower_]
    verb = word.head if word.head.pos_ in ("AUX", "VERB") else word
    root = child(word, "ccomp") or (child(verb, "ccomp") if word.dep_ == "acomp" else None)
    if root is not None and (not finite(root) or root.i < word.i or "c" not in cue.frames):
        root = None
    infinitive = root is None and "x" in cue.frames
    root = root or (child(word, "xcomp") if infinitive else None) or _prepositional(word, cue)
    if root is None:
        return
    who = speaker_of(subject(verb) if verb is not word else subject(word), attitude=False)
    if who is None:
        return
    not_ = any(t.dep_ == "neg" for t in verb.children)
    infinitive = infinitive and root.tag_ == "VB"
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
            infinitive=infinitive,
        )


def _prepositional(word: Token, cue: Cue) -> Token | None:
    """Return what an adjective is about: "sceptical of the plan"."""
    for prep in children(word, "prep"):
        if prep.lower_ in cue.prepositions:
            return child(prep, "pobj", "pcomp")
    return None
