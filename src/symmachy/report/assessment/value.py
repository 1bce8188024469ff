"""What symmachy says about a pair of states: a value that the terminal, JSON and the page only lay out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage
from symmachy.forecasting import HORIZONS, analogues, as_of, base_rate
from symmachy.forecasting.pact import RIDGE, fit_to
from symmachy.forecasting.skill import basis, card_for, track
from symmachy.report.assessment.network_estimate import SHOWN, Driver, estimate_by, measure
from symmachy.report.words import named
from symmachy.studies import By
from symmachy.world.obligation import Obligation
from symmachy.world.spell import say_date

if TYPE_CHECKING:
    from symmachy.estimation import Fit
    from symmachy.forecasting import Analogue, BaseRate, Chance, Drive, PactModel
    from symmachy.forecasting.backtest import SkillCard
    from symmachy.forecasting.skill import Track
    from symmachy.typing import StateCode, Year
    from symmachy.world import Episode, Pledge, Provenance, Treaty, World

__all__ = ["Assessment", "Bond", "Driver", "assess"]


@dataclass(frozen=True, kw_only=True)
class Bond:
    """A treaty between the two: what it obliges each to, and when."""

    treaty: Treaty
    pledges: tuple[Pledge, ...]
    in_force: bool
    earlier_governments: tuple[str, ...] = ()
    """Governments that made it and whose successors did not stand in their alliances."""

    @property
    def obligations(self) -> tuple[str, ...]:
        """All obligations that either owes the other, in words."""
        owed = Obligation(0)
        for pledge in self.pledges:
            owed |= pledge.obligations
        return owed.words

    @property
    def one_sided(self) -> bool:
        """Whether only one of the two has pledged something, or they pledged different things."""
        owed: dict[str, Obligation] = {}
        for pledge in self.pledges:
            owed[pledge.by] = owed.get(pledge.by, Obligation(0)) | pledge.obligations
        return len(owed) < 2 or len(set(owed.values())) > 1

    def when(self) -> str:
        """Say for which time it bound the two."""
        spells = sorted({p.spell for p in self.pledges}, key=lambda s: s.start)
        if all(s.start == spells[0].start for s in spells):
            return str(max(spells, key=lambda s: s.end or date.max))
        return ", ".join(str(s) for s in spells)


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
    by: By = By.HAZARD
    """The estimator behind the chances and the drivers."""

    @property
    def measure(self) -> str:
        """Of what a driver is a multiple."""
        return measure(self.by, allied=self.allied)

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
    allied = _bound(then, a, b)
    answer = partial(
        Assessment,
        world=then,
        one=a,
        other=b,
        bonds=_bonds(then, a, b),
        allied=allied,
        episodes=then.hostile_between(a, b),
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
                    [_covered(then), *found.limits, *(n for p in sources for n in p.limits), *then.limits]
                )
            ),
            citations=tuple(dict.fromkeys([*(p.citation for p in sources), *found.cites])),
        )
    drives = model.drives(row, allied=allied)
    chances = model.chances(row, allied=allied)
    target = "ending" if allied else "formation"
    return answer(
        chances=chances,
        curve=tuple(
            c
            for c in model.chances(row, allied=allied, horizons=tuple(range(1, max(HORIZONS) + 1)))
            if c.outcome != "ended"
        ),
        tracks=tuple(
            track(card, target, c.horizon, 1 - c.p if c.outcome == "kept" else c.p, when) for c in chances
        ),
        drivers=_drivers(then, a, b, drives, allied=allied),
        limits=_limits(then, model, drives, card, allied=allied),
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


def _bound(world: World, one: StateCode, other: StateCode) -> bool:
    import polars as pl

    day = world.last_day
    pair = pl.col("by").is_in([one, other]) & pl.col("to").is_in([one, other])
    in_force = (pl.col("start") <= day) & (pl.col("end").is_null() | (pl.col("end") > day))
    owed = world.pledges.filter(pair & in_force)["obligations"].to_list()
    return any(bits & Obligation.DEFENSE for bits in owed)


def _bonds(world: World, one: StateCode, other: StateCode) -> tuple[Bond, ...]:
    return tuple(
        Bond(
            treaty=treaty,
            pledges=pledges,
            in_force=any(p.spell.covers(world.last_day) for p in pledges),
            earlier_governments=_earlier(world, (one, other), pledges[0].spell.start),
        )
        for treaty, pledges in world.between(one, other)
    )


def _earlier(world: World, pair: tuple[StateCode, StateCode], day: date) -> tuple[str, ...]:
    found = []
    for code in pair:
        state = world.states[code]
        made_by = state.government(day)
        if made_by is not None and any(day < later <= world.last_day for later in state.breaks()):
            found.append(made_by.name)
    return tuple(found)


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


def _time(drive: Drive, *, allied: bool) -> str:
    years = f"{drive.value:.0f} {'year' if drive.value == 1 else 'years'}"
    if allied:
        return f"a pact has been in force for {years} on end (the average is {drive.average:.0f})"
    return f"both have been members of the system without a pact for {years} (the average is {drive.average:.0f})"


def _limits(
    world: World, model: PactModel, drives: tuple[Drive, ...], card: SkillCard | None, *, allied: bool
) -> tuple[str, ...]:
    said = [_covered(world)]
    fit = model.ending if allied else model.formation
    what = "endings" if allied else "formations"
    if fit is None:
        said.append(
            f"Up to {world.last_day.year} the record has too few {what} of defence pacts to fit a model; "
            "only the base rate is given."
        )
    else:
        said.append(
            f"The estimate rests on {fit.events:,.0f} {what} of defence pacts in {fit.n:,.0f} pair-years; many came "
            "at once through one treaty, and standard errors are clustered by pair and by year for that reason. "
            "The years of the two world wars are left out of the fit."
        )
        said.append(
            "It holds what is known of the pair as it is and moves only time on; the interval reflects uncertainty of "
            "the coefficients, not that the future may follow other rules."
        )
        said += _held(fit, drives, what)
        said.append(_checked(card, model, world.last_day.year, allied=allied))
    carried = sorted(
        {(d.year, d.mechanism.title) for d in drives if d.mechanism and 0 < d.year < world.last_day.year}
    )
    for when, group in groupby(carried, key=lambda c: c[0]):
        said.append(
            f"Last known in {when}, and carried on from there: {', '.join(title for _, title in group)}."
        )
    unknown = [d.mechanism.title for d in drives if d.mechanism and np.isnan(d.value)]
    if unknown:
        said.append(f"Never known for this pair, and set to the average: {', '.join(unknown)}.")
    said += [limit for p in _sources(world, model) for limit in p.limits]
    return tuple(dict.fromkeys([*said, *world.limits]))


def _held(fit: Fit, drives: tuple[Drive, ...], what: str) -> list[str]:
    """Say that the clock stands still within the years that are looked ahead, where it does."""
    from symmachy.estimation import Held

    clock, baseline = next((d.value for d in drives if d.mechanism is None), 0.0), fit.model.duration
    if not isinstance(baseline, Held) or baseline.until is None or clock + max(HORIZONS) <= baseline.until:
        return []
    by = (
        f"{baseline.until:.0f} years, by which {100 * baseline.share:.0f} % of the {what} in the fit had come"
    )
    return [f"Time counts up to {by}; later years share one level."]


def _covered(world: World) -> str:
    return f"The record {world.record!r} covers {world.coverage}; nothing after {say_date(world.last_day)} was used."


def _checked(card: SkillCard | None, model: PactModel, year: int, *, allied: bool) -> str:
    """Say how such chances fared in the backtest, or that there is none."""
    target, what = ("ending", "endings") if allied else ("formation", "formations")
    if card is None:
        return (
            "These chances have not been set against the past on this record as it is: "
            "symmachy backtest does that, and the next answer rests on it."
        )
    found = [
        (s.horizon, score.log_skill)
        for s in card.sections
        if s.target == target and (score := s.of(card.recommended)) is not None
    ]
    ahead = [h for h, skill in found if skill.above_zero]
    behind = [h for h, skill in found if not skill.above_zero]
    years = f"origins {card.first} to {card.last}"
    said = (
        f"The backtest begins later ({years}): there such chances of {what} "
        if year < card.first
        else f"In the backtest ({years}) such chances of {what} "
    )
    if ahead:
        said += f"beat the base rate's log score at {_listed(ahead)} years, with an interval above 0"
    if behind:
        said += (" and " if ahead else "") + f"did not surely beat it at {_listed(behind)} years"
    line = (
        "They are recalibrated on earlier origins."
        if model.lines.get(target)
        else "They are as the model gives them, without recalibration."
    )
    return f"{said}. {line}"


def _listed(numbers: list[int]) -> str:
    words = [str(n) for n in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _sources(world: World, model: PactModel) -> tuple[Provenance, ...]:
    return world.sources(need for m in model.past.mechanisms for need in m.needs)


def _citations(world: World, model: PactModel) -> tuple[str, ...]:
    fits = [f for f in (model.formation, model.ending) if f is not None]
    methods = [line for f in fits for line in f.cite().splitlines()]
    return tuple(dict.fromkeys([*(p.citation for p in _sources(world, model)), *methods]))
