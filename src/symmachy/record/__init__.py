"""Where what is known came from: the bundled chronicle, the user's store, and the full record in it.

The rooms of this package (`chronicle`, `full`, `sources`, ...) are modules and are imported when they are
first asked for; `open_record` is the way to a world.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from symmachy.errors import UnknownName

if TYPE_CHECKING:
    from symmachy.record import chronicle, full, sources
    from symmachy.record.store import Store
    from symmachy.world import World

__all__ = ["RECORDS", "Store", "chronicle", "full", "open_record", "sources"]

RECORDS = ("chronicle", "full")
"""The records that can be opened by name."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a module's attribute can be anything
    if name == "Store":
        return import_module("symmachy.record.store").Store
    if name in __all__:
        return import_module(f"symmachy.record.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
