"""What a statement says of how states stand to each other: a lexicon of words and phrases, the same for all."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from symmachy.statements.labels import Relation

__all__ = ["Hit", "relations_in"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A cue of a relation: positions, the end excluded."""

    start: int
    end: int
    label: Relation
    weight: float


@cache
def _lexicon() -> tuple[tuple[re.Pattern[str], Relation, float], ...]:
    table = resources.files("symmachy.statements.extraction").joinpath("relations.csv")
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        (
            re.compile(rf"\b(?:{row['pattern']})\b", re.IGNORECASE),
            Relation(row["relation"]),
            float(row["weight"]),
        )
        for row in rows
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
                found.append(Hit(start=match.start(), end=match.end(), label=label, weight=weight))
    total: dict[Relation, float] = {}
    for hit in found:
        total[hit.label] = total.get(hit.label, 0) + hit.weight
    return tuple(sorted(found, key=lambda h: (-total[h.label], list(Relation).index(h.label), h.start)))
