"""How much each coefficient matters for what states choose: relative importance, and typical differences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.actors.estimates import estimates
from symmachy.estimation.actors.weighing import chances, free, gains, own_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["Importance", "importance", "importance_of"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Importance:
    """How far the choices of states would be others if one coefficient were 0.

    For a state at the start of a period let p be its chances of making or undoing each tie and of leaving
    all as it is, given that it may choose, and p(k) the same with coefficient k set to 0. The importance of k
    for the state is the sum of the absolute differences of p and p(k); the relative importance is its share
    in the sum over all coefficients. Where ties are a matter of pairs the chances are those of its pairs.

    Notes
    -----
    Section 3.1 of Indlekofer and Brandes (2013), Relative Importance of Effects in Stochastic
    Actor-Oriented Models, Network Science 1.
    """

    names: tuple[str, ...]
    """The Q coefficients, without the rates."""
    periods: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    """For each period the codes of its states."""
    absolute: tuple[FloatArray, ...] = field(repr=False)
    """For each period ``(N, Q)``: the importance for each state, NaN for one that was not there."""
    coefficients: FloatArray
    """``(Q,)``."""
    spread: FloatArray
    """``(Q,)``: standard deviation, over the ties that a state may change, of what they are to its own part,
    averaged over states and periods: a typical difference between two of them."""

    def relative(self, period: str | None = None) -> FloatArray:
        """``(Q,)``: expected relative importance, the mean over states of one period or of all."""
        chosen = [a for a, label in zip(self.absolute, self.periods, strict=True) if period in (None, label)]
        rows = np.concatenate(chosen)
        rows = rows[~np.isnan(rows).any(axis=1)]
        sums = rows.sum(axis=1)
        if not (sums > 0).any():
            return np.zeros(len(self.names))
        return np.asarray((rows[sums > 0] / sums[sums > 0, None]).mean(axis=0), dtype=np.float64)

    def table(self) -> pl.DataFrame:
        """Return one row for each coefficient.

        Returns
        -------
        polars.DataFrame
            Columns term, estimate, importance (expected relative importance over all periods), least and
            most (of the periods), spread, ratio (how many times as likely a tie is to be made as another
            that is lower by `spread` and else the same).
        """
        import polars as pl

        each = np.array([self.relative(p) for p in self.periods])
        return pl.DataFrame(
            {
                "term": list(self.names),
                "estimate": self.coefficients,
                "importance": self.relative(),
                "least": each.min(axis=0),
                "most": each.max(axis=0),
                "spread": self.spread,
                "ratio": np.exp(self.coefficients * self.spread),
            }
        )

    def cite(self) -> str:
        """Return the work that a paper which uses this should cite."""
        from symmachy.estimation import works

        return works.INDLEKOFER_2013

    def summary(self) -> str:
        """Return a sentence for each coefficient, in the order of importance."""
        lines = []
        for row in self.table().sort("importance", descending=True).iter_rows(named=True):
            line = f"{row['term']}: {100 * row['importance']:.0f} % of the importance of all"
            if row["spread"] > 0:
                line += (
                    f"; of two ties that differ by {row['spread']:.2g} in it and in nothing else, the higher is "
                    f"{row['ratio']:.2f} times as likely to be made"
                )
            lines.append(line)
        return "\n".join(lines)


def importance(fit: ActorsFit, networks: Sequence[Network]) -> Importance:
    """Return how important each mechanism of an actor-oriented model is for what states choose.

    Parameters
    ----------
    fit
        The fit.
    networks
        Those of the fit.

    Raises
    ------
    BadInput
        Where the networks are not those of the fit.
    """
    here = estimates(fit, networks)
    return importance_of(here.problem, here.values)


def importance_of(problem: Problem, values: FloatArray) -> Importance:
    """Return the importance of coefficients ``(Q,)`` at the starts of all periods, of all but those on the rate."""
    absolute, spreads = [], []
    values = values[: len(problem.layout.weighed)]
    for number, period in enumerate(problem.periods):
        own = own_parts(problem, number)
        whole = chances(problem, number, gains(problem, number, values, own))
        found = np.full((len(period.states), len(values)), np.nan)
        for k in range(len(values)):
            without = values.copy()
            without[k] = 0.0
            less = chances(problem, number, gains(problem, number, without, own))
            apart = np.abs(whole - less).sum(axis=1)
            if not problem.rule.pairwise:
                apart += np.abs(whole.sum(axis=1) - less.sum(axis=1))
            else:
                apart *= 2  # of each pair the chance of no change differs as much
            found[period.present, k] = apart[period.present]
        absolute.append(found)
        spreads.append(_spread(problem, number, own))
    return Importance(
        names=problem.layout.weighed,
        periods=tuple(p.label for p in problem.periods),
        states=tuple(p.states for p in problem.periods),
        absolute=tuple(absolute),
        coefficients=values,
        spread=np.mean(spreads, axis=0),
    )


def _spread(problem: Problem, number: int, own: FloatArray) -> FloatArray:
    period, may, layout = problem.periods[number], free(problem, number), problem.layout
    found = []
    for places, which in (
        (layout.evaluation, may),
        (layout.creation, may & ~period.start),
        (layout.endowment, may & period.start),
    ):
        many = which.sum(axis=1)
        some = many > 1
        for k in places:
            values = np.where(which, own[k], 0.0)
            mean = values.sum(axis=1)[some] / many[some]
            square = (values**2).sum(axis=1)[some] / many[some]
            found.append(np.sqrt(np.maximum(square - mean**2, 0.0)).mean() if some.any() else 0.0)
    return np.array(found, dtype=np.float64)
