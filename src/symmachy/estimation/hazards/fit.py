"""A fitted model: estimates and their covariance, what they rest on, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.codec import storable
from symmachy.estimation.saved import Saved

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.hazards.hazard import Hazard
    from symmachy.estimation.provenance import Provenance
    from symmachy.typing import FloatArray

__all__ = ["Fit"]


@storable
@dataclass(frozen=True, kw_only=True, eq=False)
class Fit(Saved):
    """Estimates of a hazard model; made by `Hazard.fit` or `Fit.from_json`.

    Examples
    --------
    >>> import polars as pl
    >>> from symmachy.estimation import Hazard
    >>> rows = pl.DataFrame({"formed": [0, 0, 0, 1, 0, 1, 1, 1], "war": [0, 0, 0, 0, 1, 1, 1, 1]})
    >>> fit = Hazard(outcome="formed", covariates=("war",)).fit(rows)
    >>> fit.n, fit.events, fit.converged
    (8, 4, True)
    >>> fit.predict(pl.DataFrame({"war": [0, 1]}), interval=None)["probability"].round(6).to_list()
    [0.25, 0.75]
    """

    model: Hazard
    """The model, with the knots and levels that the data gave written out."""
    names: tuple[str, ...]
    """Names of the coefficients, the intercept first."""
    coefficients: FloatArray
    """Shape ``(k,)``, on the scale of the link, per unit of each covariate as it came."""
    centre: FloatArray
    """Shape ``(k - 1,)``: means of the covariates and of the duration's functions over the rows."""
    centred_covariance: FloatArray
    """Shape ``(k, k)``: covariance of the coefficients if `centre` is taken from the covariates. It keeps the
    digits that a covariate far from zero, such as a year, would cost."""
    n: float
    """Number of rows, or the sum of frequency weights."""
    events: float
    """Number of rows with the event, or the sum of their frequency weights."""
    log_likelihood: float
    """At the estimates, weighted, without any penalty."""
    null_log_likelihood: float
    """Of the model with an intercept only, weighted."""
    parameters: float
    """Number of coefficients; with a ridge, the trace that counts them in part."""
    groups: tuple[tuple[str, int], ...]
    """How many clusters, states or pairs the covariance rests on, by name."""
    degrees: float | None
    """Degrees of freedom of Student's t for intervals; None for the normal distribution."""
    dropped: tuple[tuple[str, int], ...]
    """Rows with a missing value, by column; a row may count for several columns."""
    dropped_rows: int
    """Rows left out because of missing values."""
    converged: bool
    iterations: int
    mean_slope: float
    """Mean over rows of the probability's derivative by the predictor."""
    mean_bend: FloatArray
    """Shape ``(k,)``: the gradient of `mean_slope` by the coefficients of centred covariates."""
    notes: tuple[str, ...]
    """What a reader of the numbers must know."""
    provenance: Provenance

    def __post_init__(self) -> None:
        for name in ("coefficients", "centre", "centred_covariance", "mean_bend"):
            array = np.array(getattr(self, name), dtype=np.float64)
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @property
    def covariance(self) -> FloatArray:
        """Estimated covariance of the coefficients, shape ``(k, k)``."""
        back = np.eye(len(self.names))
        back[0, 1:] = -self.centre
        matrix = back @ self.centred_covariance @ back.T
        matrix.flags.writeable = False
        return matrix

    @property
    def standard_errors(self) -> FloatArray:
        """Square roots of the covariance's diagonal, shape ``(k,)``."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def tidy(self, conf_level: float = 0.95, *, exponentiate: bool = False) -> pl.DataFrame:
        """Return one row for each coefficient, with the columns of R's broom.

        Parameters
        ----------
        conf_level
            Level of the intervals, strictly between 0 and 1.
        exponentiate
            True gives odds ratios (logit) or hazard ratios (cloglog) and their intervals; standard errors and
            statistics stay on the scale of the coefficients, as broom leaves them.

        Returns
        -------
        polars.DataFrame
            Columns term, estimate, std.error, statistic, p.value (two-sided), conf.low, conf.high.
        """
        from symmachy.estimation.inference import wald_table

        return wald_table(
            self.names,
            self.coefficients,
            self.standard_errors,
            degrees=self.degrees,
            conf_level=conf_level,
            exponentiate=exponentiate,
        )

    @property
    def aic(self) -> float:
        """Akaike's criterion, minus twice the log-likelihood plus twice the number of parameters."""
        return -2.0 * self.log_likelihood + 2.0 * self.parameters

    @property
    def bic(self) -> float:
        """The Bayesian criterion, with the number of rows."""
        return -2.0 * self.log_likelihood + self.parameters * float(np.log(self.n))

    @property
    def mcfadden(self) -> float:
        """McFadden's measure: one minus the ratio of log-likelihood and null log-likelihood."""
        return 1.0 - self.log_likelihood / self.null_log_likelihood

    @property
    def errors_are(self) -> str:
        """How the standard errors were estimated, in a few words."""
        return self.model.covariance.describe()

    @property
    def ratio(self) -> str:
        """What the exponential of a coefficient is called."""
        return self.model.link.exponentiated

    @property
    def foot(self) -> tuple[tuple[str, str], ...]:
        """Rows about the whole fit for a table, each a label and a text."""
        return (
            ("Link", self.model.link.name),
            ("Rows", f"{self.n:,}"),
            ("Events", f"{self.events:,}"),
            *((f"Groups: {name}", f"{count}") for name, count in self.groups),
            ("Log-likelihood", f"{self.log_likelihood:.3f}"),
            ("AIC", f"{self.aic:.1f}"),
            ("BIC", f"{self.bic:.1f}"),
        )

    def glance(self) -> pl.DataFrame:
        """Return one row about the whole fit.

        No share of right classifications: with rare events it is high for a model that says "never".

        Returns
        -------
        polars.DataFrame
            Columns nobs, events, logLik, null.logLik, AIC, BIC, mcfadden, clusters (the smallest number of
            groups, or null), converged, dropped.
        """
        import polars as pl

        return pl.DataFrame(
            {
                "nobs": [self.n],
                "events": [self.events],
                "logLik": [self.log_likelihood],
                "null.logLik": [self.null_log_likelihood],
                "AIC": [self.aic],
                "BIC": [self.bic],
                "mcfadden": [self.mcfadden],
                "clusters": pl.Series([min((c for _, c in self.groups), default=None)], dtype=pl.Int64),
                "converged": [self.converged],
                "dropped": [self.dropped_rows],
            }
        )

    def predict(self, frame: pl.DataFrame, interval: float | None = 0.95) -> pl.DataFrame:
        """Return the probability of the event for each row of `frame`.

        Parameters
        ----------
        frame
            Rows with the model's covariates and duration; no outcome needed.
        interval
            Level of the interval, computed on the scale of the link and carried over, so that it stays within
            0 and 1; None for no interval.

        Returns
        -------
        polars.DataFrame
            Columns probability, conf.low, conf.high, one row for each row of `frame` in the same order; null
            where a covariate is missing.

        Raises
        ------
        UnknownName, BadInput
            If a column is absent or holds no numbers.
        """
        from symmachy.estimation.hazards.prediction import predict

        return predict(self, frame, interval)

    def avg_slopes(self, conf_level: float = 0.95) -> pl.DataFrame:
        """Return how much the probability changes per unit of each covariate, averaged over rows.

        The average over rows of the derivative of the probability, with standard errors by the delta method.
        A 0/1 covariate is treated like any number; the coefficients of the duration have no slope of their
        own and are left out.

        Returns
        -------
        polars.DataFrame
            Columns as in `tidy`, one row for each covariate.
        """
        from symmachy.estimation.inference import wald_table

        count = len(self.model.covariates)
        inner = slice(1, 1 + count)
        gradient = np.outer(self.coefficients[inner], self.mean_bend)
        gradient[np.arange(count), np.arange(1, 1 + count)] += self.mean_slope
        variance = np.einsum("ij,jk,ik->i", gradient, self.centred_covariance, gradient)
        return wald_table(
            self.names[inner],
            self.coefficients[inner] * self.mean_slope,
            np.sqrt(np.maximum(variance, 0.0)),
            degrees=self.degrees,
            conf_level=conf_level,
        )

    def summary(self) -> str:
        """Return the fit as text for a terminal."""
        from symmachy.estimation.hazards.summary import summarise

        return summarise(self)

    def cite(self) -> str:
        """Return what a paper that uses this fit should cite, one work a line."""
        sources = [self.model.link, self.model.penalty, self.model.covariance]
        works = [work for source in sources if source is not None for work in source.references]
        if self.model.duration is not None:
            works.extend(self.model.duration.cited)
        own = f"symmachy, version {self.provenance.version} (discrete-time hazards)."
        return "\n".join(dict.fromkeys([own, *works]))
