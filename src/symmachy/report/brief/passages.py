"""A document's text with the passages of its statements marked, escaped for HTML."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from symmachy.report.brief.value import Read, Voice

__all__ = ["LONGEST", "marked", "paragraphs"]

LONGEST = 60_000
"""Characters of a document above which only paragraphs with a statement are shown."""


def marked(read: Read) -> str:
    """Return the text as HTML: every passage underlined, with an anchor ``t-D1.3`` where it begins.

    The text is escaped; nothing of the document becomes markup. Of a document longer than `LONGEST` only the
    paragraphs that hold a passage are shown, with a mark where others are left out.
    """
    text = read.document.text
    shown, out = len(text) <= LONGEST, []
    left_out = False
    for start, end in paragraphs(text):
        those = [v for v in read.voices if v.statement.target.start < end and v.statement.target.end > start]
        if not shown and not those:
            left_out = True
            continue
        if left_out:
            out.append('<p class="muted">[...]</p>')
            left_out = False
        out.append("<p>" + "".join(_segments(text, start, end, those)) + "</p>")
    if left_out:
        out.append('<p class="muted">[...]</p>')
    return "\n".join(out)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where each line that is not empty begins and ends.

    Examples
    --------
    >>> list(paragraphs("One.\n\nTwo."))
    [(0, 4), (6, 10)]
    """
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line)


def _segments(text: str, start: int, end: int, voices: Sequence[Voice]) -> Iterator[str]:
    from markupsafe import escape

    cuts = {start, end}
    for voice in voices:
        target = voice.statement.target
        cuts |= {c for c in (target.start, target.end) if start < c < end}
    places = sorted(cuts)
    for a, b in pairwise(places):
        anchors = "".join(_anchor(v) for v in voices if v.statement.target.start == a)
        covered = any(v.statement.target.start <= a and b <= v.statement.target.end for v in voices)
        words = str(escape(text[a:b]))
        yield f'{anchors}<span class="said">{words}</span>' if covered else anchors + words


def _anchor(voice: Voice) -> str:
    return f'<a class="at" id="t-{voice.key}" href="#s-{voice.key}">{voice.key}</a>'
