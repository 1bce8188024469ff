"""A what-if as a dictionary that the json module can write; the keys are a promise."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from symmachy.scenarios.effects import SHARES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.scenarios import Answer, Effect, Intervention
    from symmachy.scenarios.track import TrackRecord
    from symmachy.typing import Json

__all__ = ["answer", "interventions"]


def answer(of: Answer) -> Json:
    """Turn an answer into JSON's types."""
    return {
        "title": of.scenario.title,
        "scenario": of.scenario.to_dict(),
        "sentences": list(of.sentences),
        "years": list(of.years),
        "states": len(of.states),
        "draws": of.scenario.draws,
        "drawn": of.drawn,
        "pairs": [
            {
                "one": p.one,
                "other": p.other,
                "names": list(p.names),
                "allied_in_base_year": p.allied,
                "years": [_effect(e) for e in p.years],
            }
            for p in of.pairs
        ],
        "system": [
            {
                "name": m.name,
                "title": m.title,
                "base_year": m.start,
                "years": [
                    {
                        **_effect(e),
                        "quantiles": {
                            which: dict(zip(map(str, SHARES), values, strict=True))
                            for which, values in zip(("baseline", "scenario", "difference"), q, strict=True)
                        },
                    }
                    for e, q in zip(m.years, m.quantiles, strict=True)
                ],
            }
            for m in of.measures
        ],
        "shapes": asdict(of.shapes),
        "most_moved": [{**asdict(m), "names": [of.names[m.one], of.names[m.other]]} for m in of.moved],
        "out_of_range": list(of.warnings),
        "notes": list(of.notes),
        "model_reads": list(of.mechanisms),
        "track_record": _track(of.track),
        "limits": list(of.limits),
        "citations": list(of.citations),
        "digest": of.digest,
    }


def interventions(entries: Mapping[str, type[Intervention]]) -> Json:
    """Turn the registry into JSON's types: each with its meaning and the schema of its fields."""
    return {
        name: {
            "title": cls.title,
            "meaning": (cls.__doc__ or "").strip().split("\n\n")[0],
            "changes": list(cls.changes) + (["pacts"] if cls.changes_pacts else []),
            "schema": cls.model_json_schema(by_alias=True),
        }
        for name, cls in entries.items()
    }


def _track(of: TrackRecord) -> Json:
    return {
        "rung": of.rung,
        "title": of.title,
        "reservation": of.reservation,
        "skill_against_base_rate": [
            {**asdict(t), "log_skill": t.log_skill.model_dump(), "brier_skill": t.brier_skill.model_dump()}
            for t in of.tried
        ],
        "pairs": [{**asdict(p), "sentence": p.track.sentence} for p in of.pairs],
        "system": [asdict(s) for s in of.system],
    }


def _effect(of: Effect) -> Json:
    lo, hi = of.interval
    return {key: value for key, value in asdict(of).items() if key != "possible"} | {"lo": lo, "hi": hi}
