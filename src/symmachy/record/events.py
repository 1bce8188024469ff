"""The full record's lists that are neither of states nor of pairs by year: participants, roll calls, votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from symmachy.record.bridge import Bridge
    from symmachy.record.store import Store

__all__ = ["events"]


def events(store: Store, bridge: Bridge) -> dict[str, pl.LazyFrame]:
    """Return each list whose tables are in the store, with the register's codes, as `World.tables` holds them."""
    made: dict[str, tuple[tuple[str, ...], Callable[[Store], pl.LazyFrame]]] = {
        "war_participants": (("cow_interstate_war_participant",), _wars),
        "dispute_participants": (("gml_mid_directed",), _disputes),
        "roll_calls": (("un_roll_calls",), _calls),
        "votes": (("un_votes", "un_roll_calls"), _votes),
    }
    known = store.manifest.tables
    return {
        name: _coded(make(store), bridge)
        for name, (needs, make) in made.items()
        if all(n in known for n in needs)
    }


def _coded(rows: pl.LazyFrame, bridge: Bridge) -> pl.LazyFrame:
    import polars as pl

    rows = rows.with_columns(pl.col("year").cast(pl.Int32))
    if "ccode" not in rows.collect_schema().names():
        return rows
    by_cow = pl.LazyFrame(
        list(bridge.by_cow.items()), schema={"ccode": pl.Int64, "state": pl.String}, orient="row"
    )
    return (
        rows.with_columns(pl.col("ccode").cast(pl.Int64))
        .join(by_cow, on="ccode", validate="m:1")
        .drop("ccode")
    )


def _wars(store: Store) -> pl.LazyFrame:
    import polars as pl

    deaths = pl.when(pl.col("batdeath") >= 0).then(pl.col("batdeath"))
    return store.scan("cow_interstate_war_participant").select(
        pl.format("cow-war-{}", "warnum").alias("conflict"),
        pl.col("side").cast(pl.Int32),
        "ccode",
        pl.col("startyear1").alias("year"),
        deaths.cast(pl.Float64).alias("burden"),
        pl.lit("battle deaths").alias("kind"),
    )


def _disputes(store: Store) -> pl.LazyFrame:
    """Return each participant once, on its side, with the highest level of hostility that it reached."""
    import polars as pl

    rows = store.scan("gml_mid_directed").select(
        pl.format("gml-{}", "dispnum").alias("conflict"),
        pl.when(pl.col("sidea1") == 1).then(1).otherwise(2).cast(pl.Int32).alias("side"),
        pl.col("ccode1").alias("ccode"),
        "year",
        pl.col("hostlev1").cast(pl.Float64).alias("burden"),
        pl.lit("level of hostility").alias("kind"),
    )
    return rows.group_by("conflict", "side", "ccode", "kind").agg(
        pl.col("year").min(), pl.col("burden").max()
    )


def _calls(store: Store) -> pl.LazyFrame:
    import polars as pl

    return store.scan("un_roll_calls").select(
        pl.col("rcid").alias("call"), "year", "short", "unres", pl.col("issues").fill_null("")
    )


def _votes(store: Store) -> pl.LazyFrame:
    import polars as pl

    years = store.scan("un_roll_calls").select("rcid", "year")
    return (
        store.scan("un_votes")
        .join(years, on="rcid", validate="m:1")
        .select(pl.col("rcid").alias("call"), "year", "ccode", "vote")
    )
