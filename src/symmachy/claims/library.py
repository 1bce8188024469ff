"""The registry of claims: the files beside this module, read once, in the order of their ids."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.claims.declaration import Claim, read_claim
from symmachy.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["claim", "claims", "claims_for", "source_of"]

_WORD = re.compile(r"[a-z]+")


@cache
def claims() -> tuple[Claim, ...]:
    """Return all claims of the registry, by id.

    Examples
    --------
    >>> [c.id for c in claims()][:3]
    ['C01', 'C02', 'C03']
    """
    return tuple(read_claim(path) for path in _files())


def claim(name: str) -> Claim:
    """Find a claim by its id, in any case.

    Raises
    ------
    UnknownName
        With the nearest ids.

    Examples
    --------
    >>> claim("c01").title
    'Joint pressure and alignment'
    """
    for found in claims():
        if found.id.casefold() == name.casefold():
            return found
    raise UnknownName.among("claim", name, [c.id for c in claims()])


def claims_for(words: str | Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims that mechanisms or words for a relation are about, those with most words first.

    Among equals the order is that of the ids. A word counts where it is one of a claim's ``about`` words,
    or a mechanism's name in its test.

    Parameters
    ----------
    words
        Names of mechanisms (``joint_pressure``), words for a relation (``pressure``), or a whole phrase.

    Examples
    --------
    >>> [c.id for c in claims_for("joint_pressure")]
    ['C01', 'C22']
    """
    text = words if isinstance(words, str) else " ".join(words)
    asked = set(re.findall(r"[a-z_]+", text.casefold()))
    asked |= {part for word in asked for part in _WORD.findall(word)}
    scored = [(len(asked & _words_of(c)), c) for c in claims()]
    exact = {w for w in asked if "_" in w}
    if exact:  # a mechanism's whole name is surer than the words in it
        sure = [(n, c) for n, c in scored if exact & _words_of(c)]
        scored = sure or scored
    return tuple(c for n, c in sorted(scored, key=lambda x: (-x[0], x[1].id)) if n)


def source_of(name: str) -> str:
    """Return the text of a claim's file, to begin a new one from.

    Raises
    ------
    UnknownName
        With the nearest ids.
    """
    wanted = claim(name).id
    return next(p.read_text(encoding="utf-8") for p in _files() if p.stem == wanted)


def _files() -> list[Path]:
    folder = Path(str(resources.files("symmachy.claims"))) / "registry"
    return sorted(folder.glob("*.toml"))


def _words_of(claim: Claim) -> set[str]:
    told = {w for about in claim.about for w in re.findall(r"[a-z_]+", about.casefold())}
    if claim.test is not None:
        told |= {w for p in claim.test.predictors for w in re.findall(r"[a-z_]+", p.casefold())} - {"years"}
    return told
