"""Where what is known came from: the bundled chronicle, the user's store, and the full record in it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from symmachy.errors import UnknownName

if TYPE_CHECKING:
    from symmachy.record.sources import SOURCES as sources  # noqa: N811  # read as a plain name by users
    from symmachy.record.store import Store
    from symmachy.world import World

__all__ = ["RECORDS", "Store", "open_record", "sources"]

_HOMES = {
    "Store": ("symmachy.record.store", "Store"),
    "sources": ("symmachy.record.sources", "SOURCES"),
}
RECORDS = ("chronicle", "full")
"""The records that can be opened by name."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a module's attribute can be anything
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def open_record(name: str) -> World:
    """Open a record by its name: ``chronicle``, which comes with symmachy, or ``full``, which was imported.

    Raises
    ------
    UnknownName
        Where the name is neither.
    StoreError
        Where the full record was not imported.

    Examples
    --------
    >>> open_record("chronicle").record
    'chronicle'
    """
    if name == "chronicle":
        from symmachy.record.chronicle import chronicle

        return chronicle()
    if name == "full":
        from symmachy.record.full import full

        return full()
    raise UnknownName.among("record", name, RECORDS)
