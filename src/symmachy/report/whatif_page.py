"""A what-if as one self-contained HTML page, for a phone, a screen, the dark and paper."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from symmachy.files import write_whole
from symmachy.report import whatif_figures, whatif_words
from symmachy.report.figures import NARROW, WIDE
from symmachy.report.structure_page import check

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.scenarios import Answer

__all__ = ["render", "write"]


def render(answer: Answer) -> str:
    """Lay out an answer as HTML; everything it needs is inside, and nothing is fetched."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    draws = answer.scenario.draws
    shown = {
        "chance": lambda p: whatif_words.chance(p, draws),
        "points": whatif_words.plain_points,
        "number": whatif_words.number,
        "signed": whatif_words.signed,
    }
    environment.filters.update(shown)
    environment.globals.update(shown)  # for a macro that is told how to write its numbers
    source = resources.files("symmachy.report").joinpath("templates/whatif.html.j2").read_text("utf-8")
    pictures = {
        name: [draw(answer, width=width) for width in (WIDE, NARROW)]
        for name, draw in (
            ("fans", whatif_figures.fans),
            ("pairs", whatif_figures.pairs),
            ("network", whatif_figures.network),
        )
    }
    return environment.from_string(source).render(
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
    text = render(answer)
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))
