"""Claims and verdicts laid out for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symmachy.claims.verdict import ratio, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from symmachy.claims import Claim, Passage, Verdict

__all__ = ["claim", "listing", "table", "verdict"]


def listing(claims: Iterable[Claim]) -> Table:
    """List claims by id with what each one says."""
    found = _table("id", "claim", "unit", "expected", "can be tested")
    for c in claims:
        test = c.test
        found.add_row(
            c.id,
            c.title,
            test.unit if test else "",
            f"{test.outcomes[0]} {test.expected.value}" if test else "",
            {"testable": "yes", "partly testable": "in part", "not testable": "no"}[c.testability.value],
        )
    return found


def claim(c: Claim, texts: Sequence[str] = ()) -> Group:
    """Lay out one claim: what it says, its rival, who argues it, its test; passages from texts at hand."""
    parts: list[RenderableType] = [Text(f"{c.id}  {c.title}", style="bold"), *_both(c)]
    parts += _section("Scope", [c.scope])
    parts += _section("Known as", [c.term])
    parts += _section("Argued or studied by", [f"{w.work} ({w.known.value})" for w in c.works])
    parts += _section("Published findings", [c.finding] if c.finding else [])
    parts += _section("Met in", [_met(p, texts) for p in c.passages])
    for t in c.tests:
        told = [f"{label}: {', '.join(names)}" for label, names in t.told()]
        parts += _section("Test" if t is c.test else "Test on another unit", told)
    parts += _section("Why not in full, and what data would do it", [c.needs] if c.needs else [])
    parts += _section("Mind", [c.caution] if c.caution else [])
    return Group(*parts)


def _met(passage: Passage, texts: Sequence[str]) -> str:
    words = next((found for text in texts if (found := passage.read_in(text))), None)
    return f"{passage}: \u201c{' '.join(words.split())}\u201d" if words else str(passage)


def verdict(v: Verdict) -> Group:
    """Lay out one verdict with the claim and its rival above it."""
    parts: list[RenderableType] = [
        Text(f"{v.claim.id}  {v.claim.title}", style="bold"),
        *_both(v.claim),
        Text(f"\n{v.sentence()}"),
    ]
    if v.reference is not None:
        r = v.reference
        p = f"; p {v.p:.2g}" if v.p is not None else ""
        q = f", adjusted over all claims tested together {v.q:.2g}" if v.q is not None else ""
        parts += _section(
            "Reference coding",
            [
                "; ".join(f"{k}: {x}" for k, x in r.coding.as_dict().items()),
                f"{r.rows:,} rows, {r.came:,} with the outcome, {r.events:,} independent events",
                f"difference of chances {100 * r.difference:+.2g} in 100{p}{q}",
            ],
        )
    parts += _section("Choices", [v.choice_sentence()] if v.choice_sentence() else [])
    if v.lacks:
        parts += _section("Left out, for the record lacks it", [", ".join(v.lacks)])
    if v.without:
        parts += _section("Codings without an estimate", [f"{n}: {why}" for why, n in v.without])
    parts += _section("States that documents name", v.slot_sentences())
    parts += _section("Mind", [v.claim.caution] if v.claim.caution else [])
    return Group(*parts)


def table(verdicts: Sequence[Verdict]) -> Table:
    """Lay out many verdicts, by id."""
    found = _table(
        "id", "claim", "verdict", "median", "5 % to 95 %", "with sign", "clear", "other way", "events", "q"
    )
    for v in verdicts:
        t = v.tally
        numbers = [""] * 7
        if t is not None and t.estimated:
            numbers = [
                ratio(t.median),
                f"{ratio(t.low)} to {ratio(t.high)}",
                share(t.with_sign),
                share(t.clear),
                share(t.opposite),
                f"{t.events:,}",
                "" if v.q is None else f"{v.q:.2g}",
            ]
        found.add_row(v.claim.id, v.claim.title, v.word.value, *numbers)
    return found


def _both(c: Claim) -> list[RenderableType]:
    found: list[RenderableType] = [_item(f"Claim: {c.statement}")]
    found += [_item(f"Rival{f' ({r.claim})' if r.claim else ''}: {r.statement}") for r in c.rivals]
    return found


def _section(head: str, lines: Iterable[str]) -> list[RenderableType]:
    told = list(lines)
    return [Text(f"\n{head}", style="bold"), *map(_item, told)] if told else []


def _item(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _table(*columns: str) -> Table:
    found = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        found.add_column(name, overflow="fold")
    return found
