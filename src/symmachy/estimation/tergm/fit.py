"""A fitted TERGM: estimates and draws, what they rest on, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.codec import storable
from symmachy.estimation.intervals import Interval, interval_ends
from symmachy.estimation.saved import Saved
from symmachy.estimation.works import EFRON_1987, KRIVITSKY_2014, LEIFELD_2018

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.goodness.aspects import Aspect
    from symmachy.estimation.provenance import Provenance
    from symmachy.estimation.tergm.gof import TergmGoodness
    from symmachy.estimation.tergm.model import Tergm
    from symmachy.estimation.tergm.sampler import Sampler
    from symmachy.estimation.tergm.simulate import Simulated
    from symmachy.typing import FloatArray, Year
    from symmachy.world.network import Network

__all__ = ["TergmFit"]


@storable
@dataclass(frozen=True, kw_only=True, eq=False)
class TergmFit(Saved):
    """Estimates of a TERGM; made by `Tergm.fit` or `TergmFit.from_json`."""

    model: Tergm
    names: tuple[str, ...]
    """Names of the coefficients; those of a separable model begin with ``formation:`` or ``persistence:``."""
    coefficients: FloatArray
    """``(k,)``: change of the log-odds of a tie per unit of what the tie changes in each mechanism."""
    draws: FloatArray
    """``(kept draws, k)``: coefficients of each bootstrap draw; none where no bootstrap was asked for."""
    acceleration: FloatArray
    """``(k,)``: Efron's acceleration, for BCa intervals, from leaving out one year at a time."""
    years: tuple[Year, ...]
    """The years explained, which the bootstrap draws from."""
    networks: int
    """How many networks were explained."""
    pairs: tuple[int, ...]
    """How many pairs each part rests on, over all years."""
    ties: tuple[int, ...]
    """How many of these were tied."""
    log_pseudolikelihood: tuple[float, ...]
    """Of each part, at the estimates: a sum over pairs that is no log-likelihood unless pairs are independent."""
    dropped: tuple[tuple[str, int], ...]
    """Pairs with something missing, by what is missing; a pair may count for several terms."""
    dropped_pairs: int
    """Pairs left out since something is missing, each once."""
    given_pairs: int
    """Pairs left out since their tie, or its absence, is given."""
    converged: bool
    iterations: int
    notes: tuple[str, ...]
    """What a reader of the numbers must know."""
    provenance: Provenance

    def __post_init__(self) -> None:
        for name in ("coefficients", "draws", "acceleration"):
            array = np.array(getattr(self, name), dtype=np.float64)
            if name == "draws":
                array = array.reshape(-1, len(self.names))
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @property
    def covariance(self) -> FloatArray:
        """``(k, k)``: covariance of the draws; NaN where there are none."""
        k = len(self.names)
        if len(self.draws) < 2:
            return np.full((k, k), np.nan)
        return np.atleast_2d(np.cov(self.draws, rowvar=False))

    @property
    def standard_errors(self) -> FloatArray:
        """``(k,)``: standard deviations of the draws; NaN where there are none."""
        return np.sqrt(np.diag(self.covariance))

    def tidy(self, conf_level: float = 0.95, *, interval: Interval | None = None) -> pl.DataFrame:
        """Return one row for each coefficient.

        Parameters
        ----------
        conf_level
            Level of the intervals, strictly between 0 and 1.
        interval
            How the intervals are read off the draws; None for what the model says.

        Returns
        -------
        polars.DataFrame
            Columns term, estimate, std.error, statistic, p.value (two-sided, normal, from the standard error),
            bias (mean of the draws less the estimate), conf.low, conf.high; null where there are no draws, and
            for a BCa interval where all draws lie to one side of the estimate.
        """
        import polars as pl

        from symmachy.estimation.inference import wald_table

        wald = wald_table(
            self.names, self.coefficients, self.standard_errors, degrees=None, conf_level=conf_level
        )
        drawn = len(self.draws) >= 2
        ends = np.full((2, len(self.names)), np.nan)
        bias = np.full(len(self.names), np.nan)
        if drawn:
            how = self.model.interval if interval is None else Interval(interval)
            ends = interval_ends(self.draws, self.coefficients, self.acceleration, conf_level, how)
            bias = self.draws.mean(axis=0) - self.coefficients
        own = pl.DataFrame({"bias": bias, "conf.low": ends[0], "conf.high": ends[1]})
        return pl.concat([wald.drop("conf.low", "conf.high"), own], how="horizontal").fill_nan(None)

    def glance(self) -> pl.DataFrame:
        """Return one row about the whole fit.

        Returns
        -------
        polars.DataFrame
            Columns networks, years, nobs (pairs), ties, logPL, draws, converged, dropped, given.
        """
        import polars as pl

        return pl.DataFrame(
            {
                "networks": [self.networks],
                "years": [len(self.years)],
                "nobs": [sum(self.pairs)],
                "ties": [sum(self.ties)],
                "logPL": [sum(self.log_pseudolikelihood)],
                "draws": [len(self.draws)],
                "converged": [self.converged],
                "dropped": [self.dropped_pairs],
                "given": [self.given_pairs],
            }
        )

    @property
    def errors_are(self) -> str:
        """How the standard errors were estimated, in a few words."""
        by = self.model.bootstrap
        return "none" if by is None else by.describe()

    @property
    def ratio(self) -> str:
        """What a coefficient is called once it is exponentiated."""
        return "odds ratio"

    @property
    def foot(self) -> tuple[tuple[str, str], ...]:
        """Rows about the whole fit for a table, each a label and a text."""
        return (
            ("Rows", f"{sum(self.pairs):,}"),
            ("Events", f"{sum(self.ties):,}"),
            ("Groups: year", f"{len(self.years)}"),
            ("Log-pseudolikelihood", f"{sum(self.log_pseudolikelihood):.3f}"),
        )

    def simulate(
        self,
        network: Network,
        *,
        before: Network | None = None,
        draws: int = 100,
        seed: int = 0,
        sampler: Sampler | None = None,
        workers: int | None = None,
    ) -> Simulated:
        """Return networks drawn from the model for the states and covariates of a network.

        The past that mechanisms read (inertia, lags) is the recorded one. Pairs that the model is not about
        stay as recorded: given ties, pairs with a missing covariate, and in a separable model the pairs of
        states that were not members in both years.

        Parameters
        ----------
        network
            States, covariates, and the ties to set out from.
        before
            The network before, for a separable model; None for that of a year ago.
        draws
            How many networks.
        seed
            Seed of the random numbers, 0 or above; the number of workers changes nothing.
        sampler
            Length of the chains; None for the defaults of `Sampler`.
        workers
            How many chains run at a time, by joblib; None for joblib's own setting.

        Raises
        ------
        BadInput, UnknownName, OutsideCoverage
            If covariates are missing and the model refuses that, or a variable or the year before is not there.
        """
        from symmachy.estimation.tergm.sampler import Sampler
        from symmachy.estimation.tergm.simulate import simulate

        return simulate(
            self,
            network,
            before=before,
            draws=draws,
            seed=seed,
            sampler=sampler or Sampler(),
            workers=workers,
        )

    def simulate_forward(
        self,
        networks: Sequence[Network],
        *,
        draws: int = 100,
        seed: int = 0,
        sampler: Sampler | None = None,
        workers: int | None = None,
    ) -> tuple[Simulated, ...]:
        """Return draws of what follows, year after year, from the ties of the year before the first network.

        States and covariates are those of the networks; ties are never read from them, and each draw reads
        its own simulated past. A state that enters begins without a tie, and in a separable model can form
        ties from its second year on.

        Parameters
        ----------
        networks
            Networks of consecutive years of one world.
        draws, seed, sampler, workers
            As in `simulate`; each draw is a path of its own, with one draw from one chain a year.

        Returns
        -------
        tuple of Simulated
            One for each year, in order; the k-th draws of all belong to one path.

        Raises
        ------
        BadInput, UnknownName
            As `simulate`; and if years are not consecutive or the year before the first is not covered.
        """
        from symmachy.estimation.tergm.forward import simulate_forward
        from symmachy.estimation.tergm.sampler import Sampler

        return simulate_forward(
            self, networks, draws=draws, seed=seed, sampler=sampler or Sampler(), workers=workers
        )

    def gof(
        self,
        networks: Sequence[Network],
        *,
        draws: int = 100,
        seed: int = 0,
        sampler: Sampler | None = None,
        aspects: Sequence[Aspect] = (),
        workers: int | None = None,
    ) -> TergmGoodness:
        """Return how networks drawn from the model compare with the observed ones [1]_, year by year.

        Number of ties, ties of a state, shared partners of ties and of all pairs, distances, and triads. Each
        year's network is compared with draws for its own states, and counts are then summed over years. Where
        draws run away from the observed networks, the result says so and names the mechanism.

        Parameters
        ----------
        networks
            Networks to explain; in a separable model with the one before the first.
        draws, seed, sampler, workers
            As in `simulate`, for each network.
        aspects
            What is counted; all of the above where it is empty.

        References
        ----------
        .. [1] Hunter, Goodreau and Handcock (2008), Goodness of Fit of Social Network Models, Journal of the
           American Statistical Association 103.
        """
        from symmachy.estimation.tergm.gof import gof
        from symmachy.estimation.tergm.sampler import Sampler

        return gof(
            self,
            networks,
            draws=draws,
            seed=seed,
            sampler=sampler or Sampler(),
            aspects=aspects,
            workers=workers,
        )

    def predict(
        self, network: Network, *, draws: int = 0, seed: int = 0, sampler: Sampler | None = None
    ) -> pl.DataFrame:
        """Return the probability of each pair's tie, from the year before and the year's own covariates.

        Ties of the year itself are not read. Covariates of the year are, so that a forecast needs mechanisms
        that are known beforehand, such as ``lag(...)``.

        Parameters
        ----------
        network
            The year to predict, and its states.
        draws
            0 for the probability of each tie given that all others are as they were the year before; more for
            the share of so many simulated networks, in which the others move too.
        seed, sampler
            Of the simulation.

        Returns
        -------
        polars.DataFrame
            Columns year, state, other, probability, a row for each pair; null where a covariate is missing or,
            in a separable model, one of the two was no member the year before.

        Raises
        ------
        BadInput
            If the record does not cover the year before.
        """
        from symmachy.estimation.tergm.predict import predict
        from symmachy.estimation.tergm.sampler import Sampler

        return predict(self, network, draws=draws, seed=seed, sampler=sampler or Sampler())

    def summary(self) -> str:
        """Return the fit as text for a terminal."""
        from symmachy.estimation.tergm.summary import summarise

        return summarise(self)

    def cite(self) -> str:
        """Return what a paper that uses this fit should cite, one work a line."""
        own = f"symmachy, version {self.provenance.version} (temporal exponential random graph models)."
        works = [LEIFELD_2018]
        works += [KRIVITSKY_2014] if self.model.separable else []
        works += [EFRON_1987] if self.model.interval is Interval.BCA else []
        return "\n".join([own, *works])
