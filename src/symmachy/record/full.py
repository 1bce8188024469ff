"""The full record as a world: what the user imported, with the chronicle's register of states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from symmachy.errors import StoreError
from symmachy.record.alliances import pledges, treaties
from symmachy.record.bridge import Bridge
from symmachy.record.events import events
from symmachy.record.hostilities import hostilities
from symmachy.record.sources import SOURCES, is_partial
from symmachy.record.store import Store
from symmachy.record.variables import variables
from symmachy.world.spell import Spell
from symmachy.world.variable import Coverage
from symmachy.world.world import Provenance, World

if TYPE_CHECKING:
    import polars as pl

    from symmachy.record.manifest import Manifest
    from symmachy.typing import StateCode
    from symmachy.world.states import States
    from symmachy.world.treaty import Treaty

__all__ = ["NEEDED", "ROLES", "full"]

NEEDED = ("atop_dyad_year", "states_cow")
"""The tables without which there is no full record."""

ROLES = {
    "capabilities": "nmc.cinc",
    "democracy": "democracy.electoral",
    "polyarchy": "democracy.polyarchy",
    "new_government": "leaders.change",
    "cooperation": "dcad.signed",
    "great_power": "majors.major",
    "contiguity": "contiguity.land",
    "war": "cow_war.opponents",
    "hostility": "gml.dispute",
    "armed_hostility": "gml.dispute",
    "rivalry": "rivalries.rivalry",
    "trade": "trade.total",
    "igo": "igo.shared",
    "ideal_point": "un_ideal.all",
    "distance": "mindist.km",
}
"""Which variable plays which part. Every dispute of GML reaches at least a threat of force (hostility 2),
so ``hostility`` is any dispute-year of the pair and ``armed_hostility`` the same."""

_LIMITS = (
    (
        "After the last year of a source its variables are missing, not zero: disputes end in 2010, wars "
        "in 2007, "
        "alliances in 2018."
    ),
    (
        "Pledges are yearly and by pair; the treaty behind a pledge is not known from them, and a pledge "
        "is taken "
        "to hold from the first to the last day of its years."
    ),
    "A treaty of the full record shows the obligations of the alliance as a whole.",
    (
        "Members of alliances that are not in the list of states (such as members that were never in the COW "
        "system) are left out."
    ),
)


def full(store: Store | None = None, *, register: States | None = None) -> World:
    """Build the world of the full record; variables are read only when they are asked for.

    Parameters
    ----------
    store
        Where the tables are; the user's own store where none is given.
    register
        The states and their codes; the chronicle's where none is given. Membership is that of the COW list.

    Raises
    ------
    StoreError
        Where the alliances or the list of states were not imported, or the store cannot be read.

    Examples
    --------
    >>> from symmachy.record.full import full
    >>> world = full()  # doctest: +SKIP
    >>> world.pledged_pairs(1914)  # doctest: +SKIP
    (15, 12)
    """
    store = Store.default() if store is None else store
    manifest = store.manifest
    missing = [name for name in NEEDED if name not in manifest.tables]
    if missing:
        raise StoreError(
            f"the full record needs {' and '.join(missing)}, which the store {store.root} does not hold: run "
            "symmachy record import on a folder with the files, or use the chronicle"
        )
    if register is None:
        from symmachy.record.chronicle import states

        register = states()
    bridge = Bridge(register)
    first, last = manifest.tables["atop_dyad_year"].years or (1815, 2018)
    known = {v.name: v for v in variables(store, bridge)}
    return World(
        record="full",
        coverage=Coverage(max(first, 1816), last),
        last_day=date(last, 12, 31),
        states=register.with_membership(_membership(store.scan("states_cow"), bridge)),
        treaties=_treaties(store, manifest, bridge),
        pledges=pledges(store.scan("atop_dyad_year"), bridge, last),
        episodes=tuple(hostilities(store, bridge)),
        variables=known,
        roles={role: name for role, name in ROLES.items() if name in known},
        tables=events(store, bridge),
        provenance=tuple(_provenance(manifest)),
        foundation=tuple(manifest.tables[name].source for name in NEEDED),
        limits=_LIMITS + tuple(_parts(manifest)),
    )


def _membership(rows: pl.LazyFrame, bridge: Bridge) -> dict[StateCode, tuple[Spell, ...]]:
    """Spells of membership, open where they reach the day on which the list was closed."""
    frame = rows.select("ccode", "start", "end").sort("ccode", "start").collect()
    closed = frame["end"].max()
    spells: dict[StateCode, tuple[Spell, ...]] = {}
    for ccode, start, end in frame.iter_rows():
        code = bridge.by_cow.get(ccode)
        if code is not None:
            after = None if end == closed else end + timedelta(days=1)
            spells[code] = (*spells.get(code, ()), Spell(start=start, end=after))
    return spells


def _treaties(store: Store, manifest: Manifest, bridge: Bridge) -> tuple[Treaty, ...]:
    names = ("atop_alliance", "atop_alliance_phase", "atop_member")
    if not all(name in manifest.tables for name in names):
        return ()
    alliances, phases, members = (store.scan(name).collect() for name in names)
    return treaties(alliances, phases, members, bridge)


def _parts(manifest: Manifest) -> list[str]:
    return [
        f"{name} was imported with {manifest.tables[name].rows:,} rows, fewer than the version "
        "described has: "
        "what it does not list is not known to be absent."
        for name in NEEDED
        if is_partial(name, manifest.tables[name].rows)
    ]


def _used(manifest: Manifest) -> list[str]:
    return sorted({entry.source for entry in manifest.tables.values()} & set(SOURCES))


def _provenance(manifest: Manifest) -> list[Provenance]:
    found = []
    for name in _used(manifest):
        source = SOURCES[name]
        entries = [e for e in manifest.tables.values() if e.source == name]
        found.append(
            Provenance(
                source=name,
                version="; ".join(dict.fromkeys(e.version for e in entries)),
                citation=" ".join(str(c) for c in source.citations),
                terms=source.terms,
                checksum=" ".join(e.sha256 for e in entries),
                limits=source.limits,
            )
        )
    return found
