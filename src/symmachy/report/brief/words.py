"""The brief's own sentences: the same whichever states, speakers and outlets the documents name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.claims.declaration import Sign
from symmachy.claims.verdict import share
from symmachy.report.brief.value import Side
from symmachy.statements import Attribution, Modality, Polarity

if TYPE_CHECKING:
    from symmachy.forecasting import Chance
    from symmachy.forecasting.skill import Track
    from symmachy.report.brief.value import Brief, Ground, NamedPair, Read, Rival, Voice
    from symmachy.statements import Document

__all__ = [
    "NONE_FOUND",
    "SIDE_TITLES",
    "about",
    "ahead",
    "chances",
    "coverage",
    "headline",
    "how",
    "not_understood",
    "quality",
    "rival_verdict",
    "said_by",
    "untested",
    "whatif_command",
]

NONE_FOUND = "None found in these documents."

SIDE_TITLES = {
    Side.AFFIRMING: "Affirming",
    Side.DENYING: "Denying",
    Side.CONDITIONAL: "Conditional",
    Side.OPEN: "Open (possible, wished, asked, unclear)",
}

ATTRIBUTION = {
    Attribution.DIRECT: "in quotation marks",
    Attribution.MIXED: "reported, in part in quotation marks",
    Attribution.INDIRECT: "reported",
    Attribution.ACCORDING_TO: "by a phrase such as according to",
    Attribution.ATTITUDE: "a belief, hope or wish that the writer gives to the speaker",
    Attribution.NOMINAL: "reported by a noun",
    Attribution.AUTHOR: "in the writer's own voice",
    Attribution.UNATTRIBUTED: "said by nobody in particular",
}

_FLAGS = {
    "translation_suspect": "the translation may be off",
    "implausible_speaker": "the speaker may be another",
    "elided": "words are left out in the document",
    "unclosed_quote": "a quotation mark is not closed",
    "ambiguous_voice": "whose voice it is stays open",
    "duplicate_of": "repeats an earlier statement",
    "author_disputes": "the writer disputes it",
}


def plural(number: int, word: str) -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> plural(1, "statement"), plural(0, "source")
    ('1 statement', '0 sources')
    """
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def headline(brief: Brief) -> str:
    """Say what was read and what was found in it."""
    speakers = len({(v.label, v.statement.speaker.canonical) for v in brief.voices})
    return (
        f"{plural(len(brief.documents), 'document')} ({plural(brief.sources, 'independent source')}), "
        f"{plural(len(brief.voices), 'statement')} of {plural(speakers, 'speaker')}, "
        f"{plural(len(brief.topics), 'proposition')}, {plural(len(brief.grounds), 'general claim')}, "
        f"{plural(len(brief.pairs) + len(brief.more_pairs), 'pair')} of states, "
        f"{plural(len(brief.conditionals), 'condition')}."
    )


def about(document: Document) -> str:
    """Say what is known of a document, and on what ground."""
    date = f"{document.date} ({document.date_basis.value})" if document.date else "date unknown"
    outlet = f"{document.outlet} ({document.outlet_basis.value})" if document.outlet else "outlet unknown"
    author = document.author or "author unknown"
    return f"{date}; {outlet}; {author}; {document.form}; file {document.name}"


def said_by(voice: Voice) -> str:
    """Say whose statement it is, and through whom it comes.

    The writer of a document is a speaker like any other.
    """
    statement = voice.statement
    chain = f" (as told by {', by '.join(statement.source_chain)})" if statement.source_chain else ""
    return f"{statement.speaker.canonical}{chain}"


def how(voice: Voice) -> str:
    """Say how firmly a statement is put, on what it speaks and what a reader may want to know of it."""
    s = voice.statement
    parts = [ATTRIBUTION[s.attribution]]
    if s.polarity is not Polarity.AFFIRMS:
        parts.append(
            "put as not so" if s.polarity is Polarity.DENIES else "whether so or not so was not decided"
        )
    if s.modality is not Modality.FACT:
        parts.append(s.modality.value)
    parts += list(dict.fromkeys(r.label.value for r in s.relations))
    if voice.actors:
        parts.append("names " + ", ".join(voice.actors))
    if s.hedges:
        parts.append("hedged: " + ", ".join(f"“{h.exact}”" for h in s.hedges))
    parts += [_FLAGS[f.value] for f in s.flags if f.value != "duplicate_of"]
    if voice.repeats:
        parts.append(f"repeats {voice.repeats}")
    if s.review.state.value != "unreviewed":
        parts.append(f"{s.review.state.value} by {s.review.by}")
    return "; ".join(parts)


def coverage(read: Read) -> str:
    """Say how much of a document was read into statements."""
    c = read.coverage
    rest = c.sentences - c.with_statement
    said = (
        f"{plural(c.sentences, 'sentence')}, {c.with_statement} with a statement, {rest} with none; "
        f"whether so or not so was left open in {plural(c.unclear, 'statement')}"
    )
    none = sum(not v.statement.relations for v in read.voices)
    said += f"; no relation between states was found in {plural(none, 'statement')}"
    if c.rejected:
        said += f"; {plural(c.rejected, 'record')} did not pass the check against the text and left out"
    return said + (f". {c.note}" if c.note else "") + ("" if c.note else ".")


def not_understood(brief: Brief) -> tuple[str, ...]:
    """Say what of the documents found no place in the sections above."""
    unpaired = [
        v for v in brief.voices if not any(v in side for t in brief.topics for side in t.sides.values())
    ]
    built = sum(bool(c.scenario) for c in brief.conditionals)
    return (
        (
            f"{plural(len(unpaired), 'statement')} of {len(brief.voices)} in no proposition: no pair or no relation "
            "was found there, or more states than a pair can be taken from."
        ),
        f"{plural(len(brief.conditionals) - built, 'condition')} of {len(brief.conditionals)} without a scenario.",
    )


def quality(brief: Brief) -> str:
    """Say how good the reading is, as measured, or that no figure holds for it."""
    if not brief.quality:
        return "No measured figures hold for this way of reading; symmachy statements quality measures the one at hand."
    wanted = (
        ("found, precision", "statements found, precision"),
        ("found, recall", "recall"),
        ("speaker right, among found", "speaker right"),
        ("polarity, all", "polarity right"),
        ("modality", "modality right"),
        ("relation, three classes", "relation right in three classes"),
        ("relation, eight classes", "in eight classes"),
    )
    shares = [
        f"{words} {q['value']:.2f} ({q['interval'][0]:.2f} to {q['interval'][1]:.2f})"
        for key, words in wanted
        if (q := brief.quality.get(key))
    ]
    return (
        "Measured on labelled texts that no rule was tuned on, with 95 % intervals: "
        + "; ".join(shares)
        + ". "
        "So some statements are missed and some are read wrongly; each is beside its passage to be checked."
    )


def untested(ground: Ground, record: str) -> str:
    """Say that a claim has no verdict yet on this record and how to get it."""
    return (
        f"{ground.claim.id}, record {record!r}: not tested here yet; "
        f"symmachy claims test {ground.claim.id} --record {record} tests it, and the next page shows the verdict."
    )


def rival_verdict(rival: Rival, ground: Ground, record: str) -> str:
    """Say the verdict on a rival: its own where it is a claim of the registry, else what its test would be."""
    if rival.verdict is not None:
        return rival.verdict.sentence()
    if rival.claim:
        return f"{rival.claim}, record {record!r}: not tested here yet."
    tally = ground.verdict.tally if ground.verdict else None
    if tally is None or not tally.estimated:
        return f"It has no test of its own: that of {ground.claim.id} beside it is the test of both."
    expected = ground.claim.test.expected if ground.claim.test else Sign.MORE
    if expected is Sign.NONE:
        here, there = tally.nil, tally.beyond
        said = (
            f"the 90 % interval lies within the bounds of no difference in {share(here)}, the 95 % interval wholly "
            f"outside in {share(there)}, and neither in {share(max(0.0, 1 - here - there))}"
        )
    else:
        here, there = tally.clear, tally.opposite
        said = (
            f"the interval is clear of 1 on the side of {ground.claim.id} in {share(here)}, on the other side in "
            f"{share(there)}, and on neither in {share(max(0.0, 1 - here - there))}"
        )
    return (
        f"It has no test of its own: that of {ground.claim.id} beside it is the test of both. Of its {tally.estimated} "
        f"codings {said}."
    )


def chances(pair: NamedPair) -> str:
    """Say of what the chances are: that the pact ends where there is one, else that one is formed."""
    allied = pair.answer is not None and pair.answer.allied
    return "Chance that the pact ends" if allied else "Chance that a defence pact is formed"


def ahead(pair: NamedPair) -> list[tuple[Chance, Track | None]]:
    """Return the chances of `chances` by horizon, each with what came when as much was said in the past."""
    if pair.answer is None:
        return []
    both = zip(pair.answer.chances, pair.answer.tracks, strict=True)
    return [(c, t) for c, t in both if c.outcome != "kept"]


def whatif_command(name: str) -> str:
    """Return the command that runs a saved scenario."""
    return f"symmachy whatif {name} --out whatif.html"


def year_line(pair: NamedPair) -> str:
    """Say as of when a pair is assessed, and why then."""
    return f"As of the end of {pair.year} ({pair.year_from}); nothing later was used."
