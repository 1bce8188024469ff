"""The printed edition of a treaty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from symmachy.record import open_record
from symmachy.report.treaty import as_json, find, printed

if TYPE_CHECKING:
    from symmachy.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return open_record("chronicle")


def test_a_treaty_is_found_by_id_by_its_letters_and_by_its_name(world: World) -> None:
    assert [t.id for t in find(world, "NATO")] == ["north-atlantic-1949"]
    assert [t.id for t in find(world, "warsaw-pact-1955")] == ["warsaw-pact-1955"]
    assert "dual-alliance-1879" in [t.id for t in find(world, "dual alliance")]
    assert [t.id for t in find(world, "gulf cooperation")] == ["gcc-defence-2000"]
    assert find(world, "no such treaty") == ()


def test_members_stand_by_date_with_obligations_and_source(world: World) -> None:
    (nato,) = find(world, "NATO")
    console = Console(width=100, record=True, file=None)
    with console.capture() as shown:
        console.print(printed(world, nato))
    text = shown.get()

    assert "Signed 4 April 1949 at Washington" in text
    assert "every member to every other: defence" in text
    assert text.index("24 August 1949") < text.index("18 February 1952") < text.index("7 March 2024")
    assert "West Germany (until 3 October 1990" in text
    assert "Source: North Atlantic Treaty, Washington" in text


def test_json_has_every_membership(world: World) -> None:
    (nato,) = find(world, "NATO")
    data = as_json(world, nato)

    assert len(data["members"]) == len(nato.members)
    assert data["members"][0]["entry"] == "1949-08-24"
    assert data["source"]
