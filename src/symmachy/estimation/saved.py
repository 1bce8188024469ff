"""Fits as JSON files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Self, TypeVar

from symmachy.errors import BadFile, SymmachyError

__all__ = ["Saved", "from_json", "to_json"]

Kind = TypeVar("Kind")


class Saved:
    """What every fit can do: be written to a file and read again.

    Examples
    --------
    >>> from symmachy.estimation import ActorsFit, TergmFit
    >>> issubclass(TergmFit, Saved), issubclass(ActorsFit, Saved)
    (True, True)
    """

    def to_json(self, path: str | Path | None = None) -> str:
        """Return the fit as JSON, and write it to `path` if one is given; no digit is lost."""
        return to_json(self, path)

    @classmethod
    def from_json(cls, source: str | Path) -> Self:
        """Return the fit that `to_json` wrote.

        Parameters
        ----------
        source
            The text, or the path of a file with it.

        Raises
        ------
        BadFile
            If it is not the JSON of such a fit.
        """
        return from_json(cls, source)


def to_json(fit: object, path: str | Path | None = None) -> str:
    """Return a fit as JSON, and write it to `path` if one is given; no digit is lost."""
    from symmachy.estimation.codec import encode

    text = json.dumps(encode(fit), indent=1)
    if path is not None:
        from symmachy.files import write_whole

        write_whole(Path(path), lambda partial: partial.write_text(text, encoding="utf-8"))
    return text


def from_json(kind: type[Kind] | tuple[type[Kind], ...], source: str | Path) -> Kind:
    """Return the fit of this kind, or of one of several, that `to_json` wrote.

    Parameters
    ----------
    kind
        The class that is expected, or several.
    source
        The text, or the path of a file with it.

    Raises
    ------
    BadFile
        If it is not the JSON of one.
    """
    from symmachy.estimation.codec import decode

    kinds = kind if isinstance(kind, tuple) else (kind,)
    wanted = " or ".join(k.__name__ for k in kinds)
    text = source if isinstance(source, str) and source.lstrip().startswith("{") else None
    try:
        if text is None:
            text = Path(source).read_text(encoding="utf-8")
        found = decode(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, OSError, RecursionError, SymmachyError) as error:
        msg = f"this is not what {wanted}.to_json wrote ({error}); fit the model again and save it anew."
        raise BadFile(msg) from error
    if not isinstance(found, kinds):
        name = type(found).__name__
        msg = f"this is the JSON of a {name}, not of a {wanted}; use what {wanted}.to_json wrote."
        raise BadFile(msg)
    return found
