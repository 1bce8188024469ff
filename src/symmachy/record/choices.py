"""Choices that the command line offers before anything heavy is imported."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["CitationStyle", "FileFormat"]


class CitationStyle(StrEnum):
    """How citations are written."""

    TEXT = "text"
    BIBTEX = "bibtex"
    JSON = "json"


class FileFormat(StrEnum):
    """What kind of file is written."""

    CSV = "csv"
    PARQUET = "parquet"
