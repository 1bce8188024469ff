"""The directive ``catalogue``: a reference page's body, written from what the code declares."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).parent))
from generated import PAGES

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Catalogue(SphinxDirective):
    """Write one of the generated pages, such as ``commands`` or ``mechanisms``."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Return the page's nodes."""
        name = self.arguments[0]
        if name not in PAGES:
            message = f"no catalogue is called {name!r}; known: {', '.join(sorted(PAGES))}"
            raise self.error(message)
        holder = nodes.section()
        holder.document = self.state.document
        lines = PAGES[name]().splitlines()
        self.state.nested_parse(StringList(lines, source=f"<{name}>"), 0, holder, match_titles=True)
        return holder.children


def no_types_in_words(
    _app: Sphinx, what: str, _name: str, _object: object, _options: object, lines: list[str]
) -> None:
    """Keep what stands before a colon in an attribute's text from being read as its type, which is annotated."""
    if what == "attribute" and lines and ":" in lines[0]:
        lines.insert(0, "\\ ")  # prints nothing, and takes the place where a type is looked for


def own_footnotes(
    _app: Sphinx, _what: str, name: str, _object: object, _options: object, lines: list[str]
) -> None:
    """Give the footnotes of a docstring labels of their own: several docstrings stand on one page."""
    label = re.sub(r"\W+", "-", name).lower()
    lines[:] = [
        re.sub(r"\[(\d+)\](_?)", rf"[#{label}-\1]\2", line) if _FOOTNOTE.search(line) else line
        for line in lines
    ]


_FOOTNOTE = re.compile(r"\[\d+\]_|^\s*\.\. \[\d+\]")


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell sphinx of the directive, and of what becomes of docstrings."""
    app.setup_extension("sphinx.ext.autodoc")
    app.add_directive("catalogue", Catalogue)
    app.connect("autodoc-process-docstring", no_types_in_words, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", own_footnotes, priority=600)  # after napoleon
    return {"parallel_read_safe": True, "parallel_write_safe": True}
