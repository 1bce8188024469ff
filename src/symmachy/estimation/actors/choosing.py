"""What one state would do if it might change a tie now: chances over all others, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import UnknownName
from symmachy.estimation.actors.estimates import estimates
from symmachy.estimation.actors.weighing import chances, free, gains, own_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Choosing", "choosing", "choosing_of"]

_SHOWN = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Choosing:
    """The next change of one state at the start of a period, given that it may change one tie.

    How often it may is the rate of the period and no part of this. A tie that another has to confirm is
    counted with the chance that it does.
    """

    state: StateCode
    name: str
    period: str
    others: tuple[StateCode, ...]
    other_names: tuple[str, ...]
    tied: tuple[bool, ...]
    """Whether it is tied to each of the others, so that the change is to undo the tie."""
    chances: FloatArray
    """For each of the others the chance that the tie is changed."""
    pairwise: bool
    """Whether each pair has an opportunity of its own, so that the chances do not sum to 1."""

    def table(self) -> pl.DataFrame:
        """Return one row for each other state: columns state, name, change, chance; the likeliest first."""
        import polars as pl

        return pl.DataFrame(
            {
                "state": list(self.others),
                "name": list(self.other_names),
                "change": ["undo" if t else "make" for t in self.tied],
                "chance": self.chances,
            }
        ).sort("chance", descending=True, maintain_order=True)

    @property
    def nothing(self) -> float:
        """The chance that no tie is changed; NaN where ties are a matter of pairs."""
        return float("nan") if self.pairwise else float(1.0 - self.chances.sum())

    def say(self) -> str:
        """Return it as one or two sentences."""
        rows = self.table()
        parts = []
        for change, words in (("make", "make a tie with"), ("undo", "undo its tie with")):
            some = rows.filter((rows["change"] == change) & (rows["chance"] > 0))
            if some.height:
                named = ", ".join(
                    f"{n} ({_percent(c)})" for n, c in some.select("name", "chance").head(_SHOWN).rows()
                )
                total = (
                    ""
                    if self.pairwise or some.height <= 1
                    else f", {_percent(float(some['chance'].sum()))} in all"
                )
                parts.append(f"{words} {named}{total}")
        start = f"At the start of {self.period}"
        if not parts:
            return f"{start} {self.name} could change no tie."
        if self.pairwise:
            alone = "each pair for itself if it may change its tie"
            return f"{start}, {alone}, {self.name} would most likely {'; '.join(parts)}."
        return (
            f"{start}, if it may change one tie, {self.name} would leave all as it is with a chance of "
            f"{_percent(self.nothing)}; else it would most likely {'; '.join(parts)}."
        )


def choosing(
    fit: ActorsFit, networks: Sequence[Network], state: StateCode, *, period: str | None = None
) -> Choosing:
    """Return what a state would do next, by an actor-oriented model.

    Parameters
    ----------
    fit
        The fit.
    networks
        Those of the fit.
    state
        Its code.
    period
        At whose start, such as ``1981-1986``; the last one where it is None.

    Raises
    ------
    UnknownName
        Where no period is called so, or the state was not there at its start.
    BadInput
        Where the networks are not those of the fit.
    """
    here = estimates(fit, networks)
    return choosing_of(here.problem, here.values, state, period or here.problem.periods[-1].label)


def choosing_of(problem: Problem, values: FloatArray, state: StateCode, period: str) -> Choosing:
    """Return the choices of a state at the start of a period.

    Raises
    ------
    UnknownName
        Where no period is called so, or the state was not there at its start.
    """
    labels = [p.label for p in problem.periods]
    if period not in labels:
        raise UnknownName.among("period", period, labels)
    number = labels.index(period)
    here = problem.periods[number]
    codes = [c for c, there in zip(here.states, here.present, strict=True) if there]
    if state not in codes:
        raise UnknownName.among(f"state of {here.first.year}", state, codes)
    i = here.states.index(state)
    worth = gains(problem, number, values, own_parts(problem, number))
    changed = chances(problem, number, worth)[i]
    if not problem.rule.pairwise:
        changed = changed * [
            problem.rule.accepted(mine, theirs, tied=bool(tied))
            for mine, theirs, tied in zip(worth[i], worth[:, i], here.start[i], strict=True)
        ]
    others = np.flatnonzero(free(problem, number)[i])
    return Choosing(
        state=state,
        name=here.first.name(state),
        period=period,
        others=tuple(here.states[j] for j in others),
        other_names=tuple(here.first.name(here.states[j]) for j in others),
        tied=tuple(bool(here.start[i, j]) for j in others),
        chances=changed[others],
        pairwise=problem.rule.pairwise,
    )


def _percent(chance: float) -> str:
    if chance >= 0.095:
        return f"{100 * chance:.0f} %"
    return f"{100 * chance:.1f} %" if chance >= 0.001 else "under 0.1 %"
