"""The shape of the system as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.files import write_whole
from symmachy.report import structure_figures, structure_words
from symmachy.report.figures import NARROW, WIDE

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.structure import Series, Shape

__all__ = ["check", "render", "write"]


def render(answer: Shape, over_time: Series | None = None) -> str:
    """Lay out a shape as HTML; everything it needs is inside, and nothing is fetched."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["share"] = structure_words.share
    source = resources.files("symmachy.report").joinpath("templates/structure.html.j2").read_text("utf-8")
    pictures = {
        "network": [structure_figures.network(answer, width=w) for w in (WIDE, NARROW)],
        "matrix": [structure_figures.matrix(answer, width=w) for w in (WIDE, NARROW)],
        "time": [structure_figures.over_time(over_time, width=w) for w in (WIDE, NARROW)]
        if over_time
        else [None],
    }
    positive = int((answer.network.signs > 0).sum())
    return environment.from_string(source).render(
        answer=answer,
        figures=pictures,
        over_time=over_time,
        positive=positive,
        negative=len(answer.network.ties) - positive,
        two=structure_words.found(answer.two),
        many=structure_words.found(answer.many),
        frustrated=structure_words.ties_of(answer.two.ties, answer.names),
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


def write(answer: Shape, path: Path, over_time: Series | None = None) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    BadInput
        Where the path does not end in ``.html``.
    """
    check(path)
    text = render(answer, over_time)
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))
