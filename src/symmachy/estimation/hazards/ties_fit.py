"""Fitted hazards of a tie: one fit for each event, and all of them as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.codec import storable
from symmachy.estimation.saved import Saved

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.hazards.fit import Fit
    from symmachy.estimation.hazards.ties import TieEvent, TieHazards
    from symmachy.typing import FloatArray, Year

__all__ = ["TieHazardsFit"]


@storable
@dataclass(frozen=True, kw_only=True, eq=False)
class TieHazardsFit(Saved):
    """Estimates of a tie's hazards; made by `TieHazards.fit` or `TieHazardsFit.from_json`.

    As one column of a table its coefficients are called ``formation: land_border`` and so on; pass the `fits` for
    a column each.
    """

    model: TieHazards
    parts: tuple[tuple[TieEvent, Fit], ...]
    """Each event with its fit."""
    years: tuple[Year, ...]
    """The observations, the last only as what the one before led to."""

    @property
    def fits(self) -> dict[TieEvent, Fit]:
        """The fit of each event."""
        return dict(self.parts)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all coefficients, each with its event first."""
        return tuple(f"{event}: {name}" for event, fit in self.fits.items() for name in fit.names)

    @property
    def coefficients(self) -> FloatArray:
        """All estimates, in the order of `names`."""
        return np.concatenate([fit.coefficients for fit in self.fits.values()])

    @property
    def standard_errors(self) -> FloatArray:
        """All standard errors, in the order of `names`."""
        return np.concatenate([fit.standard_errors for fit in self.fits.values()])

    @property
    def converged(self) -> bool:
        """Whether every fit has converged."""
        return all(fit.converged for fit in self.fits.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the numbers must know."""
        return tuple(f"{event}: {note}" for event, fit in self.fits.items() for note in fit.notes)

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
        parts = [
            (f"{label} ({event})", text) for event, fit in self.fits.items() for label, text in fit.foot[1:]
        ]
        return (("Link", self.model.link.name), *parts)

    def tidy(self, conf_level: float = 0.95, *, exponentiate: bool = False) -> pl.DataFrame:
        """Return one row for each coefficient, as `Fit.tidy`, with its event in a first column ``event``."""
        import polars as pl

        parts = [
            fit.tidy(conf_level, exponentiate=exponentiate).select(
                pl.lit(event.value).alias("event"), pl.all()
            )
            for event, fit in self.fits.items()
        ]
        return pl.concat(parts)

    def glance(self) -> pl.DataFrame:
        """Return one row about each fit, as `Fit.glance`, with its event in a first column ``event``."""
        import polars as pl

        return pl.concat(
            fit.glance().select(pl.lit(event.value).alias("event"), pl.all())
            for event, fit in self.fits.items()
        )

    def summary(self) -> str:
        """Return the fits as text for a terminal."""
        return "\n\n".join(fit.summary() for fit in self.fits.values())

    def cite(self) -> str:
        """Return what a paper that uses these fits should cite, one work a line."""
        return "\n".join(
            dict.fromkeys(line for fit in self.fits.values() for line in fit.cite().splitlines())
        )
