"""How far the chronicle agrees with other codings, written as the tables beside this file.

It needs the full record: ``symmachy record import FOLDER``, then ``python agreement.py`` in this folder.
Only counts and rank correlations are written, none of the rows compared.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.stats import spearmanr

from symmachy.record import open_record
from symmachy.record.bridge import Bridge
from symmachy.record.source import Scheme
from symmachy.record.store import Store
from symmachy.world import Obligation, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.typing import BoolArray

HERE = Path(__file__).parent
HEAD = (
    "what",
    "other coding",
    "years",
    "both",
    "only the chronicle",
    "only the other",
    "share of all in both",
)
PERIODS = ((1816, 1866), (1867, 1913), (1914, 1918), (1919, 1938), (1939, 1945), (1946, 2018))
BENCHMARKS = (1820, 1850, 1870, 1890, 1900, 1913, 1925, 1938, *range(1950, 2021, 5))


def main() -> None:
    """Write the tables."""
    ours, theirs = open_record("chronicle"), open_record("full")
    _write("obligations", HEAD, _obligations(ours, theirs))
    _write("others", HEAD, [*_membership(ours, theirs), *_variables(ours, theirs)])
    _write("power", ("year", "states", "rank correlation"), _power(ours, theirs))


def _obligations(ours: World, theirs: World) -> Iterator[tuple[str, ...]]:
    """Count pair-years in which either owed the other an obligation, both members by the COW list."""
    inside = _pairs(theirs)
    for obligation in Obligation:
        name = obligation.words[0]
        a, b = (
            _either(w.pledged[: len(theirs.years)], obligation) & inside[: len(theirs.years)]
            for w in (ours, theirs)
        )
        periods = (*PERIODS, (1816, 2018)) if obligation is Obligation.DEFENSE else ((1816, 2018),)
        for first, last in periods:
            years = slice(first - 1816, last - 1816 + 1)
            yield _row(name, "ATOP 5.1", (first, last), a[years], b[years])


def _membership(ours: World, theirs: World) -> Iterator[tuple[str, ...]]:
    """Count state-years."""
    years = slice(0, 2016 - 1816 + 1)
    yield _row("state-years", "COW v2016", (1816, 2016), ours.membership[years], theirs.membership[years])
    store = Store.default()
    codes = Bridge(ours.states).frame(Scheme.GW)
    listed = (
        store.scan("state_year_gw")
        .select("year", pl.col("gwcode").alias("code"))
        .collect()
        .join(codes, on=["code", "year"], how="inner", validate="m:1")
        .filter(pl.col("year").is_between(1816, 2025))
    )
    gw = np.zeros_like(ours.membership)
    gw[listed["year"].to_numpy() - 1816, [ours.index[s] for s in listed["state"]]] = True
    years = slice(0, 2025 - 1816 + 1)
    small = np.isin(ours.codes, _microstates())
    yield _row(
        "state-years, without microstates",
        "Gleditsch-Ward",
        (1816, 2025),
        ours.membership[years] & ~small,
        gw[years] & ~small,
    )


def _variables(ours: World, theirs: World) -> Iterator[tuple[str, ...]]:
    """Compare yes/no variables where both codings speak, among members by both lists."""
    polyarchy, polity = theirs.array("democracy.polyarchy"), theirs.array("democracy.polity2")
    great, land = theirs.array("majors.major"), theirs.array("contiguity.land")
    war, dispute = theirs.array("cow_war.opponents"), theirs.array("gml.dispute")
    compared = (
        ("great power years", "COW majors v2016", "great_power", great > 0, ~np.isnan(great)),
        ("democracy", "polyarchy above 0.5", "democracy", polyarchy > 0.5, ~np.isnan(polyarchy)),
        ("democracy", "polity2 of 6 or more", "democracy", polity >= 6, ~np.isnan(polity)),
        ("land border", "COW contiguity 3.2", "contiguity", land > 0, ~np.isnan(land)),
        ("war", "COW interstate wars 4.0", "war", war > 0, ~np.isnan(war)),
        ("war or hostile episode", "GML disputes 2.2.1", "hostility", dispute > 0, ~np.isnan(dispute)),
    )
    for what, other, name, b, known in compared:
        mine = ours.array(name)[: len(theirs.years)]
        both = _inside(ours, theirs, mine.ndim) & known & ~np.isnan(mine)
        when = np.flatnonzero(both.any(axis=tuple(range(1, both.ndim)))) + 1816
        yield _row(what, other, (int(when[0]), int(when[-1])), (mine > 0) & both, b & both, known=both)


def _power(ours: World, theirs: World) -> Iterator[tuple[str, ...]]:
    """Rank correlation of capabilities with CINC over the states that have both."""
    for year in BENCHMARKS:
        place = min(year, theirs.coverage.last) - 1816
        a, b = ours.array("capabilities")[year - 1816], theirs.array("nmc.cinc")[place]
        have = ~np.isnan(a) & ~np.isnan(b) & theirs.membership[place]
        yield str(year), str(int(have.sum())), f"{spearmanr(a[have], b[have]).statistic:.3f}"


def _inside(ours: World, theirs: World, dimensions: int) -> BoolArray:
    member = ours.membership[: len(theirs.years)] & theirs.membership
    return member if dimensions == 2 else _upper(member[:, :, None] & member[:, None, :])


def _pairs(world: World) -> BoolArray:
    return _upper(world.membership[:, :, None] & world.membership[:, None, :])


def _upper(pairs: BoolArray) -> BoolArray:
    return pairs & np.triu(np.ones(pairs.shape[1:], dtype=np.bool_), 1)


def _either(
    pledged: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], obligation: Obligation
) -> BoolArray:
    owed = (pledged & np.uint8(obligation)) > 0
    return np.asarray(owed | owed.transpose(0, 2, 1), dtype=np.bool_)


def _microstates() -> list[str]:
    from symmachy.record.chronicle import table

    return table("states").filter(pl.col("microstate") == "yes")["code"].to_list()


def _row(
    what: str,
    other: str,
    years: tuple[int, int],
    a: BoolArray,
    b: BoolArray,
    *,
    known: BoolArray | None = None,
) -> tuple[str, ...]:
    both, mine, others = int((a & b).sum()), int((a & ~b).sum()), int((b & ~a).sum())
    share = f"{both / max(both + mine + others, 1):.3f}"
    if known is not None and what == "democracy":  # where no is as much of an answer as yes
        share += f" (same answer in {(known & (a == b)).sum() / known.sum():.3f} of {int(known.sum()):,})"
    return what, other, f"{years[0]}-{years[1]}", f"{both:,}", f"{mine:,}", f"{others:,}", share


def _write(name: str, head: tuple[str, ...], rows: object) -> None:
    with (HERE / f"agreement_{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)  # type: ignore[arg-type]  # an iterable of rows


if __name__ == "__main__":
    main()
