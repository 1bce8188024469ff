"""What a way to estimate a study is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from symmachy.errors import BadInput
from symmachy.estimation.tabled import Tabled

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from symmachy.mechanisms.specification import Specification
    from symmachy.studies.binding import Bound
    from symmachy.studies.by import By
    from symmachy.studies.declared import ModelTable

__all__ = ["Route", "Run", "StudyFit", "StudyGoodness"]


class StudyFit(Tabled, Protocol):
    """What a study needs of a fit beside what a table needs."""

    @property
    def converged(self) -> bool:
        """Whether the estimates can be relied on."""
        ...

    def glance(self) -> pl.DataFrame:
        """Return a few numbers about the whole fit, one row for each part."""
        ...

    def summary(self) -> str:
        """Return the fit as text."""
        ...

    def cite(self) -> str:
        """Return what using it owes, one work a line."""
        ...

    def to_json(self, path: str | Path | None = None) -> str:
        """Return the whole fit as JSON, and write it where a path is given."""
        ...


class StudyGoodness(Protocol):
    """How networks drawn from a fit compare with the observed ones."""

    def tests(self) -> pl.DataFrame:
        """Return one row for each aspect: columns aspect, distance, p.value."""
        ...

    def summary(self) -> str:
        """Return the tests as sentences."""
        ...

    def chart(self, *, width: int = 360) -> Any:  # noqa: ANN401  # altair has no stub for layers
        """Return a picture of observed and simulated counts."""
        ...


@dataclass(frozen=True, kw_only=True)
class Run:
    """How the work is done; nothing here changes a number but the seed."""

    seed: int
    jobs: int | None
    progress: bool = False
    """Whether progress is shown on standard error."""
    resume: Path | None = None
    """A file that keeps what was done, so that a stopped run goes on; only for routes that `resumes`."""


class Route(ABC):
    """An estimator as a study reaches it."""

    by: ClassVar[By]
    reads: ClassVar[tuple[str, ...]]
    """The keys of ``[model]`` that it reads."""
    instead: ClassVar[tuple[str, ...]] = ()
    """The keys in whose presence ``specification`` is not read."""
    resumes: ClassVar[bool] = False
    """Whether a stopped run can go on: for estimations that draw."""

    @abstractmethod
    def fit(self, bound: Bound, run: Run) -> StudyFit:
        """Return the fit of a study's model to its networks."""

    def gof(self, bound: Bound, fit: StudyFit, run: Run) -> StudyGoodness:
        """Return how networks drawn from the fit compare with the observed ones.

        Raises
        ------
        BadInput
            Where the estimator draws no networks: one that does has a method of its own.
        """
        del bound, fit, run
        raise self._no_draws

    def need_draws(self) -> None:
        """Check that networks can be drawn from its fits.

        Raises
        ------
        BadInput
            Where they cannot.
        """
        if type(self).gof is Route.gof:
            raise self._no_draws

    @property
    def _no_draws(self) -> BadInput:
        return BadInput(
            f"there is no goodness of fit by {self.by.value}: leave --gof out, or fit by another estimator"
        )

    def sign_says(self, head: str, name: str) -> bool:
        """Whether a mechanism's readings hold for a coefficient: that a positive one goes with more ties.

        `head` is that of its column.
        """
        del head, name
        return True

    def columns(self, fit: StudyFit) -> tuple[tuple[str, Tabled], ...]:
        """Return the columns of a table with their heads; one, unless a subclass has several."""
        return ((self.by.value, fit),)

    def specifications(self, model: ModelTable) -> dict[str, Specification]:
        """Return the formulas that this estimator reads, by key.

        Raises
        ------
        BadInput
            Where there is none of them.
        """
        from symmachy.mechanisms import parse

        found = {name: parse(text) for name in self.reads if (text := getattr(model, name)) is not None}
        if any(name in found for name in self.instead):
            found.pop("specification", None)
        if not found:
            keys = " or ".join(self.reads)
            given = [
                name for name in type(model).model_fields if name != "by" and getattr(model, name) is not None
            ]
            there = f"; the study gives {' and '.join(given)}, which others read" if given else ""
            raise BadInput(f"[model] has nothing for {self.by.value}: give {keys}{there}")
        return found
