"""From bytes to text, or a sentence that says why not."""

from __future__ import annotations

import codecs
import re

from symmachy.errors import BadFile

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = "it is binary and no text: give a text, Markdown, HTML, PDF or .docx file"
_ODD = frozenset((*range(9), *range(14, 27), *range(28, 32), 127))
_BROKEN = "it holds characters of a text that was once read in a wrong encoding; they are left as they are"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOJIBAKE = re.compile("â€|Ã[\x80-\xbf©¨¼¶¤±³¡]|Â[\xa0-\xbf]")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text and what had to be assumed, in sentences.

    Parameters
    ----------
    data
        The bytes of a text file; a byte order mark is obeyed, then UTF-8 is tried, then what was `declared`,
        then Windows-1252, which is said in a note.
    declared
        An encoding that the file or its server names.

    Raises
    ------
    BadFile
        Where the bytes are no text.

    Examples
    --------
    >>> decode("naïve".encode("cp1252"))
    ('naïve', ('it is not UTF-8 and was read as Windows-1252',))
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding)), ()
            except UnicodeDecodeError:
                raise BadFile(f"it begins as {encoding} but does not go on so: save it as UTF-8") from None
    if data[:100_000].count(0) * 200 > len(data[:100_000]) or sum(b in _ODD for b in data[:2000]) > 100:
        raise BadFile(_BINARY)
    try:
        text = _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _not_utf8(data, declared)
    return text, ((_BROKEN,) if _MOJIBAKE.search(text) else ())


def _not_utf8(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for encoding, name in ((declared or "", declared), ("cp1252", "Windows-1252")):
        try:
            return _checked(data.decode(encoding)), (f"it is not UTF-8 and was read as {name}",)
        except (LookupError, UnicodeDecodeError):
            continue
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") * 50 > len(text):
        raise BadFile("it is in no encoding that could be told: save it as UTF-8")
    return _checked(text), ("some bytes are not UTF-8; they stand as \ufffd",)


def _checked(text: str) -> str:
    if len(_CONTROLS.findall(text[:100_000])) * 200 > len(text[:100_000]):
        raise BadFile(_BINARY)
    return text
