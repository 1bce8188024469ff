"""Treaties: one as a printed edition, and the list of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.errors import UnknownName
from symmachy.explorer.question import Given, Parameter, Question

if TYPE_CHECKING:
    from symmachy.explorer.question import Tell
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["QUESTIONS"]


def _treaty(world: World, given: Given, _tell: Tell) -> Json:
    from symmachy.report.treaty import as_json
    from symmachy.world.treaty import EVERY_MEMBER

    found = next((t for t in world.treaties if t.id == given["id"]), None)
    if found is None:
        raise UnknownName.among("treaty", given["id"], [t.id for t in world.treaties])
    year = found.spell.start.year

    def named(code: str) -> str:
        return "every member" if code == EVERY_MEMBER else world.states[code].name(year)

    return {
        **as_json(world, found),
        "terms": [
            {
                "by": named(t.by),
                "to": named(t.to),
                "obligations": list(t.obligations.words),
                "note": t.note,
            }
            for t in found.terms
        ],
        "ended": found.spell.end.isoformat() if found.spell.end else None,
        "record": world.record,
    }


def _all(world: World, _given: Given, _tell: Tell) -> Json:
    return {
        "record": world.record,
        "treaties": [
            {
                "id": t.id,
                "name": t.name,
                "start": t.spell.start.year,
                "end": t.spell.end.year if t.spell.end else None,
                "obligations": list(t.obligations.words),
                "members": sorted({m.state for m in t.members}),
            }
            for t in sorted(world.treaties, key=lambda t: (t.spell.start, t.id))
        ],
    }


QUESTIONS = (
    Question(
        name="treaty",
        says="One treaty: what it obliges whom to, its members by date, its source.",
        path=(Parameter(name="id", means="The treaty's id."),),
        answer=_treaty,
        whole=lambda world: tuple({"id": t.id} for t in world.treaties),
    ),
    Question(
        name="treaties",
        says="All treaties by date: id, name, years, obligations, members.",
        answer=_all,
        whole=lambda _world: ({},),
    ),
)
