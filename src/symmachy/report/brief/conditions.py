"""Conditional statements and the scenarios that put their conditions into the model, by written rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symmachy.errors import SymmachyError
from symmachy.report.brief.names import is_state
from symmachy.report.brief.value import Conditional
from symmachy.statements import Modality

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from symmachy.report.brief.value import Voice
    from symmachy.statements import Target
    from symmachy.typing import StateCode, Year
    from symmachy.world import World

__all__ = ["CUES", "Cue", "conditional", "save"]

Made = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Words of a condition, and the intervention that they are read as."""

    kind: str
    words: re.Pattern[str]
    meaning: str
    """How the words are read, as a part of a sentence."""
    build: Callable[[_Named], Made | None]
    """From the states that are named; None where they are too few."""
    also: str = ""
    """A mechanism that the model must read besides its own for the intervention to count."""


@dataclass(frozen=True, kw_only=True)
class _Named:
    """States of the year in a conditional statement, by their place about the words of the cue."""

    acting: tuple[StateCode, ...]
    """Who does it: those before the words, or after "by" or "from"; the first alone where all stand on one side."""
    others: tuple[StateCode, ...]
    """To whom it is done: the others of the condition, or where there is none those of the rest of the sentence."""
    within: tuple[StateCode, ...]
    """All of the condition."""
    beyond: tuple[StateCode, ...]
    """Those of the rest of the sentence alone."""


def _sides(one: str, other: str) -> Callable[[_Named], Made | None]:
    def build(named: _Named) -> Made | None:
        found = named.acting and named.others
        return {one: list(named.acting), other: list(named.others)} if found else None

    return build


def _all(role: str, least: int, **more: object) -> Callable[[_Named], Made | None]:
    def build(named: _Named) -> Made | None:
        return {role: list(named.within), **more} if len(named.within) >= least else None

    return build


def _acting(role: str, **more: object) -> Callable[[_Named], Made | None]:
    def build(named: _Named) -> Made | None:
        return {role: list(named.acting), **more} if named.acting else None

    return build


def _cue(
    kind: str, words: str, meaning: str, build: Callable[[_Named], Made | None], *, also: str = ""
) -> Cue:
    pattern = re.compile(rf"\b(?:{words})", re.IGNORECASE)
    return Cue(kind=kind, words=pattern, meaning=meaning, build=build, also=also)


def _closed(named: _Named) -> Made | None:
    if not named.acting:
        return None
    hosts = [c for c in named.within if c not in named.acting]
    return {"by": list(named.acting), **({"hosts": hosts} if hosts else {})}


CUES = (
    _cue(
        "accommodation",
        r"eas(?:e|es|ed|ing)\b|improv|thaw|reconcil|settl|accommodat|concession|detente|détente|rapprochement",
        "no hostile episode between the states named, and earlier ones settled",
        _sides("by", "of"),
    ),
    _cue(
        "pressure",
        r"press|provo[kc]|sanction|contain|isolat|coerc|threat|confront|encircl|blockad|intimidat|"
        r"conflict|tension|hostil|intensif|escalat|worsen",
        "hostile episodes in every year between the acting states and the others",
        _sides("by", "on"),
    ),
    _cue(
        "war_begun",
        r"(?<!the )wars?\b|attack|invad|invasion|strik(?:e|es|ing)\b|fight|hostilities",
        "a war between the acting states and the others",
        _sides("one", "other"),
    ),
    _cue(
        "bases_closed",
        r"(?:withdraw|clos|remov|pull|bring)\w*\s(?:\S+\s){0,3}(?:forces|troops|soldiers|bases|garrisons?|fleets?)\b",
        "the acting states close their bases, and bring home their troops, on the soil of the others named",
        _closed,
        also="base",
    ),
    _cue(
        "withdrawal",
        r"withdraw|leav(?:e|es|ing)\b|quit|pull(?:s|ed)? out",
        "the acting states leave every treaty of defence that they are in",
        _acting("states", **{"from": "*"}),
    ),
    _cue(
        "treaty_founded",
        r"(?:sign|form|conclud|mak|build)\w*\s(?:\S+\s){0,4}(?:pact|alliance|treaty)|join|"
        r"(?:ally|allied|allies) with|unit(?:e|es|ed)\b",
        "a new treaty of defence of the states named in the condition",
        _all("members", 2, obligations=["defense"]),
    ),
    _cue(
        "nonalignment_declared",
        r"neutral|non-?align",
        "the acting states are counted as non-aligned",
        _acting("states"),
    ),
)
"""In the order in which they are tried; the first whose words stand in the condition counts."""

_NEGATED = re.compile(
    r"\b(?:not|n't|never|no longer|unless|without|fails? to|refus\w+|neither)\b|n['\u2019]t\b", re.IGNORECASE
)
_FROM_A_PLACE = frozenset({"bases_closed", "withdrawal"})
"""Of these, "from" names what is left and not who does it."""
_BY = re.compile(r"\b(?:by|from)\s+(?:the\s+)?$", re.IGNORECASE)


def conditional(
    voice: Voice, world: World, year: Year, names: Callable[[StateCode], str]
) -> Conditional | None:
    """Return a statement's condition with a scenario where one can be built; None where it states none.

    Parameters
    ----------
    voice
        The statement.
    world
        The record, in whose states the scenario is written.
    year
        The last year that the scenario reads; what it changes begins with the next.
    names
        Gives the name of a state in that year, as a sentence writes it.
    """
    statement = voice.statement
    if not statement.conditions:
        if statement.modality is not Modality.CONDITIONAL:
            return None
        return Conditional(
            voice=voice,
            condition=statement.target.exact,
            why_not="The clause that holds the condition was not found.",
        )
    condition = _clause(statement.conditions[0])
    text = " ".join(condition.exact.split())
    made = _made(voice, condition, world, year)
    if isinstance(made, str):
        return Conditional(voice=voice, condition=text, why_not=made)
    cue, intervention, states = made
    name = f"{voice.key.replace('.', '-')}.toml"
    scenario = _toml(voice, text, year, intervention, _pairs(states, intervention), also=cue.also)
    try:
        changes = _checked(scenario, world)
    except SymmachyError as refused:
        return Conditional(
            voice=voice,
            condition=text,
            why_not=f"The scenario that the rules would build is refused: {str(refused).rstrip('.')}.",
        )
    return Conditional(
        voice=voice,
        condition=text,
        scenario=scenario,
        name=name,
        rule=(
            f"Read by rule as: {cue.meaning}. Read as acting: {', '.join(names(c) for c in states.acting)}."
        ),
        changes=changes,
    )


def _clause(condition: Target) -> Target:
    """Return the condition up to its first comma, for a parser may take the next clause's subject with it."""
    before, comma, _ = condition.exact.partition(",")
    if not comma or len(before.split()) < 4:
        return condition
    return replace(condition, end=condition.start + len(before), exact=before)


def _made(voice: Voice, condition: Target, world: World, year: Year) -> tuple[Cue, Made, _Named] | str:
    """Return what a condition is read as, with the states in it and beyond it, or why it is read as nothing."""
    bare = _bare(voice, condition)
    if _NEGATED.search(bare):
        return "The condition is put in the negative; the rules build what is changed, not what stays."
    cue = next((c for c in CUES if c.words.search(bare)), None)
    if cue is None:
        return "No rule reads the words of the condition as an intervention."
    states = _states(voice, condition, world, year, cue)
    made = cue.build(states)
    if made is None:
        return (
            f"The rules would read it as {cue.meaning}, but too few states of {year} are named in the condition "
            "for that."
        )
    return cue, {"kind": cue.kind, **made, "when": "+1"}, states


def _states(voice: Voice, condition: Target, world: World, year: Year, cue: Cue) -> _Named:
    bare = _bare(voice, condition)
    match = cue.words.search(bare)
    place = condition.start + (match.start() if match else 0)
    before: dict[StateCode, None] = {}
    after: dict[StateCode, None] = {}
    by: dict[StateCode, None] = {}
    beyond: dict[StateCode, None] = {}
    for actor in sorted(voice.statement.actors, key=lambda a: a.target.start):
        if not is_state(actor.code, world) or not world.states[actor.code].exists(year):
            continue
        start = actor.target.start
        if not (condition.start <= start and actor.target.end <= condition.end):
            beyond[actor.code] = None
        elif cue.kind not in _FROM_A_PLACE and _BY.search(condition.exact[: start - condition.start]):
            by[actor.code] = None
        else:
            (before if start < place else after)[actor.code] = None
    within = tuple(dict.fromkeys((*by, *before, *after)))
    rest = tuple(c for c in beyond if c not in within)
    acting = tuple(by) or (tuple(before) if before and after else within[:1])
    others = tuple(c for c in within if c not in acting) or rest
    return _Named(acting=acting, others=others, within=within, beyond=rest)


def _bare(voice: Voice, condition: Target) -> str:
    """Return the condition with its names blanked, so that no name is taken for a cue and all places stay."""
    text = condition.exact
    for actor in voice.statement.actors:
        start, end = actor.target.start - condition.start, actor.target.end - condition.start
        if 0 <= start < end <= len(text):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _pairs(states: _Named, made: Made) -> list[tuple[StateCode, StateCode]]:
    """Return the pairs to follow: those among the states that do not act, or of all where these are too few."""
    every = (*states.within, *states.beyond)
    two_sided = sum(isinstance(v, list) for v in made.values()) > 1
    free = [s for s in every if not (two_sided and s in states.acting)]
    ordered = free if len(free) > 1 else every
    return [(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]][:6]


def _toml(
    voice: Voice,
    condition: str,
    year: Year,
    intervention: Made,
    pairs: Sequence[tuple[StateCode, StateCode]],
    *,
    also: str,
) -> str:
    about = f"Built by rule from statement {voice.key} of {voice.statement.doc_name}. Change what you like."
    lines = [
        f"title = {_text(f'On a condition: {condition}'[:160])}",
        f"about = {_text(about)}",
        f"base_year = {year}",
        f"pairs = {_text([list(p) for p in pairs])}",
        "",
        *(("[model]", f"also = {_text(also)}", "") if also else ()),
        "[[interventions]]",
        *(f"{key} = {_text(value)}" for key, value in intervention.items()),
    ]
    return "\n".join(lines) + "\n"


def _text(value: object) -> str:
    """Write a text or a list of texts as TOML does; JSON's form of them is TOML too."""
    import json

    return json.dumps(value, ensure_ascii=True).replace("\\u007f", "\\u007F")


def _checked(scenario: str, world: World) -> tuple[str, ...]:
    """Return what the scenario changes in words, once it was read as `symmachy whatif` reads it."""
    import tomllib

    from symmachy.scenarios import Scenario

    asked = Scenario.of(tomllib.loads(scenario))
    known = world.until(asked.base_year)
    return tuple(one.sentence(known) for one in asked.interventions)


def save(conditionals: Sequence[Conditional], folder: Path) -> list[Path]:
    """Write each scenario as a file in a folder, which is made where it is not there; return the paths."""
    from functools import partial

    from symmachy.files import write_whole

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for made in conditionals:
        if made.scenario:
            path = folder / made.name
            write_whole(path, partial(_write, text=made.scenario))
            paths.append(path)
    return paths


def _write(path: Path, *, text: str) -> None:
    path.write_text(text, encoding="utf-8")
