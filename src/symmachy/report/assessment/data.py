"""An assessment as a dictionary that the json module can write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.world.spell import Precision

if TYPE_CHECKING:
    from datetime import date

    from symmachy.forecasting import Count
    from symmachy.forecasting.skill import Track
    from symmachy.report.assessment import Assessment, Bond
    from symmachy.typing import Json

__all__ = ["assessment"]


def assessment(answer: Assessment) -> Json:
    """Turn an assessment into JSON's types; the keys are a promise to those who read them."""
    world, year = answer.world, answer.as_of.year
    return {
        "pair": [
            {"code": code, "name": name}
            for code, name in zip((answer.one, answer.other), answer.names, strict=True)
        ],
        "as_of": answer.as_of.isoformat(),
        "record": {
            "name": world.record,
            "coverage": [world.coverage.first, world.coverage.last],
            "provenance": [
                {"source": p.source, "version": p.version, "checksum": p.checksum} for p in world.provenance
            ],
        },
        "status": {
            "allied": answer.allied,
            "sentence": answer.status,
            "treaties": [_bond(b) for b in answer.bonds],
            "obligations": sorted({o for b in answer.in_force for o in b.obligations}),
            "other_names": answer.other_names,
            "beside": [
                {"war": w.name, "against": list(w.against), "sentence": w.sentence(answer.world)}
                for w in answer.beside
            ],
        },
        "base_rate": {
            "position": list(answer.base_rate.position),
            "allied": answer.base_rate.allied,
            "presence": _count(answer.base_rate.presence),
            "ahead": [_count(c) for c in answer.base_rate.ahead],
        },
        "by": answer.by.value,
        "forecast": [
            {
                "horizon": c.horizon,
                "outcome": c.outcome,
                "p": c.p,
                "lo": c.lo,
                "hi": c.hi,
                "track": None if t is None else _track(t, kept=c.outcome == "kept"),
            }
            for c, t in zip(answer.chances, answer.tracks, strict=True)
        ],
        "drivers": [
            {"mechanism": d.mechanism, "contribution": d.contribution, "sentence": d.sentence}
            for d in answer.drivers
        ],
        "average_within_a_year": answer.average,
        "adds_up": answer.adds_up,
        "analogues": [
            {
                "pair": [a.one, a.other],
                "names": list(a.names),
                "year": a.year,
                "distance": a.distance,
                "tied_after_10": a.tied_after,
                "next": a.next,
            }
            for a in answer.analogues
        ],
        "limits": list(answer.limits),
        "citations": list(answer.citations),
        "question": f"{'Does the defence pact' if answer.allied else 'Is a defence pact formed'} between "
        f"{answer.names[0]} and {answer.names[1]} {'end ' if answer.allied else ''}within 1, 5 and 10 years "
        f"after {year}?",
    }


def _track(track: Track, *, kept: bool) -> Json:
    """Return what came when such a chance was said; of a pact that was kept, the sentence is on its end."""
    return {
        "event": "ended" if kept else "as the outcome",
        "above": track.above,
        "below": track.below,
        "cases": track.cases,
        "came": track.came,
        "origins": [track.first, track.last],
        "sentence": track.sentence,
    }


def _bond(bond: Bond) -> Json:
    return {
        "id": bond.treaty.id,
        "name": bond.treaty.name,
        "in_force": bond.in_force,
        "earlier_governments": list(bond.earlier_governments),
        "obligations": list(bond.obligations),
        "pledges": [
            {
                "by": p.by,
                "to": p.to,
                "obligations": list(p.obligations.words),
                "start": _text(p.spell.start, p.spell.start_precision),
                "end": None if p.spell.end is None else p.spell.end.isoformat(),
                "end_precision": p.spell.end_precision.name.lower(),
            }
            for p in bond.pledges
        ],
        "ended_by": bond.treaty.ended_by,
        "note": bond.treaty.note,
        "source": bond.treaty.source,
        "checked": bond.treaty.checked,
    }


def _text(day: date, precision: Precision) -> str:
    return day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]]


def _count(count: Count) -> Json:
    return {
        "horizon": count.horizon,
        "pair_years": count.pair_years,
        "pairs": count.pairs,
        "yes": count.yes,
        "rate": count.rate if count.pair_years else None,
        "lo": count.lo,
        "hi": count.hi,
    }
