"""Examples as pictures: every mark is a relation of the example, and the drawing is well-formed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from tests.mechanisms.drawn import KINDS

from symmachy.mechanisms import Example, Mechanism, Wedge
from symmachy.mechanisms.picture import drawing, legend, letters
from symmachy.world import Reading


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_example_is_drawn_with_all_its_pacts(kind: type[Mechanism]) -> None:
    network = kind.example.network()
    root = ET.fromstring(drawing(kind.example, title=f"{kind.name} <&>"))  # noqa: S314  # our own text
    lines = root.findall("{*}line")

    directed = kind.example.directed
    ties = network.ties(reading=Reading.DIRECTED if directed else Reading.EITHER).sum()

    assert letters(kind.example).count("#") == ties
    assert sum("stroke-dasharray" not in line.attrib for line in lines) == (ties if directed else ties // 2)
    assert not directed or len(root.findall("{*}polygon")) >= ties
    assert len(root.findall("{*}circle")) == len(network.states)
    assert root.findtext("{*}title") == f"{kind.name} <&>"


def test_relations_have_marks_of_their_own() -> None:
    assert letters(Wedge.example).splitlines()[1] == " A     #  o  #   great power 0"
    assert legend(Wedge.example) == "# a pact, x hostility, o a lesser pledge, . nothing"


def test_a_pledge_of_one_side_is_an_arrow_from_row_to_column() -> None:
    example = Example(ties="A>B B>A A>C", value=0, count="")

    assert letters(example).splitlines() == [
        "    A  B  C",
        " A     #  #",
        " B  #     .",
        " C  .  .",
    ]
    assert legend(example) == "# a pledge of the row to the column, . nothing"


def test_two_relations_of_a_pair_stand_side_by_side() -> None:
    example = Example(ties="AB", pairs={"hostility": "AB BC"}, value=0, count="")

    assert letters(example).splitlines() == [
        "    A   B   C",
        " A      #x  .",
        " B  #x      x",
        " C  .   x",
    ]
