"""Networks small enough to count by hand: what a mechanism declares, drawn in its pages and checked by tests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from symmachy.world.network import Network
from symmachy.world.obligation import Obligation
from symmachy.world.spell import Spell
from symmachy.world.state import Capital, Name, State
from symmachy.world.states import States
from symmachy.world.variable import Coverage, UnitOfAnalysis, Variable
from symmachy.world.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from symmachy.mechanisms.mechanism import Mechanism

__all__ = ["EARLIER", "YEAR", "Example"]

YEAR = 1910
"""The year of every example."""

EARLIER = YEAR - 10
"""The year in which the `Example.earlier` values were measured: the first of the record."""

_LESSER = Obligation.NEUTRALITY | Obligation.NONAGGRESSION | Obligation.CONSULTATION
_TIE = re.compile(r"([A-Z])([>]?)([A-Z])(?:=([-\d.]+))?")


@dataclass(frozen=True, kw_only=True)
class Example:
    """A network of states called A to Z, and what a mechanism is on it.

    Pairs are written ``"AB BC"``, with a value ``"AB=0.5"`` or from one to the other ``"A>B"``; values of
    states ``"A=1 B=0"``.
    """

    value: float
    """The statistic of the whole network, or the value of `pair` where one is named."""
    count: str
    """How it is counted, in words."""
    ties: str = ""
    """Pairs with a defence pact in the year, or written ``"A>B"`` those who have pledged defence to whom."""
    before: str = ""
    """Pairs with a defence pact in the year before."""
    pledges: str = ""
    """Pairs with a pledge of non-aggression in the year."""
    pairs: Mapping[str, str] = field(default_factory=dict)
    """Values of pairs in the year, by the part that the variable plays; 0 for others."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Values of states in the year, by the part that the variable plays; not known for others."""
    earlier: Mapping[str, str] = field(default_factory=dict)
    """Values of states ten years before."""
    regions: str = ""
    """``"A=north B=south"``; all in one where it is empty."""
    capitals: str = ""
    """``"A=0,90"``: latitude and longitude."""
    others: str = ""
    """Further states, ``"E F"``."""
    pair: str = ""
    """The pair whose value is given, for a mechanism that is no number of the whole network."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of the mechanism, where they are not the defaults."""

    @property
    def directed(self) -> bool:
        """Whether its ties go from one state to the other."""
        return ">" in self.ties

    @property
    def codes(self) -> tuple[str, ...]:
        """The states of the example, in alphabetical order."""
        texts = [self.ties, self.before, self.pledges, self.regions, self.capitals, self.others]
        texts += [*self.pairs.values(), *self.states.values(), *self.earlier.values()]
        letters = {c for text in texts for word in text.split() for c in word.partition("=")[0]}
        return tuple(sorted(letters - {">"}))

    def made(self, kind: type[Mechanism]) -> Mechanism:
        """Return the mechanism with the options of the example."""
        return kind(**self.options)

    def network(self) -> Network:
        """Return the example as a yearly network of a world that holds nothing else."""
        return Network(world=self._world(), year=YEAR)

    def counted(self, kind: type[Mechanism]) -> float:
        """Compute what `value` says, from the mechanism itself."""
        mechanism, network = self.made(kind), self.network()
        if self.pair:
            one, other = tuple(self.pair)
            return float(mechanism.values(network)[network.place[one], network.place[other]])
        return float(mechanism.statistic(network))  # type: ignore[attr-defined]  # it has one where no pair is named

    def _world(self) -> World:
        variables = [
            *(_pair_variable(role, text) for role, text in self.pairs.items()),
            *(
                _state_variable(role, self.states.get(role, ""), self.earlier.get(role, ""))
                for role in dict.fromkeys((*self.states, *self.earlier))
            ),
        ]
        return World(
            record="example",
            coverage=Coverage(EARLIER, YEAR),
            last_day=date(YEAR, 12, 31),
            states=States(tuple(self._states())),
            pledges=self._pledges(),
            variables={v.name: v for v in variables},
            roles={v.name.partition(".")[2]: v.name for v in variables},
        )

    def _states(self) -> Iterator[State]:
        regions = dict(word.split("=") for word in self.regions.split())
        capitals = dict(word.split("=") for word in self.capitals.split())
        for code in self.codes:
            seat = capitals.get(code, "")
            latitude, _, longitude = seat.partition(",")
            yield State(
                code=code,
                region=regions.get(code, "one"),
                spells=(Spell(),),
                names=(Name(text=code, spell=Spell(), short=True),),
                capitals=(
                    Capital(name=code, latitude=float(latitude), longitude=float(longitude), spell=Spell()),
                )
                if seat
                else (),
            )

    def _pledges(self) -> pl.DataFrame:
        import polars as pl

        rows = []
        for text, owed, year in (
            (self.ties, Obligation.DEFENSE, YEAR),
            (self.before, Obligation.DEFENSE, YEAR - 1),
            (self.pledges, _LESSER, YEAR),
        ):
            span = (date(year, 1, 1), date(year + 1, 1, 1))
            for one, other, _ in _read(text):
                rows.append((one, other, int(owed), *span, None))
                if not self.directed:
                    rows.append((other, one, int(owed), *span, None))
        kinds = {"by": pl.String, "to": pl.String, "obligations": pl.UInt8}
        dated = {"start": pl.Date, "end": pl.Date, "treaty": pl.String}
        return pl.DataFrame(rows, schema=kinds | dated, orient="row")


def _read(text: str) -> Iterator[tuple[str, str, float]]:
    for word in text.split():
        found = _TIE.fullmatch(word)
        if found:
            yield found[1], found[3], float(found[4] or 1)


def _pair_variable(role: str, text: str) -> Variable:
    import polars as pl

    directed = ">" in text
    rows = [(YEAR, *((a, b) if directed else sorted((a, b))), value) for a, b, value in _read(text)]
    schema = {"year": pl.Int32, "state": pl.String, "other": pl.String, "value": pl.Float64}
    unit = UnitOfAnalysis.DIRECTED_DYAD_YEAR if directed else UnitOfAnalysis.DYAD_YEAR
    return _variable(role, pl.LazyFrame(rows, schema=schema, orient="row"), unit, 0.0)


def _state_variable(role: str, now: str, then: str) -> Variable:
    import polars as pl

    typed = []
    for year, text in ((EARLIER, then), (YEAR, now)):
        for word in text.split():
            code, _, value = word.partition("=")
            typed.append((year, code, float(value)))
    schema = {"year": pl.Int32, "state": pl.String, "value": pl.Float64}
    frame = pl.LazyFrame(typed, schema=schema, orient="row")
    return _variable(role, frame, UnitOfAnalysis.STATE_YEAR, None)


def _variable(role: str, rows: pl.LazyFrame, unit: UnitOfAnalysis, absent: float | None) -> Variable:
    return Variable(
        name=f"example.{role}",
        unit_of_analysis=unit,
        rows=rows,
        coverage=Coverage(EARLIER, YEAR),
        absent=absent,
        meaning=f"made for an example: {role}",
        source="example",
    )
