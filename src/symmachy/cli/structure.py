"""``symmachy structure``: blocs, balance, poles, landscapes and triangles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
import typer.core

from symmachy.cli.options import AsJson, Record

if TYPE_CHECKING:
    from symmachy.structure import SignRule
    from symmachy.typing import Json

__all__ = ["app"]

_EXAMPLES = (
    "Examples:\n\n"
    "symmachy structure 1914\n\n"
    "symmachy structure --window 1946 1949 --out page.html\n\n"
    "symmachy structure 1949 2000 --series --json\n\n"
    "symmachy structure --signed ties.csv --json\n\n"
    "symmachy structure triangle USA CHN RUS"
)


class _YearFirst(typer.core.TyperGroup):
    """A group whose first word may be a year or an option: then the command ``show`` is meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # click's context
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["show", *args]
        return list(super().parse_args(ctx, args))


app = typer.Typer(
    cls=_YearFirst,
    no_args_is_help=True,
    help="The shape of the system: blocs and who leads them, balance, poles, landscapes, three states through time.",
    epilog=_EXAMPLES,
)

Rule = Annotated[
    Literal["alliances", "wider"] | None,
    typer.Option(
        "--rule",
        help="What makes ties: [b]alliances[/b] (active help promised by both, hostility of the year) or "
        "[b]wider[/b] (neutrality and consultation too, one-sided pledges, hostility of five years).",
    ),
]
Count = Annotated[
    list[str] | None,
    typer.Option(
        "--count",
        help="Change the rule: NAME=NUMBER, such as nonaggression=1, war=4 or hostility=0; may be given several times.",
    ),
]
Memory = Annotated[
    int | None,
    typer.Option("--memory", help="For how many years a hostile act counts; by default as the rule says."),
]
Seconds = Annotated[
    float, typer.Option("--seconds", help="Stop a search after this time, with value and bound.")
]


@app.command("show", epilog=_EXAMPLES)
def show(
    year: Annotated[
        int | None, typer.Argument(help="A year; the last of which hostility is known by default.")
    ] = None,
    last: Annotated[int | None, typer.Argument(help="With --series: the last year, included.")] = None,
    *,
    window: Annotated[
        tuple[int, int] | None, typer.Option("--window", help="Take several years together: first and last.")
    ] = None,
    signed: Annotated[
        Path | None,
        typer.Option("--signed", help="Your own ties: a CSV file with the columns a, b, sign (1 or -1)."),
    ] = None,
    series: Annotated[
        bool, typer.Option("--series", help="Every measure for every year, and its changes.")
    ] = False,
    record: Record = "chronicle",
    rule: Rule = None,
    count: Count = None,
    memory: Memory = None,
    weighted: Annotated[
        bool, typer.Option("--weighted", help="Weigh ties as the rule does; by default each counts 1.")
    ] = False,
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", help="Two powers: who stands between them.")
    ] = None,
    seconds: Seconds = 60.0,
    out: Annotated[Path | None, typer.Option("--out", help="Also write the answer as one HTML page.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the shape of the system in a year, a window of years, every year, or of your own network."""
    from symmachy.errors import BadInput
    from symmachy.report.structure import data as structure_json
    from symmachy.report.structure import terminal as structure_terminal
    from symmachy.structure import Window, hedging, read_signed, shape, shape_of
    from symmachy.structure import series as every_year

    asked = [year is not None or last is not None, window is not None, signed is not None]
    if sum(asked) > 1:
        raise BadInput("a year, --window and --signed were given together: give one of them")
    if series and (window or signed):
        raise BadInput("--series goes through single years of a record: leave out --window and --signed")
    if last is not None and not series:
        raise BadInput(
            f"two years were given, {year} and {last}: add --series for each, or say --window {year} {last}"
        )
    if out is not None:
        from symmachy.report.pages import check

        check(out)
    if signed is not None:
        if rule or count or memory or record != "chronicle":
            raise BadInput("--signed has its signs already: leave out --record, --rule, --count and --memory")
        network = read_signed(signed)
        made = shape_of(network, title=signed.stem, seconds=seconds)
        positions = hedging(made.network, *between) if between else ()
        _write(out, made, None)
        _say(
            as_json, structure_json.shape(made, positions), lambda: structure_terminal.shape(made, positions)
        )
        return
    from symmachy.record import open_record

    world = open_record(record)
    signs = _rule(rule or "alliances", count, memory)
    if series:
        if out is not None:
            raise BadInput(
                "--series writes no page: leave out --out, or ask for one year; its page has the series"
            )
        years = every_year(world, year, last, rule=signs, seconds=seconds)
        _say(as_json, structure_json.series(years), lambda: structure_terminal.series(years))
        return
    when = Window(*window) if window else Window(*(2 * (signs.known(world).last if year is None else year,)))
    answer = shape(world, when, rule=signs, weighted=weighted, seconds=seconds)
    positions = ()
    if between:
        positions = hedging(
            answer.network, *(world.states.resolve(text, year=when.last).code for text in between)
        )
    _write(out, answer, every_year(world, rule=signs, seconds=seconds) if out else None)
    _say(
        as_json, structure_json.shape(answer, positions), lambda: structure_terminal.shape(answer, positions)
    )


@app.command(
    "landscape",
    epilog="Examples:\n\n"
    "symmachy structure landscape --sizes actors.csv --propensities pairs.csv --json\n\n"
    "symmachy structure landscape --europe 1936 --from GBR,FRA,RUS",
)
def landscape(
    *,
    sizes: Annotated[
        Path | None, typer.Option("--sizes", help="A CSV file with the columns actor and size.")
    ] = None,
    propensities: Annotated[
        Path | None,
        typer.Option(
            "--propensities", help="A square CSV table: the actors across and down, a number a pair."
        ),
    ] = None,
    europe: Annotated[
        int | None,
        typer.Option("--europe", help="The worked reconstruction of Europe instead: 1936 or 1938."),
    ] = None,
    neutral: Annotated[
        float | None,
        typer.Option(
            "--neutral", help="The propensity that counts as none; 3 for scores from 1 to 5, else 0."
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", help="Actors on one side today, with commas: show the way down from there."),
    ] = None,
    size: Annotated[
        list[str] | None, typer.Option("--size", help="What if: ACTOR=SIZE; may be given several times.")
    ] = None,
    propensity: Annotated[
        list[str] | None,
        typer.Option("--propensity", help="What if: ACTOR,ACTOR=NUMBER, the neutral one taken off already."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the search, beyond 24 actors.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Find the local minima of a landscape of alignments in two camps (Axelrod and Bennett 1993)."""
    from symmachy.errors import BadInput
    from symmachy.report.structure import data as structure_json
    from symmachy.report.structure import terminal as structure_terminal
    from symmachy.structure import europe as reconstruction
    from symmachy.structure import read_landscape

    if europe is not None:
        if sizes or propensities:
            raise BadInput(
                "--europe has its own sizes and propensities: leave out --sizes and --propensities"
            )
        of, taken = reconstruction(europe), 0.0
    elif sizes is None or propensities is None:
        raise BadInput("a landscape needs both --sizes and --propensities, or --europe 1936")
    else:
        of, taken = read_landscape(sizes, propensities, neutral=neutral)
    for text in size or []:
        name, number = _pair_of(text, "--size", "ACTOR=SIZE")
        of = of.with_sizes({name: number})
    for text in propensity or []:
        names, number = _pair_of(text, "--propensity", "ACTOR,ACTOR=NUMBER")
        one, comma, other = names.partition(",")
        if not comma:
            raise BadInput(f"--propensity {text!r} names one actor: write ACTOR,ACTOR=NUMBER")
        of = of.with_propensities({(one.strip(), other.strip()): number})
    minima = of.minima(seed=seed)
    path = None if start is None else of.path([name.strip() for name in start.split(",") if name.strip()])
    _say(
        as_json,
        structure_json.landscape(of, minima, taken, path),
        lambda: structure_terminal.landscape(of, minima, taken, path),
    )


@app.command("triangle", epilog="Example:  symmachy structure triangle USA CHN RUS")
def triangle(
    one: Annotated[str, typer.Argument(help="A state: a name, or a code such as USA, gw:2, cow:2.")],
    two: Annotated[str, typer.Argument(help="Another state.")],
    three: Annotated[str, typer.Argument(help="A third state.")],
    *,
    record: Record = "chronicle",
    rule: Rule = None,
    count: Count = None,
    memory: Memory = None,
    as_json: AsJson = False,
) -> None:
    """Follow three states through time: who is tied to whom, hostile to whom, and when that changed."""
    from symmachy.record import open_record
    from symmachy.report.structure import data as structure_json
    from symmachy.report.structure import terminal as structure_terminal
    from symmachy.structure import triangle as follow

    found = follow(open_record(record), one, two, three, rule=_rule(rule or "wider", count, memory))
    _say(as_json, structure_json.triangle(found), lambda: structure_terminal.triangle(found))


def _rule(name: str, count: list[str] | None, memory: int | None) -> SignRule:
    from dataclasses import replace

    from symmachy.errors import UnknownName
    from symmachy.structure import SignRule
    from symmachy.world import Obligation

    rule = SignRule.wider() if name == "wider" else SignRule()
    pledges, acts = dict(rule.pledges), dict(rule.acts)
    known = {o.name.lower(): o for o in Obligation if o.name}
    for text in count or []:
        what, number = _pair_of(text, "--count", "NAME=NUMBER")
        if what in known:
            pledges[known[what]] = number
        elif what in acts:
            acts[what] = number
        else:
            raise UnknownName.among("pledge or act", what, [*known, *acts])
    return replace(rule, pledges=pledges, acts=acts, memory=rule.memory if memory is None else memory)


def _pair_of(text: str, option: str, form: str) -> tuple[str, float]:
    from symmachy.errors import BadInput

    name, _, number = text.rpartition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        raise BadInput(f"{option} {text!r} has no number after '=': write {form}") from None


def _write(out: Path | None, answer: Any, over_time: Any) -> None:  # noqa: ANN401  # types that would be slow to import
    if out is not None:
        from symmachy.report.structure.page import write

        write(answer, out, over_time)


def _say(as_json: bool, data: Json, laid_out: Any) -> None:  # noqa: ANN401  # a function that gives a renderable
    if as_json:
        import json

        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    Console().print(laid_out())
