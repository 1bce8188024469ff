"""One state: its names, membership, governments, and its treaties by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.explorer.question import Given, Parameter, Question

if TYPE_CHECKING:
    from symmachy.explorer.question import Tell
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["QUESTIONS"]


def _state(world: World, given: Given, _tell: Tell) -> Json:
    asked = given["code"]
    # A code of any time is meant as it stands; a name as it is used in the record's last year.
    known = asked in world.states.codes
    state = world.states[asked] if known else world.states.resolve(asked, year=world.coverage.last)
    joined = sorted(
        ((m, t) for t in world.treaties for m in t.members if m.state == state.code),
        key=lambda x: (x[0].spell.start, x[1].id),
    )
    return {
        "code": state.code,
        "name": state.name(world.coverage.last),
        "region": state.region,
        "member_of_the_system": [str(s) for s in state.spells],
        "names": [{"name": n.text, "when": str(n.spell), "common": n.short} for n in state.names],
        "codes": [{"scheme": c.scheme, "code": c.value, "when": str(c.spell)} for c in state.codes],
        "governments": [
            {"name": g.name, "when": str(g.spell), "repudiated": g.repudiated} for g in state.governments
        ],
        "treaties": [
            {
                "id": t.id,
                "name": t.name,
                "obligations": list(t.obligations.words),
                "entry": bound.start.isoformat(),
                "exit": bound.end.isoformat() if bound.end else None,
                "exit_by": m.exit_by if m.spell.end else t.ended_by,
                "members": len({other.state for other in t.members}),
            }
            for m, t in joined
            if (bound := m.spell.overlap(t.spell)) is not None
        ],
        "record": world.record,
        "citations": [p.citation for p in world.sources(())],
    }


QUESTIONS = (
    Question(
        name="state",
        says="One state: names, codes, membership of the system, governments, and its treaties by date.",
        path=(Parameter(name="code", means="A code, or a name."),),
        answer=_state,
        whole=lambda world: tuple({"code": s.code} for s in world.states),
    ),
)
