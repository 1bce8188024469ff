"""What an intervention is: a dated change to a world, with the sentence that says it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from symmachy.errors import BadInput, StateAbsent, UnknownName
from symmachy.world.naming import named as spoken
from symmachy.world.spell import Spell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import StateCode, Year
    from symmachy.world.treaty import Treaty
    from symmachy.world.world import World

__all__ = ["EVERYONE", "Day", "Intervention", "Who", "intervention", "named", "registry"]

EVERYONE = "*"
"""Stands for every state of the base year."""


def _day(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return date(value, 1, 1) if 1 <= value <= date.max.year else value
    if isinstance(value, str):
        try:
            return Spell.read(value, "").start
        except BadInput as fault:
            raise ValueError(str(fault)) from None
    return value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Day = Annotated[
    date,
    BeforeValidator(_day, json_schema_input_type=int | str),
    PlainSerializer(lambda day: day.isoformat(), return_type=str),
]
"""A year (its first day), or a date as YYYY-MM-DD."""

Who = Annotated[
    tuple[str, ...],
    BeforeValidator(_several, json_schema_input_type=str | list[str]),
    Field(min_length=1),
]
"""States by name or code, one or several; ``*`` for every state."""

Known = TypeVar("Known", bound="type[Intervention]")


class Intervention(BaseModel, ABC):
    """A dated change to a world.

    A subclass is one frozen model whose fields are what is to be said of it. It says which roles of the
    record it changes, changes them from its day on without reading anything later, and puts itself into a
    sentence. Entered with `intervention`, it is read from scenario files, listed and documented.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )

    title: ClassVar[str]
    """A few words for a list."""
    changes: ClassVar[tuple[str, ...]] = ()
    """The roles of variables that it changes: a model that reads none of them is not moved by it."""
    changes_pacts: ClassVar[bool] = False
    """Whether it makes or ends pledges."""

    kind: str
    """Its name in scenario files."""
    when: Day
    """The day from which it is so: a date, a year for its first day, or in a scenario ``+1`` for a year after
    the base year."""

    @abstractmethod
    def apply(self, world: World) -> World:
        """Return a new world in which it is so from its day on.

        Raises
        ------
        SymmachyError
            Where it names a state or a treaty that the world does not have then, or needs a variable that the
            record lacks.
        """

    @abstractmethod
    def sentence(self, world: World) -> str:
        """Say what is changed, in one sentence without its full stop."""

    @property
    def year(self) -> Year:
        """The year of its day."""
        return self.when.year

    def who(self, world: World, states: Sequence[str]) -> tuple[StateCode, ...]:
        """Return the codes of states that it names, in the order given; each once.

        Raises
        ------
        UnknownState, AmbiguousState, StateAbsent
            Where one is not a state of that year.
        """
        found: dict[StateCode, None] = {}
        for text in states:
            if text == EVERYONE:
                found |= dict.fromkeys(world.states.members(self.year))
            else:
                found[world.states.resolve(text, year=self.year).code] = None
        return tuple(found)

    def treaty(self, world: World, name: str) -> Treaty:
        """Return the treaty of an id.

        Raises
        ------
        UnknownName
            With the nearest ids.
        StateAbsent
            Where it is not in force on the day.
        """
        fitting = [t for t in world.treaties if t.id == name]
        if not fitting:
            kind = "treaty"
            raise UnknownName.among(kind, name, [t.id for t in world.treaties if t.spell.covers(self.when)])
        if not fitting[0].spell.covers(self.when):
            raise StateAbsent(
                f"the treaty {name!r} was in force {fitting[0].spell}, not on {self.when}: "
                "name one that is in force then"
            )
        return fitting[0]

    def say(self, world: World, codes: Sequence[StateCode]) -> str:
        """Name states of its year in a list: ``A, B and C``."""
        if len(codes) > 3 and set(codes) == set(world.states.members(self.year)):
            return "every state"
        names = [spoken(world.states[code].name(self.year)) for code in codes]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def between(self, world: World, one: Sequence[str], other: Sequence[str]) -> str:
        """Name two sides: ``between A and B``, or ``among A, B and C`` where they are the same."""
        sides = self.who(world, one), self.who(world, other)
        if set(sides[0]) == set(sides[1]):
            return f"among {self.say(world, sides[0])}"
        first, second = (self.say(world, side) for side in sides)
        if len(sides[0]) == len(sides[1]) == 1:
            return f"between {first} and {second}"
        return f"between {first} on one side and {second} on the other"

    @property
    def since(self) -> str:
        """``from 2027``, or ``from 2027-03-01`` where it is not the first of a year."""
        first = (self.when.month, self.when.day) == (1, 1)
        return f"from {self.year}" if first else f"from {self.when.isoformat()}"


_ENTRIES: dict[str, type[Intervention]] = {}


def intervention(cls: Known) -> Known:
    """Enter an intervention in the registry, under the one value of its `kind`.

    Raises
    ------
    BadInput
        Where another holds the name, or the class says too little.
    """
    fields: dict[str, Any] = cls.model_fields  # type: ignore[call-overload]  # pydantic's guard against instances
    kind = fields["kind"].default
    lacking = [n for n in ("title",) if not getattr(cls, n, "")] + ([] if cls.__doc__ else ["a docstring"])
    if not isinstance(kind, str) or lacking:
        raise BadInput(f"the intervention {cls.__name__} lacks {', '.join(lacking) or 'a kind'}")
    if kind in _ENTRIES:
        raise BadInput(f"two interventions are called {kind!r}")
    _ENTRIES[kind] = cls
    return cls


def registry() -> dict[str, type[Intervention]]:
    """Return every intervention by its name in scenario files, in the order of their declaration.

    Examples
    --------
    >>> "pressure" in registry()
    True
    """
    import symmachy.scenarios.interventions  # noqa: F401  # its modules enter themselves

    return dict(_ENTRIES)


def named(kind: str) -> type[Intervention]:
    """Return the intervention of a name.

    Raises
    ------
    UnknownName
        With the nearest names.
    """
    found = registry().get(kind)
    if found is None:
        what = "intervention"
        raise UnknownName.among(what, kind, registry())
    return found
