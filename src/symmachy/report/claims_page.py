"""Verdicts as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from symmachy.claims.verdict import ratio, share
from symmachy.errors import BadInput
from symmachy.files import write_whole
from symmachy.report import claims_figures
from symmachy.report.figures import NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from symmachy.claims import Verdict

__all__ = ["check", "render", "write"]


def check(path: Path) -> None:
    """Refuse a path that no page or data can be written to, before the work is done.

    Raises
    ------
    BadInput
        Where the path ends in neither ``.html`` nor ``.json``.
    """
    if path.suffix.casefold() not in {".html", ".htm", ".json"}:
        raise BadInput(f"{path.name!r} ends in {path.suffix!r}; write to a path that ends in .html or .json")


def render(verdicts: Sequence[Verdict]) -> str:
    """Lay out verdicts as HTML, by id; everything it needs is inside, and nothing is fetched."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["ratio"], environment.filters["share"] = ratio, share
    source = resources.files("symmachy.report").joinpath("templates/claims.html.j2").read_text("utf-8")
    pictures = {
        v.claim.id: {
            "curve": [claims_figures.curve(v, width=w) for w in (WIDE, NARROW)],
            "spread": [claims_figures.spread(v, width=w) for w in (WIDE, NARROW)],
        }
        for v in verdicts
    }
    return environment.from_string(source).render(verdicts=verdicts, pictures=pictures)


def write(verdicts: Sequence[Verdict], path: Path) -> None:
    """Write the page, or with an ending of ``.json`` the data behind it, whole or not at all.

    Raises
    ------
    BadInput
        Where the path ends in neither.
    """
    import json

    check(path)
    if path.suffix.casefold() == ".json":
        text = json.dumps({"verdicts": [v.to_dict() for v in verdicts]}, indent=1, ensure_ascii=False)
    else:
        text = render(verdicts)
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))
