"""A brief as one self-contained HTML page, for a phone, a screen and paper, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.brief import words
from symmachy.report.brief.passages import marked
from symmachy.report.pages import check, fill, put
from symmachy.report.whatif.words import headline as whatif_headline
from symmachy.report.whatif.words import paired
from symmachy.report.words import counted, percent, position

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from symmachy.report.brief.value import Brief, NamedPair

__all__ = ["check", "render", "write"]


def render(brief: Brief) -> str:
    """Lay out a brief as HTML; everything it needs is inside, nothing is fetched and nothing of it runs."""
    shown: dict[str, Callable[..., object]] = {
        "about": words.about,
        "ahead": words.ahead,
        "chances": words.chances,
        "counted": _counted,
        "coverage": words.coverage,
        "flat": lambda text: " ".join(text.split()),
        "how": words.how,
        "percent": percent,
        "position": position,
        "said_by": words.said_by,
        "untested": lambda ground: words.untested(ground, brief.record),
        "whatif_headline": whatif_headline,
        "year_line": words.year_line,
    }
    return fill(
        "brief",
        shown,
        brief=brief,
        headline=words.headline(brief),
        quality=words.quality(brief),
        not_understood=words.not_understood(brief),
        none_found=words.NONE_FOUND,
        side_titles=words.SIDE_TITLES,
        topics=[t for t in brief.topics if t.number > 1],
        single_topics=[t for t in brief.topics if t.number == 1],
        texts={d.label: marked(d) for d in brief.documents},
        rival_verdict=lambda rival, ground: words.rival_verdict(rival, ground, brief.record),
        whatif_command=words.whatif_command,
        paired=paired,
    )


def _counted(pair: NamedPair) -> str:
    if pair.answer is None or not pair.answer.base_rate.ahead:
        return ""
    return counted(pair.answer.base_rate.ahead[-1], allied=pair.answer.base_rate.allied)


def write(brief: Brief, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    check(path)
    put(path, render(brief))
