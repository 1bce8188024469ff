"""The directive ``register``: rows of the chronicle as a table to look things up in, and its search box."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).parent))
from registers import PARTS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Register(SphinxDirective):
    """Write one part: ``search``, ``treaties``, ``states``, ``governments`` or ``decisions``."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Return the part as HTML, which other builders leave out."""
        part = self.arguments[0]
        if part not in PARTS:
            message = f"no part of the register is called {part!r}; known: {', '.join(sorted(PARTS))}"
            raise self.error(message)
        return [nodes.raw("", PARTS[part](), format="html", register=part)]


def _add_files(
    app: Sphinx, _page: str, _template: str, _context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the script and the style only to pages that have a part of the register."""
    if doctree is not None and any("register" in raw for raw in doctree.findall(nodes.raw)):
        app.add_css_file("register.css")
        app.add_js_file("register.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell sphinx of the directive and its files."""
    app.add_directive("register", Register)
    app.connect("html-page-context", _add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
