"""A hand-counted example of each mechanism, and a slow plain twin of those that multiply matrices."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import isnan, log, log1p, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from tests.strategies import worlds
from tests.worlds import of_pairs, of_states, state, term, treaty, world

from symmachy.mechanisms import (
    AlliesElsewhere,
    CommonAllies,
    HostilityBetween,
    OtherPledges,
    PastAlliance,
    SharedAdversaries,
    SharedGreatAdversary,
    named,
    registry,
)
from symmachy.world import Obligation, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.world import Network

YEAR = 1905

SMALL = world(
    [
        state("AAA", capital=(0.0, 0.0)),
        state("BBB", capital=(0.0, 90.0)),
        state("CCC", region="Asia"),
        state("DDD", region="Asia", capital=None),
    ],
    treaty("north", "AAA CCC DDD"),
    treaty("guarantee", "BBB CCC", terms=[term("BBB", "CCC")]),
    treaty("past", "AAA BBB", start="1901", end="1903"),
    treaty("peace", "AAA BBB", owed="nonaggression+consultation"),
    variables=[
        of_states("made.great_power", {(YEAR, "AAA"): 1.0, (YEAR, "CCC"): 1.0}, absent=0.0),
        of_states("made.democracy", {(YEAR, "AAA"): 1.0, (YEAR, "BBB"): 1.0, (YEAR, "CCC"): 0.0}),
        of_states("made.capabilities", {(YEAR, "AAA"): 0.2, (YEAR, "BBB"): 0.05, (YEAR, "CCC"): 0.0}),
        of_pairs("made.contiguity", {(YEAR, "AAA", "BBB"): 1.0}),
        of_pairs(
            "made.hostility",
            {(1896, "BBB", "CCC"): 1.0, (1900, "AAA", "CCC"): 1.0, (1904, "BBB", "CCC"): 1.0}
            | {(1903, "AAA", "DDD"): 1.0, (1902, "BBB", "DDD"): 1.0},
        ),
    ],
)
QUARTER = log1p(6371 * np.pi / 2 / 1000)  # a quarter of the way round the earth, in thousands of km

EXAMPLES: dict[str, dict[tuple[str, str], tuple[float, str]]] = {
    "common_allies": {
        ("AAA", "BBB"): (log(2), "they have 1 common ally (Cccland)"),
        ("CCC", "DDD"): (log(2), "they have 1 common ally (Aaaland)"),
        ("AAA", "CCC"): (log(2), "they have 1 common ally (Dddland)"),
        ("BBB", "CCC"): (0.0, "they have no common ally"),
    },
    "allies_elsewhere": {
        ("AAA", "BBB"): (
            sqrt(2) + 1,
            "Aaaland has 2 defence pacts and Bbbland 1 defence pact with third states",
        ),
        ("BBB", "CCC"): (
            0 + sqrt(2),
            "Bbbland has no defence pact and Cccland 2 defence pacts with third states",
        ),
    },
    "past_alliance": {
        ("AAA", "BBB"): (1, "the record has an earlier defence pact between the two that ended"),
        ("AAA", "CCC"): (0, "the record has no earlier defence pact between the two that ended"),
        ("BBB", "DDD"): (0, "the record has no earlier defence pact between the two that ended"),
    },
    "other_pledges": {
        ("AAA", "BBB"): (1, "a pledge of non-aggression and consultation binds them"),
        ("AAA", "CCC"): (0, "no pledge of neutrality, non-aggression or consultation binds them"),
    },
    "great_power": {
        ("AAA", "BBB"): (1, "Aaaland counts as a great power"),
        ("AAA", "CCC"): (1, "both count as great powers"),
        ("BBB", "DDD"): (0, "neither counts as a great power"),
    },
    "both_great_powers": {
        ("AAA", "BBB"): (0, "Aaaland counts as a great power"),
        ("AAA", "CCC"): (1, "both count as great powers"),
    },
    "joint_capabilities": {
        ("AAA", "BBB"): (log(0.25), "together they hold 25 % of the world's capabilities"),
        ("AAA", "DDD"): (nan, "together they hold an unknown part of the world's capabilities"),
    },
    "power_ratio": {
        ("AAA", "BBB"): (
            log(4),
            "Aaaland holds 20 % of the world's capabilities and Bbbland 5 %",
        ),
        ("AAA", "CCC"): (
            log(0.2 / 1e-5),
            "Aaaland holds 20 % of the world's capabilities and Cccland less than 0.001 %",
        ),
        ("AAA", "DDD"): (
            nan,
            "Aaaland holds 20 % of the world's capabilities and Dddland an unknown part",
        ),
    },
    "joint_democracy": {
        ("AAA", "BBB"): (1, "Aaaland is coded as a democracy and Bbbland is coded as a democracy"),
        ("AAA", "CCC"): (0, "Aaaland is coded as a democracy and Cccland is not coded as a democracy"),
        ("AAA", "DDD"): (nan, "Aaaland is coded as a democracy and Dddland has no coding"),
    },
    "mixed_regimes": {
        ("AAA", "BBB"): (0, "Aaaland is coded as a democracy and Bbbland is coded as a democracy"),
        ("AAA", "CCC"): (1, "Aaaland is coded as a democracy and Cccland is not coded as a democracy"),
        ("AAA", "DDD"): (nan, "Aaaland is coded as a democracy and Dddland has no coding"),
    },
    "land_border": {
        ("AAA", "BBB"): (1, "they share a land border"),
        ("AAA", "CCC"): (0, "they share no land border"),
    },
    "distance": {
        ("AAA", "BBB"): (QUARTER, "their capitals lie 10,000 km apart"),
        ("AAA", "CCC"): (0, "their capitals lie 0 km apart"),
        ("AAA", "DDD"): (nan, "the distance between their capitals is not known"),
    },
    "same_region": {
        ("AAA", "BBB"): (1, "both lie in one region (Europe)"),
        ("AAA", "CCC"): (0, "they lie in different regions (Europe, Asia)"),
    },
    "hostility_between": {
        ("AAA", "CCC"): (1, "the record has a war or hostile episode between the two in the last 10 years"),
        ("AAA", "BBB"): (0, "the record has no war or hostile episode between the two in the last 10 years"),
    },
    "shared_adversaries": {
        ("AAA", "BBB"): (
            log(3),
            "states with a hostile episode with each of the two in the last 10 years: Cccland, Dddland",
        ),
        ("AAA", "CCC"): (0, "the record has no third state hostile to both in the last 10 years"),
    },
    "shared_great_adversary": {
        ("AAA", "BBB"): (1, "great powers with a hostile episode with each of the two: Cccland"),
        ("CCC", "DDD"): (1, "great powers with a hostile episode with each of the two: Aaaland"),
        ("AAA", "CCC"): (0, "the record has no great power hostile to both in the last 10 years"),
    },
}

CASES = [(name, *pair, *said) for name, pairs in EXAMPLES.items() for pair, said in pairs.items()]


def test_the_examples_are_of_mechanisms() -> None:
    assert set(EXAMPLES) <= set(registry())


@pytest.mark.parametrize(("name", "one", "other", "value", "said"), CASES)
def test_the_example(name: str, one: str, other: str, value: float, said: str) -> None:
    kind, network = named(name)(), SMALL.in_year(YEAR)

    assert kind.values(network)[network.place[one], network.place[other]] == pytest.approx(value, nan_ok=True)
    assert kind.say(network, one, other) == said


def test_a_window_of_hostility_counts_its_own_year() -> None:
    network = SMALL.in_year(1909)
    i, j = network.place["AAA"], network.place["CCC"]

    assert [HostilityBetween(years=y).values(network)[i, j] for y in (9, 10)] == [0, 1]


def gaps(**hostility: tuple[int, int]) -> Network:
    rows = {(1903, "AAA", "CCC"): 1.0, (1903, "BBB", "CCC"): 1.0}
    return world(
        "AAA BBB CCC",
        variables=[
            of_pairs("made.hostility", rows, **hostility),
            of_states("made.great_power", {}, coverage=(1900, 1904)),
        ],
    ).in_year(1910)


def test_hostility_beyond_its_source_is_unknown_and_not_none() -> None:
    short, long = gaps(coverage=(1900, 1904)), gaps(coverage=(1900, 1910))

    assert isnan(SharedAdversaries(years=3).values(short)[0, 1])
    assert SharedAdversaries(years=3).values(long)[0, 1] == 0
    assert isnan(SharedGreatAdversary(years=3).values(short)[0, 1])
    assert SharedGreatAdversary(years=3).values(long)[0, 1] == 0
    assert isnan(SharedGreatAdversary(years=10).values(long)[0, 1])
    assert "does not speak of" in HostilityBetween(years=3).say(short, "AAA", "BBB")


def count(possible: list[float | bool]) -> float:
    """How many are surely so, or NaN where a gap could change the number."""
    return (
        nan
        if any(isinstance(p, float) and isnan(p) for p in possible)
        else float(sum(p > 0 for p in possible))
    )


def both(one: float, other: float) -> float:
    """Whether two things are so, each 1, 0 or NaN: unknown unless one of them is surely not."""
    return 0.0 if 0 in (one, other) else one * other


def recent(network: Network, years: int) -> Callable[[str, str], float]:
    """Whether two states were hostile in the last years, looked up row by row."""
    variable = network.world.variable("hostility")
    rows = {(y, frozenset((a, b))): v for y, a, b, v in variable.rows.collect().rows()}
    asked = [y for y in range(network.year - years + 1, network.year + 1) if y in variable.coverage]
    asked = [y for y in asked if y in network.world.coverage]

    def was(a: str, b: str) -> float:
        return float(any(rows.get((y, frozenset((a, b))), 0) > 0 for y in asked)) if asked else nan

    return was


def tied(network: Network, a: str, b: str, *owed: Obligation, year: int | None = None) -> bool:
    place = (network.year if year is None else year) - network.world.coverage.first
    i, j = network.world.index[a], network.world.index[b]
    return any(int(network.world.pledged[place, x, y]) & o for x, y in ((i, j), (j, i)) for o in owed)


def common_allies(network: Network, a: str, b: str, _: int) -> float:
    pact = Obligation.DEFENSE
    return log1p(sum(tied(network, a, c, pact) and tied(network, b, c, pact) for c in third(network, a, b)))


def allies_elsewhere(network: Network, a: str, b: str, _: int) -> float:
    pact = Obligation.DEFENSE
    return sum(sqrt(sum(tied(network, x, c, pact) for c in third(network, a, b))) for x in (a, b))


def past_alliance(network: Network, a: str, b: str, _: int) -> float:
    pact = [
        tied(network, a, b, Obligation.DEFENSE, year=y)
        for y in range(network.world.coverage.first, network.year + 1)
    ]
    return float(any(there and not next_year for there, next_year in pairwise(pact)))


def other_pledges(network: Network, a: str, b: str, _: int) -> float:
    lesser = (Obligation.NEUTRALITY, Obligation.NONAGGRESSION, Obligation.CONSULTATION)
    return float(tied(network, a, b, *lesser))


def hostility_between(network: Network, a: str, b: str, years: int) -> float:
    return recent(network, years)(a, b)


def shared_adversaries(network: Network, a: str, b: str, years: int) -> float:
    was = recent(network, years)
    return log1p(count([both(was(a, c), was(b, c)) for c in third(network, a, b)]))


def shared_great_adversary(network: Network, a: str, b: str, years: int) -> float:
    was, power = recent(network, years), network.state("great_power")
    faced = [both(both(was(a, c), was(b, c)), power[network.place[c]]) for c in third(network, a, b)]
    return 1.0 if any(f > 0 for f in faced) else count(faced)


def third(network: Network, a: str, b: str) -> list[str]:
    return [c for c in network.states if c not in (a, b)]


TWINS = [
    *(
        (kind(), twin, 0)
        for kind, twin in ((CommonAllies, common_allies), (AlliesElsewhere, allies_elsewhere))
    ),
    *((kind(), twin, 0) for kind, twin in ((PastAlliance, past_alliance), (OtherPledges, other_pledges))),
    *((HostilityBetween(years=y), hostility_between, y) for y in (1, 3, 10)),
    *((SharedAdversaries(years=y), shared_adversaries, y) for y in (1, 3, 10)),
    *((SharedGreatAdversary(years=y), shared_great_adversary, y) for y in (1, 3, 10)),
]


@settings(deadline=None, max_examples=40)
@given(made=worlds())
def test_the_plain_twin_agrees(made: World) -> None:
    for year in made.years:
        network = made.in_year(year)
        for mechanism, twin, years in TWINS:
            values = mechanism.values(network)
            for a, b in combinations(network.states, 2):
                value, expected = values[network.place[a], network.place[b]], twin(network, a, b, years)

                np.testing.assert_allclose(value, expected, err_msg=str(mechanism))
