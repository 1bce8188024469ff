"""The panels of other units, under ``symmachy panel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

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


@app.command("treaty-year", epilog="Example:  symmachy panel treaty-year --tie any --out treaties.parquet")
def treaty_year(
    *,
    record: Record = "chronicle",
    tie: PledgeKind = "defense",
    window: Window = 5,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Treaties by year: parity, leading member, age, changes of government and regime."""
    finish(_make("treaty_years", record=record, tie=tie, years=window), out, as_json)


@app.command(
    "relevant-year", epilog="Example:  symmachy panel relevant-year --window 10 --out directed.parquet"
)
def relevant_year(
    *,
    record: Record = "chronicle",
    tie: PledgeKind = "defense",
    window: Window = 5,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Ordered pairs of neighbours, or with a great power, by year: who begins a dispute, who answers a pact."""
    finish(_make("relevant_years", record=record, tie=tie, years=window), out, as_json)


@app.command("pact-year", epilog="Example:  symmachy panel pact-year --window 10 --out pacts.csv")
def pact_year(
    *,
    record: Record = "chronicle",
    tie: PledgeKind = "defense",
    window: Window = 5,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """States' ties with others by year, seen from each side: which ones are lost, and beside how many opponents."""
    finish(_make("own_pact_years", record=record, tie=tie, years=window), out, as_json)


@app.command("coalition-side", epilog="Example:  symmachy panel coalition-side --record full --out sides.csv")
def coalition_side(
    *, record: Record = "full", tie: PledgeKind = "defense", out: Out = None, as_json: AsJson = False
) -> None:
    """Sides of two states or more in wars and disputes: who carried how much. Needs the full record."""
    finish(_make("coalition_sides", record=record, tie=tie), out, as_json)


@app.command("war-opportunity", epilog="Example:  symmachy panel war-opportunity --out occasions.csv")
def war_opportunity(
    *,
    record: Record = "chronicle",
    tie: PledgeKind = "defense",
    window: Window = 5,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Occasions to join a war beside a partner: who had a pact, who had a stake, who came."""
    finish(_make("war_opportunities", record=record, tie=tie, years=window), out, as_json)


@app.command("position-year", epilog="Example:  symmachy panel position-year --window 10 --out positions.csv")
def position_year(
    *,
    record: Record = "chronicle",
    tie: PledgeKind = "defense",
    window: Window = 5,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """States by year: isolation, opponents, hedging, rise and decline."""
    finish(_make("position_years", record=record, tie=tie, years=window), out, as_json)


@app.command("state-power-year", epilog="Example:  symmachy panel state-power-year --out powers.parquet")
def state_power_year(
    *,
    record: Record = "chronicle",
    tie: PledgeKind = "defense",
    window: Window = 5,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """States with each great power by year: leaders and members, burdens, offers from the other side."""
    finish(_make("state_power_years", record=record, tie=tie, years=window), out, as_json)


@app.command("issue-year", epilog="Example:  symmachy panel issue-year --record full --out issues.parquet")
def issue_year(
    *, record: Record = "full", tie: PledgeKind = "defense", out: Out = None, as_json: AsJson = False
) -> None:
    """Pairs of states by year: agreement on each issue area of UN votes. Needs the full record."""
    finish(_make("issue_years", record=record, tie=tie), out, as_json)


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
