"""``symmachy mechanisms``: which mechanisms there are, and what one of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symmachy.cli.options import AsJson  # typer reads annotations when it runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.mechanisms import Mechanism

__all__ = ["EXAMPLES", "mechanisms"]

EXAMPLES = (
    "Examples:\n\n"
    "symmachy mechanisms\n\n"
    "symmachy mechanisms shared_allies\n\n"
    "symmachy mechanisms great power --json"
)


def mechanisms(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="The name of a mechanism, which is explained, or words to search for."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the mechanisms, search them by words, or explain the one that is named or found."""
    from symmachy.mechanisms import named, registry, search

    asked = " ".join(words or ())
    known = registry()
    if asked in known or any(asked in kind.spellings for kind in known.values()):
        kind = named(asked)
        _print_json(_data(kind)) if as_json else _print_one(kind)
        return
    found = search(asked)
    if not found:
        named("_".join(asked.split()))  # refuses with the nearest names
    if as_json:
        _print_json([_data(kind) for kind in found])
    elif asked and len(found) == 1:
        _print_one(found[0])
    else:
        _print_list(found)


def _print_json(content: object) -> None:
    import json

    typer.echo(json.dumps(content, indent=1, ensure_ascii=False))


def _data(kind: type[Mechanism]) -> dict[str, Any]:
    import inspect

    from symmachy.mechanisms import options_of

    example = kind.example
    return {
        "name": kind.name,
        "title": kind.title,
        "about": kind.group.value,
        "kind": _kind(kind),
        "ties": kind.direction.name.lower(),
        "description": inspect.getdoc(kind),
        "formula": kind.formula,
        "readings": {"positive": kind.readings.positive, "negative": kind.readings.negative},
        "options": [
            {"name": key, "meaning": one.meaning, "values": one.values, "default": one.default_text or None}
            for key, one in options_of(kind).items()
        ],
        "needs": list(kind.needs),
        "references": [
            {"authors": r.authors, "year": r.year, "title": r.title or None, "reason": r.reason.value}
            for r in kind.references
        ],
        "known_as": {
            "ergm": list(kind.known_as.ergm),
            "btergm": list(kind.known_as.btergm),
            "RSiena": list(kind.known_as.rsiena),
            "literature": list(kind.known_as.literature),
        },
        "numerically_equal_to": [
            {"term": e.term, "package": e.package, "ours": e.ours, "compared": e.compared}
            for e in kind.equals
        ],
        "example": {
            "formula": example.made(kind).label,
            "ties": example.ties.split(),
            "pair": example.pair or None,
            "value": example.value,
            "count": example.count,
        },
    }


def _kind(kind: type[Mechanism]) -> str:
    from symmachy.mechanisms import NetworkMechanism, PairMechanism

    if issubclass(kind, PairMechanism):
        return "pair"
    return "network" if issubclass(kind, NetworkMechanism) else "position"


_KINDS = {
    "pair": "of the pair: known without the ties of the year",
    "network": "of the network: for a pair it is what its tie changes in the number below",
    "position": "of the pair's position among the ties of the year: for hazards, and within lag(...)",
}


def _print_list(found: Sequence[type[Mechanism]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for group in dict.fromkeys(kind.group for kind in found):
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(min_width=24, no_wrap=True)
        table.add_column(overflow="fold")
        for kind in found:
            if kind.group is group:
                table.add_row(Text(kind.name), Text(kind.title))
        console.print(Text(group.value, style="bold"))
        console.print(table)
        console.print()
    many = "1 mechanism" if len(found) == 1 else f"{len(found)} mechanisms"
    console.print(f"{many}; symmachy mechanisms NAME explains one", style="dim", highlight=False)


def _print_one(kind: type[Mechanism]) -> None:
    import inspect

    from symmachy.mechanisms import options_of
    from symmachy.mechanisms.picture import legend, letters

    example = kind.example
    typer.echo(f"{kind.name}: {kind.title} ({kind.group.value})\n")
    typer.echo((inspect.getdoc(kind) or "").replace("``", "'"))
    typer.echo(f"\nkind: {_KINDS[_kind(kind)]}")
    typer.echo(f"reads: {kind.direction.value}")
    typer.echo(f"formula: {kind.formula}")
    typer.echo(f"a positive coefficient says: {kind.readings.positive}")
    typer.echo(f"a negative coefficient says: {kind.readings.negative}")
    for key, one in options_of(kind).items():
        default = f"; {one.default_text} where it is not given" if one.default_text else ""
        typer.echo(f"option {key}: {one.meaning}; {one.values}{default}")
    if kind.needs:
        typer.echo(f"needs: {', '.join(kind.needs)}")
    for work in kind.references:
        typer.echo(f"{work.reason.value}: {work}")
    if kind.known_as.names:
        typer.echo(f"known elsewhere as: {kind.known_as}; equal numbers are not implied")
    for equal in kind.equals:
        typer.echo(
            f"same numbers as {equal.term} of {equal.package} where it is {equal.ours}: {equal.compared}"
        )
    of = f"the pair {example.pair}" if example.pair else "this network"
    typer.echo(f"\n{letters(example)}\n ({legend(example)})")
    typer.echo(f"\n{example.made(kind).label} is {example.value:g} for {of}: {example.count}")
