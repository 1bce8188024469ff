"""Transfers of major weapons."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, number, text, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

_YEARS = Coverage(1970, 2014)
_UNIT = "millions of trend-indicator value"

SOURCE = Source(
    id="arms_transfers",
    title="Transfers of major weapons (SIPRI)",
    version="an extract for 1970 to 2014",
    citations=(
        Citation(
            key="sipri",
            author="Stockholm International Peace Research Institute",
            year="undated",
            title="SIPRI Arms Transfers Database",
            kind="misc",
            address="https://www.sipri.org/databases/armstransfers",
        ),
    ),
    terms=(
        "Free for non-commercial use with the credit line 'Information from the SIPRI Arms Transfers "
        "Database'; "
        "commercial use needs an agreement, and no large part of it may be published."
    ),
    noncommercial=True,
    address="https://www.sipri.org/databases/armstransfers",
    tables=(
        Table(
            name="arms_transfers_tiv",
            what="an ordered pair of states in a year with a transfer",
            key=("year", "ccode_sender", "ccode_receiver"),
            columns=(
                year(first=1950),
                text("sender", "name of the supplier"),
                ccode("ccode_sender", "COW code of the supplier"),
                text("receiver", "name of the recipient"),
                ccode("ccode_receiver", "COW code of the recipient"),
                number("tiv", "volume of the transfer", 0, unit=_UNIT),
            ),
            years=_YEARS,
            size=13_502,
        ),
    ),
    measures=(
        Measure(
            name="arms_transfers.tiv",
            tables=("arms_transfers_tiv",),
            rows=rows.pair("arms_transfers_tiv", "tiv", codes=("ccode_sender", "ccode_receiver")),
            unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning="volume of major weapons that the first state delivered to the second in the year",
            unit=_UNIT,
        ),
    ),
    limits=("The extract lists deliveries above zero only; whether it lists all of them was not checked.",),
)
