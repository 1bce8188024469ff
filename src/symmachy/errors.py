"""What can go wrong, one small family: every message names the offence, the value and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AmbiguousState",
    "BadFile",
    "BadInput",
    "Interrupted",
    "NotIdentified",
    "OutsideCoverage",
    "StateAbsent",
    "StoreError",
    "SymmachyError",
    "TermsNotAccepted",
    "UnknownName",
    "UnknownState",
]


class SymmachyError(Exception):
    """Anything that symmachy refuses to do, said in one sentence that can be shown to a user."""


class BadInput(SymmachyError):
    """A value was given that no rule accepts."""


class UnknownName(SymmachyError):
    """A name that is in no registry (a source, a variable, a mechanism)."""

    @classmethod
    def among(cls, kind: str, name: str, known: Iterable[str]) -> UnknownName:
        """Return the error for `name`, with the nearest known names of that `kind`.

        Examples
        --------
        >>> str(UnknownName.among("source", "atopp", ["atop", "nmc"]))
        "no source is called 'atopp'. Did you mean 'atop'?"
        """
        from rapidfuzz import process  # slow to import, needed only when something went wrong

        names = sorted(known)
        near = [match for match, _, _ in process.extract(name, names, limit=3, score_cutoff=60)]
        if near:
            way_out = "Did you mean " + " or ".join(repr(n) for n in near) + "?"
        else:
            way_out = "Known: " + ", ".join(names[:20]) + ("." if len(names) <= 20 else ", ...")
        return cls(f"no {kind} is called {name!r}. {way_out}")


class UnknownState(UnknownName):
    """No state is known by this name or code."""


class AmbiguousState(SymmachyError):
    """The name fits several states at that time."""


class StateAbsent(SymmachyError):
    """The state is known but was no member of the system at that time."""


class OutsideCoverage(SymmachyError):
    """Something was asked of a year that the source does not cover."""


class BadFile(SymmachyError):
    """A file is truncated, re-encoded, of the wrong kind, or not what its checksum says."""


class TermsNotAccepted(SymmachyError):
    """A source's terms of use were not accepted."""


class StoreError(SymmachyError):
    """The local store cannot be read or written."""


class NotIdentified(SymmachyError):
    """A model's coefficients cannot be told apart or do not exist (collinear, separated).

    Examples
    --------
    >>> NotIdentified("'war' separates tied pairs from others.", guilty=["war"]).guilty
    ('war',)
    """

    def __init__(self, message: str, *, guilty: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.guilty = tuple(guilty)
        """Names of the coefficients that the sentence blames, as the model prints them; empty for none."""


class Interrupted(SymmachyError):
    """The user stopped the work; what was complete stays."""
