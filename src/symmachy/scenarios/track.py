"""What came when the model behind a what-if was asked of the past: its lines of the skill card."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.scores.reliability import LIMITS, of_range
from symmachy.forecasting.skill import Track
from symmachy.scenarios.run import MEASURES

if TYPE_CHECKING:
    from symmachy.forecasting.backtest import SkillCard
    from symmachy.forecasting.backtest.card import Value
    from symmachy.scenarios.effects import PairEffect
    from symmachy.scenarios.scenario import ModelChoice
    from symmachy.typing import Year

__all__ = ["RUNG", "PairTrack", "SystemTrack", "TrackRecord", "Tried", "past_runs_path", "track_record"]

RUNG = "hazard_few"
"""The rung of the ladder whose hazards what-ifs carry forward.

`assess` recalibrates these hazards where that did better at earlier origins. A recalibration is put on the chance of
a whole window; a simulation needs the hazard of each year in a network that changes, and recalibrating its yearly
steps by the same line would be another model, which no backtest has seen. So what-ifs carry the hazards as they are.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """The skill of the rung in one section of the card, against the base rate: 0 is as good, 1 perfect."""

    target: str
    title: str
    horizon: int
    first: Year
    last: Year
    """First and last origin."""
    cases: float
    events: float
    log_skill: Value
    brier_skill: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class PairTrack:
    """What came of the cases of the past of which the rung said a chance as large as it says of a pair."""

    one: str
    other: str
    target: str
    """``formation`` where the pair has no pact in the base year, else ``ending``."""
    horizon: int
    chance: float
    """Without the changes: of having a pact then, or of not having one."""
    track: Track


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemTrack:
    """How far whole systems simulated from past base years came to what happened, in one measure."""

    measure: str
    title: str
    years: int
    """Years ahead."""
    origins: tuple[Year, ...]
    within: int
    """In how many of these what happened lay within nine in ten draws."""
    off: float
    """Mean of what was simulated less what happened."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackRecord:
    """The backtest of the model behind an answer, or why there is none."""

    rung: str | None
    """None where no backtest speaks of the model."""
    title: str
    reservation: str
    """What the lines do not cover, or why there are none; empty where nothing is to be said."""
    tried: tuple[Tried, ...] = ()
    pairs: tuple[PairTrack, ...] = ()
    system: tuple[SystemTrack, ...] = ()


def past_runs_path() -> Path:
    """Return the file of what ``benchmarks/whatif_past.py`` found on the chronicle."""
    return Path(str(resources.files("symmachy.scenarios").joinpath("past_runs.json")))


@cache
def _past_runs() -> tuple[SystemTrack, ...]:
    if not past_runs_path().exists():  # it is being made
        return ()
    found = json.loads(past_runs_path().read_text(encoding="utf-8"))
    names = list(dict.fromkeys(run["measure"] for run in found["runs"]))
    runs = {name: [run for run in found["runs"] if run["measure"] == name] for name in names}
    return tuple(
        SystemTrack(
            measure=name,
            title=MEASURES[name].partition(":")[0],
            years=found["years"],
            origins=tuple(run["from"] for run in held),
            within=sum(run["low"] <= run["came"] <= run["high"] for run in held),
            off=round(sum(run["mean"] - run["came"] for run in held) / len(held), 1),
        )
        for name, held in runs.items()
    )


def track_record(
    card: SkillCard | None, choice: ModelChoice, pairs: tuple[PairEffect, ...], *, draws: int, record: str
) -> TrackRecord:
    """Return the card's lines for the model that a scenario asks for.

    Parameters
    ----------
    card
        The card of the whole record, or None.
    choice
        The model of the scenario.
    pairs
        The pairs of interest.
    draws
        How many: a chance that none of so few draws had is set beside all that were said below one in so many.
    record
        Its name.
    """
    if choice.of_files:
        return TrackRecord(
            rung=None,
            title="fits from files",
            reservation="The model comes from files; it has not been set against the past here.",
        )
    if card is None or all(s.of(RUNG) is None for s in card.sections):
        return TrackRecord(
            rung=None,
            title="hazards on few mechanisms",
            reservation=(
                "The model has not been set against the past on this record as it is; "
                f"symmachy backtest --record {record} does that."
            ),
        )
    tried = [
        Tried(
            target=s.target,
            title=s.title,
            horizon=s.horizon,
            first=s.first,
            last=s.last,
            cases=s.cases,
            events=s.events,
            log_skill=score.log_skill,
            brier_skill=score.brier_skill,
        )
        for s in card.sections
        if (score := s.of(RUNG)) is not None and s.target in _TARGETS
    ]
    found = (_of_pair(card, pair, 1 / draws) for pair in pairs)
    score = next(score for s in card.sections if (score := s.of(RUNG)) is not None)
    return TrackRecord(
        rung=RUNG,
        title=score.title,
        reservation=_ALSO if choice.also.strip() else "",
        tried=tuple(tried),
        pairs=tuple(one for one in found if one is not None),
        system=_past_runs() if record == "chronicle" else (),
    )


_TARGETS = ("formation", "ending")
_JUST = 1e-9
_ALSO = "The lines are those of the model without the mechanisms that the scenario adds to it."


def _of_pair(card: SkillCard, pair: PairEffect, least: float) -> PairTrack | None:
    """Return the line at the longest horizon of the card that the scenario reaches."""
    target = _TARGETS[pair.allied]
    sections = [s for s in card.sections if s.target == target and s.horizon <= len(pair.years)]
    if not sections:
        return None
    section = max(sections, key=lambda s: s.horizon)
    score = section.of(RUNG)
    if score is None:
        return None
    tied = pair.years[section.horizon - 1].baseline
    chance = 1.0 - tied if pair.allied else tied
    low, high = (int(place) for place in of_range(np.array(_within(chance, least))))
    held = [r for r in score.ranges if LIMITS[low] <= r.above < LIMITS[high + 1]]
    return PairTrack(
        one=pair.one,
        other=pair.other,
        target=target,
        horizon=section.horizon,
        chance=chance,
        track=Track(
            above=LIMITS[low],
            below=LIMITS[high + 1],
            cases=round(sum(r.cases for r in held)),
            came=round(sum(r.came for r in held)),
            first=section.first,
            last=section.last,
        ),
    )


def _within(chance: float, least: float) -> tuple[float, float]:
    """Return between what a share of draws lies, where it is none or all of them."""
    if chance < least / 2:
        return 0.0, least - _JUST
    if chance > 1 - least / 2:
        return 1 - least, 1.0
    return chance, chance
