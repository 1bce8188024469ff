"""Which general claims statements bear on: by words that are shown, not by understanding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symmachy.claims import claims
from symmachy.report.brief.value import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from symmachy.claims import Claim
    from symmachy.report.brief.value import Voice

__all__ = ["links_of"]


def links_of(voices: Sequence[Voice], among: Iterable[Claim] | None = None) -> dict[str, tuple[Link, ...]]:
    """Return for each claim's id the statements that bear on it, claims with none left out.

    A statement bears on a claim where it speaks of a relation between states, or names two, and one of the claim's
    cues (`Claim.cues`) stands in it whole. Names are taken out before the cues are looked for, so that the same
    sentence on other states bears on the same claims. A statement that repeats an earlier one is left to that one.
    """
    texts = [
        (v, _without_names(v))
        for v in voices
        if not v.repeats and (v.statement.relations or len(v.statement.codes) > 1)
    ]
    found: dict[str, tuple[Link, ...]] = {}
    for claim in claims() if among is None else among:
        cues = [[_form(member) for member in cue] for cue in claim.cues]
        links = [Link(voice=v, words=words) for v, text in texts if (words := _first(cues, text))]
        if links:
            found[claim.id] = tuple(links)
    return found


_WHOLE = 3
"""Beginnings of so few letters are whole words, or "war" would stand in "warn"."""
_OTHERWISE = re.compile(
    r"\bcold war\b|\b(?:matters|questions|issues|subjects) of (?:common|mutual|shared) (?:interest|concern)s?\b",
    re.IGNORECASE,
)
"""Set phrases whose words say something else."""


def _form(member: str) -> re.Pattern[str]:
    begins = "|".join(
        re.escape(w).replace(r"\ ", r"\s+") + (r"s?\b" if len(w) <= _WHOLE else r"\w*")
        for w in map(str.strip, member.split("|"))
    )
    return re.compile(rf"\b(?:{begins})", re.IGNORECASE)


def _first(cues: Sequence[Sequence[re.Pattern[str]]], text: str) -> tuple[str, ...]:
    """Return the words of the first cue whose members all stand in a text, each at a place of its own."""
    for cue in cues:
        found: list[re.Match[str]] = []
        for form in cue:
            match = next((m for m in form.finditer(text) if all(m.span() != f.span() for f in found)), None)
            if match is None:
                break
            found.append(match)
        else:
            return tuple(" ".join(m[0].split()).casefold() for m in found)
    return ()


def _without_names(voice: Voice) -> str:
    target = voice.statement.target
    text = target.exact
    for actor in sorted(voice.statement.actors, key=lambda a: -a.target.start):
        start, end = actor.target.start - target.start, actor.target.end - target.start
        if 0 <= start < end <= len(text):
            text = text[:start] + " " + text[end:]
    return _OTHERWISE.sub(" ", text)
