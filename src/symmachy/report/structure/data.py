"""Answers about structure as dictionaries that the json module can write; the keys are a promise."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from symmachy.structure import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.structure import (
        Changes,
        Division,
        Landscape,
        Minima,
        Move,
        Poles,
        Position,
        Series,
        Shape,
        Tie,
        Triangle,
        TriangleYear,
    )
    from symmachy.typing import Json

__all__ = ["landscape", "series", "shape", "triangle"]


def shape(answer: Shape, positions: Sequence[Position] = ()) -> Json:
    """Turn the shape of one network into JSON's types."""
    made: Json = {
        "title": answer.title,
        "record": answer.record or None,
        "window": [answer.window.first, answer.window.last] if answer.window else None,
        "rule": str(answer.rule) if answer.rule else None,
        "nodes": len(answer.network.nodes),
        "ties": {
            "positive": int((answer.network.signs > 0).sum()),
            "negative": int((answer.network.signs < 0).sum()),
        },
        "density": {"positive": answer.signed_density[0], "negative": answer.signed_density[1]},
        "frustration": {**_division(answer.two), "sides": [list(g) for g in answer.two.groups]},
        "clustering": {
            **_division(answer.many),
            "groups": [list(g) for g in answer.many.groups if len(g) > 1],
        },
        "line_balance": answer.line_balance,
        "triangles": {
            "total": answer.triads.total,
            "balanced": answer.triads.balanced,
            "weakly_balanced": answer.triads.weakly_balanced,
            "share": answer.triads.share,
        },
        "triads": answer.triads.counts,
        "walks": {
            "degree": answer.walks.degree,
            "share": answer.walks.share,
            "conflict": answer.walks.conflict,
        },
        "blocs": [
            {
                "leader": b.leader.name,
                "hub": b.hub.name,
                "dependence": b.dependence,
                "share": b.share,
                "density": b.density,
                "members": [{**asdict(m), "title": answer.names.get(m.name, m.name)} for m in b.members],
            }
            for b in answer.blocs
        ],
        "between_blocs": [
            {"one": a, "other": b, "positive": plus, "negative": minus}
            for a, b, plus, minus in answer.between_blocs()
        ],
        "poles": {"by_power": _poles(answer.poles), "by_bloc": _poles(answer.bloc_poles)},
        "concentration": asdict(answer.concentration) if answer.concentration else None,
        "positions": {
            "between_blocs": list(answer.between),
            "without_positive_tie": list(answer.isolated),
            "without_tie": [n for n, place in answer.places.items() if place == Place.ISOLATED],
        },
        "limits": list(answer.limits),
        "citations": list(answer.citations),
    }
    if positions:
        made["hedging"] = [
            {
                "name": p.name,
                "closeness": list(p.closeness),
                "signs": list(p.signs),
                "hedging": p.hedging,
                "leaning": p.leaning,
            }
            for p in positions
        ]
    return _object(made)


def series(answer: Series) -> Json:
    """Turn yearly measures into JSON's types."""
    return _object(
        {
            "record": answer.record,
            "rule": str(answer.rule),
            "years": [asdict(y) for y in answer.years],
            "changes": {name: _changes(found) for name, found in answer.changes.items()},
            "limits": list(answer.limits),
            "citations": list(answer.citations),
        }
    )


def landscape(of: Landscape, minima: Minima, neutral: float, path: Sequence[Move] | None) -> Json:
    """Turn the minima of a landscape into JSON's types."""
    made: Json = {
        "actors": [{"name": a, "size": float(s)} for a, s in zip(of.actors, of.sizes, strict=True)],
        "neutral": neutral,
        "complete": minima.complete,
        "alignments": minima.alignments,
        "minima": [
            {
                "energy": m.energy,
                "sides": [list(side) for side in m.sides],
                "basin": m.basin,
                "indifferent": list(m.indifferent),
            }
            for m in minima.found
        ],
    }
    if path is not None:
        made["path"] = [asdict(move) for move in path]
    return _object(made)


def triangle(answer: Triangle) -> Json:
    """Turn three states' story into JSON's types."""
    return _object(
        {
            "states": list(answer.states),
            "rule": str(answer.rule),
            "shares": {kind.value: share for kind, share in answer.shares().items()},
            "years": [_year(y) for y in answer.years],
            "changes": [
                {
                    "year": c.year,
                    "from": c.before.kind.value,
                    "to": c.after.kind.value,
                    "signs": [{"pair": [s.one, s.other], "sign": s.sign} for s in c.after.sides],
                    "events": list(c.events),
                }
                for c in answer.changes
            ],
        }
    )


def _year(year: TriangleYear) -> Json:
    return {
        "year": year.year,
        "kind": year.kind.value,
        "pivot": year.pivot,
        "sides": [
            {
                "pair": [s.one, s.other],
                "allied": s.allied,
                "obligations": list(s.obligations.words),
                "alignment": s.alignment,
                "hostility": s.hostility or None,
                "sign": s.sign,
            }
            for s in year.sides
        ],
    }


def _division(of: Division) -> Json:
    return {
        "value": of.value,
        "bound": of.bound,
        "gap": of.gap,
        "proven": of.proven,
        "ties": [_tie(t) for t in of.ties],
    }


def _tie(tie: Tie) -> Json:
    return {"one": tie.one, "other": tie.other, "sign": tie.sign, "weight": tie.weight}


def _poles(of: Poles | None) -> list[Json]:
    return [{"name": n, "share": s} for n, s in zip(of.names, of.shares, strict=True)] if of else []


def _changes(of: Changes) -> Json:
    return {
        "found": [asdict(c) for c in of.found],
        "numbers": list(of.numbers),
        "persistence": of.persistence,
    }


def _object(made: Json) -> Json:
    return {key: _plain(value) for key, value in made.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Write what is not a number as null."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
