"""How likely an outcome was for pairs of the same two regions in the same year, to be held equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.panels.drawn import Drawn
    from symmachy.panels.past import Past
    from symmachy.typing import BoolArray, IntArray

__all__ = ["put_chance"]


def put_chance(
    drawn: Drawn,
    past: Past,
    could: BoolArray,
    came: BoolArray,
    row: tuple[IntArray, IntArray, IntArray],
    *,
    what: str = "the outcome",
    pairs: str = "pair",
) -> None:
    """Add to what share of the pairs of the same two regions and year an outcome came, of those that it could.

    A row's own pair is among them: given to how many it came, it was as likely to come to each of them where
    nothing else told them apart.

    Parameters
    ----------
    drawn
        The panel that gets the columns ``open`` and ``chance``.
    past
        The world's arrays.
    could, came
        ``(Y', S, S)``, symmetric: to which pairs it could come in the year after, and to which it came.
    row
        ``(N,)`` each: year, first state and second state of the panel's rows by place.
    what, pairs
        The outcome and one of the pairs in words.
    """
    y, i, j = row
    region = past.region
    member = np.eye(int(region.max()) + 1, dtype=np.float32)[region]  # (S, R)
    once = np.where(
        np.eye(member.shape[1], dtype=np.bool_), 0.5, 1.0
    )  # within a region each pair stands twice
    n, k = (
        (np.matmul(member.T, cube.astype(np.float32) @ member) * once)[y, region[i], region[j]]
        for cube in (could, came)
    )
    drawn.put("open", k > 0, f"whether {what} comes to any {pairs} of the same two regions in the next year")
    drawn.put(
        "chance",
        np.log((k + 0.5) / (n - k + 0.5)),
        f"log-odds of {what} among all {pairs}s of the same two regions in the next year",
    )
