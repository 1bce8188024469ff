"""Statements for others: a table with CSVW metadata, Web Annotations, and schema.org claims without a rating."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from symmachy.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from symmachy.statements.document import Documents
    from symmachy.statements.statement import Statement
    from symmachy.statements.target import Target

__all__ = ["COLUMNS", "row", "schema_claims", "web_annotations", "write_csv", "write_json"]

COLUMNS = {
    "id": "digest of document, passage and speaker",
    "doc_id": "short digest of the document",
    "doc_name": "file name or address",
    "doc_date": "date of the document, empty where unknown",
    "doc_date_basis": "metadata, in text or unknown",
    "start": "first code point of the passage, from 0",
    "end": "code point after the passage",
    "exact": "the passage",
    "attribution": "how the document gives it to the speaker",
    "speaker": "the speaker as the document has it",
    "speaker_canonical": "the fullest form in the document",
    "speaker_kind": "state, government, person, group, bloc, media, document, author or unknown",
    "speaker_state": "code of the speaker's state or bloc",
    "source_chain": "who carries it, outermost first, joined by >",
    "actors": "codes of states and blocs named, joined by a space",
    "relations": "relations, the heaviest first, joined by a space",
    "pairs": "pairs of codes that the main relation joins, as AAA-BBB, joined by a space",
    "act": "what the speaker does",
    "polarity": "affirms, denies or unclear",
    "modality": "the mode of the content",
    "conditions": "conditional clauses, joined by |",
    "hedges": "hedging words, joined by |",
    "flags": "warnings, joined by a space",
    "duplicate_of": "id of the earlier statement that this repeats",
    "confidence": "quoted, parsed or guessed",
    "rule": "the rule that found it",
    "review": "unreviewed, confirmed, corrected or rejected",
    "corrects": "id of the record that this one replaces",
    "plover": "nearest class of PLOVER, empty for predictions, wishes and assessments",
    "cameo": "nearest root class of CAMEO",
}
"""The columns of the table and what they hold."""


def row(s: Statement) -> dict[str, object]:
    """Return a statement as one row of the table, its columns those of `COLUMNS`."""
    return {
        "id": s.id,
        "doc_id": s.doc_id,
        "doc_name": s.doc_name,
        "doc_date": s.doc_date or "",
        "doc_date_basis": s.doc_date_basis.value,
        "start": s.target.start,
        "end": s.target.end,
        "exact": s.target.exact,
        "attribution": s.attribution.value,
        "speaker": s.speaker.surface,
        "speaker_canonical": s.speaker.canonical,
        "speaker_kind": s.speaker.kind,
        "speaker_state": s.speaker.state or "",
        "source_chain": " > ".join(s.source_chain),
        "actors": " ".join(s.codes),
        "relations": " ".join(dict.fromkeys(r.label.value for r in s.relations)),
        "pairs": " ".join("-".join(pair) for pair in s.pairs),
        "act": s.act.value,
        "polarity": s.polarity.value,
        "modality": s.modality.value,
        "conditions": " | ".join(t.exact for t in s.conditions),
        "hedges": " | ".join(t.exact for t in s.hedges),
        "flags": " ".join(f.value for f in s.flags),
        "duplicate_of": s.duplicate_of or "",
        "confidence": s.confidence.value,
        "rule": s.method.rule,
        "review": s.review.state.value,
        "corrects": s.corrects or "",
        "plover": s.crosswalk.plover if s.crosswalk else "",
        "cameo": s.crosswalk.cameo if s.crosswalk else "",
    }


def write_csv(path: Path, statements: Iterable[Statement]) -> Path:
    """Write a table (UTF-8, RFC 4180) and beside it its CSVW metadata; return the path of the metadata.

    A passage that begins with a sign that spreadsheets read as a formula is written with an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    for statement in statements:
        cells = row(statement)
        writer.writerow(
            {k: "'" + v if isinstance(v, str) and v[:1] in _FORMULA else v for k, v in cells.items()}
        )
    write_whole(path, lambda partial: partial.write_text(text.getvalue(), encoding="utf-8", newline=""))
    beside = path.with_name(f"{path.name}-metadata.json")
    write_json(beside, _csvw(path.name))
    return beside


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _csvw(name: str) -> dict[str, Any]:
    numbers = {"start", "end"}
    columns = [
        {
            "name": key,
            "titles": key,
            "dc:description": meaning,
            "datatype": "nonNegativeInteger" if key in numbers else "string",
        }
        for key, meaning in COLUMNS.items()
    ]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": "Statements: who says what, where, when",
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    }


def _target(source: str, target: Target) -> dict[str, Any]:
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": target.start, "end": target.end},
            {
                "type": "TextQuoteSelector",
                "exact": target.exact,
                "prefix": target.prefix,
                "suffix": target.suffix,
            },
        ],
    }


def web_annotations(statements: Iterable[Statement]) -> dict[str, Any]:
    """Return the statements as a W3C annotation collection, each with a schema.org claim as its body."""
    items = [
        {
            "id": f"urn:symmachy:{s.id}",
            "type": "Annotation",
            "motivation": "describing",
            "target": _target(f"urn:sha256:{s.doc_sha256}", s.target),
            "body": _claim(s, None),
        }
        for s in statements
    ]
    return {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}],
        "type": "AnnotationPage",
        "items": items,
    }


def schema_claims(statements: Iterable[Statement], documents: Documents | None = None) -> dict[str, Any]:
    """Return the statements as schema.org claims: an author and where it appears; nothing is rated."""
    names = {d.sha256: d for d in documents} if documents is not None else {}
    graph = [_claim(s, names.get(s.doc_sha256)) for s in statements]
    return {"@context": {"schema": "https://schema.org/"}, "@graph": graph}


def _claim(s: Statement, document: Any) -> dict[str, Any]:  # noqa: ANN401  # a document or nothing
    appearance: dict[str, Any] = {
        "type": "schema:CreativeWork",
        "schema:name": (document.title if document is not None and document.title else s.doc_name),
        "schema:identifier": f"urn:sha256:{s.doc_sha256}",
    }
    if s.doc_date:
        appearance["schema:datePublished"] = s.doc_date
    return {
        "type": "schema:Claim",
        "schema:identifier": s.id,
        "schema:text": s.target.exact,
        "schema:author": {"type": "schema:Thing", "schema:name": s.speaker.canonical},
        "schema:appearance": appearance,
        "schema:inLanguage": s.language,
    }


def write_json(path: Path, content: object) -> None:
    """Write plain data as JSON, whole or not at all."""
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))
