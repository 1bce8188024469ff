"""The comparison of the chronicle with other codings: what it counts, and how near the two must be."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.cli.app import run
from symmachy.errors import OutsideCoverage, UnknownName
from symmachy.record import open_record
from symmachy.record.compare import Agreement, RankAgreement, WarAgreement, compare
from symmachy.world import Coverage, Obligation, World

if TYPE_CHECKING:
    from symmachy.record.store import Store

pytestmark = pytest.mark.record


@pytest.fixture(scope="module")
def ours() -> World:
    return open_record("chronicle")


@pytest.mark.parametrize(
    ("obligation", "years", "least"),
    [
        ("defense", Coverage(1946, 2018), 0.90),
        ("defense", Coverage(1816, 1945), 0.65),
        ("nonaggression", Coverage(1946, 2018), 0.60),
        ("consultation", Coverage(1946, 2018), 0.60),
    ],
)
def test_treaties(ours: World, full_world: World, obligation: str, years: Coverage, least: float) -> None:
    found = compare(ours, full_world, "atop", obligation=Obligation.read(obligation), years=years)

    assert isinstance(found, Agreement)
    assert found.jaccard >= least
    assert [d.count for d in found.disagreements] == sorted(
        (d.count for d in found.disagreements), reverse=True
    )
    assert any(d.reason for d in found.disagreements)


def test_treaties_against_a_plain_count(ours: World, full_world: World) -> None:
    found = compare(ours, full_world, "atop", years=Coverage(1950, 1952))
    assert isinstance(found, Agreement)
    both = mine = theirs = 0
    for year in range(1950, 1953):
        members = set(full_world.states.members(year))
        pairs = []
        for world in (ours, full_world):
            owed = world.pledged[year - world.coverage.first] & int(Obligation.DEFENSE)
            pairs.append({frozenset((world.codes[i], world.codes[j])) for i, j in np.argwhere(owed)})
        one, other = ({p for p in each if p <= members} for each in pairs)
        both, mine, theirs = both + len(one & other), mine + len(one - other), theirs + len(other - one)

    assert (found.both, found.only_chronicle, found.only_other) == (both, mine, theirs)


def test_states(ours: World, full_world: World) -> None:
    found = compare(ours, full_world, "gw-states")

    assert isinstance(found, Agreement)
    assert found.both / (found.both + found.only_other) >= 0.995
    assert found.both / (found.both + found.only_chronicle) >= 0.995


def test_wars(ours: World, full_world: World) -> None:
    found = compare(ours, full_world, "cow-wars")

    assert isinstance(found, WarAgreement)
    assert found.wars >= 90
    assert found.present / found.wars >= 0.95
    assert found.right_side / found.participants >= 0.98


def test_borders(ours: World, full_world: World) -> None:
    found = compare(ours, full_world, "contiguity")

    assert isinstance(found, Agreement)
    assert found.f1 >= 0.97


@pytest.mark.parametrize("coding", ["polyarchy", "polity"])
def test_regimes(ours: World, full_world: World, coding: str) -> None:
    found = compare(ours, full_world, coding)

    assert isinstance(found, Agreement)
    assert found.same_answer >= 0.90


def test_power(ours: World, full_world: World) -> None:
    found = compare(ours, full_world, "nmc")

    assert isinstance(found, RankAgreement)
    assert {year for year, _, _ in found.years} >= {1870, 1890, 1900, 1913, 1925, 1938, 1950, 2015}
    assert min(r for year, _, r in found.years if year >= 1870) >= 0.93


def test_bad_input(ours: World, full_world: World) -> None:
    with pytest.raises(UnknownName, match="gw-states"):
        compare(ours, full_world, "gw_states")
    with pytest.raises(OutsideCoverage, match="1816 to 2018"):
        compare(ours, full_world, "atop", years=Coverage(2020, 2024))


def test_the_command_prints_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], full_store: Store
) -> None:
    monkeypatch.setenv("SYMMACHY_HOME", str(full_store.root))
    words = "record compare chronicle atop --obligation defense --from 1946 --to 1950 --json"
    monkeypatch.setattr(sys, "argv", ["symmachy", *words.split()])

    assert run() == 0
    assert {"both", "only_chronicle", "only_other", "jaccard", "disagreements"} <= set(
        json.loads(capsys.readouterr().out)
    )
