"""A text made readable for a parser, with a map back: repairs never touch the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["View", "paragraphs"]

_NO_SPACE = re.compile(r"(?<=[a-z0-9”\"’)][.!?])(?=[A-Z“‘])|(?<=[a-z][.!?][”\"’])(?=[A-Z“‘\"])")
_MARKUP = re.compile(
    r"^#{1,6}\s+|^>\s?|^[-*+]\s+|\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`", re.MULTILINE
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_FRONT = re.compile(r"\ufeff?(---|\+\+\+)\r?\n.*?\r?\n\1\s*(?:\r?\n|$)", re.DOTALL)
_NARROWEST = 36
"""Nobody wraps text to shorter lines than so many characters: a heading above a line of date does not run on."""
_LONGEST = 4_000
"""Characters of a paragraph above which it is parsed in pieces: what a sentence costs grows with its square."""


@dataclass(frozen=True, kw_only=True)
class View:
    r"""A paragraph as a parser sees it.

    Examples
    --------
    >>> view = paragraphs("The war between them is over.The two\nstates agreed on a treaty.")[0]
    >>> view.text
    'The war between them is over. The two states agreed on a treaty.'
    >>> view.source(30, 37)
    (29, 36)
    """

    text: str
    offsets: tuple[int, ...]
    """The position in the document of each character; an inserted space has that of what follows it."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the positions in the document of a passage of the view, the end excluded."""
        return self.offsets[start], self.offsets[end - 1] + 1


def paragraphs(text: str, *, markdown: bool = False) -> tuple[View, ...]:
    """Return the paragraphs of a document: lines joined where they were only wrapped, lost spaces put back."""
    start = 0
    if markdown and (front := _FRONT.match(text)):
        start = front.end()
    views = []
    for block in re.finditer(r"(?:(?!\r?\n[ \t]*\r?\n).)+", text[start:], re.DOTALL):
        for piece in _units(text, start + block.start(), start + block.end()):
            views += _views(text, piece, markdown=markdown)
    return tuple(views)


def _units(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines of a block belong together where they were wrapped at a width; else each is a unit."""
    lines = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\r\n]+", text[start:end])]
    lines = [(a, b) for a, b in lines if text[a:b].strip()]
    if not lines:
        return []
    width = max(b - a for a, b in lines)
    units = [lines[0]]
    for (a, b), (c, d) in pairwise(lines):
        wrapped = (
            _NARROWEST <= width <= 130
            and (b - a) >= 0.6 * width
            and not text[c:d].lstrip().startswith(("-", "*", "#"))
        )
        if wrapped and not (units[-1][0] == a and text[a:b].rstrip().endswith("?")):
            units[-1] = (units[-1][0], d)
        else:
            units.append((c, d))
    return units


def _views(text: str, piece: tuple[int, int], *, markdown: bool) -> list[View]:
    start, end = piece
    kept = [(i, text[i]) for i in range(start, end)]
    if markdown:
        raw, hidden = text[start:end], set()
        for link in _LINK.finditer(raw):
            hidden |= set(range(link.start(), link.start(1))) | set(range(link.end(1), link.end()))
        for mark in _MARKUP.finditer(raw):
            hidden |= set(range(*mark.span()))
        kept = [(i, c) for i, c in kept if i - start not in hidden]
    flat = "".join(" " if c.isspace() else c for _, c in kept)
    places = {m.start() for m in _NO_SPACE.finditer(flat)}
    out: list[tuple[int, str]] = []
    for k, c in enumerate(flat):
        if k in places:
            out.append((kept[k][0], " "))
        if c == " " and (not out or out[-1][1] == " "):
            continue
        out.append((kept[k][0], c))
    while out and out[-1][1] == " ":
        out.pop()
    views = []
    while out:
        cut = len(out)
        if cut > _LONGEST:
            spaces = [i for i in range(_LONGEST, _LONGEST // 2, -1) if out[i][1] == " "]
            cut = next((i for i in spaces if out[i - 1][1] in ".!?"), next(iter(spaces), _LONGEST))
        views.append(View(text="".join(c for _, c in out[:cut]), offsets=tuple(i for i, _ in out[:cut])))
        out = out[cut:]
    return views
