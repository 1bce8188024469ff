"""A fitted study as a file: a page, a table for a paper, or data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.studies import Outcome

__all__ = ["check", "write"]

_TABLES = (".docx", ".tex", ".md")


def check(path: Path) -> None:
    """Refuse a path before the work is done, where it could not be written.

    Raises
    ------
    BadInput
        Where it ends otherwise, or its folder does not exist.
    """
    endings = (".html", ".json", *_TABLES)
    if path.suffix.lower() not in endings:
        raise BadInput(f"{path.name!r} ends in none of {', '.join(endings)}; rename it")
    if not path.parent.is_dir():
        raise BadInput(f"there is no folder {str(path.parent)!r}: make it first, or write elsewhere")


def write(outcome: Outcome, path: Path) -> None:
    """Write a fitted study in the format that the ending of `path` says.

    Raises
    ------
    BadInput
        As `check`.
    """
    from symmachy.files import write_whole

    check(path)
    ending = path.suffix.lower()
    if ending in _TABLES:
        from symmachy.estimation import table

        heads, columns = zip(*outcome.columns, strict=True)
        table(columns, path, heads=heads)
        return
    if ending == ".json":
        from symmachy.report.study.data import study

        text = json.dumps(study(outcome), indent=1, ensure_ascii=False) + "\n"
    else:
        from symmachy.report.study.page import page

        text = page(outcome)
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))
