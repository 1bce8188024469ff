"""What using the record owes, as text, BibTeX or data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from symmachy.record.choices import CitationStyle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.record.source import Citation, Source

__all__ = ["cite"]


def cite(sources: Iterable[Source], style: CitationStyle = CitationStyle.TEXT) -> str:
    """Write the citations of sources, each work once, with the version and the terms of each source.

    Examples
    --------
    >>> from symmachy.record.sources import find_source
    >>> print(cite([find_source("igo")], CitationStyle.BIBTEX).splitlines()[0])
    @article{pevehouse2020,
    """
    chosen = list(sources)
    if style is CitationStyle.JSON:
        return json.dumps([_data(s) for s in chosen], indent=1, ensure_ascii=False)
    if style is CitationStyle.BIBTEX:
        works: dict[str, Citation] = {c.key: c for s in chosen for c in s.citations}
        return "\n\n".join(work.bibtex() for work in works.values())
    return "\n\n".join(
        "\n".join([f"{s.title}, {s.version}:", *(f"  {c}" for c in s.citations), f"  Terms: {s.terms}"])
        for s in chosen
    )


def _data(source: Source) -> dict[str, object]:
    return {
        "source": source.id,
        "title": source.title,
        "version": source.version,
        "terms": source.terms,
        "noncommercial": source.noncommercial,
        "address": source.address,
        "citations": [{"key": c.key, "text": str(c), "bibtex": c.bibtex()} for c in source.citations],
    }
