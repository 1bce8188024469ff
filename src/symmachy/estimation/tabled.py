"""What a regression table asks of a fit, so that hazards, TERGMs and actor-oriented models stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import polars as pl

    from symmachy.typing import FloatArray

__all__ = ["Tabled"]


class Tabled(Protocol):
    """A fit as one column of a table: any object with these parts is one."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the K coefficients; equal names of several fits share a row."""
        ...

    @property
    def coefficients(self) -> FloatArray:
        """Return the K estimates, ``(K,)``."""
        ...

    @property
    def standard_errors(self) -> FloatArray:
        """``(K,)``; NaN where there is none."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the numbers must know, such as that the fit has not converged."""
        ...

    @property
    def errors_are(self) -> str:
        """How the standard errors were estimated, in a few words."""
        ...

    @property
    def ratio(self) -> str:
        """What the exponential of a coefficient is called, such as ``odds ratio``; empty for nothing."""
        ...

    @property
    def foot(self) -> tuple[tuple[str, str], ...]:
        """Rows about the whole fit, each a label and a text, such as ``("Events", "1,204")``."""
        ...

    def tidy(self, conf_level: float = 0.95) -> pl.DataFrame:
        """Return one row for each coefficient, with at least the columns ``term`` and ``p.value``."""
        ...
