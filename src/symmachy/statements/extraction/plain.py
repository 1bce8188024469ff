"""Extraction without a model: quotation marks, "according to", verbs of saying, and the gazetteer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.estimation.provenance import version
from symmachy.statements.collection import Coverage
from symmachy.statements.extraction.candidate import Candidate, Who
from symmachy.statements.extraction.coding import Place, coded
from symmachy.statements.extraction.flags import flags_of
from symmachy.statements.extraction.quotes import quotes
from symmachy.statements.extraction.relation import topic_of, without_names
from symmachy.statements.extraction.speakers import Memory
from symmachy.statements.gazetteer import mentions
from symmachy.statements.labels import Act, Attribution, Modality, Polarity, Tier
from symmachy.statements.statement import Method
from symmachy.statements.view import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.statements.document import Document
    from symmachy.statements.extraction.quotes import Quote
    from symmachy.statements.statement import Statement

__all__ = ["Plain"]

_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’][.!?])[”\"’]?\s+(?=[A-Z“\"‘])")
_SAYS = (
    r"(?:said|says|stated|states|noted|added|argued|argues|claimed|claims|insisted|insists|maintained|maintains|"
    r"declared|announced|explained|stressed|emphasi[sz]ed|warned|warns|reported|replied|believes?|believed|thinks?|"
    r"hopes?|hoped|fears?|feared|denied|denies|told (?:\w+ ){1,3}|acknowledged|admitted|pointed out)"
)
_NAME = r"(?:[Tt]he |[Ii]ts |[Hh]is |[Hh]er |[Aa]n? )?(?:[\w.’'-]+ ){0,6}?[\w’'-]+"
_REPORT = re.compile(rf"^(?P<who>{_NAME}),? (?P<cue>{_SAYS}) (?:that )?(?P<what>[^“\"].+?)[.!?]?$")
_TAIL = re.compile(rf"^(?P<what>.+?), (?P<who>{_NAME}) (?P<cue>said|says|argued|argues|added|noted)[.]?$")
_ACCORDING = re.compile(
    r"^(?:According to (?P<a>[^,]+), (?P<w>.+?)|(?P<w2>.+?),? according to (?P<b>[^,.]+))[.!?]?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?P<who>{_NAME}) (?P<cue>said|says|wrote|told \w+|declared|added|replied|argued|noted)\b"
)
_AFTER = re.compile(
    rf"^[,.]?[”\"’]\s*(?:(?P<cue>said|says|wrote|added|replied) (?P<who2>{_NAME})|(?P<who>{_NAME}) "
    r"(?:said|says|wrote|told|declared|added|replied|argued|noted))"
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|cannot|nobody|none|refus\w+|den(?:y|ies|ied)|rul\w+ out)\b|n[’']t\b"
)
_MODES = (
    (Modality.CONDITIONAL, r"\b(?:if|unless)\b"),
    (Modality.NECESSARY, r"\b(?:must|should|ought to|have to|has to|need to|needs to)\b"),
    (Modality.POSSIBLE, r"\b(?:may|might|could|can|possible|likely|perhaps)\b"),
    (Modality.FUTURE, r"\b(?:will|would|shall)\b"),
    (Modality.ATTEMPTED, r"\b(?:try|tries|tried|attempts?)\b"),
)
_ATTITUDES = ("believ", "think", "hope", "hoping", "fear")


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Extraction that needs no model: fewer statements, each marked as guessed unless it is quoted."""

    def read(self, document: Document) -> tuple[tuple[Statement, ...], Coverage]:
        """Return the statements of a document and what of it they cover."""
        found: list[Statement] = []
        memory, total, covered = Memory(), 0, 0
        whole = frozenset(re.findall(r"\b(?:[A-Z][\w.-]+ )+([A-Z]\w+)\b", document.text))
        views = paragraphs(document.text, markdown=document.form == "markdown")
        named = [mentions(v.text, year=document.year, known=whole) for v in views]
        topic = topic_of([(without_names(v.text, n), v) for v, n in zip(views, named, strict=True)])
        for view, names in zip(views, named, strict=True):
            place = Place(document=document, view=view, mentions=names, topic=topic)
            marks = quotes(view.text)
            for start, end in _sentences(view.text):
                total += 1
                candidates = list(_candidates(view.text, start, end, marks))
                covered += bool(candidates)
                found += [_made(c, place, memory, marks) for c in candidates]
        unique = tuple({s.id: s for s in found}.values())
        unclear = sum(s.polarity is Polarity.UNCLEAR for s in unique)
        return unique, Coverage(doc_id=document.id, sentences=total, with_statement=covered, unclear=unclear)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE.finditer(text):
        yield start, stop.start()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _candidates(text: str, start: int, end: int, marks: tuple[Quote, ...]) -> Iterator[Candidate]:
    quoted = [q for q in marks if start <= q.start < end and len(text[q.start : q.end].split()) >= 4]
    for quote in quoted:
        beside = _speaker_beside(text, start, quote)
        if beside is not None:
            who, cue = beside
            stop = quote.end
            while stop > quote.start and text[stop - 1] in " ,.":
                stop -= 1
            yield _candidate(quote.start, stop, who, cue, Attribution.DIRECT, "plain:quote")
    if quoted:
        return
    sentence = text[start:end]
    for pattern, rule in ((_ACCORDING, "according"), (_REPORT, "report"), (_TAIL, "tail")):
        match = pattern.match(sentence)
        if match is None:
            continue
        if rule == "according":
            said, named = ("w", "a") if match["a"] else ("w2", "b")
            cue = None
        else:
            said, named = "what", "who"
            cue = (start + match.start("cue"), start + match.end("cue"))
        who = Who(start=start + match.start(named), end=start + match.end(named))
        if (
            text[who.start : who.end].casefold() in ("it", "which", "that", "this", "there")
            or match[said].isspace()
        ):
            return
        kind = Attribution.ACCORDING_TO if rule == "according" else Attribution.INDIRECT
        if cue and match["cue"].casefold().startswith(_ATTITUDES):
            kind = Attribution.ATTITUDE
        yield _candidate(start + match.start(said), start + match.end(said), who, cue, kind, f"plain:{rule}")
        return


def _speaker_beside(text: str, start: int, quote: Quote) -> tuple[Who, tuple[int, int] | None] | None:
    after = _AFTER.match(
        text[quote.end - 1 : quote.end + 120]
        if text[quote.end - 1] in ",."
        else text[quote.end : quote.end + 120]
    )
    base = quote.end - 1 if text[quote.end - 1] in ",." else quote.end
    if after is not None:
        named = "who2" if after["who2"] else "who"
        return Who(start=base + after.start(named), end=base + after.end(named)), None
    before = list(_BESIDE.finditer(text, start, quote.start))
    if before and quote.start - before[-1].end() < 40:
        last = before[-1]
        return Who(start=last.start("who"), end=last.end("who")), last.span("cue")
    return None


def _candidate(
    start: int, end: int, who: Who, cue: tuple[int, int] | None, kind: Attribution, rule: str
) -> Candidate:
    return Candidate(start=start, end=end, who=who, attribution=kind, act=Act.ASSERT, rule=rule, cue=cue)


def _made(candidate: Candidate, place: Place, memory: Memory, marks: tuple[Quote, ...]) -> Statement:
    text = place.view.text[candidate.start : candidate.end]
    cue = place.view.text[slice(*candidate.cue)].casefold() if candidate.cue else ""
    negations = len(_NOT.findall(text))
    denied = cue.startswith(("denied", "denies"))
    polarity = Polarity.DENIES if denied or negations == 1 else Polarity.AFFIRMS
    if negations and re.search(r"\b(?:and|but|while|although|because)\b", text) and not denied:
        polarity = Polarity.UNCLEAR
    mode = next((m for m, p in _MODES if re.search(p, text, re.IGNORECASE)), Modality.FACT)
    if cue.startswith("hope"):
        mode = Modality.WISHED
    speaker = memory.speaker(candidate, place, None)
    return coded(
        candidate,
        place,
        speaker=speaker,
        method=Method(rule=candidate.rule, package="symmachy", version=version()),
        flags=flags_of(candidate, place, speaker, marks),
        tier=Tier.QUOTED if candidate.attribution is Attribution.DIRECT else Tier.GUESSED,
        context=None,
        reading=(polarity, mode),
    )
