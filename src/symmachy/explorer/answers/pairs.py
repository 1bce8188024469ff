"""What the record says about two states, as ``symmachy assess`` gives it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from symmachy.explorer.question import Given, Lane, Parameter, Question

if TYPE_CHECKING:
    from symmachy.explorer.question import Tell
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["QUESTIONS"]

_STATIC = (
    "AUS",
    "CHN",
    "DEU",
    "FRA",
    "GBR",
    "IND",
    "IRN",
    "JPN",
    "KOR",
    "POL",
    "PRK",
    "RUS",
    "TUR",
    "UKR",
    "USA",
)
"""States whose pairs a static copy holds, as far as they are in the record: all pairs would take hours."""


def _pair(world: World, given: Given, _tell: Tell) -> Json:
    from symmachy.report.assessment import assess
    from symmachy.report.assessment import data as json

    year = int(given["year"]) if "year" in given else None
    found = assess(world, given["one"], given["other"], year=year)
    return {
        **json.assessment(found),
        "curve": [{"horizon": c.horizon, "p": c.p, "lo": c.lo, "hi": c.hi} for c in found.curve],
        "titles": {d.mechanism: {"title": d.title, "times": d.times} for d in found.drivers},
        "episodes": [
            {
                "name": e.name,
                "kind": e.kind,
                "start": e.spell.start.isoformat(),
                "end": e.spell.end.isoformat() if e.spell.end else None,
                "source": e.source,
            }
            for e in found.episodes
        ],
    }


def _warm(world: World) -> None:
    from symmachy.report.assessment import assess

    one, other = (s.code for s in [s for s in world.states if s.exists(world.coverage.last)][:2])
    assess(world, one, other)


def _pairs(world: World) -> tuple[Given, ...]:
    held = [s.code for s in world.states if s.code in _STATIC and s.exists(world.coverage.last)]
    return tuple({"one": a, "other": b} for a, b in combinations(sorted(held), 2))


QUESTIONS = (
    Question(
        name="pair",
        says="Treaties, hostile episodes, counts of such pairs, chances ahead, analogues, limits and sources.",
        path=(
            Parameter(name="one", means="A state: a code or a name of that time."),
            Parameter(name="other", means="Another state."),
        ),
        options=(
            Parameter(name="year", means="Ask as of the end of this year; the last by default.", kind="year"),
        ),
        answer=_pair,
        lane=Lane.MODELS,
        warm=_warm,
        whole=_pairs,
    ),
)
