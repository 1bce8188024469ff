"""A passage of a document, as the two selectors of a W3C Web Annotation."""

from __future__ import annotations

from dataclasses import dataclass

from symmachy.errors import BadInput

__all__ = ["Target"]

_AROUND = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A passage: where it stands, and what it says there.

    Positions are code points of the document's text, from 0, the end excluded.

    Examples
    --------
    >>> text = "Paris denied that it would join."
    >>> Target.of(text, 18, 31).exact
    'it would join'
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Target:
        """Return the passage from `start` to `end` of a text, with up to 32 code points on either side.

        Raises
        ------
        BadInput
            Where the positions do not lie in the text, or nothing lies between them.
        """
        if not 0 <= start < end <= len(text):
            raise BadInput(f"no passage lies from {start} to {end} in a text of {len(text)} code points")
        return cls(
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - _AROUND) : start],
            suffix=text[end : end + _AROUND],
        )

    def holds_in(self, text: str) -> bool:
        """Whether the text says at this place exactly what the passage says."""
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.exact
