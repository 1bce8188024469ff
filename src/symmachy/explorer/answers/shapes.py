"""The shape of the system, as ``symmachy structure`` gives it: a year, all years, three states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.explorer.question import Given, Lane, Parameter, Question

if TYPE_CHECKING:
    from symmachy.explorer.question import Tell
    from symmachy.structure import SignRule
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["QUESTIONS"]

_SECONDS = 5.0
"""Longest search of one year; a search that is stopped says its value and its bound."""

_RULE = Parameter(
    name="rule",
    means="What makes ties; alliances by default (wider for a triangle).",
    choices=("alliances", "wider"),
)


def _rule(given: Given, default: str) -> SignRule:
    from symmachy.structure import SignRule

    return SignRule.wider() if given.get("rule", default) == "wider" else SignRule()


def _shape(world: World, given: Given, _tell: Tell) -> Json:
    from symmachy.report.structure import data as structure_json
    from symmachy.structure import Window, shape

    year = int(given["year"])
    found = shape(world, Window(year, year), rule=_rule(given, "alliances"), seconds=_SECONDS)
    return structure_json.shape(found)


def _series(world: World, given: Given, tell: Tell) -> Json:
    from symmachy.report.structure import data as structure_json
    from symmachy.structure import series

    rule = _rule(given, "alliances")
    found = series(
        world,
        rule=rule,
        seconds=_SECONDS,
        told=lambda done, of: tell({"done": done, "of": of, "what": "years"}),
    )
    return structure_json.series(found)


def _blocs(world: World, _given: Given, tell: Tell) -> Json:
    from symmachy.structure import SignRule, Window, shape

    rule = SignRule()
    known = rule.known(world)
    years: dict[str, list[list[str]]] = {}
    for year in known.years:
        tell({"done": len(years), "of": len(known.years), "what": "years"})
        found = shape(world, Window(year, year), rule=rule, seconds=_SECONDS)
        years[str(year)] = [
            [b.leader.name, *(m.name for m in b.members if m.name != b.leader.name)] for b in found.blocs
        ]
    return {"rule": str(rule), "known": [known.first, known.last], "years": years}


def _triangle(world: World, given: Given, _tell: Tell) -> Json:
    from symmachy.report.structure import data as structure_json
    from symmachy.structure import triangle

    found = triangle(world, given["one"], given["two"], given["three"], rule=_rule(given, "wider"))
    return {**structure_json.triangle(found), "record": world.record}


def _years(world: World) -> tuple[Given, ...]:
    from symmachy.structure import SignRule

    return tuple({"year": str(y)} for y in SignRule().known(world).years)


QUESTIONS = (
    Question(
        name="shape",
        says="Blocs, balance, triangles, poles and positions in one year.",
        path=(Parameter(name="year", means="A year of which hostility is known.", kind="year"),),
        options=(_RULE,),
        answer=_shape,
        whole=_years,
    ),
    Question(
        name="series",
        says="Every measure of shape for every year, with changes of level and their uncertainty.",
        options=(_RULE,),
        answer=_series,
        lane=Lane.LONG,
        whole=lambda _world: ({},),
    ),
    Question(
        name="blocs",
        says="For every year the blocs of states, each with its most capable member first.",
        answer=_blocs,
        lane=Lane.LONG,
        whole=lambda _world: ({},),
    ),
    Question(
        name="triangle",
        says="Three states through time: ties, hostility, kind of triangle, and what changed it.",
        path=tuple(Parameter(name=n, means="A state: a code or a name.") for n in ("one", "two", "three")),
        options=(_RULE,),
        answer=_triangle,
    ),
)
