"""Readers: from files, folders, standard input and addresses to documents; one bad one never stops the rest."""

from __future__ import annotations

from symmachy.statements.readers.read import Held, Limits, read_documents

__all__ = ["Held", "Limits", "read_documents"]
