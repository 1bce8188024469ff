"""One statement once: quotation before report, the inner speaker before the carrier, never the same words twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symmachy.statements.extraction.lexicon import DOCUMENTS
from symmachy.statements.labels import Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.extraction.candidate import Candidate
    from symmachy.statements.extraction.quotes import Quote
    from symmachy.statements.extraction.tokens import Token

__all__ = ["merged"]

_CARRIERS = DOCUMENTS | frozenset(
    {"xinhua", "tass", "reuters", "sources", "observers", "times", "post", "novosti", "net"}
)


def merged(
    reported: Sequence[Candidate], quoted: Sequence[Candidate], marks: Sequence[Quote], doc: Token
) -> list[Candidate]:
    """Return the candidates that stand, each with its chain of carriers.

    A report whose content is a quotation gives way to the quoted sentences; a quotation that is only a part of a
    report gives way to the report. Of two reports one within the other, the inner stands where the outer speaker
    only carries it (a paper, an agency, a phrase, nobody), else the outer.
    """
    reports = _once(reported)
    standing: list[Candidate] = []
    quotes = list(quoted)
    for report in reports:
        inside = [q for q in quotes if report.start - 2 <= q.start and q.end <= report.end + 2]
        length = sum(q.end - q.start for q in inside)
        if inside and length >= 0.85 * (report.end - report.start):
            continue
        if any(m.start - 1 <= report.start and report.end <= m.end + 1 for m in marks):
            continue
        if report.attribution is not Attribution.ACCORDING_TO or not any(q.cue for q in inside):
            quotes = [q for q in quotes if q not in inside]
        standing.append(report)
    every = [*standing, *quotes]
    dropped: set[int] = set()
    chains: dict[int, tuple[str, ...]] = {}
    for i, outer in enumerate(every):
        for j, inner in enumerate(every):
            if i == j or i in dropped or j in dropped or not _holds(outer, inner):
                continue
            if _carries(outer, inner, doc):
                dropped.add(i)
                chains[j] = (*chains.get(i, ()), *_name(outer, doc), *chains.get(j, ()))
            elif not (
                inner.attribution is Attribution.NOMINAL and inner.who.named and inner.end - inner.start > 12
            ):
                dropped.add(j)
    return [replace(c, chain=(*chains.get(i, ()), *c.chain)) for i, c in enumerate(every) if i not in dropped]


def _once(reported: Sequence[Candidate]) -> list[Candidate]:
    found: list[Candidate] = []
    for one in reported:
        if not any(abs(one.start - o.start) <= 5 and abs(one.end - o.end) <= 5 for o in found):
            found.append(one)
    return found


def _holds(outer: Candidate, inner: Candidate) -> bool:
    if not (outer.start <= inner.start and inner.end <= outer.end + 1):
        return False
    if inner.cue is None:
        return True
    return outer.start <= inner.cue[0] < outer.end or outer.attribution is Attribution.ACCORDING_TO


def _carries(outer: Candidate, inner: Candidate, doc: Token) -> bool:
    if inner.attribution is Attribution.ATTITUDE and outer.who.named and not _paper(outer, doc):
        return False  # "according to two officials, it hopes ...": the officials say so
    if outer.attribution in (Attribution.ACCORDING_TO, Attribution.UNATTRIBUTED) or not outer.who.named:
        return not outer.who.author
    return _paper(outer, doc)


def _paper(outer: Candidate, doc: Token) -> bool:
    words = {w.casefold() for w in doc.text[outer.who.start : outer.who.end].split()}
    return bool(words & _CARRIERS)


def _name(outer: Candidate, doc: Token) -> tuple[str, ...]:
    return (doc.text[outer.who.start : outer.who.end],) if outer.who.named else ()
