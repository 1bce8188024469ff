"""The chronicle's tables: their columns, their keys, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from symmachy.errors import BadFile, UnknownName

if TYPE_CHECKING:
    import polars as pl

__all__ = ["EDITION", "LAST_DAY", "TABLES", "Register", "table"]

EDITION = "1"
"""Raised whenever a row changes what an answer says."""

LAST_DAY = date(2026, 10, 31)
"""The last day that the register covers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """One table of the chronicle."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    meaning: str


_EVERY_ROW = ("note", "source", "checked")

TABLES: dict[str, Register] = {
    register.name: register
    for register in (
        Register(
            name="states",
            columns=("code", "region", "microstate", *_EVERY_ROW),
            key=("code",),
            meaning="every state that was a member of the system since 1816",
        ),
        Register(
            name="state_spells",
            columns=("state", "start", "end", *_EVERY_ROW),
            key=("state", "start"),
            meaning="when a state was a member of the system",
        ),
        Register(
            name="state_names",
            columns=("state", "name", "kind", "start", "end", "source", "checked"),
            key=("state", "name", "start"),
            meaning="short names and aliases, dated",
        ),
        Register(
            name="state_codes",
            columns=("state", "scheme", "value", "start", "end", "source", "checked"),
            key=("state", "scheme", "value", "start"),
            meaning="codes of the field's schemes, dated where they changed",
        ),
        Register(
            name="capitals",
            columns=("state", "capital", "latitude", "longitude", "start", "end", "source", "checked"),
            key=("state", "start"),
            meaning="seats of government with coordinates in decimal degrees",
        ),
        Register(
            name="successions",
            columns=("from", "to", "date", "kind", *_EVERY_ROW),
            key=("from", "to", "date"),
            meaning="which state followed which, and how",
        ),
        Register(
            name="governments",
            columns=("state", "government", "name", "start", "end", *_EVERY_ROW),
            key=("state", "government", "start"),
            meaning="governments of one state, and whether its treaties carried over; each note begins with that",
        ),
        Register(
            name="great_powers",
            columns=("state", "start", "end", *_EVERY_ROW),
            key=("state", "start"),
            meaning="when a state counted as a great power",
        ),
        Register(
            name="treaties",
            columns=(
                *("treaty", "name", "signed", "start", "end", "place", "ended_by", "successor"),
                *_EVERY_ROW,
            ),
            key=("treaty",),
            meaning="treaties with a defence, offence, neutrality, non-aggression or consultation obligation",
        ),
        Register(
            name="memberships",
            columns=("treaty", "state", "entry", "exit", "exit_by", *_EVERY_ROW),
            key=("treaty", "state", "entry"),
            meaning="when a treaty bound a state",
        ),
        Register(
            name="pledges",
            columns=("treaty", "by", "to", "obligations", "start", "end", *_EVERY_ROW),
            key=("treaty", "by", "to", "obligations", "start"),
            meaning="what a treaty obliges whom to; * stands for every member",
        ),
        Register(
            name="wars",
            columns=("war", "name", "start", "end", *_EVERY_ROW),
            key=("war",),
            meaning="interstate wars",
        ),
        Register(
            name="war_sides",
            columns=("war", "state", "side", "entry", "exit", "initiator", *_EVERY_ROW),
            key=("war", "state", "entry"),
            meaning="who fought on which side, and when",
        ),
        Register(
            name="episodes",
            columns=("episode", "kind", "a", "b", "start", "end", "initiator", *_EVERY_ROW),
            key=("episode", "kind", "a", "b", "start"),
            meaning="hostile episodes between two states short of war",
        ),
        Register(
            name="borders",
            columns=("a", "b", "start", "end", *_EVERY_ROW),
            key=("a", "b", "start"),
            meaning="land borders between home territories",
        ),
        Register(
            name="democracy",
            columns=("state", "start", "end", "democracy", *_EVERY_ROW),
            key=("state", "start"),
            meaning="whether a state was a democracy by the written rule",
        ),
        Register(
            name="power",
            columns=("year", "state", "variable", "share", *_EVERY_ROW),
            key=("year", "state", "variable"),
            meaning="rounded shares of world population, output and military effort at benchmark years",
        ),
        Register(
            name="neutrality",
            columns=("state", "kind", "start", "end", "instrument", *_EVERY_ROW),
            key=("state", "kind", "start"),
            meaning="declared neutrality, non-alignment and policies of no alliance",
        ),
        Register(
            name="bases",
            columns=("host", "guest", "start", "end", "scale", *_EVERY_ROW),
            key=("host", "guest", "start"),
            meaning="foreign bases and troops on a host's soil, by scale",
        ),
        Register(
            name="nuclear",
            columns=("state", "status", "start", "end", *_EVERY_ROW),
            key=("state", "status", "start"),
            meaning="nuclear weapons held, inherited, hosted or sought",
        ),
        Register(
            name="un_seat_votes",
            columns=(
                *("year", "resolution", "question", "in_favour", "against", "abstaining", "outcome"),
                *_EVERY_ROW,
            ),
            key=("year", "question", "resolution", "in_favour"),
            meaning="votes of the General Assembly on the representation of China, 1950 to 1971",
        ),
        Register(
            name="decisions",
            columns=("item", "obligation", "reason", "source", "checked"),
            key=("item", "obligation"),
            meaning="why the register differs from another coding on a treaty, a state or a pair",
        ),
    )
}
"""The tables by name, in the order in which a reader would open them."""


@cache
def table(name: str) -> pl.DataFrame:
    """Read one table; every column is text, an empty cell is the empty text.

    Raises
    ------
    UnknownName
        Where the chronicle has no such table.
    BadFile
        Where the file was damaged.

    Examples
    --------
    >>> table("treaties").columns[:2]
    ['treaty', 'name']
    """
    import polars as pl

    register = TABLES.get(name)
    if register is None:
        raise UnknownName.among("table of the chronicle", name, TABLES)
    file = resources.files("symmachy.record.chronicle").joinpath(f"{name}.csv")
    try:
        frame = pl.read_csv(file.read_bytes(), infer_schema=False).with_columns(pl.all().fill_null(""))
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise BadFile(
            f"the chronicle's table {name!r} cannot be read ({fault}); install symmachy again"
        ) from fault
    if tuple(frame.columns) != register.columns:
        raise BadFile(
            f"the chronicle's table {name!r} has columns {frame.columns}, not {list(register.columns)}; "
            "install symmachy again"
        )
    return frame
