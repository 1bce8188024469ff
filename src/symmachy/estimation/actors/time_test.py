"""Whether the coefficients are the same in all periods: score-type tests of a dummy for each later period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.actors.by_period import ByPeriod
from symmachy.estimation.actors.estimates import estimates
from symmachy.estimation.actors.score_test import ScoreTest, said, score_test

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["TimeTest", "time_test", "time_test_of"]

_STAGE = 9_002
"""Of the random numbers, so that they are no other function's."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TimeTest:
    """Tests of time heterogeneity, each against the same coefficients in all periods.

    A coefficient that is tested in one period is let free there; what the others would become is not tested.
    With many tests some are small by chance: read the joint one first.
    """

    names: tuple[str, ...]
    """The Q coefficients, without the rates."""
    periods: tuple[str, ...]
    """The M periods in which a tie changed; the first of them is what the others are set against."""
    joint: ScoreTest
    """All coefficients in all periods."""
    by_name: tuple[ScoreTest | None, ...]
    """Each coefficient in all periods; None where it cannot be told from the others."""
    by_period: tuple[ScoreTest | None, ...]
    """All coefficients in each period after the first."""
    single: tuple[tuple[ScoreTest | None, ...], ...]
    """By coefficient, each in one period after the first alone."""
    one_step: FloatArray
    """``(M, Q)``: what the coefficient would be in each period, by one step from the common one."""

    def table(self) -> pl.DataFrame:
        """Return one row for each test.

        Returns
        -------
        polars.DataFrame
            Columns term, period (each "all" where it is joint), statistic, df, p.value, z, one.step.
        """
        import polars as pl

        rows: list[tuple[str, str, ScoreTest | None, float | None]] = [("all", "all", self.joint, None)]
        rows += [(name, "all", test, None) for name, test in zip(self.names, self.by_name, strict=True)]
        rows += [("all", p, test, None) for p, test in zip(self.periods[1:], self.by_period, strict=True)]
        for k, name in enumerate(self.names):
            for m, period in enumerate(self.periods):
                test = self.single[k][m - 1] if m else None
                rows.append((name, period, test, float(self.one_step[m, k])))
        return pl.DataFrame(
            {
                "term": [r[0] for r in rows],
                "period": [r[1] for r in rows],
                "statistic": pl.Series([r[2] and r[2].statistic for r in rows], dtype=pl.Float64),
                "df": pl.Series([r[2] and r[2].degrees for r in rows], dtype=pl.Int64),
                "p.value": pl.Series([r[2] and r[2].p_value for r in rows], dtype=pl.Float64),
                "z": pl.Series([r[2] and r[2].z for r in rows], dtype=pl.Float64),
                "one.step": pl.Series([r[3] for r in rows], dtype=pl.Float64),
            }
        )

    def cite(self) -> str:
        """Return the work that a paper which uses this should cite."""
        from symmachy.estimation import works

        return works.LOSPINOSO_2011

    def summary(self) -> str:
        """Return the tests as sentences."""
        lines = [f"The same coefficients in {len(self.periods)} periods: {said(self.joint)}"]
        for name, test in zip(self.names, self.by_name, strict=True):
            if test is None:
                lines.append(f"{name}: cannot be tested beside the others")
            else:
                lines.append(f"{name}: {said(test)}")
        return "\n".join(lines)


def time_test(
    fit: ActorsFit, networks: Sequence[Network], *, draws: int = 1000, seed: int = 0, jobs: int = 1
) -> TimeTest:
    """Test whether the coefficients of an actor-oriented model are the same in all periods.

    No other model is fitted: what the simulated statistics of a single period deviate from the observed ones,
    beyond what the common coefficients explain, is set against its spread.

    Parameters
    ----------
    fit
        The fit, with rates that differ by period and other coefficients that do not.
    networks
        Those of the fit.
    draws
        Simulations at the estimates.
    seed, jobs
        As in `Actors.fit`.

    Raises
    ------
    BadInput
        Where ties changed in fewer than two periods, or the networks are not those of the fit.
    NotIdentified
        Where too little changed in a period to tell coefficients apart.

    References
    ----------
    .. [1] Lospinoso, Schweinberger, Snijders and Ripley (2011), Assessing and Accounting for Time Heterogeneity
       in Stochastic Actor Oriented Models, Advances in Data Analysis and Classification 5.
    """
    here = estimates(fit, networks)
    found = here.scored(stage=_STAGE, draws=draws, seed=seed, jobs=jobs)
    problem = here.problem
    moments = ByPeriod.of(found, problem.targets, problem.moving)
    labels = tuple(problem.periods[m].label for m in problem.moving)
    return time_test_of(moments, problem.layout.names, labels)


def time_test_of(found: ByPeriod, names: tuple[str, ...], labels: tuple[str, ...]) -> TimeTest:
    """Return the tests from simulations at the common coefficients.

    Parameters
    ----------
    found
        Moments of the M periods in which a tie changed.
    names
        Q names of coefficients.
    labels
        M names of periods.

    Raises
    ------
    BadInput
        Where there are fewer than two such periods.
    """
    many, wide = found.deviation.shape
    if many < 2:
        raise BadInput("ties changed in fewer than two periods: whether coefficients differ cannot be tested")
    rates = np.zeros((many, many, wide))
    rates[np.arange(many), np.arange(many), 0] = 1.0
    common = np.zeros((wide - 1, many, wide))
    common[np.arange(wide - 1), :, np.arange(1, wide)] = 1.0
    keys = [(m, k) for m in range(1, many) for k in range(wide - 1)]

    def test(chosen: list[tuple[int, int]]) -> ScoreTest | None:
        dummies = np.zeros((len(chosen), many, wide))
        for row, (m, k) in zip(dummies, chosen, strict=True):
            row[m, k + 1] = 1.0
        parts = found.joint(np.concatenate([rates, common, dummies]))
        tested = np.arange(len(parts[0])) >= many + wide - 1
        try:
            return score_test(*parts, tested)
        except NotIdentified:
            return None

    joint = test(keys)
    if joint is None:
        raise NotIdentified(
            "the coefficients of some period cannot be told from each other: too little changed in it; leave a "
            "mechanism out or join periods"
        )
    return TimeTest(
        names=names,
        periods=labels,
        joint=joint,
        by_name=tuple(test([(m, k) for m in range(1, many)]) for k in range(wide - 1)),
        by_period=tuple(test([(m, k) for k in range(wide - 1)]) for m in range(1, many)),
        single=tuple(tuple(test([(m, k)]) for m in range(1, many)) for k in range(wide - 1)),
        one_step=np.array(
            [
                np.linalg.lstsq(d, u, rcond=1e-10)[0][1:]
                for d, u in zip(found.derivative, found.deviation, strict=True)
            ]
        ),
    )
