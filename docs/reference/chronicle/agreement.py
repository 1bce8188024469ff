"""Write the tables beside this file: how far the chronicle agrees with other codings.

It needs the full record: ``symmachy record import FOLDER``, then ``python agreement.py`` in this folder.
Only counts and rank correlations are written, none of the rows compared; ``symmachy record compare`` gives
the same for one coding.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from symmachy.record import open_record
from symmachy.record.compare import Agreement, RankAgreement, WarAgreement, compare
from symmachy.world import Coverage, Obligation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.world import World

HERE = Path(__file__).parent
HEAD = (
    "what",
    "other coding",
    "years",
    "both",
    "only the chronicle",
    "only the other",
    "share of all in both",
    "same answer",
)
PERIODS = ((1816, 1866), (1867, 1913), (1914, 1918), (1919, 1938), (1939, 1945), (1946, 2018))
MOST = 8
OTHERS = ("gw-states", "cow-states", "majors", "polyarchy", "polity", "contiguity", "cow-war", "gml")


def main() -> None:
    """Write the tables."""
    ours, theirs = open_record("chronicle"), open_record("full")
    treaties = [
        (
            obligation.words[0],
            *_row(compare(ours, theirs, "atop", obligation=obligation, years=Coverage(first, last)))[1:-1],
        )
        for obligation in Obligation
        for first, last in (*(PERIODS if obligation is Obligation.DEFENSE else ()), (1816, 2018))
    ]
    _write("obligations", HEAD[:-1], treaties)
    _write("guarantees", HEAD[2:-1], _without_guarantees(ours, theirs))
    _write("items", ("obligation", "pair-years", "only in", "treaty or pair"), _items(ours, theirs))
    _write("others", HEAD, [_row(compare(ours, theirs, other)) for other in OTHERS])
    wars, ranks = compare(ours, theirs, "cow-wars"), compare(ours, theirs, "nmc")
    if isinstance(wars, WarAgreement):
        head = ("wars of the other coding", "present", "participants", "on the same side")
        _write("wars", head, [tuple(map(str, (wars.wars, wars.present, wars.participants, wars.right_side)))])
    if isinstance(ranks, RankAgreement):
        rows = [(str(year), str(states), f"{rank:.3f}") for year, states, rank in ranks.years]
        _write("power", ("year", "states", "rank correlation"), rows)


def _items(ours: World, theirs: World) -> Iterable[tuple[str, ...]]:
    """Give the largest disagreements on each obligation; the reasons are prose."""
    for obligation in Obligation:
        found = compare(ours, theirs, "atop", obligation=obligation, most=MOST)
        if isinstance(found, Agreement):
            for d in found.disagreements:
                only = "the chronicle" if d.only == "chronicle" else d.only
                yield obligation.words[0], f"{d.count:,}", only, d.name


def _without_guarantees(ours: World, theirs: World) -> Iterable[tuple[str, ...]]:
    """Compare defence once more, without the treaties that the register's notes call guarantees."""
    guarantees = [t.id for t in ours.treaties if t.note.startswith("guarantee")]
    rest = replace(ours, pledges=ours.pledges.filter(~pl.col("treaty").is_in(guarantees)))
    for first, last in (*PERIODS, (1816, 2018)):
        yield _row(compare(rest, theirs, "atop", years=Coverage(first, last)))[2:-1]


def _row(found: Agreement | RankAgreement | WarAgreement) -> tuple[str, ...]:
    if not isinstance(found, Agreement):
        message = f"{found.other} is not compared by counts"
        raise TypeError(message)
    return (
        found.what,
        found.other,
        f"{found.first}-{found.last}",
        f"{found.both:,}",
        f"{found.only_chronicle:,}",
        f"{found.only_other:,}",
        f"{found.jaccard:.3f}",
        f"{found.same_answer:.3f}",
    )


def _write(name: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (HERE / f"agreement_{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
