"""Ideal points of states in the General Assembly of the United Nations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, number, text, whole, year
from symmachy.record.source import Citation, Form, Measure, Source, Table
from symmachy.record.sources._terms import UNREAD
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCE", "VOTES_ADDRESS"]

VOTES_ADDRESS = "https://doi.org/10.7910/DVN/LEJUQZ"
_KINDS = {
    "all": ("on all votes", Coverage(1946, 2023)),
    "fp": ("on votes of final passage", Coverage(1946, 2024)),
    "legacy": ("in the older series", Coverage(1946, 2023)),
}


def _from_sessions(frame: pl.DataFrame) -> pl.DataFrame:
    """Read the owner's file, which counts sessions: the first was that of 1946."""
    import polars as pl

    return frame.with_columns((pl.col("session").cast(pl.Float64).cast(pl.Int64) + 1945).alias("year"))


SOURCE = Source(
    id="un_ideal",
    title="Ideal points in the UN General Assembly",
    version="July 2025",
    citations=(
        Citation(
            key="bailey2017",
            author="Bailey, M.A., A. Strezhnev and E. Voeten",
            year="2017",
            title="Estimating Dynamic State Preferences from United Nations Voting Data",
            where="Journal of Conflict Resolution 61(2): 430-456",
        ),
    ),
    terms=UNREAD,
    address=VOTES_ADDRESS,
    tables=(
        Table(
            name="un_ideal_points",
            what="a state in a session, which has the number of its year",
            key=("ccode", "year"),
            columns=(
                ccode(),
                year(first=1946),
                text("iso3c", "ISO 3166 alpha-3 code", required=False),
                text("countryname", "name of the state", required=False, flawed=True),
                number("idealpointall", "ideal point on all votes", -10, 10),
                number("idealpointfp", "ideal point on votes of final passage", -10, 10, required=False),
                number("idealpointlegacy", "ideal point in the older series", -10, 10, required=False),
                whole("nvotesall", "votes cast", 0, required=False),
                whole("nvotesfp", "votes of final passage cast", 0, required=False),
            ),
            years=Coverage(1946, 2024),
            size=11_440,
            forms=(Form(columns=("ccode", "session", "idealpointall"), reshape=_from_sessions),),
        ),
    ),
    measures=tuple(
        Measure(
            name=f"un_ideal.{kind}",
            tables=("un_ideal_points",),
            rows=rows.state("un_ideal_points", f"idealpoint{kind}"),
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=coverage,
            absent=None,
            meaning=(
                f"position of the state in the General Assembly {what}; higher is closer to the United "
                "States in most years"
            ),
            unit="latent scale",
            hindsight=True,
        )
        for kind, (what, coverage) in _KINDS.items()
    ),
    limits=(
        "The session of 1964 held one vote and has no estimate.",
        (
            "Ideal points of a year are estimated with the votes of later years: they may not be used as "
            "known at the time."
        ),
    ),
)
