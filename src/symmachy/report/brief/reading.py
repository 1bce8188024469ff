"""From documents to the statements of a brief: with the parser, or without where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.statements import Documents, Plain, Rules, Statements

__all__ = ["extracted"]


def extracted(
    documents: Documents,
    *,
    plain: bool = False,
    model: str | None = None,
    told: Callable[[str], None] | None = None,
) -> tuple[Statements, tuple[str, ...]]:
    """Return the statements of documents, and in sentences how they were read where that needs a word.

    Parameters
    ----------
    documents
        As `symmachy.statements.read_documents` gives them.
    plain
        Read without a parser's model.
    model
        Another model, which must be there; the usual one is done without where it is absent.
    told
        Called with what is done next.

    Raises
    ------
    BadFile
        Where the model that was named is not there.
    """
    from symmachy.errors import BadFile
    from symmachy.statements import Plain, Rules, extract

    tell = told or (lambda _: None)

    def run(by: Plain | Rules) -> Statements:
        return extract(documents, by=by, progress=lambda d: tell(f"extracting from {d.name}"))

    if plain:
        return run(Plain()), (
            "Read in the plain mode, without a parser's model: fewer statements are found.",
        )
    try:
        return run(Rules(model=model) if model else Rules()), ()
    except (BadFile, ImportError) as lacking:
        if model is not None:
            raise
        why = str(lacking) if isinstance(lacking, BadFile) else "spaCy is not installed"
        return run(Plain()), (f"Read in the plain mode, so fewer statements are found, since {why}",)
