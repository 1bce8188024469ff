"""Who says what: documents to attributed statements, each with its passage."""

from __future__ import annotations

from symmachy.statements.document import Document, Documents, Refusal
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
from symmachy.statements.readers import Limits, read_documents
from symmachy.statements.statement import Actor, Crosswalk, Method, Related, Review, Speaker, Statement, When
from symmachy.statements.target import Target

__all__ = [
    "Act",
    "Actor",
    "Attribution",
    "Crosswalk",
    "DateBasis",
    "Document",
    "Documents",
    "Flag",
    "Limits",
    "Method",
    "Modality",
    "Polarity",
    "Refusal",
    "Related",
    "Relation",
    "Resolution",
    "Review",
    "ReviewState",
    "Speaker",
    "Stance",
    "Statement",
    "Target",
    "Tier",
    "When",
    "read_documents",
]
