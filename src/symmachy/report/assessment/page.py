"""An assessment as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report import words
from symmachy.report.assessment import figures
from symmachy.report.charts import NARROW, WIDE
from symmachy.report.pages import check, fill, put
from symmachy.world.spell import say_date

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.report.assessment import Assessment

__all__ = ["render", "write"]


def render(answer: Assessment) -> str:
    """Lay out an assessment as HTML; everything it needs is inside, and nothing is fetched."""
    pictures = {
        name: [drawn for width in (WIDE, NARROW) if (drawn := draw(answer, width=width))]
        for name, draw in (
            ("timeline", figures.timeline),
            ("chances", figures.chances),
            ("drivers", figures.drivers),
        )
    }
    return fill(
        "assessment",
        {"percent": words.percent, "kind": words.kind, "obligations": words.obligations},
        answer=answer,
        day=say_date(answer.as_of),
        year=answer.as_of.year,
        figures=pictures,
        ahead=[(c, t) for c, t in zip(answer.chances, answer.tracks, strict=True) if c.outcome != "kept"],
        position=words.position(answer.base_rate),
        counted=[words.counted(c, allied=answer.base_rate.allied) for c in answer.base_rate.ahead],
    )


def write(answer: Assessment, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    check(path)
    put(path, render(answer))
