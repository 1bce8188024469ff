"""A brief built from documents: read, extracted, gathered, tested, assessed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from symmachy.claims import claim as claim_of
from symmachy.claims import claims
from symmachy.claims.shipped import known
from symmachy.report.brief.conditions import conditional
from symmachy.report.brief.links import links_of
from symmachy.report.brief.names import namer
from symmachy.report.brief.pairs import assessed, pairs_of
from symmachy.report.brief.quality import quality_of
from symmachy.report.brief.topics import read_of, topics_of
from symmachy.report.brief.value import Brief, Conditional, Ground, Rival

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from symmachy.claims import Verdict
    from symmachy.report.brief.value import Link, NamedPair, Read
    from symmachy.statements import Statements
    from symmachy.typing import Year
    from symmachy.world import World

__all__ = ["MOST_PAIRS", "brief"]

MOST_PAIRS = 6
"""Pairs that are assessed: those with the most statements."""


def brief(
    statements: Statements,
    world: World,
    *,
    year: Year | None = None,
    pairs: int = MOST_PAIRS,
    draws: int = 0,
    notes: Sequence[str] = (),
    told: Callable[[str], None] | None = None,
) -> Brief:
    """Gather what documents claim, what the record says of such claims, and what the models expect.

    Parameters
    ----------
    statements
        As `symmachy.statements.extract` returns them; those that were corrected in review go in as they stand.
    world
        The record.
    year
        Pairs and what-ifs know nothing after the end of it; by default for each pair the year of the latest dated
        document that speaks of it, and the record's last where there is none.
    pairs
        How many pairs are assessed, at the most; the others are listed.
    draws
        Futures for each what-if; with 0 the scenarios are written and not run.
    notes
        Sentences on how the documents were read, to be shown.
    told
        Called with what is done next.

    Returns
    -------
    Brief
        Its sentences are the same whichever states the documents name.

    Raises
    ------
    OutsideCoverage
        Where the record does not speak of `year`.
    """
    from symmachy.errors import OutsideCoverage

    if year is not None and year not in world.coverage:
        raise OutsideCoverage(
            f"the record {world.record!r} covers {world.coverage} but --year {year} was asked; "
            "give a year in that range"
        )
    tell = told or (lambda _: None)
    name = namer(world)
    documents = read_of(statements, name)
    topics = topics_of(statements, documents, name)
    voices = [v for d in documents for v in d.voices]
    tell("looking up what the record says of the claims")
    grounds = _grounds(links_of(voices), world)
    named_pairs = pairs_of(topics, documents, world, year=year)
    shown, others = assessed(named_pairs, world, most=pairs, told=told)
    conditionals = tuple(_conditionals(documents, world, year, draws=draws, tell=tell))
    return Brief(
        documents=documents,
        refused=statements.documents.refused,
        topics=topics,
        grounds=grounds,
        pairs=shown,
        more_pairs=others,
        conditionals=conditionals,
        record=world.record,
        edition=", ".join(dict.fromkeys(f"{p.source} {p.version}" for p in world.provenance)),
        reader=_reader(statements),
        quality=quality_of(statements),
        notes=tuple(notes),
        citations=_citations(grounds, shown, conditionals),
    )


def _grounds(links: Mapping[str, tuple[Link, ...]], world: World) -> tuple[Ground, ...]:
    verdicts: dict[str, Verdict | None] = {}

    def verdict(name: str) -> Verdict | None:
        if name not in verdicts:
            verdicts[name] = known(claim_of(name), world)
        return verdicts[name]

    return tuple(
        Ground(
            claim=c,
            verdict=verdict(c.id),
            rivals=tuple(
                Rival(
                    statement=r.statement,
                    term=r.term,
                    claim=r.claim,
                    verdict=verdict(r.claim) if r.claim else None,
                )
                for r in c.rivals
            ),
            links=links[c.id],
        )
        for c in claims()
        if c.id in links
    )


def _conditionals(
    documents: Sequence[Read], world: World, year: Year | None, *, draws: int, tell: Callable[[str], None]
) -> list[Conditional]:
    name, last = namer(world), world.coverage.last
    found = []
    for document in documents:
        when = year if year is not None else min(document.document.year or last, last)
        for voice in document.voices:
            made = None if voice.repeats else conditional(voice, world, when, partial(_in_year, name, when))
            if made is None:
                continue
            if made.scenario and draws:
                tell(f"what if: {made.name}")
                made = _run(made, world, draws)
            found.append(made)
    return found


def _in_year(name: Callable[[str, int | None], str], year: Year, code: str) -> str:
    return name(code, year)


def _run(made: Conditional, world: World, draws: int) -> Conditional:
    import tomllib

    from symmachy.errors import SymmachyError
    from symmachy.scenarios import Scenario, whatif

    try:
        asked = Scenario.of({**tomllib.loads(made.scenario), "draws": draws, "record": world.record})
        return replace(made, answer=whatif(asked, world=world))
    except SymmachyError as refused:
        return replace(made, why_not=f"It was not run: {str(refused).rstrip('.')}.")


def _reader(statements: Statements) -> str:
    methods = sorted({(s.method.package, s.method.version, s.method.model or "") for s in statements})
    if not methods:
        return "No statement was found."
    said = "; ".join(
        f"{package} {version}" + (f", with the parser's model {model}" if model else ", without a model")
        for package, version, model in methods
    )
    return f"Statements were read by {said}."


def _citations(
    grounds: Sequence[Ground], pairs: Sequence[NamedPair], conditionals: Sequence[Conditional]
) -> tuple[str, ...]:
    lines = [line for p in pairs if p.answer is not None for line in p.answer.citations]
    lines += [line for c in conditionals if c.answer is not None for line in c.answer.citations]
    lines += [f"{w.work} ({w.known.value})" for g in grounds for w in g.claim.works]
    return tuple(dict.fromkeys(lines))
