"""What all pages share: how a template is filled, and where a page may be written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadInput
from symmachy.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["check", "fill", "put"]


def check(path: Path, *, also: tuple[str, ...] = ()) -> None:
    """Refuse a path that no page can be written to, before the work is done.

    Raises
    ------
    BadInput
        Where the path ends neither in ``.html`` nor in one of the endings in `also`.
    """
    if path.suffix.casefold() not in {".html", ".htm", *also}:
        endings = " or ".join((".html", *also))
        raise BadInput(
            f"{path.name!r} ends in {path.suffix!r}; a page is written to a path that ends in {endings}"
        )


def fill(template: str, shown: Mapping[str, Callable[..., object]], /, **values: Any) -> str:  # noqa: ANN401
    """Fill a template of this package.

    Parameters
    ----------
    template
        Its name without ``.html.j2``.
    shown
        How values are written, by name: the template's filters, and functions that a macro can be told to use.
    **values
        What it is filled with. Text is escaped.

    Returns
    -------
    str
        The page, with numbers held together with their per cent sign.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("symmachy.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(shown)
    environment.globals.update(shown)
    return re.sub(r"(?<=\d) %", "\u00a0%", environment.get_template(f"{template}.html.j2").render(**values))


def put(path: Path, text: str) -> None:
    """Write a page, or the data behind it, whole or not at all."""
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))
