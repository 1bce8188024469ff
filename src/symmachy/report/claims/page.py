"""Verdicts as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.claims.verdict import ratio, share
from symmachy.report.charts import NARROW, WIDE
from symmachy.report.claims import figures as claims_figures
from symmachy.report.pages import check, fill, put

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from symmachy.claims import Verdict

__all__ = ["render", "write"]


def render(verdicts: Sequence[Verdict]) -> str:
    """Lay out verdicts as HTML, by id; everything it needs is inside, and nothing is fetched."""
    pictures = {
        v.claim.id: {
            "curve": [claims_figures.curve(v, width=w) for w in (WIDE, NARROW)],
            "spread": [claims_figures.spread(v, width=w) for w in (WIDE, NARROW)],
        }
        for v in verdicts
    }
    return fill("claims", {"ratio": ratio, "share": share}, verdicts=verdicts, pictures=pictures)


def write(verdicts: Sequence[Verdict], path: Path) -> None:
    """Write the page, or with an ending of ``.json`` the data behind it, whole or not at all.

    Raises
    ------
    BadInput
        Where the path ends in neither.
    """
    import json

    check(path, also=(".json",))
    if path.suffix.casefold() == ".json":
        text = json.dumps({"verdicts": [v.to_dict() for v in verdicts]}, indent=1, ensure_ascii=False)
    else:
        text = render(verdicts)
    put(path, text)
