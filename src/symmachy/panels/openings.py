"""What a conflict of its allies leaves open to a state: targets that no ally faces, beside how likely they were.

A state whose allies face many has fewer states left that none of them faces, and these are faced by few; so each
target is a row of its own, beside its own opponents and the chance that any other of the same two regions had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.chances import put_chance
from symmachy.panels.drawn import next_year

if TYPE_CHECKING:
    from symmachy.panels.drawn import Asked, Drawn
    from symmachy.typing import BoolArray, IntArray

__all__ = ["put_openings"]


def put_openings(
    drawn: Drawn, asked: Asked, could: BoolArray, row: tuple[IntArray, IntArray, IntArray]
) -> None:
    """Add to ordered pairs whether the first's allies are drawn elsewhere, and what is open to it.

    Parameters
    ----------
    drawn
        The panel of ordered pairs.
    asked
        The world's arrays, what ties two states, for how many years the past counts.
    could
        ``(Y, S, S)``, symmetric: which pairs have rows.
    row
        ``(N,)`` each: year, first state and second state of the panel's rows by place.
    """
    past, years = asked.past, asked.years
    y, i, j = row
    tied, hostile, now = past.tied(asked.tie), past.hostile(years) & past.both, past.hostile_now & past.both
    begins = next_year(now, past.both, y, i, j)
    begins[now[y, i, j]] = np.nan
    drawn.put(
        "hostility_begins",
        begins,
        "whether hostility begins between the two in the next year, whoever began it; of pairs without any in "
        "the row's own",
        "hostility",
        ahead=1,
    )
    faced = np.matmul(tied.astype(np.float32), hostile.astype(np.float32)) > 0
    drawn.put(
        "unfaced",
        ~faced[y, i, j],
        f"whether no ally of the first was hostile to the second in the last {years} years",
        "hostility",
    )
    number = hostile.sum(axis=2)
    for name, who, other in (("log_opponents", i, "first"), ("log_other_opponents", j, "second")):
        drawn.put(
            name,
            np.log1p(number[y, who] - hostile[y, i, j]),
            f"logarithm of one more than the states hostile to the {other} in the last {years} years, without "
            "the other of the two",
            "hostility",
        )
    against_power = hostile & past.power[:, None, :]
    fights = past.at_war if past.has("war") else now
    drawn.put(
        "ally_drawn",
        _some_ally(tied, against_power, row),
        "whether an ally of the first, not the second, was hostile to a great power, not the first, in the "
        f"last {years} years",
        "hostility",
    )
    at_war = _some_ally(tied, fights, row)
    drawn.put(
        "ally_at_war",
        at_war,
        "whether an ally of the first, not the second, is at war with a state, not the first",
        "hostility",
    )
    drawn.put("no_ally_at_war", ~at_war, "whether it is not so", "hostility")
    calm = ~np.any(against_power, axis=2) & ~np.any(fights, axis=2)
    drawn.put(
        "calm",
        calm[y, i],
        f"whether the first is at no war and was hostile to no great power in the last {years} years",
        "hostility",
    )
    free = could[:-1] & past.both[1:] & ~now[:-1]
    put_chance(
        drawn,
        past,
        free,
        free & now[1:],
        row,
        what="new hostility",
        pairs="such pair",
    )


def _some_ally(tied: BoolArray, against: BoolArray, row: tuple[IntArray, IntArray, IntArray]) -> BoolArray:
    """``(N,)``: whether some ally of the first but the second is against some state but the first."""
    y, i, j = row
    others = against.sum(axis=2)[:, None, :] - against.transpose(0, 2, 1)  # (Y, i, ally)
    such = tied & (others > 0)
    return np.asarray(such.sum(axis=2)[y, i] - such[y, i, j] > 0)
