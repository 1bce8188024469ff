"""Warnings on a statement: what a reader should look at twice; nothing is corrected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symmachy.statements.gazetteer.entries import entries
from symmachy.statements.labels import Attribution, Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.extraction.candidate import Candidate
    from symmachy.statements.extraction.coding import Place
    from symmachy.statements.extraction.quotes import Quote
    from symmachy.statements.statement import Speaker

__all__ = ["flags_of"]

_ELISION = re.compile(r"…|\.\.\.|\[\.\.\.\]")
_OFFICE = re.compile(r"\b(?:President|Prime Minister|Chancellor|Premier) (?:[A-Z][\w.'’-]+ )?([A-Z][\w’'-]+)")
_DISPUTED = frozenset(
    {"falsely", "wrongly", "baselessly", "absurdly", "supposedly", "so-called", "allegedly"}
)
_LEADS = frozenset({"leader", "surname"})
_STANCES = frozenset(["agree", "want", "hope", "refuse", "reject", "oppose", "intend", "believe"])


def flags_of(
    candidate: Candidate, place: Place, speaker: Speaker, marks: Sequence[Quote]
) -> tuple[Flag, ...]:
    """Return the flags of a candidate, in alphabetical order."""
    text = place.view.text
    exact = text[candidate.start : candidate.end]
    found: set[Flag] = set()
    if _ELISION.search(exact):
        found.add(Flag.ELIDED)
    if any(not q.closed and q.start < candidate.end and candidate.start < q.end for q in marks):
        found.add(Flag.UNCLOSED_QUOTE)
    if _suspect(candidate, place):
        found.add(Flag.TRANSLATION_SUSPECT)
    cue = candidate.cue_token
    if cue is not None:
        modals = {t.lower_ for t in cue.children if t.dep_ == "aux"}
        if candidate.attribution is Attribution.ATTITUDE and modals & {"should", "may", "must", "can"}:
            found.add(Flag.AMBIGUOUS_VOICE)
        if any(t.lower_ in _DISPUTED for t in cue.children):
            found.add(Flag.AUTHOR_DISPUTES)
    if (
        re.search(r"\b(?:our country|our side|the motherland)\b", text, re.IGNORECASE)
        and not candidate.who.author
    ):
        found.add(Flag.AMBIGUOUS_VOICE)
    root = candidate.root
    if (
        root is not None
        and speaker.kind == "person"
        and speaker.state
        and root.lemma_ in _STANCES
        and candidate.attribution is not Attribution.ATTITUDE
    ):
        subjects = [t for t in root.children if t.dep_ == "nsubj"]
        codes = {m.code for m in place.mentions for t in subjects if m.start <= t.idx < m.end}
        if codes and speaker.state not in codes:
            found.add(Flag.IMPLAUSIBLE_SPEAKER)
    return tuple(sorted(found))


def _suspect(candidate: Candidate, place: Place) -> bool:
    """Whether it names a head of government whom the gazetteer does not know as one of that state's."""
    text = place.view.text
    first = candidate.who.start if candidate.who.named else candidate.start
    window = (min(first, candidate.start), max(candidate.end, candidate.who.end))
    for match in _OFFICE.finditer(text, *window):
        before = [
            m for m in place.mentions if 0 <= match.start() - m.end <= 2 and m.kind in ("demonym", "name")
        ]
        if not before:
            continue
        led = [m for m in place.mentions if match.start() < m.start < match.end() and m.kind in _LEADS]
        if led:  # the whole name is known: "President Abdel Fattah al-Sisi"
            if led[0].code != before[-1].code:
                return True
            continue
        name = match[1].split("’")[0].split("'")[0]
        those = [e for e in entries().get(name, ()) if e.kind in _LEADS and e.surface == name]
        if not any(e.code == before[-1].code for e in those):
            return True
    return False
