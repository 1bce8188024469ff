"""How good the extraction is: measured on texts labelled by hand, half of them never tuned on."""

from __future__ import annotations

from symmachy.statements.quality.gold import PARTS, Labelled, LabelledStatement, labelled
from symmachy.statements.quality.measure import Measured, Share, measure
from symmachy.statements.quality.table import as_text, shown

__all__ = [
    "PARTS",
    "Labelled",
    "LabelledStatement",
    "Measured",
    "Share",
    "as_text",
    "labelled",
    "measure",
    "shown",
]
