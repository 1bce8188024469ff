"""Wars and disputes of the imported tables, as episodes between two states."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from symmachy.world.episode import WAR, Episode
from symmachy.world.spell import Precision, Spell

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from symmachy.record.bridge import Bridge
    from symmachy.record.store import Store
    from symmachy.typing import StateCode

__all__ = ["DISPUTE", "hostilities"]

DISPUTE = "dispute"
"""The kind of an episode that is a militarized interstate dispute."""


def hostilities(store: Store, bridge: Bridge) -> Iterator[Episode]:
    """Yield the wars of COW and the disputes of GML in the store, for each pair on opposite sides.

    Both are known by year: a spell runs from the first year of the pair in it to the last, and a gap
    within a war is not shown.
    """
    entries = store.manifest.tables
    names: dict[int, str] = {}
    if "cow_interstate_war_participant" in entries:
        named = store.scan("cow_interstate_war_participant").select("warnum", "warname").unique()
        names = dict(named.collect().iter_rows())
    if "cow_interstate_war_dyad_year" in entries:
        war_rows = store.scan("cow_interstate_war_dyad_year")
        for number, one, other, spell, _ in _pairs(war_rows, "warnum", bridge):
            name = names.get(number, f"War {number}")
            yield Episode(
                id=f"cow-war-{number}",
                name=name,
                kind=WAR,
                one=one,
                other=other,
                spell=spell,
                source="COW 4.0",
            )
    if "gml_mid_directed" in entries:
        for number, one, other, spell, began in _pairs(store.scan("gml_mid_directed"), "dispnum", bridge):
            yield Episode(
                id=f"gml-{number}",
                name=f"Dispute {number}",
                kind=DISPUTE,
                one=one,
                other=other,
                spell=spell,
                initiator=began,
                source="GML 2.2.1",
            )


def _pairs(
    rows: pl.LazyFrame, number: str, bridge: Bridge
) -> Iterator[tuple[int, StateCode, StateCode, Spell, StateCode]]:
    """Yield each pair in a case once, with its spell and the state on side A, which acted first."""
    import polars as pl

    years = (
        rows.filter(pl.col("ccode1") < pl.col("ccode2"))
        .group_by(number, "ccode1", "ccode2")
        .agg(
            pl.col("year").min().alias("first"),
            pl.col("year").max().alias("last"),
            pl.col("sidea1").sort_by("year").first().alias("side"),
        )
        .sort(number, "ccode1", "ccode2")
    )
    for case, *codes, first, last, side in years.collect().iter_rows():
        known = sorted(bridge.by_cow[c] for c in codes if c in bridge.by_cow)
        if len(known) == 2:
            spell = Spell(
                start=date(first, 1, 1),
                end=date(last + 1, 1, 1),
                start_precision=Precision.YEAR,
                end_precision=Precision.YEAR,
            )
            yield case, known[0], known[1], spell, bridge.by_cow[codes[0 if side == 1 else 1]]
