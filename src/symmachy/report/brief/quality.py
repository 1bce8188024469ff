"""How good the reading is, as measured on labelled texts that no rule was tuned on."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symmachy.statements import Statements
    from symmachy.typing import Json

__all__ = ["quality_of"]


def quality_of(statements: Statements) -> dict[str, Json]:
    """Return the measured shares that hold for these statements; nothing where another reader made some of them.

    They are those of the labelled texts of which no rule has seen any (part fresh), for the rules with the default
    model; a brief read in plain mode, with another model or with an endpoint has none.
    """
    from symmachy.statements.extraction.model import DEFAULT_MODEL

    made = {(s.method.package, s.method.model) for s in statements}
    if made != {("symmachy", DEFAULT_MODEL)}:
        return {}
    table = resources.files("symmachy.statements.quality").joinpath("measured.json")
    if not table.is_file():
        return {}
    parts = json.loads(table.read_text(encoding="utf-8"))
    fresh = next((p for p in parts if p["part"] == "fresh"), None)
    return dict(fresh["shares"]) if fresh else {}
