"""A fitted study for the terminal: one table, what it rests on, what it owes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

    from symmachy.estimation.tabled import Tabled
    from symmachy.studies import Outcome

__all__ = ["about", "study"]


def study(outcome: Outcome) -> RenderableType:
    """Return the study as text and tables."""
    from rich.console import Group
    from rich.text import Text

    parts: list[RenderableType] = [Text(outcome.title, style="bold"), Text(about(outcome))]
    if not outcome.fit.converged:
        parts.append(
            Text("NOT CONVERGED: these are no estimates to report. See the notes below.", style="bold red")
        )
    for head, column in outcome.columns:
        parts += [Text(), Text(head, style="bold"), _table(column)]
        parts.append(Text("; ".join(f"{label} {text}" for label, text in column.foot), style="dim"))
    parts += [Text(), Text(f"Standard errors: {outcome.fit.errors_are}")]
    if outcome.goodness is not None:
        parts += [Text(), Text("goodness of fit", style="bold"), Text(outcome.goodness.summary()), Text()]
    parts += [Text(f"Note: {note}") for note in outcome.notes]
    parts += [Text(), Text("To cite:", style="bold"), *map(Text, outcome.fit.cite().splitlines())]
    parts += [Text(f"Data: {source.citation}") for source in outcome.sources]
    return Group(*parts)


def about(outcome: Outcome) -> str:
    """Say which networks were fitted by what.

    Such as: discrete-time hazards; 21 networks, 1950 to 1970, 80 to 130 states, 412 to 800 ties (defense, either).
    """
    bound = outcome.bound
    years = [n.year for n in bound.networks]
    low, high = outcome.states
    few, many = min(outcome.ties), max(outcome.ties)
    relation = f"{(bound.relation.obligation.name or '').lower()}, {bound.relation.reading.value}"
    tie = "own ties" if bound.world.record == "own" else relation
    return (
        f"{outcome.by.words}; {len(years)} networks, {years[0]} to {years[-1]}; {_span(low, high)} states; "
        f"{_span(few, many)} ties ({tie}{', ' + bound.relation.reading.value if tie == 'own ties' else ''})"
    )


def _span(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _table(column: Tabled) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("term", overflow="fold")
    for name in ("estimate", "std. error", "p", "95 % interval"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in column.tidy().to_dicts():
        table.add_row(
            Text(row["term"]),
            f"{row['estimate']:.4f}",
            _cell(row["std.error"]),
            _p(row["p.value"]),
            f"{_cell(row['conf.low'])} to {_cell(row['conf.high'])}" if row["conf.low"] is not None else "",
        )
    return table


def _cell(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.4f}"


def _p(value: float | None) -> str:
    if value is None or math.isnan(value):
        return ""
    return "< .001" if value < 0.001 else f"{value:.3f}"
