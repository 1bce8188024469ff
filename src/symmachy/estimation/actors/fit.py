"""A fitted actor-oriented model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import UnknownName
from symmachy.estimation.codec import storable
from symmachy.estimation.saved import Saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.actors.model import Actors, Posed
    from symmachy.estimation.actors.phases import Phases
    from symmachy.estimation.actors.simulate import Draws
    from symmachy.estimation.actors.solve import Solution
    from symmachy.estimation.provenance import Provenance
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["CONVERGED", "ActorsFit"]

CONVERGED = 0.25
"""The overall maximum convergence ratio up to which an estimation counts as converged."""
_EACH = 0.1
"""The same for the ratio of each statistic."""


@storable
@dataclass(frozen=True, kw_only=True, eq=False)
class ActorsFit(Saved):
    """Estimates of an actor-oriented model; made by `Actors.fit` or `ActorsFit.from_json`.

    P coefficients, the R rates of periods in which a tie changed first.
    """

    model: Actors
    phases: Phases
    names: tuple[str, ...]
    """Names of the coefficients: ``rate 1981-1986``, then the mechanisms."""
    coefficients: FloatArray
    """``(P,)``."""
    covariance: FloatArray
    """``(P, P)``: estimated covariance of the coefficients."""
    targets: FloatArray
    """``(P,)``: the observed statistics: ties that changed in a period; sums over periods' ends."""
    means: FloatArray
    """``(P,)``: means of the simulated statistics at the estimates."""
    spread: FloatArray
    """``(P, P)``: covariance of the simulated statistics."""
    derivative: FloatArray
    """``(P, P)``: derivative of the mean of each statistic (row) by each coefficient (column)."""
    overall: float
    """Overall maximum convergence ratio: how far the mean of any combination of statistics is from what was
    observed, in standard deviations."""
    periods: tuple[str, ...]
    """The periods' years."""
    states: tuple[int, ...]
    """How many states each period has."""
    centres: tuple[tuple[str, float], ...]
    """The means that were taken off mechanisms of pairs and variables of the rate."""
    simulations: int
    """How many times all periods were simulated, in all phases."""
    notes: tuple[str, ...]
    """What a reader of the numbers must know."""
    provenance: Provenance

    def __post_init__(self) -> None:
        for name in _ARRAYS:
            array = np.array(getattr(self, name), dtype=np.float64)
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @classmethod
    def of(
        cls, model: Actors, posed: Posed, found: Solution, *, phases: Phases, provenance: Provenance
    ) -> ActorsFit:
        """Return the fit that an estimation ended with."""
        problem, moments, theta = posed.problem, found.moments, found.theta
        free = problem.targets[:, 0] > 0
        scale = np.concatenate([theta.rates[free], np.ones(len(theta.values))])
        back = np.linalg.inv(moments.derivative)
        covariance = scale[:, None] * (back @ moments.covariance @ back.T) * scale
        still = [p.label for p, moves in zip(problem.periods, free, strict=True) if not moves]
        notes = [*posed.notes]
        if still:
            notes.append(
                f"No tie changed in {', '.join(still)}: the rate there is taken to be 0 and not estimated."
            )
        names = (*(n for n, moves in zip(problem.names, free, strict=False) if moves), *problem.layout.names)
        ratio = _unconverged(moments.overall, moments.deviations, names)
        if ratio:
            notes.append(ratio)
        return cls(
            model=model,
            phases=phases,
            names=names,
            coefficients=np.concatenate([theta.rates[free], theta.values]),
            covariance=(covariance + covariance.T) / 2,
            targets=moments.targets,
            means=moments.mean,
            spread=moments.covariance,
            derivative=moments.derivative / scale,
            overall=moments.overall,
            periods=tuple(p.label for p in problem.periods),
            states=tuple(len(p.states) for p in problem.periods),
            centres=posed.centres,
            simulations=found.iterations,
            notes=tuple(notes),
            provenance=provenance,
        )

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the observed networks, in order."""
        return tuple(sorted({int(year) for label in self.periods for year in label.split("-")}))

    @property
    def standard_errors(self) -> FloatArray:
        """``(P,)``: square roots of the covariance's diagonal."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    @property
    def deviations(self) -> FloatArray:
        """``(P,)``: t-ratios of convergence, the simulated mean less the target in standard deviations."""
        return np.asarray((self.means - self.targets) / np.sqrt(np.diag(self.spread)), dtype=np.float64)

    @property
    def converged(self) -> bool:
        """Whether the overall maximum convergence ratio is at or below 0.25 and each ratio below 0.1 or near."""
        return not _unconverged(self.overall, self.deviations, self.names)

    def tidy(self, conf_level: float = 0.95) -> pl.DataFrame:
        """Return one row for each coefficient, with the columns of R's broom and the ratio of convergence.

        Returns
        -------
        polars.DataFrame
            Columns term, estimate, std.error, statistic, p.value (two-sided), conf.low, conf.high, convergence.
        """
        import polars as pl

        from symmachy.estimation.inference import wald_table

        found = wald_table(
            self.names,
            self.coefficients,
            self.standard_errors,
            degrees=None,
            conf_level=conf_level,
            exponentiate=False,
        )
        return found.with_columns(pl.Series("convergence", self.deviations))

    def glance(self) -> pl.DataFrame:
        """Return one row about the whole fit.

        Returns
        -------
        polars.DataFrame
            Columns periods, states (most in a period), changes (ties that changed), overall (maximum
            convergence ratio), converged, simulations.
        """
        import polars as pl

        rates = sum(name.startswith("rate ") for name in self.names)
        return pl.DataFrame(
            {
                "periods": [len(self.periods)],
                "states": [max(self.states)],
                "changes": [float(self.targets[:rates].sum())],
                "overall": [self.overall],
                "converged": [self.converged],
                "simulations": [self.simulations],
            }
        )

    def wald(self, names: Sequence[str]) -> pl.DataFrame:
        """Return the test that some coefficients are all 0.

        Parameters
        ----------
        names
            Names of one or more coefficients.

        Returns
        -------
        polars.DataFrame
            One row: statistic (chi-squared), df, p.value.

        Raises
        ------
        UnknownName
            With the nearest names.
        """
        import polars as pl
        from scipy import stats

        for name in names:
            if name not in self.names:
                raise UnknownName.among("coefficient", name, self.names)
        at = [self.names.index(name) for name in dict.fromkeys(names)]
        values = self.coefficients[at]
        statistic = float(values @ np.linalg.solve(self.covariance[np.ix_(at, at)], values))
        p_value = float(stats.chi2.sf(statistic, len(at)))
        return pl.DataFrame({"statistic": [statistic], "df": [len(at)], "p.value": [p_value]})

    def simulate(
        self, networks: Sequence[Network], *, draws: int = 100, seed: int = 0, jobs: int = 1
    ) -> Draws:
        """Return draws of all periods at the estimates, each period from its observed start.

        Parameters
        ----------
        networks
            Those of the fit, or others whose periods have the same years.
        draws
            How many.
        seed
            Of the random numbers; the draws are the same for any number of `jobs`.
        jobs
            How many draws are made at a time.
        """
        from symmachy.estimation.actors.simulate import Simulator

        problem = self.model.pose(networks).problem
        known = dict(zip(self.names, self.coefficients.tolist(), strict=True))
        rates = np.array([known.get(f"rate {p.label}", 0.0) for p in problem.periods])
        values = np.array([known[name] for name in problem.layout.names])
        simulator = Simulator(problem=problem, seed=seed, jobs=jobs)
        return simulator.draw(rates, values, stage=1 << 20, count=draws, scored=False, keep=True)

    @property
    def errors_are(self) -> str:
        """How the standard errors were estimated, in a few words."""
        return "method of moments, from simulations"

    @property
    def ratio(self) -> str:
        """What the exponential of a coefficient is called."""
        return "odds ratio"

    @property
    def foot(self) -> tuple[tuple[str, str], ...]:
        """Rows about the whole fit for a table, each a label and a text."""
        glance = self.glance().row(0, named=True)
        return (
            ("Periods", f"{glance['periods']}"),
            ("Ties changed", f"{glance['changes']:,.0f}"),
            ("Overall convergence ratio", f"{self.overall:.3f}"),
        )

    def summary(self) -> str:
        """Return the fit as text for a terminal."""
        from symmachy.estimation.actors.summary import summarise

        return summarise(self)

    def cite(self) -> str:
        """Return what a paper that uses this fit should cite, one work a line."""
        from symmachy.estimation import works

        own = f"symmachy, version {self.provenance.version} (actor-oriented models)."
        more = [] if self.model.rule.directed else [works.SNIJDERS_2017]
        return "\n".join([own, works.SNIJDERS_2001, works.SCHWEINBERGER_2007, *more])


_ARRAYS = ("coefficients", "covariance", "targets", "means", "spread", "derivative")


def _unconverged(overall: float, deviations: FloatArray, names: Sequence[str]) -> str:
    if overall <= CONVERGED and np.abs(deviations).max() <= 2 * _EACH:
        return ""
    return (
        f"NOT CONVERGED: the overall maximum convergence ratio is {overall:.2f} (at most {CONVERGED} is asked), the "
        f"largest of a single statistic {np.abs(deviations).max():.2f}, that of "
        f"{names[int(np.abs(deviations).argmax())]!r}. The numbers are no estimates; fit again with start=this fit, or "
        "with a simpler model."
    )
