"""Works that a mechanism refers to, each with the reason for naming it, and its names elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

__all__ = ["EqualTo", "KnownAs", "Reason", "Reference"]


class Reason(Enum):
    """Why a work is named."""

    ARGUED = "argues for or against it"
    FORMULA = "gives the formula"
    MEASURED = "measures it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A published work."""

    authors: str
    year: int
    title: str = ""
    """Empty where it has not been looked up."""
    reason: Reason = Reason.ARGUED

    def because(self, reason: Reason) -> Reference:
        """Return a new reference to the same work for another reason."""
        return replace(self, reason=reason)

    @property
    def short(self) -> str:
        """Authors and year."""
        return f"{self.authors} {self.year}"

    def __str__(self) -> str:
        return f"{self.short}, {self.title}" if self.title else self.short


@dataclass(frozen=True, kw_only=True, slots=True)
class EqualTo:
    """A term of another package whose numbers were compared with ours and found equal; a test repeats it."""

    term: str
    """As the other package writes it."""
    package: str
    """Its name and version."""
    ours: str
    """As the formula language writes it."""
    compared: str
    """What was compared."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownAs:
    """What other packages and the literature call a mechanism. Whether numbers agree is another question."""

    ergm: tuple[str, ...] = ()
    btergm: tuple[str, ...] = ()
    rsiena: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name once."""
        return tuple(dict.fromkeys((*self.ergm, *self.btergm, *self.rsiena, *self.literature)))

    def __str__(self) -> str:
        where = {
            "ergm": self.ergm,
            "btergm": self.btergm,
            "RSiena": self.rsiena,
            "the literature": self.literature,
        }
        return "; ".join(f"{', '.join(names)} ({place})" for place, names in where.items() if names)
