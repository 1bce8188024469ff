"""What a browser may ask: each question declared once, with its bounded parameters and the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from symmachy.errors import BadInput
from symmachy.typing import Json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.world import World

__all__ = ["Body", "Given", "Lane", "Parameter", "Question", "Tell"]

Given = dict[str, str]
"""The parameters of one request, checked; those that were left out are absent."""

Tell = Callable[[Json], None]
"""Called with what there is to say before the answer: a sentence, how much is done, or a part of the answer."""

_DIGITS = 4


class Lane(StrEnum):
    """Which processes answer a question, so that none waits behind work that takes longer than its own."""

    READING = "reading"
    """Looked up, at once."""
    MODELS = "models"
    """Asked of a fitted model that the processes hold."""
    LONG = "long"
    """Measured over the whole record, in the background."""
    DOCUMENTS = "documents"
    """Read from a stranger's files, in a process with less memory and time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """A word, a year or a text of several lines that a question takes."""

    name: str
    means: str
    kind: Literal["word", "year", "text"] = "word"
    choices: tuple[str, ...] = ()
    """Words that are allowed; any by default."""
    longest: int = 80
    """Characters."""

    def read(self, text: str) -> str:
        """Check a value.

        Raises
        ------
        BadInput
            Where it is too long, no year, or none of the choices.

        Examples
        --------
        >>> Parameter(name="year", means="A year.", kind="year").read("1914")
        '1914'
        """
        plain = text.replace("\n", "").replace("\r", "").replace("\t", "") if self.kind == "text" else text
        if not text.strip() or len(text) > self.longest or not plain.isprintable():
            raise BadInput(f"{self.name} needs 1 to {self.longest} printed characters: give other text")
        if self.kind == "year" and not (text.isascii() and text.isdigit() and len(text) == _DIGITS):
            raise BadInput(f"{self.name} {text!r} is no year: give four digits, such as 1914")
        if self.choices and text not in self.choices:
            raise BadInput(f"{self.name} {text!r} is none of {', '.join(self.choices)}: give one of them")
        return text.strip()


@dataclass(frozen=True, kw_only=True)
class Body:
    """What is sent along with a question that an address cannot hold."""

    schema: Json
    """A JSON schema, for the description."""
    read: Callable[[Json], Given]
    """Checks a JSON object; raises `BadInput`."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One address under ``/api`` and what it gives."""

    name: str
    """First word of the address."""
    says: str
    """What the answer is, in one sentence."""
    path: tuple[Parameter, ...] = ()
    """Parts of the address after the name, in order; all are needed."""
    options: tuple[Parameter, ...] = ()
    """What may follow the question mark."""
    body: Body | None = None
    """What is sent along; a question that has one is asked with POST."""
    answer: Callable[[World, Given, Tell], Json]
    lane: Lane = Lane.READING
    whole: Callable[[World], tuple[Given, ...]] | None = None
    """What a static copy asks; None where it asks nothing."""
    warm: Callable[[World], None] | None = None
    """What a process of the lane does before the first question, so that it is answered as fast as the next."""
    lasting: bool = True
    """Whether its answers are kept for the next who asks the same, and finished when nobody waits any more."""

    @property
    def address(self) -> str:
        """The address with its parts in braces."""
        return "/".join(["/api", self.name, *(f"{{{p.name}}}" for p in self.path)])

    def read(self, parts: Mapping[str, str], options: Mapping[str, str]) -> Given:
        """Check what came with a request.

        Raises
        ------
        BadInput
            Where an option is unknown, or a value is not allowed.
        """
        known = {p.name: p for p in self.options}
        if strange := sorted(set(options) - set(known)):
            allowed = ", ".join(known) or "none"
            raise BadInput(f"{self.name} takes no option {strange[0][:40]!r}: known options are {allowed}")
        given = {p.name: p.read(parts[p.name]) for p in self.path}
        return given | {name: known[name].read(text) for name, text in options.items()}
