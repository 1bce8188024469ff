"""The panels of other units, under ``symmachy panel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from symmachy.cli.options import AsJson, Record
from symmachy.cli.panel import app, finish

if TYPE_CHECKING:
    from symmachy.world import Panel

__all__ = ["app"]

PledgeKind = Annotated[
    Literal["defense", "any", "lesser"],
    typer.Option(
        "--tie",
        help="Which pledges tie two states: [b]defense[/b], [b]any[/b] of the five, or [b]lesser[/b] "
        "(neutrality, non-aggression, consultation).",
    ),
]
Window = Annotated[int, typer.Option("--window", min=1, help="For how many years the past counts.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where to write: a path that ends in .csv or .parquet.")
]


def _make(name: str, **options: Any) -> Panel:  # noqa: ANN401  # what each builder takes
    from symmachy import panels
    from symmachy.record import open_record

    world = open_record(options.pop("record"))
    options["tie"] = panels.Tie(options["tie"])
    if "kind" in options:
        options["kind"] = panels.Triad(options["kind"])
    built: Panel = getattr(panels, name)(world, **options)
    return built


@app.command("triad-year", epilog="Example:  symmachy panel triad-year --kind wedge --out wedges.csv")
def triad_year(
    *,
    kind: Annotated[
        Literal["wedge", "hub", "balance", "opponents"],
        typer.Option(
            "--kind",
            help="[b]wedge[/b]: two partners and a third hostile to one of them; [b]hub[/b]: a quarrel with a "
            "great power and any third; [b]balance[/b]: partners and a third with a sign to both; "
            "[b]opponents[/b]: two that are not tied and a third that both face.",
        ),
    ] = "wedge",
    record: Record = "chronicle",
    tie: PledgeKind = "defense",
    window: Window = 5,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Three states by year, each in a role of its own."""
    finish(_make("triad_years", record=record, kind=kind, tie=tie, years=window), out, as_json)


class _Unit(NamedTuple):
    """A panel that asks for no more than the record, the ties and the window."""

    name: str
    builder: str
    """In `symmachy.panels`."""
    words: str
    example: str


_WITH_WINDOW = (
    _Unit(
        "treaty-year",
        "treaty_years",
        "Treaties by year: parity, leading member, age, changes of government and regime.",
        "--tie any --out treaties.parquet",
    ),
    _Unit(
        "relevant-year",
        "relevant_years",
        "Ordered pairs of neighbours, or with a great power, by year: who begins a dispute, who answers a pact.",
        "--window 10 --out directed.parquet",
    ),
    _Unit(
        "pact-year",
        "own_pact_years",
        "States' ties with others by year, seen from each side: which ones are lost, and beside how many opponents.",
        "--window 10 --out pacts.csv",
    ),
    _Unit(
        "war-opportunity",
        "war_opportunities",
        "Occasions to join a war beside a partner: who had a pact, who had a stake, who came.",
        "--out occasions.csv",
    ),
    _Unit(
        "position-year",
        "position_years",
        "States by year: isolation, opponents, hedging, rise and decline.",
        "--window 10 --out positions.csv",
    ),
    _Unit(
        "state-power-year",
        "state_power_years",
        "States with each great power by year: leaders and members, burdens, offers from the other side.",
        "--out powers.parquet",
    ),
)
_OF_FULL = (
    _Unit(
        "coalition-side",
        "coalition_sides",
        "Sides of two states or more in wars and disputes: who carried how much. Needs the full record.",
        "--record full --out sides.csv",
    ),
    _Unit(
        "issue-year",
        "issue_years",
        "Pairs of states by year: agreement on each issue area of UN votes. Needs the full record.",
        "--record full --out issues.parquet",
    ),
)


def _with_window(unit: _Unit) -> None:
    @app.command(unit.name, help=unit.words, epilog=f"Example:  symmachy panel {unit.name} {unit.example}")
    def command(
        *,
        record: Record = "chronicle",
        tie: PledgeKind = "defense",
        window: Window = 5,
        out: Out = None,
        as_json: AsJson = False,
    ) -> None:
        finish(_make(unit.builder, record=record, tie=tie, years=window), out, as_json)


def _of_full(unit: _Unit) -> None:
    @app.command(unit.name, help=unit.words, epilog=f"Example:  symmachy panel {unit.name} {unit.example}")
    def command(
        *, record: Record = "full", tie: PledgeKind = "defense", out: Out = None, as_json: AsJson = False
    ) -> None:
        finish(_make(unit.builder, record=record, tie=tie), out, as_json)


for _unit in _WITH_WINDOW:
    _with_window(_unit)
for _unit in _OF_FULL:
    _of_full(_unit)


@app.command(
    "roll-call",
    epilog="Example:  symmachy panel roll-call --about PALESTINE --out votes.csv",
)
def roll_call(
    *,
    record: Record = "full",
    about: Annotated[
        str, typer.Option("--about", help="What the short titles of the roll calls hold; a pattern.")
    ] = "(?i)china representation",
    tie: PledgeKind = "defense",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """States' votes on some roll calls, each beside those of the great powers. Needs the full record."""
    finish(_make("roll_call_votes", record=record, about=about, tie=tie), out, as_json)
