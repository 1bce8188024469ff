"""An assessment as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.files import write_whole
from symmachy.report import figures, words
from symmachy.world.spell import say_date

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.report.assessment import Assessment

__all__ = ["render", "write"]


def render(answer: Assessment) -> str:
    """Lay out an assessment as HTML; everything it needs is inside, and nothing is fetched."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["percent"] = words.percent
    environment.filters["kind"] = words.kind
    environment.filters["obligations"] = words.obligations
    source = resources.files("symmachy.report").joinpath("templates/assessment.html.j2").read_text("utf-8")
    pictures = {
        name: [drawn for width in (figures.WIDE, figures.NARROW) if (drawn := draw(answer, width=width))]
        for name, draw in (
            ("timeline", figures.timeline),
            ("chances", figures.chances),
            ("drivers", figures.drivers),
        )
    }
    return environment.from_string(source).render(
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
    if path.suffix.casefold() not in {".html", ".htm"}:
        raise BadInput(
            f"{path.name!r} ends in {path.suffix!r}; a page is written to a path that ends in .html"
        )
    text = render(answer)
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))
