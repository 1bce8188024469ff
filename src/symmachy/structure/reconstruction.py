"""Europe from 1936 to 1939 as a landscape: a reconstruction in the manner of Axelrod and Bennett (1993).

Their article aligns seventeen European states; its own table of propensities is not public, and this is not it.
The states are theirs. Sizes and propensities below are set down here, rounded and argued entry by entry, so that a
reader can change any of them and look again. What the article reports is set beside what comes of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from symmachy.errors import BadInput
from symmachy.structure.landscape import Landscape, Minimum

__all__ = [
    "ITEMS",
    "REPORTED_WRONG",
    "SIDES_1939",
    "STATES",
    "YEARS",
    "Coding",
    "Facts",
    "europe",
    "misplaced",
]

YEARS = (1936, 1938)
"""The years for which sizes are given."""

REPORTED_WRONG = ("POL", "PRT")
"""The states that the article's configuration for 1936 puts on the other side than its coding of the outcome does."""

SIDES_1939 = (
    ("CSK", "DNK", "FRA", "GBR", "GRC", "POL", "PRT", "RUS", "SRB"),
    ("DEU", "EST", "FIN", "HUN", "ITA", "LTU", "LVA", "ROU"),
)
"""The outcome as the article codes it: the side of Britain and the side of Germany."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is set down of one state."""

    people: tuple[float, float]
    """Millions, in 1936 and 1938."""
    steel: tuple[float, float]
    """Million tonnes of crude steel made in the year."""
    soldiers: tuple[float, float]
    """Thousands under arms in peacetime establishment."""
    religion: str
    """Of the largest part of the people, whatever the state professed."""
    government: str
    """``democracy``, ``authoritarian``, ``fascism`` or ``communism``."""


STATES: dict[str, Facts] = {
    "CSK": Facts((15, 15), (1.6, 1.8), (165, 205), "catholic", "democracy"),
    "DEU": Facts((67, 75), (19.2, 23.2), (600, 780), "protestant", "fascism"),
    "DNK": Facts((3.7, 3.8), (0.0, 0.0), (12, 12), "protestant", "democracy"),
    "EST": Facts((1.1, 1.1), (0.0, 0.0), (12, 13), "protestant", "authoritarian"),
    "FIN": Facts((3.6, 3.7), (0.0, 0.0), (30, 32), "protestant", "democracy"),
    "FRA": Facts((41, 42), (6.7, 6.2), (590, 620), "catholic", "democracy"),
    "GBR": Facts((47, 47.5), (12.0, 10.6), (340, 380), "protestant", "democracy"),
    "GRC": Facts((6.9, 7.1), (0.0, 0.0), (65, 68), "orthodox", "authoritarian"),
    "HUN": Facts((9.0, 9.1), (0.6, 0.6), (60, 85), "catholic", "authoritarian"),
    "ITA": Facts((43, 43.5), (2.0, 2.3), (400, 400), "catholic", "fascism"),
    "LTU": Facts((2.5, 2.5), (0.0, 0.0), (22, 24), "catholic", "authoritarian"),
    "LVA": Facts((1.9, 2.0), (0.0, 0.0), (20, 20), "protestant", "authoritarian"),
    "POL": Facts((34, 34.5), (1.1, 1.4), (265, 270), "catholic", "authoritarian"),
    "PRT": Facts((7.2, 7.4), (0.0, 0.0), (35, 36), "catholic", "authoritarian"),
    "ROU": Facts((19.3, 19.8), (0.2, 0.3), (180, 190), "orthodox", "authoritarian"),
    "RUS": Facts((163, 168), (16.4, 18.0), (1300, 1560), "orthodox", "communism"),
    "SRB": Facts((15, 15.4), (0.0, 0.1), (115, 135), "orthodox", "authoritarian"),
}
"""Seventeen states by symmachy's codes (SRB is Yugoslavia, RUS the Soviet Union). The figures are round numbers from
general knowledge of the public series, near enough for shares and no nearer; Germany in 1938 includes Austria."""

ITEMS: dict[str, dict[tuple[str, str], str]] = {
    "border": {
        ("CSK", "DEU"): "the Sudeten lands",
        ("CSK", "HUN"): "southern Slovakia and Ruthenia, lost at Trianon",
        ("CSK", "POL"): "Teschen",
        ("DEU", "DNK"): "northern Schleswig, ceded in 1920",
        ("DEU", "FRA"): "Alsace and Lorraine, the Rhineland",
        ("DEU", "LTU"): "Memel",
        ("DEU", "POL"): "the Corridor, Danzig, Upper Silesia",
        ("FIN", "RUS"): "eastern Karelia",
        ("GRC", "ITA"): "the Dodecanese",
        ("HUN", "ROU"): "Transylvania, lost at Trianon",
        ("HUN", "SRB"): "the Voivodina, lost at Trianon",
        ("ITA", "SRB"): "Istria and Dalmatia",
        ("LTU", "POL"): "Vilnius; no relations until 1938",
        ("POL", "RUS"): "the border of the treaty of Riga",
        ("ROU", "RUS"): "Bessarabia",
    },
    "minority": {
        ("CSK", "DEU"): "Germans in Bohemia and Moravia",
        ("CSK", "HUN"): "Magyars in Slovakia",
        ("DEU", "LTU"): "Germans of Memel",
        ("DEU", "POL"): "Germans in Poland",
        ("HUN", "ROU"): "Magyars in Transylvania",
        ("HUN", "SRB"): "Magyars in the Voivodina",
        ("ITA", "SRB"): "Slovenes and Croats in Istria",
        ("LTU", "POL"): "Poles around Vilnius and Lithuanians in Poland",
        ("POL", "RUS"): "Ukrainians and Belarusians in Poland",
    },
    "war": {
        ("DEU", "FRA"): "the first world war",
        ("DEU", "GBR"): "the first world war",
        ("DEU", "GRC"): "the first world war",
        ("DEU", "ITA"): "the first world war",
        ("DEU", "PRT"): "the first world war",
        ("DEU", "ROU"): "the first world war",
        ("DEU", "RUS"): "the first world war",
        ("DEU", "SRB"): "the first world war",
        ("FRA", "HUN"): "the first world war",
        ("GBR", "HUN"): "the first world war",
        ("HUN", "ITA"): "the first world war",
        ("HUN", "RUS"): "the first world war",
        ("HUN", "SRB"): "the first world war",
        ("HUN", "ROU"): "the first world war and 1919",
        ("CSK", "HUN"): "1919",
        ("CSK", "POL"): "1919",
        ("EST", "RUS"): "the war of independence",
        ("FIN", "RUS"): "the expeditions of 1918 to 1922",
        ("LTU", "POL"): "1920",
        ("LTU", "RUS"): "the war of independence",
        ("LVA", "RUS"): "the war of independence",
        ("POL", "RUS"): "1919 to 1921",
    },
}
"""What draws a pair apart, one point each: a border in dispute, a minority of one in the other, a war against each
other since 1914."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coding:
    """The choices of coding on which more than one reading is fair; each can be changed, and the answer compared."""

    other_religion: int = 0
    """Points for a pair of different main religions: another religion is no quarrel of itself."""
    communism_democracy: int = -1
    """Points for a communist and a democratic state: neither recognised the other's order as lawful."""
    authoritarian_fascism: int = 0
    """Points for an authoritarian and a fascist state: likeness of order without likeness of aim."""


def europe(year: int, *, coding: Coding | None = None) -> Landscape:
    """Return the landscape with the sizes of 1936 or of 1938; the propensities are the same.

    A state's size is the mean of its shares of the seventeen's people, steel and soldiers, in per cent: the manner of
    COW's index, not its numbers. A propensity is the sum of +1 for the same main religion; +1 for the same kind of
    government and -1 between democracy, fascism and communism; -1 between communism and any other; and -1 for each
    entry of `ITEMS`. `Coding` holds the choices that could fairly be made otherwise.

    Raises
    ------
    BadInput
        Where sizes of another year are asked.

    Examples
    --------
    >>> landscape = europe(1936)
    >>> landscape.minima().complete
    True
    """
    if year not in YEARS:
        raise BadInput(f"sizes of {year} were asked; there are those of {' and '.join(map(str, YEARS))}")
    names = tuple(STATES)
    k = YEARS.index(year)
    shares = np.array([[s.people[k], s.steel[k], s.soldiers[k]] for s in STATES.values()])
    sizes = 100 * (shares / shares.sum(axis=0)).mean(axis=1)
    pull = np.zeros((len(names),) * 2)
    for i, j in combinations(range(len(names)), 2):
        pull[i, j] = pull[j, i] = _propensity(names[i], names[j], coding or Coding())
    return Landscape.of(names, sizes, pull)


def misplaced(minimum: Minimum) -> tuple[str, ...]:
    """Return the states that a minimum puts on another side than the outcome of 1939, the fewest way round.

    Examples
    --------
    >>> best = europe(1938).minima().found[0]
    >>> len(misplaced(best)) < 9
    True
    """
    ways = [{*minimum.sides[0]} ^ {*SIDES_1939[k]} for k in (0, 1)]
    return tuple(sorted(ways[0] if len(ways[0]) <= len(ways[1]) else ways[1]))


def _propensity(one: str, other: str, coding: Coding) -> int:
    a, b = STATES[one], STATES[other]
    religion = 1 if a.religion == b.religion else coding.other_religion
    apart = sum((one, other) in pairs or (other, one) in pairs for pairs in ITEMS.values())
    return religion + _government({a.government, b.government}, coding) - apart


def _government(kinds: set[str], coding: Coding) -> int:
    if len(kinds) == 1:
        return 1
    if kinds == {"communism", "democracy"}:
        return coding.communism_democracy
    if kinds == {"authoritarian", "fascism"}:
        return coding.authoritarian_fascism
    return 0 if kinds == {"authoritarian", "democracy"} else -1
