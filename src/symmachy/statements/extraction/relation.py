"""What a statement says of how states stand to each other: a lexicon of words and phrases, the same for all."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from symmachy.statements.labels import Act, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.gazetteer import Mention
    from symmachy.statements.view import View

__all__ = ["Hit", "Topic", "lead_of", "main_relation", "relations_in", "topic_of", "turn_of", "without_names"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A cue of a relation: positions, the end excluded."""

    start: int
    end: int
    label: Relation
    weight: float


@cache
def _lexicon() -> tuple[tuple[re.Pattern[str], Relation | None, float], ...]:
    """Return the table, neighbouring rows of a relation and weight as one pattern; earlier rows take words first."""
    table = resources.files("symmachy.statements.extraction").joinpath("relations.csv")
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        (
            re.compile(rf"\b(?:{'|'.join(row['pattern'] for row in those)})\b", re.IGNORECASE),
            Relation(label) if label else None,
            float(weight),
        )
        for (label, weight), those in groupby(rows, key=lambda row: (row["relation"], row["weight"]))
    )


def relations_in(text: str) -> tuple[Hit, ...]:
    """Return the cues of relations in a text, the heaviest label first and then by place.

    Examples
    --------
    >>> [h.label.value for h in relations_in("they will form a military alliance against the threat")]
    ['alliance', 'threat']
    """
    taken: set[int] = set()
    found: list[Hit] = []
    for pattern, label, weight in _lexicon():
        for match in pattern.finditer(text):
            if taken.isdisjoint(range(*match.span())):
                taken |= set(range(*match.span()))
                if label is None:
                    continue  # "Cold War" is no war
                found.append(Hit(start=match.start(), end=match.end(), label=label, weight=weight))
    total: dict[Relation, float] = {}
    for hit in found:
        total[hit.label] = total.get(hit.label, 0) + hit.weight
    return tuple(sorted(found, key=lambda h: (-total[h.label], list(Relation).index(h.label), h.start)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """How much a document speaks of a relation, per 500 characters, and where it first does."""

    weight: float
    start: int
    end: int


def without_names(text: str, names: Sequence[Mention]) -> str:
    """Return a text of the same length in which the names of states are blank: "United States" is no union.

    Names of blocs stay, for a bloc is a cue of alliance.
    """
    for name in names:
        if name.kind != "bloc":
            text = text[: name.start] + "\0" * (name.end - name.start) + text[name.end :]
    return text


def topic_of(paragraphs: Sequence[tuple[str, View]]) -> dict[Relation, Topic]:
    """Return the relations that a whole document speaks of, from its paragraphs without names and their views."""
    found: dict[Relation, Topic] = {}
    share = max(1.0, sum(len(text) for text, _ in paragraphs) / 500)
    for text, view in paragraphs:
        for hit in sorted(relations_in(text), key=lambda h: h.start):
            before = found.get(hit.label)
            start, end = (before.start, before.end) if before else view.source(hit.start, hit.end)
            weight = (before.weight if before else 0.0) + hit.weight / share
            found[hit.label] = Topic(weight=weight, start=start, end=end)
    return found


_SUBORDINATE = re.compile(
    r"\b(?:unless|if|because|while|since|until|than|who|which|as long as|although|though|when|without|after|before)\b",
    re.IGNORECASE,
)
_AFTER = 0.5
"""What a cue counts after a subordinating word, for it is seldom what is said: "no bases, unless attacked"."""
_SENTENCE, _PARAGRAPH, _DOCUMENT, _ACT = 0.4, 0.05, 0.05, 1.5
"""What a cue counts outside a passage that has cues of its own."""
_BARE_SENTENCE, _BARE_PARAGRAPH, _BARE_DOCUMENT = 0.2, 0.1, 0.1
"""And outside one that has none, all tuned on the development texts."""
_BY_ACT = {Act.THREATEN: Relation.THREAT, Act.ACCUSE: Relation.HOSTILITY}


def main_relation(
    inside: tuple[Hit, ...],
    around: tuple[Hit, ...],
    before: tuple[Hit, ...],
    topic: dict[Relation, Topic],
    act: Act,
    *,
    turn: int,
    lead: int = 0,
) -> Relation | None:
    """Return the relation that passage, sentence, paragraph so far, document and act together speak for most.

    Parameters
    ----------
    inside, around, before
        Cues in the passage, in the rest of its sentence, and in the paragraph before that.
    topic
        What the document speaks of.
    act
        Threatening and accusing count for threat and hostility.
    turn
        Where in the passage a subordinate clause begins (`turn_of`).
    lead
        Where the main clause begins (`lead_of`).
    """
    total: dict[Relation, float] = {}
    sentence, paragraph, document = (
        (_SENTENCE, _PARAGRAPH, _DOCUMENT) if inside else (_BARE_SENTENCE, _BARE_PARAGRAPH, _BARE_DOCUMENT)
    )
    for hits, factor in ((inside, 1.0), (around, sentence), (before, paragraph)):
        for hit in hits:
            less = _AFTER if hits is inside and (hit.start >= turn or hit.start < lead) else 1.0
            total[hit.label] = total.get(hit.label, 0.0) + less * factor * hit.weight
    for label, spoken in topic.items():
        total[label] = total.get(label, 0.0) + document * spoken.weight
    if act in _BY_ACT:
        total[_BY_ACT[act]] = total.get(_BY_ACT[act], 0.0) + _ACT
    order = list(Relation)
    return max(total, key=lambda r: (total[r], -order.index(r)), default=None)


_LEADING = re.compile(
    r"(?:if|should|unless|once|when|while|although|though|because|since)\b[^,]{8,}?,", re.IGNORECASE
)


def lead_of(text: str) -> int:
    """Return where the main clause begins behind a subordinate one at the start, or 0.

    Examples
    --------
    >>> lead_of("Should the war go on, the two will ally"), lead_of("The two will ally, should it go on")
    (21, 0)
    """
    match = _LEADING.match(text)
    return match.end() if match else 0


def turn_of(text: str) -> int:
    """Return where the first subordinating word stands within a passage, or its length.

    Examples
    --------
    >>> turn_of("no bases will be opened unless it is attacked")
    24
    """
    match = _SUBORDINATE.search(text, 1)
    return match.start() if match else len(text)
