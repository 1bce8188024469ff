"""Who says what: documents to attributed statements, each with its passage."""

from __future__ import annotations

from symmachy.statements.collection import Coverage, Statements
from symmachy.statements.document import Document, Documents, Refusal
from symmachy.statements.endpoint import Endpoint
from symmachy.statements.exports import schema_claims, web_annotations, write_csv
from symmachy.statements.extraction import Extractor, Plain, Rules, extract
from symmachy.statements.jsonl import read_jsonl, write_jsonl
from symmachy.statements.labels import (
    Act,
    Attribution,
    DateBasis,
    Flag,
    Modality,
    Polarity,
    Relation,
    Resolution,
    ReviewState,
    Stance,
    Tier,
)
from symmachy.statements.proposition import Member, Proposition, propositions, stance_of
from symmachy.statements.quality import Labelled, Measured, Share, labelled, measure
from symmachy.statements.readers import Held, Limits, read_documents
from symmachy.statements.review import current, judged
from symmachy.statements.statement import Actor, Crosswalk, Method, Related, Review, Speaker, Statement, When
from symmachy.statements.target import Target

__all__ = [
    "Act",
    "Actor",
    "Attribution",
    "Coverage",
    "Crosswalk",
    "DateBasis",
    "Document",
    "Documents",
    "Endpoint",
    "Extractor",
    "Flag",
    "Held",
    "Labelled",
    "Limits",
    "Measured",
    "Member",
    "Method",
    "Modality",
    "Plain",
    "Polarity",
    "Proposition",
    "Refusal",
    "Related",
    "Relation",
    "Resolution",
    "Review",
    "ReviewState",
    "Rules",
    "Share",
    "Speaker",
    "Stance",
    "Statement",
    "Statements",
    "Target",
    "Tier",
    "When",
    "current",
    "extract",
    "judged",
    "labelled",
    "measure",
    "propositions",
    "read_documents",
    "read_jsonl",
    "schema_claims",
    "stance_of",
    "web_annotations",
    "write_csv",
    "write_jsonl",
]
