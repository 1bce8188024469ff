"""Near-duplicates among documents: MinHash proposes, rapidfuzz decides."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.document import Document

__all__ = ["mark_copies", "minhash", "shingles"]

_SHINGLE = 4
_HASHES = 128
_PRIME = (1 << 31) - 1
_PROPOSED = 0.3
"""Estimated share of common shingles from which two texts are compared in full."""
_SAME = 80.0
"""rapidfuzz's ratio, in percent, from which two texts are copies of each other."""


def shingles(text: str) -> set[int]:
    """Return the digests of all runs of four words of a text, in lower case and without marks.

    Examples
    --------
    >>> len(shingles("one two three four five"))
    2
    """
    words = re.findall(r"\w+", text.casefold())
    runs = range(max(1, len(words) - _SHINGLE + 1))
    return {zlib.crc32(" ".join(words[i : i + _SHINGLE]).encode()) for i in runs} if words else set()


def minhash(digests: set[int]) -> np.ndarray:
    """Return 128 minima of seeded linear hashes of the digests; the share of equal ones estimates likeness.

    Source: A. Z. Broder, On the resemblance and containment of documents, 1997.

    Examples
    --------
    >>> float((minhash({1, 2, 3}) == minhash({1, 2, 3})).mean())
    1.0
    """
    random = np.random.Generator(np.random.Philox(20))
    a = random.integers(1, _PRIME, size=(_HASHES, 1), dtype=np.uint64)
    b = random.integers(0, _PRIME, size=(_HASHES, 1), dtype=np.uint64)
    if not digests:
        return np.full(_HASHES, _PRIME, dtype=np.uint64)
    x = np.fromiter(sorted(digests), dtype=np.uint64)[None, :] % np.uint64(_PRIME)
    return np.asarray(((a * x + b) % np.uint64(_PRIME)).min(axis=1))


def mark_copies(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents, each later copy naming the first of its cluster in `copy_of`."""
    from rapidfuzz import fuzz

    signatures = [minhash(shingles(d.text)) for d in documents]
    first = list(range(len(documents)))
    for i in range(len(documents)):
        for j in range(i):
            if first[j] != j or float((signatures[i] == signatures[j]).mean()) < _PROPOSED:
                continue
            if fuzz.ratio(_plain(documents[i].text), _plain(documents[j].text)) >= _SAME:
                first[i] = j
                break
    return tuple(
        replace(d, copy_of=documents[k].id if k != i else None)
        for i, (d, k) in enumerate(zip(documents, first, strict=True))
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
