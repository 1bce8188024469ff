"""The registry of claims with what the record says of each, as ``symmachy.claims`` gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.explorer.question import Given, Lane, Parameter, Question

if TYPE_CHECKING:
    from symmachy.claims import Claim
    from symmachy.explorer.question import Tell
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["QUESTIONS"]


def _all(world: World, _given: Given, _tell: Tell) -> Json:
    from symmachy.claims import claims

    return {"record": world.record, "claims": [_row(c) for c in claims()]}


def _one(world: World, given: Given, _tell: Tell) -> Json:
    from symmachy.claims import claim
    from symmachy.claims.shipped import known

    found = claim(given["id"])
    reached = known(found, world)
    return {
        "declared": found.model_dump(mode="json"),
        "verdict": {**reached.to_dict(), "estimates": []} if reached else None,
        "record": world.record,
    }


def _codings(world: World, given: Given, tell: Tell) -> Json:
    from symmachy.claims import claim, verdict

    found = claim(given["id"])
    reached = verdict(found, world, told=lambda done, of: tell({"done": done, "of": of})).to_dict()
    reached["estimates"] = [_thin(e) for e in reached["estimates"]]
    return {"verdict": reached, "record": world.record}


def _ids() -> list[str]:
    from symmachy.claims import claims

    return [c.id for c in claims()]


def _row(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "title": claim.title,
        "statement": claim.statement,
        "term": claim.term,
        "testability": claim.testability.value,
        "unit": claim.test.unit if claim.test else None,
        "predictors": list(claim.test.predictors) if claim.test else [],
        "about": list(claim.about),
        "documents": sorted({p.title for p in claim.passages}),
        "rivals": [r.model_dump(mode="json") for r in claim.rivals],
    }


def _thin(estimate: Json) -> Json:
    return {k: estimate[k] for k in ("coding", "log_ratio", "error", "rows", "came", "events")}


_ID = Parameter(name="id", means="The claim's id, such as C01.")

QUESTIONS = (
    Question(
        name="claims",
        says="All claims of the registry by id, with their rivals and how far the record can speak of them.",
        answer=_all,
        whole=lambda _world: ({},),
    ),
    Question(
        name="claim",
        says="One claim: its file, and its verdict where it was reached before; null where it was not.",
        path=(_ID,),
        answer=_one,
        whole=lambda _world: tuple({"id": c} for c in _ids()),
    ),
    Question(
        name="codings",
        says="The verdict on one claim with the estimate of every coding, which are computed if they were not yet.",
        path=(_ID,),
        answer=_codings,
        lane=Lane.LONG,
        whole=lambda _world: tuple({"id": c} for c in _ids()),
    ),
)
