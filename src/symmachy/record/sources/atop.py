"""Alliance Treaty Obligations and Provisions: treaties, phases, members, and who owed what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.columns import ccode, flag, number, text, whole, year
from symmachy.record.source import Citation, Column, Form, Measure, Reference, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1815, 2018)
_OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")
_PROMISES = {
    "defense": "a promise to aid a member that is attacked",
    "offense": "a promise to join a member in war under conditions other than its defence",
    "neutral": "a promise not to help the adversary of a member at war",
    "nonagg": "a promise not to use force against a member",
    "consul": "a promise to consult when a crisis threatens",
}


def _dates(first: tuple[str, str, str], last: tuple[str, str, str], what: str) -> tuple[Column, ...]:
    return (
        whole(first[0], f"year in which {what} begins", 1815, 2018, filled=True),
        whole(first[1], f"month in which {what} begins", 1, 12),
        whole(first[2], f"day on which {what} begins", 1, 31),
        whole(
            last[0],
            f"year in which {what} ends; 0 where it was in force when coding stopped",
            1815,
            2018,
            special=(0,),
        ),
        whole(last[1], f"month in which {what} ends; 0 where in force", 0, 12),
        whole(last[2], f"day on which {what} ends; 0 where in force", 0, 31),
    )


_BEGINS, _ENDS = ("begyr", "begmo", "begday"), ("endyr", "endmo", "endday")
_ENTERS, _LEAVES = ("yrent", "moent", "dayent"), ("yrexit", "moexit", "dayexit")
_ATOPID = whole("atopid", "number of the alliance", 1000, 9999, filled=True)
_PROMISED = tuple(flag(name, meaning) for name, meaning in _PROMISES.items())
_TREATY = (
    flag("ineffect", "in force at the end of 2018"),
    flag("bilat", "between two states"),
    *_PROMISED,
    flag("conditio", "obligations hold under conditions only"),
    flag("asymm", "obligations differ between members"),
)
_MEMBERS = (
    text("members", "COW codes of all states that ever belonged, separated by spaces", required=False),
    whole("n_members", "how many they are", 2, 99, required=False),
)


def _owed(column: str) -> Column:
    return flag(f"atop_{column}", f"{_PROMISES[column]}, owed by ccode1 to ccode2")


def _own_spelling(one: str, other: str) -> Form:
    """Read the owner's own directed dyad-year file, which names the two states in more than one way."""

    def reshape(frame: pl.DataFrame) -> pl.DataFrame:
        names = {one: "ccode1", other: "ccode2"} | {o: f"atop_{o}" for o in _OBLIGATIONS}
        return frame.select("year", *names).rename(names)

    return Form(columns=(one, other, "year", *_OBLIGATIONS), reshape=reshape)


def _in_both_orders(frame: pl.DataFrame) -> bool:
    """Tell the directed pair-years from the owner's file of unordered ones, whose columns are alike."""
    import polars as pl

    one, other = (frame[c].cast(pl.Float64, strict=False) for c in ("ccode1", "ccode2"))
    return bool((one > other).any() and (one < other).any())


def _from_members(frame: pl.DataFrame) -> pl.DataFrame:
    """Read the owner's alliance file, with one column for each member, as the two columns declared here."""
    import polars as pl

    columns = [c for c in frame.columns if c.startswith("mem") and c[3:].isdigit()]
    codes = [pl.col(c).cast(pl.Float64, strict=False).cast(pl.Int64) for c in columns]
    known = pl.concat_list(pl.when(c > 0).then(c) for c in codes).list.drop_nulls()
    return frame.with_columns(
        known.cast(pl.List(pl.String)).list.join(" ").alias("members"), known.list.len().alias("n_members")
    ).drop(columns)


def _owing(column: str) -> Callable[[Mapping[str, pl.LazyFrame]], pl.LazyFrame]:
    def rows(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
        import polars as pl

        return tables["atop_dyad_year"].select(
            "year",
            pl.col("ccode1").alias("code"),
            pl.col("ccode2").alias("other"),
            pl.col(f"atop_{column}").cast(pl.Float64).alias("value"),
        )

    return rows


def _measure(column: str, word: str) -> Measure:
    return Measure(
        name=f"atop.{word}",
        tables=("atop_dyad_year",),
        rows=_owing(column),
        unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR,
        coverage=Coverage(1815, 2018),
        absent=0.0,
        meaning=f"whether the first state owed the second {_PROMISES[column]}, on any day of the year",
    )


SOURCE = Source(
    id="atop",
    title="Alliance Treaty Obligations and Provisions (ATOP)",
    version="5.1",
    citations=(
        Citation(
            key="leeds2002",
            author="Leeds, B.A., J.M. Ritter, S.M. Mitchell and A.G. Long",
            year="2002",
            title="Alliance Treaty Obligations and Provisions, 1815-1944",
            where="International Interactions 28: 237-260",
        ),
        Citation(
            key="leeds2005",
            author="Leeds, B.A. and S. Anac",
            year="2005",
            title="Alliance Institutionalization and Alliance Performance",
            where="International Interactions 31: 183-202",
        ),
    ),
    terms="The project asks its users to cite Leeds et al. (2002). " + NOT_FOUND,
    address="http://www.atopdata.org/",
    tables=(
        Table(
            name="atop_alliance",
            what="an alliance",
            key=("atopid",),
            columns=(_ATOPID, *_dates(_BEGINS, _ENDS, "the alliance"), *_TREATY, *_MEMBERS),
            years=_YEARS,
            size=789,
            year_columns=("begyr", "endyr"),
            forms=(
                Form(
                    columns=("atopid", *_BEGINS, *_ENDS, *_OBLIGATIONS, "mem1", "mem2"), reshape=_from_members
                ),
            ),
        ),
        Table(
            name="atop_alliance_phase",
            what="a phase of an alliance, between changes of its obligations",
            key=("atopid", "atopidphase"),
            columns=(
                _ATOPID,
                number(
                    "atopidphase", "number of the alliance with the phase behind the point", 1000, 9999.99
                ),
                whole("phase", "number of the phase; 0 where there is one only", 0, 20),
                *_dates(_BEGINS, _ENDS, "the phase"),
                *_TREATY,
                *_MEMBERS,
            ),
            years=_YEARS,
            size=849,
            year_columns=("begyr", "endyr"),
            references=(Reference(column="atopid", table="atop_alliance", to="atopid"),),
        ),
        Table(
            name="atop_member",
            what="a state's time in a phase of an alliance",
            key=("atopid", "member", "phase", *_ENTERS),
            columns=(
                _ATOPID,
                whole(
                    "member",
                    "COW code of the member, or a larger number where it was no member of the COW system",
                    1,
                    9999,
                    filled=True,
                ),
                whole("phase", "number of the phase; 0 where there is one only", 0, 20),
                *_dates(_ENTERS, _LEAVES, "the membership"),
                *_TREATY,
            ),
            years=_YEARS,
            size=2510,
            year_columns=("yrent", "yrexit"),
            references=(Reference(column="atopid", table="atop_alliance", to="atopid"),),
        ),
        Table(
            name="atop_dyad_year",
            what="an ordered pair of states in a year with an alliance in force",
            key=("ccode1", "ccode2", "year"),
            columns=(
                ccode("ccode1", "COW code of the state that owes"),
                ccode("ccode2", "COW code of the state to which it is owed"),
                year(first=1815, last=2018),
                *(_owed(o) for o in _OBLIGATIONS),
            ),
            years=_YEARS,
            size=273_296,
            keeps_others=False,
            admits=_in_both_orders,
            admits_says="a directed table has each pair in both orders",
            forms=(_own_spelling("statea", "stateb"), _own_spelling("mem1", "mem2")),
        ),
        Table(
            name="atop_institutionalization",
            what="a phase of an alliance",
            key=("atopidphase",),
            columns=(
                _ATOPID,
                number(
                    "atopidphase", "number of the alliance with the phase behind the point", 1000, 9999.99
                ),
                whole("milinst", "military institutions: 0 none or few, 1 some, 2 many", 0, 2),
                whole("formal", "formality of the commitment: 0 low to 2 high", 0, 2),
            ),
            years=None,
            size=849,
            year_columns=(),
            references=(Reference(column="atopid", table="atop_alliance", to="atopid"),),
        ),
    ),
    measures=tuple(
        _measure(column, word)
        for column, word in (
            ("defense", "defense"),
            ("offense", "offense"),
            ("neutral", "neutrality"),
            ("nonagg", "nonaggression"),
            ("consul", "consultation"),
        )
    ),
    limits=(
        (
            "ATOP's pair-years are yearly and are not split by treaty: a pledge begins on 1 January of the "
            "first year and ends on 31 December of the last."
        ),
        (
            "The obligations shown with a treaty are those of the alliance; where members owe different "
            "things, only the pair-years say who owes what."
        ),
    ),
)
