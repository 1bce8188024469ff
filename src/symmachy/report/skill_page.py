"""A skill card as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.files import write_whole
from symmachy.report import skill_figures, skill_words, words
from symmachy.report.figures import NARROW, WIDE

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.forecasting.backtest import SkillCard

__all__ = ["check", "render", "write"]

_SIDE = 300
"""Width of the pictures that stand side by side."""


def render(card: SkillCard) -> str:
    """Lay out a skill card as HTML; everything it needs is inside, and nothing is fetched."""
    import jinja2

    from symmachy.forecasting.rungs import rungs

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters |= {
        "percent": words.percent,
        "interval": skill_words.interval,
        "verdict": skill_words.verdict,
        "years": skill_words.years,
        "origins": skill_words.origins,
        "ranged": skill_words.ranged,
        "share": skill_words.share,
    }
    source = resources.files("symmachy.report").joinpath("templates/skill.html.j2").read_text("utf-8")
    ours = tuple(dict.fromkeys((card.recommended, card.best)))
    shown = tuple(dict.fromkeys(name for s in card.sections for name in (r.rung for r in s.rungs)))
    known = rungs()
    return environment.from_string(source).render(
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


def check(path: Path) -> None:
    """Refuse a path that no page can be written to, before the work is done.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    if path.suffix.casefold() not in {".html", ".htm"}:
        raise BadInput(
            f"{path.name!r} ends in {path.suffix!r}; a page is written to a path that ends in .html"
        )


def write(card: SkillCard, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    check(path)
    text = render(card)
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))


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
