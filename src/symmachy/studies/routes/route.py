"""What a way to estimate a study is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from symmachy.errors import BadInput
from symmachy.estimation.tabled import Tabled

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from symmachy.mechanisms.specification import Specification
    from symmachy.studies.binding import Bound
    from symmachy.studies.by import By
    from symmachy.studies.declared import ModelTable

__all__ = ["Route", "Run", "StudyFit"]


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


@dataclass(frozen=True, kw_only=True)
class Run:
    """How the work is done; nothing here changes a number but the seed."""

    seed: int
    jobs: int | None
    progress: bool = False
    """Whether progress is shown on standard error."""
    resume: Path | None = None
    """A file that keeps what was done, so that a stopped run goes on; only long estimations have one."""


class Route(ABC):
    """An estimator as a study reaches it."""

    by: ClassVar[By]
    reads: ClassVar[tuple[str, ...]]
    """The keys of ``[model]`` that it reads."""

    @abstractmethod
    def fit(self, bound: Bound, run: Run) -> StudyFit:
        """Return the fit of a study's model to its networks."""

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
        if not found:
            keys = " or ".join(self.reads)
            given = [
                name for name in type(model).model_fields if name != "by" and getattr(model, name) is not None
            ]
            there = f"; the study gives {' and '.join(given)}, which others read" if given else ""
            raise BadInput(f"[model] has nothing for {self.by.value}: give {keys}{there}")
        return found
