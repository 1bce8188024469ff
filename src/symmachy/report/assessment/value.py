"""What symmachy says about a pair of states: a value that the terminal, JSON and the page only lay out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage
from symmachy.forecasting import HORIZONS, analogues, as_of, base_rate
from symmachy.forecasting.pact import RIDGE, fit_to
from symmachy.forecasting.skill import basis, card_for, track
from symmachy.report.assessment.bonds import Bond, are_allied, between, other_names, side_by_side
from symmachy.report.assessment.limits import covered, limits, read_by
from symmachy.report.assessment.network_estimate import SHOWN, Driver, estimate_by, measure
from symmachy.report.words import named, percent
from symmachy.studies import By
from symmachy.world.spell import say_date

if TYPE_CHECKING:
    from datetime import date

    from symmachy.forecasting import Analogue, BaseRate, Chance, Drive, PactModel
    from symmachy.forecasting.skill import Track
    from symmachy.report.assessment.bonds import SideBySide
    from symmachy.typing import StateCode, Year
    from symmachy.world import Episode, World

__all__ = ["Assessment", "assess"]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The answer about one pair."""

    world: World = field(repr=False)
    one: StateCode
    other: StateCode
    bonds: tuple[Bond, ...]
    """Every treaty that bound the two up to the day, by date."""
    allied: bool
    """Whether a defence pact is in force between them on the last day."""
    episodes: tuple[Episode, ...]
    """Wars and hostile episodes between the two up to the day, by date."""
    beside: tuple[SideBySide, ...] = ()
    """Wars in which both fought a common opponent, up to the day, by date."""
    base_rate: BaseRate
    chances: tuple[Chance, ...]
    """That a pact is formed, or that it ends, within 1, 5 and 10 years."""
    curve: tuple[Chance, ...]
    """That a pact is formed within, or kept through, every number of years from 1 to 10."""
    tracks: tuple[Track | None, ...]
    """For each of `chances`, what came in the past when a chance as large was said; None without a backtest."""
    drivers: tuple[Driver, ...]
    analogues: tuple[Analogue, ...]
    limits: tuple[str, ...]
    citations: tuple[str, ...]
    average: float | None = None
    """Chance within a year of a pair that is average in all that the estimate looks at; None where it is not given."""
    by: By = By.HAZARD
    """The estimator behind the chances and the drivers."""

    @property
    def measure(self) -> str:
        """Of what a driver is a multiple."""
        return measure(self.by, allied=self.allied)

    @property
    def other_names(self) -> str:
        """Which other names the two bore when something was between them; empty where none."""
        days = [p.spell.start for b in self.bonds for p in b.pledges]
        days += [e.spell.start for e in self.episodes] + [w.spells[0].start for w in self.beside]
        return other_names(self.world, self.one, self.other, days)

    @property
    def adds_up(self) -> str:
        """How the drivers lead from the average pair to this one, to be checked by hand; empty where they do not."""
        yearly = next((c.p for c in self.chances if c.horizon == 1 and c.outcome != "kept"), None)
        if self.average is None or yearly is None or not self.drivers:
            return ""
        times = (yearly / (1 - yearly)) / (self.average / (1 - self.average))
        return (
            f"A pair that is average in all of this has {percent(self.average)} within a year; all facts together, "
            f"those too small to be listed among them, make these odds {times:.2g} times as high: {percent(yearly)}."
        )

    @property
    def as_of(self) -> date:
        """The last day of which anything was known."""
        return self.world.last_day

    @property
    def names(self) -> tuple[str, str]:
        """The two names, as of that year."""
        states, year = self.world.states, self.as_of.year
        return states[self.one].name(year), states[self.other].name(year)

    @property
    def in_force(self) -> tuple[Bond, ...]:
        """The treaties in force on the last day."""
        return tuple(b for b in self.bonds if b.in_force)

    @property
    def status(self) -> str:
        """Whether they are allied, in one sentence."""
        one, other = (named(name) for name in self.names)
        day = say_date(self.as_of)
        if self.allied:
            by = [b.treaty.name for b in self.in_force if {"defense"} & set(b.obligations)]
            under = f", under the {' and the '.join(by)}" if by else ""
            return f"On {day} a defence pact was in force between {one} and {other}{under}."
        lesser = sorted({o for b in self.in_force for o in b.obligations})
        said = f"On {day} no defence pact was in force between {one} and {other}"
        if lesser:
            spelt = ", ".join(o.replace("nonaggression", "non-aggression") for o in lesser)
            return f"{said}; other pledges were: {spelt}."
        return f"{said}, nor any lesser pledge, in this record."


def assess(world: World, one: str, other: str, *, year: Year | None = None, by: By = By.HAZARD) -> Assessment:
    """Assess a pair of states as of the end of a year, from nothing later.

    Parameters
    ----------
    world
        The record to ask.
    one, other
        Names or codes in use in that year.
    year
        The year at whose end is asked; the record's last by default.
    by
        The estimator of the chances. Base rates and the closest pairs do not depend on it: pairs are close
        where the hazard sees them so.

    Raises
    ------
    UnknownState, AmbiguousState, StateAbsent
        Where a name or code means no state of that year, or several.
    BadInput
        Where both are the same state.
    OutsideCoverage
        Where the record does not speak of that year.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> answer = assess(open_record("chronicle"), "France", "Russia", year=1890)
    >>> answer.allied
    False
    """
    when = world.coverage.last if year is None else year
    if when not in world.coverage:
        raise OutsideCoverage(
            f"the record {world.record!r} covers {world.coverage} but --year {when} was asked; "
            "give a year in that range"
        )
    # Names are read in the whole world, so that a refusal can say when a state came to be.
    first, second = (world.states.resolve(text, year=when) for text in (one, other))
    if first.code == second.code:
        raise BadInput(
            f"{one!r} and {other!r} are the same state, {first.code} ({first.name(when)}): name two different states"
        )
    a, b = first.code, second.code
    card = card_for(world)
    then, model = _model(world, when)
    row = int(model.past.rows_of(a, b)[-1])
    allied = are_allied(then, a, b)
    answer = partial(
        Assessment,
        world=then,
        one=a,
        other=b,
        bonds=between(then, a, b),
        allied=allied,
        episodes=then.hostile_between(a, b),
        beside=side_by_side(then, a, b),
        base_rate=base_rate(model.past, row, allied=allied, horizons=HORIZONS),
        analogues=analogues(model, row, allied=allied),
        by=by,
    )
    if by is not By.HAZARD:
        found = estimate_by(by, world, a, b, when, allied=allied)
        sources = then.sources(found.needs)
        return answer(
            chances=found.chances,
            curve=found.curve,
            tracks=(None,) * len(found.chances),
            drivers=found.drivers,
            limits=tuple(
                dict.fromkeys(
                    [covered(then), *found.limits, *(n for p in sources for n in p.limits), *then.limits]
                )
            ),
            citations=tuple(dict.fromkeys([*(p.citation for p in sources), *found.cites])),
        )
    drives = model.drives(row, allied=allied)
    chances = model.chances(row, allied=allied)
    target = "ending" if allied else "formation"
    tracks = tuple(
        track(card, target, c.horizon, 1 - c.p if c.outcome == "kept" else c.p, when) for c in chances
    )
    return answer(
        chances=chances,
        curve=tuple(
            c
            for c in model.chances(row, allied=allied, horizons=tuple(range(1, max(HORIZONS) + 1)))
            if c.outcome != "ended"
        ),
        tracks=tracks,
        drivers=_drivers(then, a, b, drives, allied=allied),
        average=_average(chances, drives) if target not in model.lines else None,
        limits=limits(then, model, drives, card, zip(chances, tracks, strict=True), allied=allied),
        citations=_citations(then, model),
    )


@lru_cache(maxsize=2)  # a fit is recalled from disk; the arrays that a model works out are large
def _model(world: World, year: Year) -> tuple[World, PactModel]:
    """Return the world of a year's end and the fit that the backtest recommends, as origins before had taught it."""
    learnt = basis(card_for(world), year)
    ridge = learnt.strengths.get("formation", RIDGE)
    then = as_of(world, year)
    return then.world, fit_to(
        then.past,
        ridge=ridge,
        ending_ridge=learnt.strengths.get("ending", RIDGE),
        lines=learnt.lines,
    )


def _drivers(
    world: World, one: StateCode, other: StateCode, drives: tuple[Drive, ...], *, allied: bool
) -> tuple[Driver, ...]:
    year = world.last_day.year
    event = "that the pact ends within a year" if allied else "of a new pact within a year"
    peers = "allied" if allied else "unallied"
    said = [
        (d, d.mechanism.say(world.in_year(d.year), one, other) if d.mechanism else _time(d, allied=allied))
        for d in drives
        if not np.isnan(d.value)
    ]
    found = []
    for fact, group in groupby(sorted(said, key=lambda x: x[1]), key=lambda x: x[1]):
        parts = [d for d, _ in group]
        total = sum(d.contribution for d in parts)
        if abs(total) >= SHOWN:
            statement = fact[0].upper() + fact[1:]
            found.append(
                Driver(
                    mechanism="+".join(d.mechanism.name if d.mechanism else "time" for d in parts),
                    title=parts[0].mechanism.title if parts[0].mechanism else "time",
                    contribution=total,
                    fact=statement,
                    sentence=(
                        f"{statement}: in the record this goes with {math.exp(total):.2g} times the odds {event}, "
                        f"compared with the average {peers} pair of {year}."
                    ),
                )
            )
    return tuple(sorted(found, key=lambda d: (-abs(d.contribution), d.mechanism)))


def _average(chances: tuple[Chance, ...], drives: tuple[Drive, ...]) -> float | None:
    """Take all that sets the pair apart off its odds within a year; recalibrated chances have no such sum."""
    yearly = next((c.p for c in chances if c.horizon == 1 and c.outcome != "kept"), None)
    if yearly is None or not 0 < yearly < 1:
        return None
    log_odds = math.log(yearly / (1 - yearly)) - sum(d.contribution for d in drives)
    return 1 / (1 + math.exp(-log_odds))


def _time(drive: Drive, *, allied: bool) -> str:
    years = f"{drive.value:.0f} {'year' if drive.value == 1 else 'years'}"
    if allied:
        return f"a pact has been in force for {years} on end (the average is {drive.average:.0f})"
    return f"both have been members of the system without a pact for {years} (the average is {drive.average:.0f})"


def _citations(world: World, model: PactModel) -> tuple[str, ...]:
    fits = [f for f in (model.formation, model.ending) if f is not None]
    methods = [line for f in fits for line in f.cite().splitlines()]
    return tuple(dict.fromkeys([*(p.citation for p in read_by(world, model)), *methods]))
