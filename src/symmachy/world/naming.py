"""How a sentence writes the names of states."""

from __future__ import annotations

__all__ = ["named"]

_WITH_ARTICLE = ("United ", "Soviet ", "Ottoman ", "Papal ", "Two ", "Netherlands", "Philippines")
_ENDS_WITH_ARTICLE = (" Republic", " Islands", " Emirates", " Confederation", " Empire", " Federation")
_ALWAYS_ARTICLE = {"Bahamas", "Comoros", "Gambia", "Maldives", "Seychelles", "Orange Free State"}


def named(name: str) -> str:
    """Write a state's name as a sentence does, with its article where usage has one.

    Examples
    --------
    >>> named("United States"), named("France"), named("Dominican Republic")
    ('the United States', 'France', 'the Dominican Republic')
    """
    article = name.startswith(_WITH_ARTICLE) or name.endswith(_ENDS_WITH_ARTICLE) or name in _ALWAYS_ARTICLE
    return f"the {name}" if article else name
