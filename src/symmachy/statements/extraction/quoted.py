"""Statements in quotation marks: sentence by sentence, with the speaker beside, before or carried on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symmachy.statements.extraction.candidate import Candidate, Who
from symmachy.statements.extraction.lexicon import VERBS, cue_of
from symmachy.statements.extraction.naming import speaker_of
from symmachy.statements.extraction.tokens import Token, finite, noun_span, subject, trimmed
from symmachy.statements.labels import Act, Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.extraction.quotes import Quote

__all__ = ["by_quotes", "is_quotation"]

_SAYING = {
    form
    for lemma, cue in VERBS.items()
    if "c" in cue.frames and not cue.attitude
    for form in (lemma, lemma + "s", lemma + "ed", lemma + "d")
} | {
    "said",
    "told",
    "wrote",
    "added",
    "replied",
    "argued",
    "implied",
    "tells",
    "went",
    "asks",
    "shot",
    "put",
    "read",
}
_LABEL = re.compile(r"^(?P<who>[A-Z][\w .,'’()-]{2,60}):\s*$")


def is_quotation(doc: Token, quote: Quote) -> bool:
    """Whether a quotation says something: it holds a finite verb, or is more than a few words long."""
    span = doc.char_span(quote.start, quote.end, alignment_mode="contract")
    if span is None or len(span) < 3:
        return False
    words = [t for t in span if t.is_alpha]
    verb = any(finite(t) or t.tag_ == "VB" for t in span if t.pos_ in ("VERB", "AUX"))
    return (verb and len(words) >= 3) or (
        verb and len(words) >= 2 and doc.text[quote.end - 1 : quote.end] in ".!?"
    )


def by_quotes(doc: Token, marks: Sequence[Quote], last: Candidate | None) -> list[Candidate]:
    """Return one candidate for each quoted sentence; `last` is the direct statement before, which may go on."""
    found: list[Candidate] = []
    previous_end = -1
    for quote in marks:
        if not is_quotation(doc, quote):
            answer = _answer(doc, quote)
            if answer is not None:
                last, previous_end = answer, quote.end
            continue
        whole = _whole_sentences(doc, quote)
        gone_on = last is not None and whole and _goes_on(doc, last, previous_end, quote)
        who, cue = (last.who, None) if last is not None and gone_on else _beside(doc, quote)
        if who is None and last is not None and whole and last.who.named:
            near = previous_end >= 0 or quote.start <= 2
            only_quotes = not doc.text[max(0, previous_end) : quote.start].strip(" \"“”‘’',.") or near
            if only_quotes:
                who, cue = last.who, None
        if who is None:
            previous_end = quote.end
            continue
        for start, end in _sentences(doc, quote):
            span = doc.char_span(start, end, alignment_mode="contract")
            root = _root(span) if span is not None and len(span) else None
            one = Candidate(
                start=start,
                end=end,
                who=who,
                attribution=Attribution.DIRECT,
                act=Act.ASSERT if cue is None else _act(cue),
                rule="quote",
                root=root,
                cue=(cue.idx, cue.idx + len(cue)) if cue is not None else None,
                cue_token=cue,
            )
            found.append(one)
            last = one
        previous_end = quote.end
    return found


def _goes_on(doc: Token, last: Candidate, previous_end: int, quote: Quote) -> bool:
    """Whether the speaker named between two quotations speaks on: '"A," he said. "B." Somebody else ...'."""
    if previous_end < 0 or last.cue is None or not previous_end <= last.cue[0] < quote.start:
        return False
    between = doc.text[previous_end : quote.start].strip(" \"“”‘’'")
    return (
        bool(re.fullmatch(r"[^.!?:;\"“”]+[.,]", between))
        and doc.text[quote.end - 1 : quote.end] in (".", "!", "?")
        and last.end <= previous_end
    )


def _answer(doc: Token, quote: Quote) -> Candidate | None:
    """Return who says "No" or a word or two: nothing is stated, but the speaker may go on."""
    if quote.end - quote.start > 20 or doc.text[quote.end - 1 : quote.end] not in (",", ".", "!", "?"):
        return None
    who, cue = _beside(doc, quote)
    if who is None:
        return None
    return Candidate(
        start=quote.start,
        end=quote.end,
        who=who,
        attribution=Attribution.DIRECT,
        act=Act.ASSERT,
        rule="quote",
        cue=(cue.idx, cue.idx + len(cue)) if cue is not None else None,
    )


def _act(token: Token) -> Act:
    cue = cue_of(token.lemma_, token.lower_, None)
    return cue.act if cue is not None else Act.ASSERT


def _root(span: Token) -> Token:
    inside = {t.i for t in span}
    tops = [t for t in span if t.head.i not in inside or t.head is t]
    verbs = [t for t in tops if t.pos_ in ("VERB", "AUX")]
    return (verbs or tops or [span.root])[0]


def _whole_sentences(doc: Token, quote: Quote) -> bool:
    return bool(doc.text[quote.start : quote.start + 1].isupper())


def _sentences(doc: Token, quote: Quote) -> list[tuple[int, int]]:
    text = doc.text[quote.start : quote.end]
    parts, start = [], 0
    for stop in re.finditer(r"(?<=[a-z0-9)’'”\"])[.!?]+[’'\"”]?\s+(?=[A-Z“‘\"'])", text):
        parts.append((start, stop.end()))
        start = stop.end()
    parts.append((start, len(text)))
    spans = [trimmed(doc, quote.start + a, quote.start + b) for a, b in parts]
    return [s for s in spans if s is not None and len(doc.text[s[0] : s[1]].split()) >= 2]


def _beside(doc: Token, quote: Quote) -> tuple[Who | None, Token | None]:
    """Return the saying verb nearest to a quotation, in the sentence around it and outside all marks."""
    text = doc.text
    before = text[: quote.start].rstrip(" \"“‘'")
    label = _LABEL.match(re.split(r"(?<=[.!?”\"])\s+(?=[A-Z])", before)[-1] if before else "")
    if label and before.endswith(":") and not _has_verb(doc, label["who"], before):
        start = text.rfind(label["who"], 0, quote.start)
        who_end = start + len(label["who"].split("(")[0].rstrip())
        return Who(start=start, end=who_end), None
    best: tuple[int, Token] | None = None
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or (
            token.lower_ not in _SAYING and cue_of(token.lemma_, token.lower_, None) is None
        ):
            continue
        at = token.idx
        if at >= quote.end:
            gap = text[quote.end : at]
            distance = len(gap)
            if re.search(r"[.!?]\s+[A-Z\"“]", gap.lstrip("\"”’' .")) or distance > 70:
                continue
            if not re.match(r"[\"”’',.!?;\s]*", gap) or ("“" in gap or gap.count('"') > 1):
                continue
        elif at < quote.start:
            gap = text[at : quote.start]
            distance = len(gap) + 2
            if re.search(r"[.!?][\"”’']?\s+[A-Z\"“]", gap) or distance > 110:
                continue
            if distance > 40 and not re.search(r"[:,]\s*[\"“‘']?$", gap):
                continue
        else:
            continue
        who = _subject_by_position(token)
        if who is None:
            continue
        if best is None or distance < best[0]:
            best = (distance, token)
    if best is None:
        return None, None
    return _subject_by_position(best[1]), best[1]


def _has_verb(doc: Token, words: str, before: str) -> bool:
    start = before.rfind(words)
    span = doc.char_span(start, start + len(words), alignment_mode="contract")
    return span is not None and any(t.pos_ == "VERB" for t in span)


def _subject_by_position(verb: Token) -> Who | None:
    own = subject(verb)
    if own is not None:
        return speaker_of(own) if own.lower_ != "it" or verb.dep_ != "advcl" else None
    nxt = [t for t in verb.rights if t.pos_ in ("PROPN", "NOUN", "PRON")]
    if nxt:
        start, end = noun_span(nxt[0])
        return Who(start=start, end=end, head=nxt[0].i)
    return None
