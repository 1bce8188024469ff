"""From the codes that a source writes to the states of the register, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from symmachy.record.rows import years_of
from symmachy.record.source import Scheme
from symmachy.world.variable import UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

    from symmachy.typing import StateCode
    from symmachy.world.states import States

__all__ = ["Bridge"]


@dataclass(frozen=True)
class Bridge:
    """Which state a code means in a year.

    Where a code was borne by several states in one year (Gleditsch and Ward's 260 in 1990), it means
    the one that was a member of the system last in that year.
    """

    states: States
    first: int = 1815
    last: int = 2030

    @cached_property
    def _frames(self) -> dict[Scheme, pl.DataFrame]:
        return {}

    def frame(self, scheme: Scheme) -> pl.DataFrame:
        """Return the columns ``code`` (Int32, or String for letters), ``year`` (Int32) and ``state``."""
        import polars as pl

        if scheme not in self._frames:
            rows = [
                (code.value, first, last, state.code, since)
                for state in self.states
                for code in state.codes
                if code.scheme == scheme.value
                for first, last in [self._years(code.spell.start.year, code.spell.last_year)]
                for since in [max((s.start for s in state.spells), default=date.min)]
            ]
            spelt = pl.DataFrame(
                rows,
                schema={
                    "code": pl.String,
                    "first": pl.Int32,
                    "last": pl.Int32,
                    "state": pl.String,
                    "since": pl.Date,
                },
                orient="row",
            )
            years = years_of(spelt.lazy(), pl.col("first"), pl.col("last")).collect()
            found = years.join(self._members, on=["state", "year"], how="left").sort(
                "code", "year", pl.col("member").fill_null(value=False), "since"
            )
            chosen = found.group_by("code", "year", maintain_order=True).agg(pl.col("state").last())
            if scheme in (Scheme.COW, Scheme.GW):
                chosen = chosen.with_columns(pl.col("code").cast(pl.Int32))
            self._frames[scheme] = chosen
        return self._frames[scheme]

    @cached_property
    def by_cow(self) -> dict[int, StateCode]:
        """The state of each COW number, whatever the year: no number passed from one state to another."""
        return {int(c.value): s.code for s in self.states for c in s.codes if c.scheme == Scheme.COW.value}

    def translate(self, rows: pl.LazyFrame, scheme: Scheme, unit: UnitOfAnalysis) -> pl.LazyFrame:
        """Return rows of a variable: ``year``, ``state``, for pairs ``other``, and ``value``, a key once.

        Rows of codes that the register does not have in that year are left out, and so are missing values.
        Of several rows for one state and year the largest value stands.
        """
        import polars as pl

        lookup = self.frame(scheme).lazy()
        rows = rows.with_columns(
            pl.col("year").cast(pl.Int32),
            pl.col("value").cast(pl.Float64),
            pl.col("code").cast(lookup.collect_schema()["code"]),
        ).filter(pl.col("value").is_not_null())
        found = rows.join(lookup, on=["code", "year"], how="inner", validate="m:1").drop("code")
        if unit is UnitOfAnalysis.STATE_YEAR:
            found = found.select("year", "state", "value")
        else:
            other = lookup.rename({"code": "other", "state": "state_other"})
            found = found.with_columns(pl.col("other").cast(lookup.collect_schema()["code"]))
            found = found.join(other, on=["other", "year"], how="inner", validate="m:1").drop("other")
            found = found.filter(pl.col("state") != pl.col("state_other"))
            ends = (pl.col("state"), pl.col("state_other"))
            if unit is UnitOfAnalysis.DYAD_YEAR:
                ends = (pl.min_horizontal(*ends), pl.max_horizontal(*ends))
            found = found.select("year", ends[0].alias("state"), ends[1].alias("other"), "value")
        if scheme is not Scheme.COW:  # two numbers of one state in a year, as at a change of name
            found = found.group_by(*unit.key).agg(pl.col("value").max())
        return found

    @cached_property
    def _members(self) -> pl.DataFrame:
        import polars as pl

        rows = [
            (state.code, *self._years(spell.start.year, spell.last_year))
            for state in self.states
            for spell in state.spells
        ]
        spelt = pl.DataFrame(
            rows, schema={"state": pl.String, "first": pl.Int32, "last": pl.Int32}, orient="row"
        )
        years = years_of(spelt.lazy(), pl.col("first"), pl.col("last")).collect()
        return years.select("state", "year").unique().with_columns(pl.lit(value=True).alias("member"))

    def _years(self, first: int, last: int | None) -> tuple[int, int]:
        start = max(first, self.first)
        return start, max(start - 1, self.last if last is None else min(last, self.last))
