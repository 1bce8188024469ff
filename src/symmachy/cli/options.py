"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["AsJson", "Record"]

Record = Annotated[
    str,
    typer.Option(
        "--record", help="Which record to ask: [b]chronicle[/b] (bundled) or [b]full[/b] (imported)."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
