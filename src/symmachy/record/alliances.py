"""From ATOP's tables to pledges and treaties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from symmachy.world.obligation import Obligation
from symmachy.world.spell import Precision, Spell
from symmachy.world.treaty import EVERY_MEMBER, Membership, Term, Treaty

if TYPE_CHECKING:
    import polars as pl

    from symmachy.record.bridge import Bridge
    from symmachy.typing import StateCode

__all__ = ["pledges", "treaties"]

_BITS = {
    "defense": Obligation.DEFENSE,
    "offense": Obligation.OFFENSE,
    "neutral": Obligation.NEUTRALITY,
    "nonagg": Obligation.NONAGGRESSION,
    "consul": Obligation.CONSULTATION,
}


def pledges(rows: pl.LazyFrame, bridge: Bridge, last: int) -> pl.DataFrame:
    """Join directed pair-years of the same obligations into spells.

    Parameters
    ----------
    rows
        The table ``atop_dyad_year``.
    bridge
        From COW codes to states.
    last
        The last year that the table covers: a run that reaches it is open.

    Returns
    -------
    DataFrame
        As `World.pledges`; a spell is ``[1 January of its first year, 1 January after its last)``, and
        ``treaty`` is null, for the pair-years do not say which treaty obliges.
    """
    import polars as pl

    bits = pl.sum_horizontal(pl.col(f"atop_{name}").cast(pl.UInt8) * int(bit) for name, bit in _BITS.items())
    by_code = pl.DataFrame(
        list(bridge.by_cow.items()), schema={"code": pl.Int32, "state": pl.String}, orient="row"
    ).lazy()
    by, to = (
        by_code.rename({"code": "ccode1", "state": "by"}),
        by_code.rename({"code": "ccode2", "state": "to"}),
    )
    owed = rows.with_columns(bits.cast(pl.UInt8).alias("obligations")).filter(pl.col("obligations") > 0)
    owed = owed.join(by, on="ccode1", validate="m:1").join(to, on="ccode2", validate="m:1")
    key = ["by", "to", "obligations"]
    owed = owed.select(*key, "year").sort(*key, "year")
    run = (pl.col("year") - pl.int_range(pl.len(), dtype=pl.Int32).over(key)).alias("run")
    runs = (
        owed.with_columns(run)
        .group_by(*key, "run")
        .agg(pl.col("year").min().alias("first"), pl.col("year").max())
    )
    return (
        runs.select(
            *key,
            pl.date(pl.col("first"), 1, 1).alias("start"),
            pl.when(pl.col("year") < last).then(pl.date(pl.col("year") + 1, 1, 1)).alias("end"),
            pl.lit(None, dtype=pl.String).alias("treaty"),
        )
        .sort(*key, "start")
        .collect()
    )


def treaties(
    alliances: pl.DataFrame, phases: pl.DataFrame, members: pl.DataFrame, bridge: Bridge
) -> tuple[Treaty, ...]:
    """Make a treaty of every alliance, with its members' times and the obligations of each phase.

    The obligations are those of the alliance as a whole, for show: who owes what to whom in a year
    is in the pledges. Members that the register does not know are left out.
    """
    by_id: dict[int, list[dict[str, Any]]] = {}
    for row in members.select("atopid", "member", *_ENTRY, *_EXIT).iter_rows(named=True):
        by_id.setdefault(row["atopid"], []).append(row)
    terms: dict[int, list[Term]] = {}
    for row in phases.select("atopid", *_BEGIN, *_END, *_BITS).iter_rows(named=True):
        owed = Obligation(0)
        for name, bit in _BITS.items():
            owed |= bit if row[name] else Obligation(0)
        if owed:
            term = Term(by=EVERY_MEMBER, to=EVERY_MEMBER, obligations=owed, spell=_spell(row, _BEGIN, _END))
            terms.setdefault(row["atopid"], []).append(term)
    return tuple(
        _treaty(row, by_id.get(row["atopid"], []), tuple(terms.get(row["atopid"], ())), bridge)
        for row in alliances.sort("atopid").select("atopid", *_BEGIN, *_END).iter_rows(named=True)
    )


_BEGIN, _END = ("begyr", "begmo", "begday"), ("endyr", "endmo", "endday")
_ENTRY, _EXIT = ("yrent", "moent", "dayent"), ("yrexit", "moexit", "dayexit")


def _treaty(
    row: dict[str, Any], members: list[dict[str, Any]], terms: tuple[Term, ...], bridge: Bridge
) -> Treaty:
    memberships = _memberships(members, bridge)
    who = dict.fromkeys(m.state for m in memberships)
    year = row["begyr"]
    names = [bridge.states[code].name(year) for code in who]
    said = ", ".join(names[:-1]) + " and " + names[-1] if 1 < len(names) <= 3 else ", ".join(names[:2])
    said += f" and {len(names) - 2} others" if len(names) > 3 else ""
    return Treaty(
        id=f"atop-{row['atopid']}",
        name=f"Alliance of {year}{f' between {said}' if names else ''} (ATOP {row['atopid']})",
        spell=_spell(row, _BEGIN, _END),
        members=memberships,
        terms=terms,
        source="ATOP 5.1",
    )


def _memberships(rows: list[dict[str, Any]], bridge: Bridge) -> tuple[Membership, ...]:
    """One membership for each unbroken time of a state, over the phases of the alliance."""
    found: list[tuple[StateCode, Spell]] = []
    known = [(bridge.by_cow.get(row["member"]), _spell(row, _ENTRY, _EXIT)) for row in rows]
    for state, spell in sorted(((s, p) for s, p in known if s), key=lambda x: (x[0], x[1].start)):
        if found and found[-1][0] == state and _meets(found[-1][1], spell):
            found[-1] = (state, _joined(found[-1][1], spell))
        else:
            found.append((state, spell))
    return tuple(Membership(state=state, spell=spell, source="ATOP 5.1") for state, spell in found)


def _meets(one: Spell, other: Spell) -> bool:
    return one.end is None or other.start <= one.end


def _joined(one: Spell, other: Spell) -> Spell:
    last = one if one.end is None or (other.end is not None and other.end < one.end) else other
    return Spell(
        start=one.start,
        end=last.end,
        start_precision=one.start_precision,
        end_precision=last.end_precision,
    )


def _spell(row: dict[str, Any], begin: tuple[str, str, str], end: tuple[str, str, str]) -> Spell:
    """Read a spell from years, months and days; what is unknown is read as the widest time it can be.

    A year of 0 at the end says that it was in force when coding stopped.
    """
    start, start_precision = _day(*(row[name] for name in begin))
    if not row[end[0]]:
        return Spell(start=start, start_precision=start_precision)
    last, end_precision = _day(*(row[name] for name in end))
    if end_precision is Precision.YEAR:
        last = date(last.year + 1, 1, 1)
    elif end_precision is Precision.MONTH:
        last = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    if last <= start:
        last = start + timedelta(days=1)
    return Spell(start=start, end=last, start_precision=start_precision, end_precision=end_precision)


def _day(year: int, month: int | None, day: int | None) -> tuple[date, Precision]:
    if not month:
        return date(year, 1, 1), Precision.YEAR
    if not day:
        return date(year, month, 1), Precision.MONTH
    while True:
        try:
            return date(year, month, day), Precision.DAY
        except ValueError:  # the 31st of a month of 30 days
            day -= 1
