"""Roll calls and votes in the General Assembly of the United Nations, and how often two states agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, day, flag, number, text, whole, year
from symmachy.record.source import Citation, Form, Measure, Reference, Source, Table
from symmachy.record.sources._terms import UNREAD
from symmachy.record.sources.un_ideal import VOTES_ADDRESS
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1946, 2019)


def _cast_only(frame: pl.DataFrame) -> pl.DataFrame:
    """Read the owner's file, in which an absent state and one that was no member have a row (8 and 9)."""
    import polars as pl

    vote = pl.col("vote").cast(pl.Float64, strict=False)
    return frame.filter(vote.is_between(1, 3)).select("rcid", "ccode", "vote")


def _measure(name: str, column: str, meaning: str) -> Measure:
    return Measure(
        name=f"un_votes.{name}",
        tables=("un_agreement_dyad_year",),
        rows=rows.pair("un_agreement_dyad_year", column),
        unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
        coverage=_YEARS,
        absent=None,
        meaning=meaning,
        unit="share of the votes that both cast, 0 to 1",
        made_by="computed from the single votes, not the deposited agreement scores",
    )


SOURCE = Source(
    id="un_votes",
    title="Votes in the UN General Assembly",
    version="unvotes 0.2.0.9000, sessions 1 to 74",
    citations=(
        Citation(
            key="voeten2013",
            author="Voeten, E.",
            year="2013",
            title="Data and Analyses of Voting in the UN General Assembly",
            where="In Routledge Handbook of International Organization",
            kind="misc",
        ),
    ),
    terms="Taken from a package under the MIT licence. For the deposit behind it: " + UNREAD,
    address=VOTES_ADDRESS,
    tables=(
        Table(
            name="un_roll_calls",
            what="a roll call",
            key=("rcid",),
            columns=(
                whole("rcid", "number of the roll call", 1, filled=True),
                whole("session", "session", 1, 200, filled=True),
                flag("importantvote", "whether the United States called it important"),
                day("date", "day of the vote"),
                text("unres", "number of the resolution"),
                flag("amend", "a vote on an amendment"),
                flag("para", "a vote on a paragraph"),
                text("short", "what it was about", flawed=True),
                whole("year", "year of the session's number", 1946, 2100, required=False),
                text("issues", "topics, in letters of the source", required=False),
            ),
            years=_YEARS,
            size=6203,
            year_columns=("year",),
        ),
        Table(
            name="un_votes",
            what="a vote that a state cast",
            key=("rcid", "ccode"),
            columns=(
                whole("rcid", "number of the roll call", 1, filled=True),
                ccode(),
                whole("vote", "1 yes, 2 abstention, 3 no", 1, 3, filled=True),
            ),
            years=None,
            size=870_109,
            year_columns=(),
            keeps_others=False,
            forms=(Form(columns=("rcid", "ccode", "member", "vote"), reshape=_cast_only),),
            references=(Reference(column="rcid", table="un_roll_calls", to="rcid"),),
        ),
        Table(
            name="un_agreement_dyad_year",
            what="an unordered pair of states in a year in which both voted",
            key=("ccode1", "ccode2", "year"),
            columns=(
                ccode("ccode1", "COW code, the smaller of the two"),
                ccode("ccode2", "COW code, the larger of the two"),
                year(first=1946),
                whole("n_joint", "votes that both cast", 1, filled=True),
                number("agree_identical", "share of identical votes", 0, 1),
                number("agree_half", "the same, with half a vote where one abstained", 0, 1),
            ),
            years=_YEARS,
            size=826_638,
            ascending=("ccode1", "ccode2"),
        ),
    ),
    measures=(
        _measure("agreement", "agree_identical", "share of votes on which the two voted alike"),
        _measure(
            "agreement_half", "agree_half", "share of votes alike, with half a vote where one abstained"
        ),
    ),
    limits=("The year 1964 rests on one vote.", "An absence is not a vote."),
)
