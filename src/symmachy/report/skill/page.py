"""A skill card as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report import words
from symmachy.report.charts import NARROW, WIDE
from symmachy.report.pages import check, fill, put
from symmachy.report.skill import figures as skill_figures
from symmachy.report.skill import words as skill_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from symmachy.forecasting.backtest import SkillCard

__all__ = ["check", "render", "write"]

_SIDE = 300
"""Width of the pictures that stand side by side."""


def render(card: SkillCard) -> str:
    """Lay out a skill card as HTML; everything it needs is inside, and nothing is fetched."""
    from symmachy.forecasting.rungs import rungs

    shown_as: dict[str, Callable[..., str]] = {
        "percent": words.percent,
        "interval": skill_words.interval,
        "verdict": skill_words.verdict,
        "years": skill_words.years,
        "origins": skill_words.origins,
        "ranged": skill_words.ranged,
        "share": skill_words.share,
    }
    ours = tuple(dict.fromkeys((card.recommended, card.best)))
    shown = tuple(dict.fromkeys(name for s in card.sections for name in (r.rung for r in s.rungs)))
    known = rungs()
    return fill(
        "skill",
        shown_as,
        card=card,
        ours=ours,
        titles={r.rung: r.title for s in card.sections for r in s.rungs},
        targets=[
            {
                "title": sections[0].title,
                "about": sections[0].about,
                "sections": sections,
                "ladder": [skill_figures.ladder(card, target, width=w) for w in (WIDE - 120, NARROW)],
            }
            for target in dict.fromkeys(s.target for s in card.sections)
            for sections in ([s for s in card.sections if s.target == target],)
        ],
        figures=_pictures(card, ours),
        failed=skill_words.failed(card),
        unknown=skill_words.unknown(card),
        rungs=[known[name] for name in shown if name in known],
    )


def write(card: SkillCard, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    check(path)
    put(path, render(card))


def _pictures(card: SkillCard, ours: tuple[str, ...]) -> dict[str, tuple[str, str] | None]:
    found: dict[str, tuple[str, str] | None] = {}
    for section in card.sections:
        score = section.of(card.recommended)
        scores = [s for name in ours if (s := section.of(name)) is not None and s.precision_recall]
        found[f"{section.target}-{section.horizon}"] = (
            (
                skill_figures.reliability(section, score, width=_SIDE - 60),
                skill_figures.precision_recall(section, scores, width=_SIDE - 60),
            )
            if score is not None and score.curve and scores
            else None
        )
    return found
