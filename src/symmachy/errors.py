"""What can go wrong, one small family: every message names the offence, the value and the way out."""

from __future__ import annotations

import re
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
    "nearest",
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
        >>> str(UnknownName.among("mechanism", "shared_alies", ["ties", "shared_allies", "triangles"]))
        "no mechanism is called 'shared_alies'. Did you mean 'shared_allies'?"
        >>> str(UnknownName.among("column", "Capabilities", ["joint_capabilities", "trade"]))
        "no column is called 'Capabilities'. Did you mean 'joint_capabilities'?"
        """
        names = sorted(known)
        near = nearest(name, names)
        if near:
            way_out = "Did you mean " + " or ".join(repr(n) for n in near) + "?"
        else:
            way_out = "Known: " + ", ".join(names[:20]) + ("." if len(names) <= 20 else ", ...")
        return cls(f"no {kind} is called {name!r}. {way_out}")


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return known names that are like a name, the likest first, and none much less like it than that one.

    Letters in order count, and whole words that one of the two has beside others; a few letters of a long name
    that happen to be a short one do not.

    Examples
    --------
    >>> nearest("Untied States", ["United States", "Fed. States of Micronesia", "Estonia"])
    ['United States']
    """
    from rapidfuzz import fuzz  # slow to import, needed only when something went wrong

    def likeness(other: str) -> float:
        one, two = name.casefold(), other.casefold()
        words, others = set(_WORDS.findall(one)), set(_WORDS.findall(two))
        within = bool(words and others) and (words <= others or others <= words)
        return max(fuzz.ratio(one, two), _WITHIN if within else 0.0)

    scores = {other: likeness(other) for other in known}
    enough = max(_LIKE, max(scores.values(), default=0.0) - _FAR)
    near = [other for other in scores if scores[other] >= enough]
    return sorted(near, key=lambda other: -scores[other])[:most]


_WORDS = re.compile(r"[^\W_]+")
_LIKE = 60.0
"""The share of letters, in percent, from which two names are like each other."""
_WITHIN = 75.0
"""What it counts that all words of one name are among those of the other."""
_FAR = 20.0
"""A name that is so much less like is not proposed beside the likest."""


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
