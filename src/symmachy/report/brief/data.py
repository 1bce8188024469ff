"""A brief as a dictionary that the json module can write; the keys are a promise to those who read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.brief import words
from symmachy.statements.exports import row

if TYPE_CHECKING:
    from symmachy.report.brief.value import Brief, Conditional, Ground, NamedPair, Read, Topic
    from symmachy.typing import Json

__all__ = ["as_data"]


def as_data(brief: Brief) -> Json:
    """Turn a brief into JSON's types."""
    return {
        "headline": words.headline(brief),
        "record": {"name": brief.record, "edition": brief.edition},
        "reader": brief.reader,
        "notes": list(brief.notes),
        "documents": [_document(d) for d in brief.documents],
        "refused": [{"name": r.name, "sentence": r.sentence} for r in brief.refused],
        "propositions": [_topic(t) for t in brief.topics],
        "claims": [_ground(g, brief) for g in brief.grounds],
        "pairs": [_pair(p) for p in brief.pairs],
        "more_pairs": [_pair(p) for p in brief.more_pairs],
        "conditions": [_conditional(c) for c in brief.conditionals],
        "not_understood": list(words.not_understood(brief)),
        "quality": {"sentence": words.quality(brief), "held_out": dict(brief.quality)},
        "citations": list(brief.citations),
    }


def _document(read: Read) -> Json:
    d = read.document
    return {
        "label": read.label,
        "id": d.id,
        "sha256": d.sha256,
        "name": d.name,
        "title": d.title,
        "date": d.date,
        "date_basis": d.date_basis.value,
        "outlet": d.outlet,
        "outlet_basis": d.outlet_basis.value,
        "author": d.author,
        "copy_of": read.copy_of or None,
        "notes": list(d.notes),
        "coverage": words.coverage(read),
        "statements": [
            {"key": v.key, "said_by": words.said_by(v), "how": words.how(v), **row(v.statement)}
            for v in read.voices
        ],
    }


def _topic(topic: Topic) -> Json:
    return {
        "sentence": topic.sentence,
        "relation": topic.proposition.relation.value,
        "pair": list(topic.proposition.pair),
        "sides": {
            side.value: {"statements": [v.key for v in those], "sources": topic.sources[side]}
            for side, those in topic.sides.items()
        },
    }


def _ground(ground: Ground, brief: Brief) -> Json:
    verdict = ground.verdict
    return {
        "claim": ground.claim.id,
        "title": ground.claim.title,
        "statement": ground.claim.statement,
        "verdict": verdict.word.value if verdict else None,
        "sentence": verdict.sentence() if verdict else words.untested(ground, brief.record),
        "slot_sentences": list(verdict.slot_sentences()) if verdict else [],
        "rivals": [
            {
                "statement": r.statement,
                "term": r.term,
                "claim": r.claim or None,
                "sentence": words.rival_verdict(r, ground, brief.record),
            }
            for r in ground.rivals
        ],
        "statements": [{"key": link.voice.key, "words": list(link.words)} for link in ground.links],
    }


def _pair(pair: NamedPair) -> Json:
    said: Json = {
        "pair": list(pair.codes),
        "names": list(pair.names),
        "year": pair.year,
        "year_from": pair.year_from,
        "statements": pair.number,
    }
    if pair.answer is None:
        return said | {"refused": pair.refused or None}
    return said | {
        "status": pair.answer.status,
        "allied": pair.answer.allied,
        "forecast": [
            {
                "horizon": c.horizon,
                "outcome": c.outcome,
                "p": c.p,
                "lo": c.lo,
                "hi": c.hi,
                "track": t.sentence if t else None,
            }
            for c, t in zip(pair.answer.chances, pair.answer.tracks, strict=True)
        ],
    }


def _conditional(one: Conditional) -> Json:
    said: Json = {
        "statement": one.voice.key,
        "condition": one.condition,
        "scenario": one.scenario or None,
        "rule": one.rule or None,
        "changes": list(one.changes),
        "why_not": one.why_not or None,
    }
    if one.answer is not None:
        from symmachy.report.whatif.data import answer

        said["answer"] = answer(one.answer)
    return said
