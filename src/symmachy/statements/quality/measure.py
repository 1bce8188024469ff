"""Comparing what was extracted with the labels, one statement with at most one."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symmachy.statements.document import Documents
from symmachy.statements.extraction.run import extract
from symmachy.statements.gazetteer import mentions
from symmachy.statements.labels import Attribution, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.extraction.run import Extractor
    from symmachy.statements.quality.gold import Labelled, LabelledStatement
    from symmachy.statements.statement import Statement

__all__ = ["Measured", "Share", "measure"]

_OVERLAP = 0.5
"""Twice the common length of two passages over the sum of their lengths, from which they are the same one."""
_CLASS = {"none": "none", **{r.value: r.sign for r in Relation}}


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A share with its counts."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share; not a number where nothing was counted."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 percent interval (E. B. Wilson 1927, Journal of the American Statistical Association 22)."""
        if not self.of:
            return (math.nan, math.nan)
        z, n, p = 1.959964, self.of, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - half, middle + half)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was counted on one part of the labelled texts."""

    part: str
    texts: int
    shares: dict[str, Share]
    confusion: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    """By field: how often the label (first) was coded as (second)."""
    misses: tuple[str, ...] = ()
    """What was labelled and not found, or found and not labelled, for the reader who wants to see."""


def _words(name: str) -> set[str]:
    stop = {"the", "a", "an", "of", "s", "mr", "its", "his", "her", "their", "both"}
    return set(re.findall(r"\w+", name.casefold())) - stop


def _same_speaker(statement: Statement, label: LabelledStatement) -> bool:
    for right in label.speaker:
        if right.casefold() in ("unattributed", "nobody"):
            if statement.attribution is Attribution.UNATTRIBUTED or statement.speaker.kind == "unknown":
                return True
            continue
        if right == "the writer":
            if statement.speaker.kind == "author":
                return True
            continue
        wanted = _words(right)
        for name in (statement.speaker.canonical, statement.speaker.surface):
            had = _words(name)
            if had and wanted and (had <= wanted or wanted <= had):
                return True
    return False


def _overlap(statement: Statement, label: LabelledStatement) -> float:
    a, b = statement.target, label
    common = max(0, min(a.end, b.end) - max(a.start, b.start))
    return 2 * common / ((a.end - a.start) + (b.end - b.start))


def _pairs(
    found: Sequence[Statement], labels: Sequence[LabelledStatement]
) -> list[tuple[Statement, LabelledStatement]]:
    """Match greedily by overlap, a right speaker first among equals."""
    ranked = sorted(
        (
            (-_overlap(s, g), not _same_speaker(s, g), i, j)
            for i, s in enumerate(found)
            for j, g in enumerate(labels)
            if _overlap(s, g) >= _OVERLAP
        )
    )
    used_s: set[int] = set()
    used_g: set[int] = set()
    pairs = []
    for _, _, i, j in ranked:
        if i not in used_s and j not in used_g:
            used_s.add(i)
            used_g.add(j)
            pairs.append((found[i], labels[j]))
    return pairs


def measure(texts: Sequence[Labelled], *, by: Extractor | None = None) -> Measured:
    """Extract from labelled texts and count.

    Statements of the writer's own that nobody else is given are left out on both sides, for they are labelled
    only where they are questions; the rest of the table is of matched statements, or of names.
    """
    result = extract(Documents(read=tuple(t.document for t in texts)), by=by)
    count: Counter[str] = Counter()
    confusion: dict[str, Counter[tuple[str, str]]] = {
        name: Counter() for name in ("attribution", "polarity", "modality", "relation", "act")
    }
    misses: list[str] = []
    for text in texts:
        every = list(result.of(text.document))
        found = [s for s in every if s.attribution is not Attribution.AUTHOR]
        labels = [g for g in text.statements if g.attribution != "author"]
        pairs = _pairs(found, labels)
        count["found"] += len(found)
        count["labels"] += len(labels)
        count["pairs"] += len(pairs)
        _misses(text.id, found, labels, pairs, misses)
        for statement, label in pairs:
            _compare(statement, label, count, confusion)
            count["sets right"] += text.codes(label) == set(statement.codes)
            misses += _differences(text.id, statement, label)
        for statement in every:
            for target in statement.targets():
                count["targets"] += 1
                count["exact"] += text.text[target.start : target.end] == target.exact
        _names(text, count, misses)
    s = {
        "found, precision": Share(hits=count["pairs"], of=count["found"]),
        "found, recall": Share(hits=count["pairs"], of=count["labels"]),
        "speaker right, among found": Share(hits=count["speaker"], of=count["pairs"]),
        "found and speaker right, precision": Share(hits=count["speaker"], of=count["found"]),
        "found and speaker right, recall": Share(hits=count["speaker"], of=count["labels"]),
        "polarity, all": Share(hits=count["polarity"], of=count["pairs"]),
        "polarity, alliance statements": Share(hits=count["alliance right"], of=count["alliance"]),
        "modality": Share(hits=count["modality"], of=count["pairs"]),
        "relation, three classes": Share(hits=count["three"], of=count["pairs"]),
        "relation, eight classes": Share(hits=count["relation"], of=count["pairs"]),
        "act": Share(hits=count["act"], of=count["pairs"]),
        "actor mentions, precision": Share(hits=count["names right"], of=count["names found"]),
        "actor mentions, recall": Share(hits=count["names right"], of=count["names"]),
        "actor set of a statement exact": Share(hits=count["sets right"], of=count["pairs"]),
        "trace invariant": Share(hits=count["exact"], of=count["targets"]),
    }
    part = texts[0].part if texts else ""
    return Measured(part=part, texts=len(texts), shares=s, confusion=confusion, misses=tuple(misses))


def _misses(
    name: str,
    found: Sequence[Statement],
    labels: Sequence[LabelledStatement],
    pairs: Sequence[tuple[Statement, LabelledStatement]],
    misses: list[str],
) -> None:
    ids = {id(s) for s, _ in pairs}
    golds = {id(g) for _, g in pairs}
    misses += [
        f"{name}: found and not labelled: {s.speaker.canonical} | {s.target.exact[:90]} | {s.method.rule}"
        for s in found
        if id(s) not in ids
    ]
    misses += [
        f"{name}: labelled and not found: {g.speaker[0]} | {g.exact[:90]} | {g.attribution}"
        for g in labels
        if id(g) not in golds
    ]


def _fields(statement: Statement, label: LabelledStatement) -> dict[str, tuple[str, str]]:
    relation = statement.relations[0].label.value if statement.relations else "none"
    return {
        "attribution": (label.attribution, statement.attribution.value),
        "polarity": (label.polarity, statement.polarity.value),
        "modality": (label.modality, statement.modality.value),
        "relation": (label.relation, relation),
        "act": (label.act, statement.act.value),
    }


def _compare(
    statement: Statement,
    label: LabelledStatement,
    count: Counter[str],
    confusion: dict[str, Counter[tuple[str, str]]],
) -> None:
    count["speaker"] += _same_speaker(statement, label)
    for name, (wanted, had) in _fields(statement, label).items():
        confusion[name][wanted, had] += 1
        count[name] += wanted == had
    wanted, had = _fields(statement, label)["relation"]
    count["three"] += _CLASS[wanted] == _CLASS[had]
    if label.relation == "alliance":
        count["alliance"] += 1
        count["alliance right"] += label.polarity == statement.polarity.value


def _differences(name: str, statement: Statement, label: LabelledStatement) -> list[str]:
    found = [
        f"{name}: {field} {had} and not {wanted}: {label.exact[:80]} | {statement.method.rule}"
        for field, (wanted, had) in _fields(statement, label).items()
        if wanted != had
    ]
    if not _same_speaker(statement, label):
        found.append(
            f"{name}: speaker {statement.speaker.canonical!r} and not {label.speaker[0]!r}: {label.exact[:60]}"
        )
    return found


def _names(text: Labelled, count: Counter[str], misses: list[str]) -> None:
    known = frozenset(re.findall(r"\b(?:[A-Z][\w.-]+ )+([A-Z]\w+)\b", text.text))
    found = [m for p in _lines(text.text) for m in _shifted(p, text, known)]
    right = [m for m in found if any(m[0] < b and a < m[1] and c == m[2] for a, b, c in text.mentions)]
    count["names found"] += len(found)
    count["names"] += len(text.mentions)
    count["names right"] += len(right)
    misses += [
        f"{text.id}: name found and not labelled: {text.text[a:b]} {c}"
        for a, b, c in found
        if (a, b, c) not in right
    ]
    misses += [
        f"{text.id}: name labelled and not found: {text.text[a:b]} {c}: {text.text[max(0, a - 20) : b + 10]!r}"
        for a, b, c in text.mentions
        if not any(m[0] < b and a < m[1] and c == m[2] for m in found)
    ]


def _lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def _shifted(line: tuple[int, int], text: Labelled, known: frozenset[str]) -> list[tuple[int, int, str]]:
    start, end = line
    return [
        (start + m.start, start + m.end, m.code)
        for m in mentions(text.text[start:end], year=text.year, known=known)
    ]
