"""Extraction: from documents to statements, by rules over a parse, or without a model."""

from __future__ import annotations

from symmachy.statements.extraction.plain import Plain
from symmachy.statements.extraction.rules import Rules
from symmachy.statements.extraction.run import Extractor, extract

__all__ = ["Extractor", "Plain", "Rules", "extract"]
