"""Extraction: from documents to statements, by rules over a parse, or without a model."""

from __future__ import annotations

from symmachy.statements.extract.extraction import Extractor, extract
from symmachy.statements.extract.plain import Plain
from symmachy.statements.extract.rules import Rules

__all__ = ["Extractor", "Plain", "Rules", "extract"]
