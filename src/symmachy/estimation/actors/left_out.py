"""Score-type tests of mechanisms that are not in the model, without fitting another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.actors.by_period import ByPeriod
from symmachy.estimation.actors.estimates import estimates, evaluated
from symmachy.estimation.actors.score_test import ScoreTest, said, score_test
from symmachy.mechanisms import Specification, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["LeftOut", "left_out"]

_STAGE = 9_004


@dataclass(frozen=True, kw_only=True, eq=False)
class LeftOut:
    """Tests that the coefficients of mechanisms which are not in the model are 0."""

    names: tuple[str, ...]
    joint: ScoreTest | None
    """All of them; None where they cannot be told from each other or from the model."""
    single: tuple[ScoreTest | None, ...]
    """Each alone, the others at 0."""
    one_step: FloatArray
    """For each, what its coefficient would be, alone, by one step from 0."""

    def table(self) -> pl.DataFrame:
        """Return one row for each mechanism and one for all: columns term, statistic, df, p.value, z, one.step."""
        import polars as pl

        rows = [*zip(self.names, self.single, self.one_step.tolist(), strict=True), ("all", self.joint, None)]
        return pl.DataFrame(
            {
                "term": [name for name, _, _ in rows],
                "statistic": pl.Series([t and t.statistic for _, t, _ in rows], dtype=pl.Float64),
                "df": pl.Series([t and t.degrees for _, t, _ in rows], dtype=pl.Int64),
                "p.value": pl.Series([t and t.p_value for _, t, _ in rows], dtype=pl.Float64),
                "z": pl.Series([t and t.z for _, t, _ in rows], dtype=pl.Float64),
                "one.step": pl.Series([step for _, _, step in rows], dtype=pl.Float64).fill_nan(None),
            }
        )

    def summary(self) -> str:
        """Return a sentence for each mechanism, and one for all where there are several."""
        tests = list(zip(self.names, self.single, strict=True))
        if len(tests) > 1:
            tests.append(("all of these", self.joint))
        return "\n".join(
            f"{name} left out: {'cannot be told from the model' if test is None else said(test)}"
            for name, test in tests
        )


def left_out(
    fit: ActorsFit,
    networks: Sequence[Network],
    mechanisms: Specification | str,
    *,
    draws: int = 1000,
    seed: int = 0,
    jobs: int = 1,
) -> LeftOut:
    """Test mechanisms that are not in the model, as further terms of its evaluation.

    Parameters
    ----------
    fit
        The fit without them.
    networks
        Those of the fit.
    mechanisms
        An object, or a text for `symmachy.mechanisms.parse`.
    draws
        Simulations at the estimates.
    seed, jobs
        As in `Actors.fit`.

    Raises
    ------
    BadInput
        Where all of them are in the model, or the networks are not those of the fit.

    Notes
    -----
    A large statistic says that the observed networks have more of the mechanism, or less, than the fitted
    model gives. Many tests find something by chance.
    """
    asked = parse(mechanisms) if isinstance(mechanisms, str) else mechanisms
    inside = evaluated(fit)
    new = Specification(terms=tuple(t for t in asked if t not in inside))
    if not len(new):
        raise BadInput(f"{asked} is in the model already; name mechanisms that are not")
    here = estimates(fit, networks, more=new)
    problem = here.problem
    found = here.scored(stage=_STAGE, draws=draws, seed=seed, jobs=jobs)
    moments = ByPeriod.of(found, problem.targets, problem.moving)
    names = problem.layout.names
    places = [names.index(t.label) for t in new]
    kept = [k for k in range(len(names)) if k not in places]
    results = [_test(moments, [*kept, k], [len(kept)]) for k in places]
    return LeftOut(
        names=tuple(t.label for t in new),
        joint=_test(moments, [*kept, *places], list(range(len(kept), len(names))))[0],
        single=tuple(test for test, _ in results),
        one_step=np.array([step for _, step in results]),
    )


def _test(moments: ByPeriod, places: list[int], tested: list[int]) -> tuple[ScoreTest | None, float]:
    """Test those of the chosen coefficients that `tested` says, and return the step of the last of them."""
    many, wide = moments.deviation.shape
    mixing = np.zeros((many + len(places), many, wide))
    mixing[np.arange(many), np.arange(many), 0] = 1.0
    for row, place in zip(mixing[many:], places, strict=True):
        row[:, place + 1] = 1.0
    deviation, derivative, covariance = moments.joint(mixing)
    which = np.isin(np.arange(len(mixing)), [many + t for t in tested])
    try:
        found = score_test(deviation, derivative, covariance, which)
    except NotIdentified:
        return None, float("nan")
    return found, float(np.linalg.solve(derivative, deviation)[-1])
