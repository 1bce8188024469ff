"""A brief laid out for the terminal: the short form; the page holds every passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from symmachy.report.brief import words
from symmachy.report.words import percent

if TYPE_CHECKING:
    from rich.console import RenderableType

    from symmachy.report.brief.value import Brief, NamedPair

__all__ = ["summary"]

_MOST = 12
"""Propositions that are listed: those with two statements or more and then the others, each in their own order."""


def summary(brief: Brief) -> Group:
    """Lay out a brief as a rich renderable."""
    parts: list[RenderableType] = [Text(words.headline(brief), style="bold"), *map(Text, brief.notes)]
    parts.append(_head("Documents"))
    for d in brief.documents:
        parts.append(_item(f"{d.label}  {d.document.title or d.document.name}: {words.about(d.document)}"))
        parts.append(_item(f"    {words.coverage(d)}", style="dim"))
    parts += [_item(f"not read: {r.name}: {r.sentence}") for r in brief.refused]
    parts.append(_head("Propositions: affirming, denying, conditional, open statements"))
    listed = sorted(brief.topics, key=lambda t: t.number < 2)[:_MOST]
    parts += [
        _item(f"{t.sentence}: {', '.join(str(len(those)) for those in t.sides.values())}") for t in listed
    ]
    if len(brief.topics) > len(listed):
        parts.append(_item(f"{len(brief.topics) - len(listed)} more are on the page", style="dim"))
    parts.append(_head("General claims, each with its rival"))
    for g in brief.grounds:
        word = g.verdict.word.value if g.verdict else "not tested here yet"
        keys = ", ".join(link.voice.key for link in g.links)
        parts.append(_item(f"{g.claim.id} {g.claim.title}: {word} ({keys})"))
        parts.append(_item(f"    claim: {g.claim.statement}", style="dim"))
        parts += [_item(f"    rival: {r.statement}", style="dim") for r in g.rivals]
    parts.append(_head("Pairs of states"))
    parts += [_item(line) for p in brief.pairs for line in _pair(p)]
    if brief.more_pairs:
        parts.append(
            _item(f"{words.plural(len(brief.more_pairs), 'more pair')} named, not assessed", style="dim")
        )
    parts.append(_head("Conditions"))
    for c in brief.conditionals:
        parts.append(_item(f"{c.voice.key}  {c.condition}: {'; '.join(c.changes) or c.why_not}"))
    parts.append(_head("Not understood"))
    parts += [_item(line) for line in words.not_understood(brief)]
    parts.append(_item(words.quality(brief), style="dim"))
    return Group(*parts)


def _head(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _item(text: str, style: str = "") -> Padding:
    return Padding(Text(text, style=style), (0, 0, 0, 2))


def _pair(pair: NamedPair) -> list[str]:
    one, other = pair.names
    if pair.answer is None:
        return [f"{one} and {other}: {pair.refused}"]
    said = [pair.answer.status]
    for chance, track in words.ahead(pair)[-1:]:
        line = (
            f"    {words.chances(pair)} within {chance.horizon} years: {percent(chance.p)} "
            f"({percent(chance.lo)} to {percent(chance.hi)})."
        )
        said.append(f"{line} {track.sentence}" if track else line)
    return said
