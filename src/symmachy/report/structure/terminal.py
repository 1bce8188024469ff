"""Answers about structure laid out for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symmachy.report.structure.words import found, listed, share, ties_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from symmachy.structure import Bloc, Landscape, Minima, Move, Position, Series, Shape, Triangle

__all__ = ["landscape", "series", "shape", "triangle"]

_MOST = 12
"""Lines of a list that is not given whole."""


def shape(answer: Shape, positions: Sequence[Position] = ()) -> Group:
    """Lay out the shape of one network."""
    plus = int((answer.network.signs > 0).sum())
    minus = len(answer.network.ties) - plus
    known = answer.triads
    parts: list[RenderableType] = [
        Text(f"The shape of {answer.title}", style="bold"),
        Text(f"{len(answer.network.nodes)} nodes, {plus} positive and {minus} negative ties."),
        *([Text(f"Ties {answer.rule}.", style="dim")] if answer.rule else []),
        _head("Balance"),
        _item(f"In two sides: {found(answer.two)}."),
        _item(f"In any number of blocs: {found(answer.many)}."),
        _item(
            f"{known.balanced:,} of {known.total:,} triangles are balanced."
            if known.total
            else "There is no triangle."
        ),
        _item(f"Over walks of all lengths: {answer.walks.degree:.3f} (1 is balanced)."),
        *_frustrated(answer),
        _head("Blocs"),
        *_blocs(answer),
        *_poles(answer),
        *_positions(answer),
        *_hedging(answer, positions),
        *_end(answer.limits, answer.citations),
    ]
    return Group(*parts)


def series(answer: Series) -> Group:
    """Lay out yearly measures: one line a year, then the changes of level."""
    table = _table(
        *(("year", "right"), ("states", "right"), ("+", "right"), ("-", "right"), ("frustration", "right")),
        *(
            ("balance", "right"),
            ("triangles", "right"),
            ("blocs", "right"),
            ("poles", "right"),
            ("CON", "right"),
        ),
    )
    for y in answer.years:
        table.add_row(
            *(str(y.year), str(y.states), str(y.positive), str(y.negative)),
            f"{y.frustration:g}"
            + ("" if y.frustration == y.frustration_bound else f" (>= {y.frustration_bound:g})"),
            f"{y.line_balance:.3f}",
            f"{y.balanced}/{y.triangles}",
            *(str(y.blocs), str(y.poles), f"{y.concentration:.3f}"),
        )
    parts: list[RenderableType] = [
        Text(f"The shape of the system, record: {answer.record}", style="bold"),
        table,
    ]
    for name, changed in answer.changes.items():
        parts.append(_head(f"Changes of level: {name.replace('_', ' ')}"))
        parts += [
            _item(
                f"{c.year} (95 % interval {c.low} to {c.high}): from {c.before:.3g} to {c.after:.3g} on average; "
                f"probability of a change within two years of it {share(c.probability)}"
            )
            for c in changed.found
        ] or [_item("None.")]
    return Group(*parts, *_end(answer.limits, answer.citations))


def landscape(of: Landscape, minima: Minima, neutral: float, path: Sequence[Move] | None) -> Group:
    """Lay out the minima of a landscape."""
    how = (
        f"All {minima.alignments:,} alignments were looked at."
        if minima.complete
        else f"Found by {minima.alignments:,} descents: there may be other minima, and lower ones."
    )
    parts: list[RenderableType] = [
        Text(f"A landscape of {len(of.actors)} actors", style="bold"),
        Text(f"{len(minima.found)} local {'minimum' if len(minima.found) == 1 else 'minima'}. {how}"),
    ]
    if neutral:
        parts.append(Text(f"{neutral:g} was read as the neutral propensity and taken off all.", style="dim"))
    for m in minima.found[:_MOST]:
        basin = "" if m.basin is None else f", reached from {share(m.basin)} of all alignments"
        parts.append(_head(f"Energy {m.energy:,.10g}{basin}"))
        parts += [_item(", ".join(side) or "(no one)") for side in m.sides]
        if m.indifferent:
            parts.append(_item(f"indifferent: {', '.join(m.indifferent)}"))
    if len(minima.found) > _MOST:
        parts.append(_item(f"and {len(minima.found) - _MOST} higher ones; --json gives all"))
    if path is not None:
        parts.append(_head("The steepest way down from the alignment given"))
        parts += [_item(f"{p.actor} changes sides: energy {p.energy:,.10g}") for p in path] or [
            _item("It is a minimum already.")
        ]
    return Group(*parts)


def triangle(answer: Triangle) -> Group:
    """Lay out three states' story."""
    first, last = answer.years[0], answer.years[-1]
    table = _table(("from", "right"), ("triangle", ""), ("sides", ""), ("in the record", ""))
    rows = [(first, ())] + [(c.after, c.events) for c in answer.changes]
    for year, events in rows:
        kind = year.kind.value + (f" ({year.pivot})" if year.pivot else "")
        signs = "  ".join(
            f"{s.one}{'+' if s.sign > 0 else '-' if s.sign < 0 else ' '}{s.other}" for s in year.sides
        )
        table.add_row(str(year.year), kind, signs, "; ".join(events))
    parts: list[RenderableType] = [
        Text(" ".join(answer.states) + f", {first.year} to {last.year}", style="bold"),
        Text(f"In {last.year}: {last.kind.value}" + (f" ({last.pivot})" if last.pivot else "") + "."),
        Text(f"Ties {answer.rule}.", style="dim"),
        _head("Share of the years"),
        *(_item(f"{kind.value}: {share(part)}") for kind, part in answer.shares().items() if part),
        _head("Changes, and what began or ended then"),
        table,
    ]
    return Group(*parts)


def _frustrated(answer: Shape) -> list[RenderableType]:
    ties = answer.two.ties
    if not ties:
        return []
    more = [_item(f"and {len(ties) - _MOST} more; --json gives all")] if len(ties) > _MOST else []
    return [
        _head("Ties that do not fit the two sides"),
        *(_item(t) for t in ties_of(ties[:_MOST], answer.names)),
        *more,
    ]


def _blocs(answer: Shape) -> list[RenderableType]:
    if not answer.blocs:
        return [_item("No two nodes are held together by positive ties.")]
    table = _table(("leader", ""), ("members", "right"), ("capabilities", "right"), ("hub", ""), ("who", ""))
    for b in answer.blocs:
        hub = f"{b.hub.name} ({share(b.dependence)} cut off without)" if b.dependence else b.hub.name
        table.add_row(
            answer.names[b.leader.name], str(len(b.members)), share(b.share), hub, listed(_names(b), _MOST)
        )
    return [Padding(table, (0, 0, 0, 2))]


def _names(bloc: Bloc) -> list[str]:
    return [m.name for m in bloc.members]


def _poles(answer: Shape) -> list[RenderableType]:
    if answer.poles is None or answer.bloc_poles is None or answer.concentration is None:
        return []
    power = ", ".join(
        f"{answer.names[n]} {share(s)}" for n, s in zip(answer.poles.names, answer.poles.shares, strict=True)
    )
    by_bloc = ", ".join(
        f"{answer.names[n]} {share(s)}"
        for n, s in zip(answer.bloc_poles.names, answer.bloc_poles.shares, strict=True)
    )
    spread = answer.concentration
    return [
        _head("Poles: at least half of the capabilities of the largest"),
        _item(f"states: {power}"),
        _item(f"blocs, by their leaders, and states in none: {by_bloc}"),
        _item(f"concentration (CON) {spread.con:.3f}, as of {spread.effective:.1f} equal states"),
    ]


def _positions(answer: Shape) -> list[RenderableType]:
    lines = [
        ("with positive ties into more than one bloc", answer.between),
        ("negative ties only", answer.isolated),
        ("no tie", answer.unaligned),
    ]
    said = [_item(f"{what}: {listed(names, 3 * _MOST)}") for what, names in lines if names]
    return [_head("Between, alone, apart"), *said] if said else []


def _hedging(answer: Shape, positions: Sequence[Position]) -> list[RenderableType]:
    if not positions:
        return []
    table = _table(("", ""), ("evenness", "right"), ("close to first", "right"), ("to second", "right"))
    for p in positions[:_MOST]:
        if p.hedging > 0:
            close = (f"{c:.2f}" for c in p.closeness)
            table.add_row(answer.names[p.name], f"{p.hedging:.2f}", *close)
    head = _head("Between the two powers, the most even first")
    return [head, Padding(table, (0, 0, 0, 2)) if table.row_count else _item("No one is close to both.")]


def _end(limits: Iterable[str], citations: Iterable[str]) -> list[RenderableType]:
    said: list[RenderableType] = []
    for head, lines in (("Limits", tuple(limits)), ("Cite", tuple(citations))):
        if lines:
            said += [_head(head), *(_item(line) for line in lines)]
    return said


def _head(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _item(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header, justify in columns:
        table.add_column(header, justify="right" if justify == "right" else "left", overflow="fold")
    return table
