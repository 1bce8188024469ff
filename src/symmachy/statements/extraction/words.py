"""Lists of words as data: one file, so that a reader sees every word that a rule asks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

__all__ = ["words"]


@cache
def _lists() -> dict[str, frozenset[str]]:
    source = (
        resources.files("symmachy.statements.extraction").joinpath("words.toml").read_text(encoding="utf-8")
    )
    return {name: frozenset(entry["words"].split()) for name, entry in tomllib.loads(source).items()}


def words(name: str) -> frozenset[str]:
    """Return one of the lists of ``words.toml``, named by module and list.

    Examples
    --------
    >>> "refuse" in words("polarity.negative")
    True
    """
    return _lists()[name]
