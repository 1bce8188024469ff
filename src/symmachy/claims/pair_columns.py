"""Columns of pairs that are no mechanism: outcomes of the next year, risk sets, clocks, wars side by side.

Three tables, by what a column depends on, so that what does not read the alliances is made once for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import UnknownName
from symmachy.panels.past import within
from symmachy.panels.triads import AGREED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from symmachy.panels import Past, Tie
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["OF_ALLIANCES", "OF_WINDOW", "PLAIN", "Pairs", "both_faced", "step"]

STEPS = ((16, 1), (8, 2), (4, 2), (2, 4), (1, 4))
"""Bits of obligations and their step: 1 consultation, 2 non-aggression or neutrality, 4 defence or offence."""

AHEAD = 5
"""Years ahead that ``forms_in_5`` looks."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """What a column is made from: the world's arrays, what ties two states, the window, and the rows' places."""

    past: Past = field(repr=False)
    tie: Tie
    years: int
    places: tuple[IntArray, IntArray, IntArray] = field(repr=False)
    """``(N,)`` each: year, first state and second state by place."""

    def next(self, cube: BoolArray, ahead: int = 1) -> FloatArray:
        """``(N,)``: whether something is so some years later; NaN where the two are not both there then."""
        y, a, b = self.places
        after = (np.minimum(y + ahead, len(cube) - 1), a, b)
        there = self.past.both[after] & (y + ahead < len(cube))
        return np.where(there, cube[after], np.nan)

    def known(self, variable: str, values: BoolArray, ahead: int = 0) -> FloatArray:
        """``(N,)``: the values, NaN in years of which the variable's source does not speak."""
        y = self.places[0]
        speaks = self.past.speaks(variable)
        return np.where(speaks[np.minimum(y + ahead, len(speaks) - 1)], values, np.nan)


def step(past: Past) -> npt.NDArray[np.int8]:
    """``(Y, S, S)``: the highest step that pledges of either to the other reach, 0 for none."""
    found: npt.NDArray[np.int8] = past.own("step", lambda: _step(past))
    return found


def _step(past: Past) -> npt.NDArray[np.int8]:
    owed = past.world.pledged | past.world.pledged.transpose(0, 2, 1)
    by_bits = [max((value for bit, value in STEPS if bits & bit), default=0) for bits in range(256)]
    found: npt.NDArray[np.int8] = np.array(by_bits, dtype=np.int8)[owed]
    return found


def both_faced(pairs: Pairs, power: str) -> FloatArray:
    """``(N,)``: whether both were hostile to one state in the window; NaN for its own pairs.

    Raises
    ------
    UnknownName
        Where there is no such state.
    """
    past = pairs.past
    if power not in past.world.index:
        raise UnknownName.among("state", power, past.world.codes)
    y, a, b = pairs.places
    k = past.world.index[power]
    faced = (past.hostile(pairs.years) & past.both)[:, :, k]
    alive = past.member[y, k] & (a != k) & (b != k)
    return np.where(alive, pairs.known("hostility", faced[y, a] & faced[y, b]), np.nan)


def _forms(pairs: Pairs) -> FloatArray:
    tied = pairs.past.tied(pairs.tie)
    return np.where(tied[pairs.places], np.nan, pairs.next(tied))


def _ends(pairs: Pairs) -> FloatArray:
    tied = pairs.past.tied(pairs.tie)
    return np.where(tied[pairs.places], pairs.next(~tied), np.nan)


def _forms_in_5(pairs: Pairs) -> FloatArray:
    tied = pairs.past.tied(pairs.tie)
    ahead = np.stack([pairs.next(tied, k) for k in range(1, AHEAD + 1)])
    came = (ahead == 1).any(axis=0)
    later = np.where(came, 1.0, np.where(np.isnan(ahead[-1]), np.nan, 0.0))
    return np.where(tied[pairs.places], np.nan, later)


def _log_age(pairs: Pairs) -> FloatArray:
    age = pairs.past.age(pairs.tie)[pairs.places]
    return np.where(age > 0, np.log(np.maximum(age, 1)), np.nan)


def _waiting(pairs: Pairs) -> FloatArray:
    from symmachy.panels.ties import age_of

    free = age_of(pairs.past.both & ~pairs.past.tied(pairs.tie))
    return np.log(np.maximum(free[pairs.places], 1))


def _bilateral(pairs: Pairs) -> BoolArray:
    """Whether a treaty of these two alone has an obligation of the kind in the year."""
    world, first = pairs.past.world, pairs.past.world.coverage.first
    cube = np.zeros(pairs.past.both.shape, dtype=np.bool_)
    for treaty in world.treaties:
        who = sorted({world.index[m.state] for m in treaty.members if m.state in world.index})
        if len(who) == 2 and treaty.obligations & pairs.tie.obligations:
            last = world.coverage.last if treaty.spell.last_year is None else treaty.spell.last_year
            years = slice(max(treaty.spell.start.year - first, 0), max(last - first + 1, 0))
            cube[years, who[0], who[1]] = True
    return np.asarray(cube[pairs.places], dtype=np.bool_)


def _beside(pairs: Pairs) -> FloatArray:
    y, a, b = pairs.places
    beside = pairs.past.beside
    fresh = beside[y + 1, a, b] & ~beside[y, a, b]
    return np.where(beside[y, a, b], np.nan, pairs.known("war", fresh, 1))


def _joint_war(pairs: Pairs) -> FloatArray:
    y, a, b = pairs.places
    return pairs.known("war", pairs.past.beside[y + 1, a, b], 1)


def _one_at_war(pairs: Pairs) -> FloatArray:
    y, a, b = pairs.places
    war = np.any(pairs.past.at_war, axis=2)
    return pairs.known("war", (war[y + 1, a] | war[y + 1, b]) & ~pairs.past.at_war[y + 1, a, b], 1)


def _relevant(pairs: Pairs) -> BoolArray:
    y, a, b = pairs.places
    return np.asarray(pairs.past.borders[y, a, b] | pairs.past.power[y, a] | pairs.past.power[y, b])


def _same_region(pairs: Pairs) -> BoolArray:
    _, a, b = pairs.places
    return np.asarray(pairs.past.region[a] == pairs.past.region[b])


def _mission(pairs: Pairs) -> FloatArray:
    """Whether a mission was recorded in the last five years, where the source speaks of one of them."""
    y, a, b = pairs.places
    values = pairs.past.world.array("diplomatic.mission")
    told = within(np.asarray(~np.isnan(values).all(axis=(1, 2)), dtype=np.bool_), 5)
    some = within(pairs.past.yes("diplomatic.mission"), 5)
    return np.where(told[y], some[y, a, b], np.nan)


def _signs_agreement(pairs: Pairs) -> FloatArray:
    """Whether the two sign an agreement on defence cooperation in the next year; of pairs without one in ten."""
    y, a, b = pairs.places
    signed = pairs.past.yes("cooperation")
    standing = pairs.past.fact("agreements", lambda: within(signed, AGREED))[y, a, b]
    there = pairs.past.both[y + 1, a, b] & pairs.past.speaks("cooperation")[y]
    return np.where(there & ~standing, pairs.known("cooperation", signed[y + 1, a, b], 1), np.nan)


def _common(pairs: Pairs) -> BoolArray:
    """``(Y, S, S)``: whether some third state was hostile to both in the window."""

    def make() -> BoolArray:
        hostile = pairs.past.hostile(pairs.years) & pairs.past.both
        return np.stack([(h.astype(np.float32) @ h.astype(np.float32)) > 0 for h in hostile])

    return np.asarray(pairs.past.fact(("common", pairs.years), make))


def _same_opponent(pairs: Pairs) -> FloatArray:
    return pairs.known("hostility", _common(pairs)[pairs.places])


def _opponent_distance(pairs: Pairs) -> FloatArray:
    """Logarithm of the mean distance of the two to the nearest state hostile to both."""
    y, a, b = pairs.places
    past = pairs.past
    found = np.full(len(y), np.nan)
    rows = np.flatnonzero(_common(pairs)[pairs.places])
    hostile = past.hostile(pairs.years) & past.both
    for part in np.array_split(rows, max(1, len(rows) // 20_000)):
        t, i, j = y[part], a[part], b[part]
        both = hostile[t, i] & hostile[t, j]
        far = np.where(both, (past.distance[t, i] + past.distance[t, j]) / 2, np.inf)
        far = np.where(np.isnan(far), np.inf, far).min(axis=1)
        found[part] = np.where(np.isfinite(far), np.log(np.maximum(far, 1.0)), np.nan)
    return found


OF_ALLIANCES: Mapping[str, Callable[[Pairs], npt.ArrayLike]] = {
    "tied": lambda pairs: pairs.past.tied(pairs.tie)[pairs.places],
    "present": lambda pairs: pairs.next(pairs.past.tied(pairs.tie)),
    "forms": _forms,
    "ends": _ends,
    "forms_in_5": _forms_in_5,
    "log_age": _log_age,
    "waiting": _waiting,
    "bilateral": _bilateral,
}
"""Columns that read which pledges tie two states."""

OF_WINDOW: Mapping[str, Callable[[Pairs], npt.ArrayLike]] = {
    "same_opponent": _same_opponent,
    "opponent_distance": _opponent_distance,
}
"""Columns that read for how many years the past counts, and no alliances."""

PLAIN: Mapping[str, Callable[[Pairs], npt.ArrayLike]] = {
    "beside": _beside,
    "joint_war": _joint_war,
    "one_at_war": _one_at_war,
    "relevant": _relevant,
    "bordering": lambda pairs: pairs.past.borders[pairs.places],
    "same_region": _same_region,
    "mission": _mission,
    "signs_agreement": _signs_agreement,
}
"""Columns that read neither."""
