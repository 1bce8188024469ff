"""The sixteen kinds of directed triads, named by mutual, asymmetric and null pairs and a letter.

The letters say where asymmetric ties of one kind of count go: down, up, in a chain or cycle, transitively.
"""

from __future__ import annotations

import functools
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import IntArray

__all__ = ["KINDS", "kinds_of"]

KINDS = (
    *("003", "012", "102", "021D", "021U", "021C", "111D", "111U"),
    *("030T", "030C", "201", "120D", "120U", "120C", "210", "300"),
)


@functools.cache
def kinds_of() -> IntArray:
    """``(64,)``: the place in `KINDS` of each of the patterns that the kernel counts.

    Examples
    --------
    >>> KINDS[kinds_of()[1 + 16]], KINDS[kinds_of()[63]]
    ('021C', '300')
    """
    return np.array([KINDS.index(_kind(code)) for code in range(64)])


def _kind(code: int) -> str:
    ties = np.zeros((3, 3), dtype=np.int64)
    for bit, (i, j) in enumerate(((0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1))):
        ties[i, j] = code >> bit & 1
    mutual = int((ties * ties.T).sum()) // 2
    asymmetric = int(ties.sum()) - 2 * mutual
    name = f"{mutual}{asymmetric}{3 - mutual - asymmetric}"
    if sum(kind.startswith(name) for kind in KINDS) == 1:
        return name
    one_way = ties * (1 - ties.T)
    sent, received = one_way.sum(axis=1), one_way.sum(axis=0)
    if name in {"021", "120"}:
        letter = "D" if 2 in sent else "U" if 2 in received else "C"
    elif name == "030":
        letter = "T" if 2 in sent else "C"
    else:  # 111: the one-way tie leads to a state of the mutual pair, or from one
        tied_both_ways = (ties * ties.T).sum(axis=1) > 0
        letter = (
            "D" if any(one_way[i, j] and tied_both_ways[j] for i, j in product(range(3), repeat=2)) else "U"
        )
    return name + letter
