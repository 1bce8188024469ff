"""A what-if as one self-contained HTML page, for a phone, a screen, the dark and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.charts import NARROW, WIDE
from symmachy.report.pages import check, fill, put
from symmachy.report.whatif import figures as whatif_figures
from symmachy.report.whatif import words as whatif_words

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.scenarios import Answer

__all__ = ["render", "write"]


def render(answer: Answer) -> str:
    """Lay out an answer as HTML; everything it needs is inside, and nothing is fetched."""
    draws = answer.scenario.draws
    shown = {
        "chance": lambda p: whatif_words.chance(p, draws),
        "points": whatif_words.plain_points,
        "number": whatif_words.number,
        "signed": whatif_words.signed,
    }
    pictures = {
        name: [draw(answer, width=width) for width in (WIDE, NARROW)]
        for name, draw in (
            ("fans", whatif_figures.fans),
            ("pairs", whatif_figures.pairs),
            ("network", whatif_figures.network),
        )
    }
    return fill(
        "whatif",
        shown,
        answer=answer,
        asked=answer.scenario,
        shown_years=whatif_words.shown_years,
        headline=whatif_words.headline(answer),
        uncertainty=whatif_words.UNCERTAINTY,
        checked=whatif_words.checked(answer),
        shaped=whatif_words.shaped(answer),
        figures=pictures,
    )


def write(answer: Answer, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    check(path)
    put(path, render(answer))
