"""What a browser may ask: each question declared once, with its bounded parameters and the function that answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["Given", "Parameter", "Question"]

Given = dict[str, str]
"""The parameters of one request, checked; those that were left out are absent."""

_DIGITS = 4


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
    answer: Callable[[World, Given], Json]
    whole: Callable[[World], tuple[Given, ...]] | None = None
    """What a static copy asks; None where it asks nothing."""

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
