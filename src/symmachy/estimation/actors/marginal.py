"""What would come of it if one coefficient were another: simulated, all else equal, with the same random numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.actors.estimates import Estimates, estimates

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world.network import Network

__all__ = ["Marginal", "marginal"]

_STAGE = 9_003


@dataclass(frozen=True, kw_only=True, eq=False)
class Marginal:
    """How simulated periods differ where one coefficient is moved and all others stay.

    Counts are of pairs, or of ordered pairs where ties are directed, summed over periods and averaged over
    draws. Networks answer to each other, so that a coefficient may change what its mechanism does not name.
    """

    names: tuple[str, ...]
    steps: FloatArray
    """``(Q,)``: by how much each was moved."""
    base: FloatArray
    """``(4,)``: ties made, ties lost, ties at the end, and states without a tie at the end, at the estimates."""
    change: FloatArray
    """``(Q, 4)``: the same where one was moved, less `base`."""
    error: FloatArray
    """``(Q, 4)``: simulation errors of `change`."""

    def table(self) -> pl.DataFrame:
        """Return one row for each coefficient: columns term, step, made, lost, ties, isolates and their errors."""
        import polars as pl

        columns: dict[str, object] = {"term": list(self.names), "step": self.steps}
        for k, name in enumerate(_OUTCOMES):
            columns[name] = self.change[:, k]
            columns[f"{name}.error"] = self.error[:, k]
        return pl.DataFrame(columns)

    def summary(self) -> str:
        """Return a sentence for each coefficient."""
        made, lost, ties, alone = self.base
        first = f"At the estimates {made:.1f} ties are made and {lost:.1f} lost; {ties:.1f} are there at the ends, "
        lines = [first + f"and {alone:.1f} states have none"]
        for name, step, change in zip(self.names, self.steps, self.change, strict=True):
            made, lost, ties, alone = change
            moved = f"{name} {'higher' if step > 0 else 'lower'} by {abs(step):.3g}"
            lines.append(
                f"{moved}: {made:+.1f} made, {lost:+.1f} lost, {ties:+.1f} at the ends, "
                f"{alone:+.1f} states without a tie"
            )
        return "\n".join(lines)


_OUTCOMES = ("made", "lost", "ties", "isolates")


def marginal(
    fit: ActorsFit,
    networks: Sequence[Network],
    *,
    steps: FloatArray | None = None,
    draws: int = 200,
    seed: int = 0,
    jobs: int = 1,
) -> Marginal:
    """Return what comes of moving each coefficient of an actor-oriented model, by simulation.

    Parameters
    ----------
    fit
        The fit.
    networks
        Those of the fit.
    steps
        ``(Q,)``: by how much each coefficient of a mechanism is moved, in the order of ``fit.names`` without
        the rates; one standard error where it is None.
    draws
        Simulations at the estimates and at each other place, with the same seeds.
    seed, jobs
        As in `Actors.fit`.

    Raises
    ------
    BadInput
        Where there are fewer than 2 draws, a step is 0, or the networks are not those of the fit.
    """
    here = estimates(fit, networks)
    names = here.problem.layout.names
    if draws < 2:
        raise BadInput(f"draws={draws} must be 2 or more")
    errors = dict(zip(fit.names, fit.standard_errors.tolist(), strict=True))
    moved = np.array([errors[n] for n in names]) if steps is None else np.asarray(steps, dtype=np.float64)
    if moved.shape != (len(names),):
        raise BadInput(f"{moved.size} steps were given for {len(names)} coefficients: {', '.join(names)}")
    still = [name for name, step in zip(names, moved, strict=True) if step == 0 or not np.isfinite(step)]
    if still:
        raise BadInput(f"the step of {' and '.join(still)} must be a number other than 0")
    base = _outcomes(here, draws, seed, jobs)
    change, error = np.empty((2, len(names), len(_OUTCOMES)))
    for k, step in enumerate(moved):
        values = here.values.copy()
        values[k] += step
        apart = _outcomes(replace(here, values=values), draws, seed, jobs) - base
        change[k], error[k] = apart.mean(axis=0), apart.std(axis=0, ddof=1) / np.sqrt(draws)
    return Marginal(names=names, steps=moved, base=base.mean(axis=0), change=change, error=error)


def _outcomes(here: Estimates, draws: int, seed: int, jobs: int) -> FloatArray:
    periods, share = here.problem.periods, 1.0 if here.problem.rule.directed else 0.5
    each = np.array([share, share, share, 1.0])
    return np.array(
        [
            sum(_counted(p.start, end, p.stays) * each for p, end in zip(periods, ends, strict=True))
            for ends in here.ends(stage=_STAGE, draws=draws, seed=seed, jobs=jobs)
        ]
    )


def _counted(start: BoolArray, end: BoolArray, stays: BoolArray) -> FloatArray:
    there = np.ix_(stays, stays)
    before, after = start[there], end[there]
    tied = after.any(axis=0) | after.any(axis=1)
    return np.array(
        [(after & ~before).sum(), (before & ~after).sum(), after.sum(), (~tied).sum()], dtype=np.float64
    )
