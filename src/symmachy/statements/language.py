"""Which language a text is in: only English is read, and other languages are refused with a clear word."""

from __future__ import annotations

import re

__all__ = ["foreign"]

_COMMON = re.compile(
    r"\b(?:the|of|and|to|in|a|is|that|for|it|was|on|with|as|by|be|are|this|which|or|from|at|not|have|has|had|but"
    r"|an|its|their|they|he|his|will|would|were|been|who|said)\b"
)
_ENOUGH = 0.12
"""Share of common English words above which a text is English; other languages stay below a third of it."""


def foreign(text: str) -> str | None:
    """Return the ISO 639-1 code of the language where it is not English, or "other" where it cannot be told.

    py3langid is asked where it is installed; without it, and to overrule it on English of an unusual kind, the
    share of common English words decides.

    Examples
    --------
    >>> foreign("The ministers said that the treaty was in the interest of both of the states.") is None
    True
    """
    head = text[:20_000].casefold()
    share = len(_COMMON.findall(head)) / max(1, len(re.findall(r"[^\W\d_]+", head)))
    if share >= _ENOUGH * 2:
        return None
    try:
        import py3langid
    except ImportError:
        return None if share >= _ENOUGH else "other"
    language = str(py3langid.classify(text[:20_000])[0])
    if language == "en":
        return None
    return None if share >= _ENOUGH else language
