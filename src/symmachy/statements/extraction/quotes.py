"""Quotation marks: straight and curly, single and double, misplaced and never closed."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Quote", "quotes"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What stands between two marks: positions without the marks, the end excluded."""

    start: int
    end: int
    closed: bool = True


_OPEN_SINGLE = re.compile(r"(?:(?<=^)|(?<=[\s(\[“\"—–-]))[‘'](?=[\w“\"])")
_CLOSE_SINGLE = re.compile(r"(?<=[\w.,!?…;:)])[’'](?=$|[\s.,;:!?)\]”\"—–-])")


def quotes(text: str) -> tuple[Quote, ...]:
    """Return the quotations of a paragraph in order, none within another.

    Examples
    --------
    >>> text = 'He called it "a relic", and said: “We shall see.'
    >>> [(text[q.start : q.end], q.closed) for q in quotes(text)]
    [('a relic', True), ('We shall see.', False)]
    """
    found: list[Quote] = []
    opened: int | None = None
    for match in re.finditer(r"[“”\"„«»]", text):
        mark, at = match[0], match.start()
        if opened is None:
            if mark in '“„«"' or (mark == "”" and _opens(text, at)):
                opened = at + 1
        elif mark in '”"»' or (mark == "“" and not _opens(text, at)):
            if at > opened:
                found.append(Quote(start=opened, end=at))
            opened = None
        elif mark in "“«":
            opened = at + 1  # the earlier one was never closed
    if opened is not None and opened < len(text):
        found.append(Quote(start=opened, end=len(text), closed=False))
    taken = [(q.start - 1, q.end + 1) for q in found]
    reached = 0
    for start in _OPEN_SINGLE.finditer(text):
        if start.start() < reached or any(a <= start.start() < b for a, b in taken):
            continue
        ends = [m for m in _CLOSE_SINGLE.finditer(text, start.end()) if m.start() > start.end()]
        ends = [m for m in ends if not any(a <= m.start() < b for a, b in taken)]
        if not ends:
            continue
        end = ends[0]
        if len(ends) > 1 and text[end.start() - 1] == "s" and text[end.end() : end.end() + 1] == " ":
            nxt = ends[1]  # "the powers' word'": a possessive inside
            if not re.search(r"[.!?]\s", text[end.start() : nxt.start()]) and nxt.start() - end.start() < 60:
                end = nxt
        found.append(Quote(start=start.end(), end=end.start()))
        reached = end.end()
    return tuple(sorted(found, key=lambda q: q.start))


def _opens(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    return (not before or before in " (\n—–-.!?") and after.isalnum()
