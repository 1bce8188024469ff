"""Documents in their order, statements with keys, propositions with four sides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symmachy.report.brief.value import Read, Side, Topic, Voice
from symmachy.statements import Stance, Statements, propositions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from symmachy.statements import Statement

__all__ = ["SIDES", "read_of", "topics_of"]

SIDES = {
    Stance.AFFIRMS: Side.AFFIRMING,
    Stance.DENIES: Side.DENYING,
    Stance.CONDITIONAL: Side.CONDITIONAL,
    Stance.POSSIBLE: Side.OPEN,
    Stance.WISHES: Side.OPEN,
    Stance.ASKS: Side.OPEN,
    Stance.UNCLEAR: Side.OPEN,
}


def read_of(statements: Statements, name: Callable[[str, int | None], str]) -> tuple[Read, ...]:
    """Return the documents by date and name, each with its statements in order of place.

    Parameters
    ----------
    statements
        As `extract` returns them.
    name
        Gives the name of a state or bloc from its code and the document's year.
    """
    covered = dict(zip((d.sha256 for d in statements.documents), statements.coverage, strict=True))
    ordered = sorted(statements.documents, key=lambda d: (d.date or "9999", d.name, d.sha256))
    labels = {d.id: f"D{n}" for n, d in enumerate(ordered, start=1)}
    keys = {
        s.id: f"{labels[d.id]}.{n}"
        for d in ordered
        for n, s in enumerate(_in_place(statements.of(d)), start=1)
    }
    return tuple(
        Read(
            label=labels[d.id],
            document=d,
            coverage=covered[d.sha256],
            voices=tuple(
                Voice(
                    key=keys[s.id],
                    label=labels[d.id],
                    statement=s,
                    actors=tuple(dict.fromkeys(name(code, d.year) for code in s.codes)),
                    repeats=keys.get(s.duplicate_of or "", ""),
                )
                for s in _in_place(statements.of(d))
            ),
            copy_of=labels.get(d.copy_of or "", ""),
        )
        for d in ordered
    )


def _in_place(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda s: (s.target.start, s.target.end, s.speaker.surface))


def topics_of(
    statements: Statements, documents: Sequence[Read], name: Callable[[str, int | None], str]
) -> tuple[Topic, ...]:
    """Return the propositions with their statements side by side, in the propositions' own order."""
    voices = {v.statement.id: v for d in documents for v in d.voices}
    source = {d.label: d.copy_of or d.label for d in documents}
    place = {d.label: n for n, d in enumerate(documents)}
    found = []
    for proposition in propositions(statements):
        sides: dict[Side, list[Voice]] = {side: [] for side in Side}
        for member in proposition.members:
            sides[SIDES[member.stance]].append(voices[member.statement.id])
        for those in sides.values():
            those.sort(key=lambda v: (place[v.label], v.statement.target.start))
        years = [
            d.document.year for d in documents if d.label in {v.label for s in sides.values() for v in s}
        ]
        year = max((y for y in years if y is not None), default=None)
        spoken = {code: name(code, year) for code in proposition.pair}
        found.append(
            Topic(
                proposition=proposition,
                sentence=_spoken(proposition.sentence, spoken),
                sides={side: tuple(those) for side, those in sides.items()},
                sources={side: len({source[v.label] for v in those}) for side, those in sides.items()},
            )
        )
    return tuple(found)


def _spoken(sentence: str, names: Mapping[str, str]) -> str:
    codes = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b")
    said = codes.sub(lambda m: names[m[1]], sentence)
    return said[:1].upper() + said[1:]
