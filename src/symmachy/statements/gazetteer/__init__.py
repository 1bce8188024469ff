"""The gazetteer: who carries a name at a time, from the record's states and a dated table of names."""

from __future__ import annotations

from symmachy.statements.gazetteer.entries import BLOCS, Entry, entries
from symmachy.statements.gazetteer.match import Mention, mentions

__all__ = ["BLOCS", "Entry", "Mention", "entries", "mentions"]
