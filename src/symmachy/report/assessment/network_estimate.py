"""What a network model says about a pair: chances, what goes with them, and what they rest on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import BadInput, NotIdentified, UnknownName
from symmachy.forecasting import HORIZONS, Chance, Origin
from symmachy.forecasting.networks import YEARS_AHEAD, ActorsAhead, TergmAhead, ahead_by
from symmachy.studies import By

if TYPE_CHECKING:
    from symmachy.forecasting.networks import Ahead, NetworkModel
    from symmachy.typing import StateCode, Year
    from symmachy.world import Network, World

__all__ = ["SHOWN", "Driver", "NetworkEstimate", "estimate_by", "measure"]

SHOWN = 0.02
"""Contributions to the log-odds below this are not listed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Driver:
    """A fact about the pair that moves the estimate, and by how much."""

    mechanism: str
    """Name of the mechanism, or names joined by ``+`` where they state one fact."""
    title: str
    contribution: float
    """Difference from the average pair of the year, on the log scale of `measure`."""
    fact: str
    """The fact alone, as a sentence without its full stop."""
    sentence: str
    """The fact and its size, to be read alone."""

    @property
    def times(self) -> float:
        """How many times the odds, or the weight, of the average pair of the year."""
        return math.exp(self.contribution)


@dataclass(frozen=True, kw_only=True)
class NetworkEstimate:
    """The part of an assessment that comes from a network model."""

    chances: tuple[Chance, ...] = ()
    curve: tuple[Chance, ...] = ()
    drivers: tuple[Driver, ...] = ()
    limits: tuple[str, ...]
    needs: tuple[str, ...] = ()
    """The variables or roles that the model read."""
    cites: tuple[str, ...] = ()


def estimate_by(
    by: By, world: World, one: StateCode, other: StateCode, year: Year, *, allied: bool
) -> NetworkEstimate:
    """Return what the network model of a name says of a pair, from nothing later than a year.

    Parameters
    ----------
    by
        `By.TERGM` or `By.ACTORS`.
    world
        The whole record.
    one, other
        The codes of the pair.
    year
        At whose end is asked.
    allied
        Whether a defence pact is in force between the two on the last day.
    """
    model: NetworkModel = TergmAhead() if by is By.TERGM else ActorsAhead()
    then = Origin(year=year).world(world)
    try:
        ahead = ahead_by(model, then, year)
    except (NotIdentified, BadInput, UnknownName) as fault:
        return NetworkEstimate(
            limits=(f"No {by.words} could be fitted up to {year} ({fault}); only the base rate is given.",)
        )
    i, j = ahead.states.index(one), ahead.states.index(other)
    if bool(ahead.tied[i, j]) != allied:
        return NetworkEstimate(
            limits=(
                (
                    f"The networks of the {by.words} have each pact that was in force on any day of {year}; that of "
                    "the two was so on some days only, and the model gives no chance for them."
                ),
            )
        )
    curve = tuple(_chance(ahead, i, j, h, allied=allied) for h in range(1, YEARS_AHEAD + 1))
    chances = tuple(c for c in curve if c.horizon in HORIZONS)
    kept = tuple(_kept(c) for c in chances) if allied else ()
    return NetworkEstimate(
        chances=(*chances, *kept),
        curve=tuple(_kept(c) for c in curve) if allied else curve,
        drivers=_drivers(by, ahead, then.in_year(year), one, other, allied=allied),
        limits=(
            ahead.rests_on,
            (
                f"The chance is the mean of {ahead.draws} simulations of the whole network from {year} on; each has "
                "coefficients drawn from their uncertainty and says how likely the pair's tie is to change given the "
                "other ties. The interval holds 95 % of them; it does not reflect that the future may follow "
                "other rules. What is known of pairs and states is held as it was; nobody enters or leaves."
            ),
            (
                f"These chances have no track record: no backtest of the {by.words} stands on the skill card, and "
                "they are as the model gives them, without recalibration."
            ),
            *ahead.notes,
        ),
        needs=tuple(n for m in model.reads(then) for n in m.variables()),
        cites=ahead.cites,
    )


def _chance(ahead: Ahead, i: int, j: int, horizon: int, *, allied: bool) -> Chance:
    p, lo, hi = (float(a[horizon - 1, i, j]) for a in (ahead.chance, ahead.lo, ahead.hi))
    return Chance(horizon=horizon, outcome="ended" if allied else "formed", p=p, lo=lo, hi=hi)


def _kept(chance: Chance) -> Chance:
    return Chance(horizon=chance.horizon, outcome="kept", p=1 - chance.p, lo=1 - chance.hi, hi=1 - chance.lo)


def measure(by: By, *, allied: bool) -> str:
    """Say of what a driver is a multiple."""
    if by is By.ACTORS:
        return f"the weight that each of the two gives to {'ending the' if allied else 'making a'} pact"
    event = "that the pact ends" if allied else "of a new pact"
    return f"the yearly odds {event}" + (", given all other ties" if by is By.TERGM else "")


def _drivers(
    by: By, ahead: Ahead, network: Network, one: StateCode, other: StateCode, *, allied: bool
) -> tuple[Driver, ...]:
    from symmachy.mechanisms import parse

    peers = f"the average {'allied' if allied else 'unallied'} pair of {network.year}"
    found = []
    for label, part in zip(ahead.terms, ahead.contributions(one, other).tolist(), strict=True):
        if abs(part) < SHOWN:
            continue
        (mechanism,) = parse(label)
        fact = mechanism.say(network, one, other)
        fact = fact[0].upper() + fact[1:]
        found.append(
            Driver(
                mechanism=mechanism.name,
                title=mechanism.title,
                contribution=part,
                fact=fact,
                sentence=(
                    f"{fact}: in the model this goes with {math.exp(part):.2g} times {measure(by, allied=allied)}, "
                    f"compared with {peers}."
                ),
            )
        )
    return tuple(sorted(found, key=lambda d: (-abs(d.contribution), d.mechanism)))
