"""What may be taken from the log-likelihood before it is maximised."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass, field
from typing import ClassVar

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable
from symmachy.estimation.works import FIRTH_1993, HEINZE_2002, KOSMIDIS_2009, LE_CESSIE_1992

__all__ = ["Firth", "Penalty", "Ridge"]


class Penalty(ABC):  # noqa: B024 - a closed family: what each does is in the solver
    """A penalty on the coefficients."""

    references: ClassVar[tuple[str, ...]] = ()


@storable
@dataclass(frozen=True, kw_only=True)
class Firth(Penalty):
    """Firth's bias reduction, which has finite coefficients under separation and rare events [1]_ [2]_.

    For the logit this is Jeffreys' prior as a penalty; for the complementary log-log it is the adjusted score
    of Kosmidis and Firth [3]_. The model-based covariance is the inverse of the information at the estimates;
    where separation makes the likelihood lopsided, `profile` gives better intervals [2]_.

    References
    ----------
    .. [1] Firth (1993), Bias Reduction of Maximum Likelihood Estimates, Biometrika 80.
    .. [2] Heinze and Schemper (2002), A Solution to the Problem of Separation in Logistic Regression,
       Statistics in Medicine 21.
    .. [3] Kosmidis and Firth (2009), Bias Reduction in Exponential Family Nonlinear Models, Biometrika 96.
    """

    references: ClassVar[tuple[str, ...]] = (FIRTH_1993, HEINZE_2002, KOSMIDIS_2009)


@storable
@dataclass(frozen=True, kw_only=True)
class Ridge(Penalty):
    """A ridge: half of a strength times each squared coefficient is taken from the log-likelihood.

    The intercept and the duration's coefficients are free unless `by_name` says otherwise. The model-based
    covariance is the inverse of the penalised information, the posterior variance if the penalty is read as a
    normal prior.

    Parameters
    ----------
    strength
        For every covariate; 0 is none.
    by_name
        Other strengths for coefficients by name.
    standardised
        True penalises the coefficients of covariates divided by their standard deviation, so that units do
        not matter; False penalises the coefficients as they are printed.

    References
    ----------
    .. [1] le Cessie and van Houwelingen (1992), Ridge Estimators in Logistic Regression, Applied Statistics
       41.
    """

    strength: float = 1.0
    by_name: tuple[tuple[str, float], ...] = field(default=())
    standardised: bool = True

    references: ClassVar[tuple[str, ...]] = (LE_CESSIE_1992,)

    def __post_init__(self) -> None:
        pairs = self.by_name.items() if isinstance(self.by_name, dict) else self.by_name
        object.__setattr__(self, "by_name", tuple((str(name), float(value)) for name, value in pairs))
        for name, value in (("strength", self.strength), *self.by_name):
            if not 0 <= value < float("inf"):
                msg = f"the ridge of {name!r} is {value!r}; it must be 0 or above, and finite."
                raise BadInput(msg)
