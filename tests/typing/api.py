"""What users write, checked by the type checker and never run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, assert_type

from symmachy.estimation import (
    Cloglog,
    Clustered,
    DyadicRobust,
    Firth,
    Fit,
    Hazard,
    Spline,
    Transition,
    at_risk,
    table,
)
from symmachy.record import open_record
from symmachy.report.assessment import Assessment, assess
from symmachy.world import Network, Obligation, Panel, Reading, RiskSet, State, World, dyad_years, state_years

if TYPE_CHECKING:
    import polars as pl

    from symmachy.typing import BoolArray, FloatArray


def ask() -> Assessment:
    world: World = open_record("chronicle")
    answer = assess(world, "France", "Russia", year=1890)
    assert_type(answer.allied, bool)
    assert_type([chance.p for chance in answer.chances], list[float])
    return answer


def look(world: World) -> BoolArray:
    network: Network = world.until(1914).in_year(1914)
    state: State = world.states.resolve("Germany", year=1914)
    assert_type(state.code, str)
    shares: FloatArray = network.state("capabilities")
    assert_type(shares.ndim, int)
    return network.ties(Obligation.DEFENSE | Obligation.CONSULTATION, Reading.BOTH)


def tabulate(world: World) -> pl.DataFrame:
    states: Panel = state_years(world).add("democracy")
    pairs = dyad_years(world, years=range(1900, 1915), risk=RiskSet.RELEVANT).add("defense").lag("defense")
    assert_type(len(states), int)
    return pairs.spells("defense").frame


def estimate(frame: pl.DataFrame) -> Path:
    risk = at_risk(frame, tie="defense", unit=["state_1", "state_2"], transition=Transition.FORMATION)
    model = Hazard(outcome="event", covariates=("border",), duration=Spline(column="duration", knots=3))
    plain: Fit = model.fit(risk.frame)
    rare = Hazard(outcome="event", link=Cloglog(), penalty=Firth(), covariance=Clustered("pair"))
    pairs = Hazard(outcome="event", covariance=DyadicRobust("state_1", "state_2"))
    return table([plain, rare.fit(frame), pairs.fit(frame)], Path("t.html"), labels={"border": "Land border"})
