"""The shape of the system as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.charts import NARROW, WIDE
from symmachy.report.pages import check, fill, put
from symmachy.report.structure import figures as structure_figures
from symmachy.report.structure import words as structure_words

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.structure import Series, Shape

__all__ = ["render", "write"]


def render(answer: Shape, over_time: Series | None = None) -> str:
    """Lay out a shape as HTML; everything it needs is inside, and nothing is fetched."""
    pictures = {
        "network": [structure_figures.network(answer, width=w) for w in (WIDE, NARROW)],
        "matrix": [structure_figures.matrix(answer, width=w) for w in (WIDE, NARROW)],
        "time": [structure_figures.over_time(over_time, width=w) for w in (WIDE, NARROW)]
        if over_time
        else [None],
    }
    positive = int((answer.network.signs > 0).sum())
    return fill(
        "structure",
        {"share": structure_words.share},
        answer=answer,
        figures=pictures,
        over_time=over_time,
        positive=positive,
        negative=len(answer.network.ties) - positive,
        two=structure_words.found(answer.two),
        many=structure_words.found(answer.many),
        frustrated=structure_words.ties_of(answer.two.ties, answer.names),
    )


def write(answer: Shape, path: Path, over_time: Series | None = None) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    check(path)
    put(path, render(answer, over_time))
