"""The rules over a parse, in their order: one document at a time, one paragraph after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symmachy.estimation.provenance import version
from symmachy.statements.collection import Coverage
from symmachy.statements.extraction.author import by_author
from symmachy.statements.extraction.coding import Place, coded
from symmachy.statements.extraction.flags import flags_of
from symmachy.statements.extraction.merge import merged
from symmachy.statements.extraction.model import DEFAULT_MODEL, Model, load_model
from symmachy.statements.extraction.parse import parsed
from symmachy.statements.extraction.phrases import by_nouns, by_phrases
from symmachy.statements.extraction.quoted import by_quotes, is_quotation
from symmachy.statements.extraction.quotes import quotes
from symmachy.statements.extraction.relation import topic_of, without_names
from symmachy.statements.extraction.speakers import Memory
from symmachy.statements.extraction.verbs import by_verbs
from symmachy.statements.gazetteer import mentions
from symmachy.statements.labels import Attribution, Polarity, Tier
from symmachy.statements.statement import Method
from symmachy.statements.view import paragraphs

if TYPE_CHECKING:
    from symmachy.statements.document import Document
    from symmachy.statements.extraction.candidate import Candidate
    from symmachy.statements.extraction.quotes import Quote
    from symmachy.statements.extraction.tokens import Token
    from symmachy.statements.statement import Statement

__all__ = ["Rules"]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Extraction by rules over a dependency parse: the default."""

    model: str = DEFAULT_MODEL
    """A model package that is installed, or a model's folder."""

    def read(self, document: Document) -> tuple[tuple[Statement, ...], Coverage]:
        """Return the statements of a document and what of it they cover.

        Raises
        ------
        BadFile
            Where the model is absent, or not the one that was measured.
        """
        model = load_model(self.model)
        views = paragraphs(document.text, markdown=document.form == "markdown")
        whole = " ".join(v.text for v in views)
        known = frozenset(re.findall(r"\b(?:[A-Z][\w.-]+ )+([A-Z]\w+)\b", whole))
        memory, found, sentences, covered = Memory(), [], 0, 0
        last: Candidate | None = None
        names = [mentions(v.text, year=document.year, known=known) for v in views]
        topic = topic_of([(without_names(v.text, n), v) for v, n in zip(views, names, strict=True)])
        docs = parsed(model.parse, [v.text for v in views], names)
        for view, those, doc in zip(views, names, docs, strict=True):
            place = Place(document=document, view=view, mentions=those, topic=topic)
            marks = quotes(view.text)
            memory.enter(doc, place)
            candidates = _candidates(doc, marks, place, last)
            direct = [c for c in candidates if c.attribution is Attribution.DIRECT]
            last = direct[-1] if direct and direct[-1].end >= len(view.text) - 3 else None
            found += [_made(c, place, doc, memory, model, marks) for c in candidates]
            sents = [s for s in doc.sents if len(s) > 3]
            sentences += len(sents)
            covered += sum(
                any(c.start < s.end_char and s.start_char < c.end for c in candidates) for s in sents
            )
            memory.leave(doc)
        unique = tuple({s.id: s for s in found}.values())
        coverage = Coverage(
            doc_id=document.id,
            sentences=sentences,
            with_statement=covered,
            unclear=sum(s.polarity is Polarity.UNCLEAR for s in unique),
        )
        return unique, coverage


def _candidates(
    doc: Token, marks: tuple[Quote, ...], place: Place, last: Candidate | None
) -> list[Candidate]:
    quoted = [q for q in marks if is_quotation(doc, q)]
    reported = [*by_nouns(doc), *by_phrases(doc), *by_verbs(doc)]
    reported = [c for c in reported if c.cue is None or not any(q.start <= c.cue[0] < q.end for q in quoted)]
    attributed = merged(reported, by_quotes(doc, marks, last), quoted, doc)
    attributed = [_mixed(c, marks) for c in attributed]
    taken = [(min(c.start, c.cue[0] if c.cue else c.start), c.end) for c in attributed]
    taken += [(q.start, q.end) for q in quoted]
    return sorted([*attributed, *by_author(doc, place.mentions, taken)], key=lambda c: (c.start, c.end))


def _mixed(candidate: Candidate, marks: tuple[Quote, ...]) -> Candidate:
    if candidate.attribution is not Attribution.INDIRECT:
        return candidate
    inside = any(q.start < candidate.end and candidate.start < q.end for q in marks)
    return replace(candidate, attribution=Attribution.MIXED) if inside else candidate


def _made(
    candidate: Candidate, place: Place, doc: Token, memory: Memory, model: Model, marks: tuple[Quote, ...]
) -> Statement:
    speaker = memory.speaker(candidate, place, doc)
    method = Method(
        rule=candidate.rule,
        package="symmachy",
        version=version(),
        model=model.name,
        model_sha256=model.sha256,
    )
    tier = Tier.QUOTED if candidate.attribution is Attribution.DIRECT else Tier.PARSED
    root = candidate.root
    context = (root.sent.start_char, root.sent.end_char) if root is not None else None
    return coded(
        candidate,
        place,
        speaker=speaker,
        method=method,
        flags=flags_of(candidate, place, speaker, marks),
        tier=tier,
        context=context,
    )
