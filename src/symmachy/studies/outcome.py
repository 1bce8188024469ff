"""What a study found: the fit, what it is about, and what using it owes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.studies.binding import bind
from symmachy.studies.routes import Run, route

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.estimation.tabled import Tabled
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.mechanisms.specification import Specification
    from symmachy.studies.binding import Bound
    from symmachy.studies.by import By
    from symmachy.studies.declared import Study
    from symmachy.studies.routes import StudyFit, StudyGoodness
    from symmachy.world.world import Provenance

__all__ = ["Outcome", "fit_study"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """A fitted study."""

    bound: Bound = field(repr=False)
    by: By
    parts: dict[str, Specification]
    """The formulas that the estimator read, by their key in ``[model]``."""
    unread: tuple[str, ...]
    """The formulas that it did not read."""
    fit: StudyFit
    seed: int
    goodness: StudyGoodness | None = None
    """How networks drawn from the fit compare with the observed ones, where that was asked for."""

    @property
    def title(self) -> str:
        """What stands above the results."""
        return self.bound.study.title or f"{self.by.words} of {self.bound.world.record}"

    @property
    def columns(self) -> tuple[tuple[str, Tabled], ...]:
        """Columns of a regression table with their heads."""
        return route(self.by).columns(self.fit)

    @property
    def states(self) -> tuple[int, int]:
        """The fewest and the most states of a network."""
        sizes = [len(n.states) for n in self.bound.networks]
        return min(sizes), max(sizes)

    @property
    def ties(self) -> tuple[int, ...]:
        """The number of ties of each network; a directed network counts each direction."""
        relation = self.bound.relation
        counts = [int(relation.ties(n).sum()) for n in self.bound.networks]
        return tuple(counts if relation.directed else (c // 2 for c in counts))

    @property
    def mechanisms(self) -> dict[str, Mechanism]:
        """The mechanisms of all parts, by label."""
        return {term.label: term for part in self.parts.values() for term in part}

    @property
    def sources(self) -> tuple[Provenance, ...]:
        """Where the ties and the variables came from."""
        names = [name for term in self.mechanisms.values() for name in term.variables()]
        return self.bound.world.sources(names)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know, the fit's own notes first."""
        unread = (
            (f"[model] {' and '.join(self.unread)}: not read by {self.by.value}.",) if self.unread else ()
        )
        glance = self.fit.glance()
        lost = int(glance["dropped"].sum()) if "dropped" in glance.columns else 0
        dropped = (f"{lost:,} rows with missing values are left out.",) if lost else ()
        return (*self.fit.notes, *dropped, *unread, *self.bound.world.limits)

    def reading(self, head: str, term: str, low: float | None, high: float | None) -> str:
        """Say what a coefficient goes with, where its interval leaves 0 out; nothing otherwise.

        `head` is that of its column; `term` may have its part before a colon.
        """
        if not route(self.by).sign_says(head, term):
            return ""
        mechanism = self.mechanisms.get(term) or self.mechanisms.get(term.partition(": ")[2])
        if mechanism is None or low is None or high is None or np.isnan(low) or low <= 0 <= high:
            return ""
        return mechanism.readings.positive if low > 0 else mechanism.readings.negative


def fit_study(
    study: Study,
    folder: Path,
    *,
    by: By | None = None,
    record: str | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    progress: bool = False,
    resume: Path | None = None,
    gof: bool = False,
) -> Outcome:
    """Fit a study's model to its networks.

    Parameters
    ----------
    study
        What is studied.
    folder
        Where its own files are.
    by, record, seed, jobs
        In place of what the study says.
    progress
        Whether progress is shown on standard error.
    resume
        A file that keeps what was drawn, so that a stopped run goes on and ends with the same bytes; hazards
        keep nothing on the way and refuse it.
    gof
        Whether networks drawn from the fit are compared with the observed ones.

    Raises
    ------
    BadInput, BadFile, UnknownName, StoreError, OutsideCoverage
        Where the networks cannot be had, or the model does not fit them.
    NotIdentified
        Where coefficients do not exist or cannot be told apart; it names the mechanisms.

    Examples
    --------
    >>> from pathlib import Path
    >>> from symmachy.studies import checked
    >>> study = checked(
    ...     {
    ...         "networks": {"record": "chronicle", "years": "1950-1970"},
    ...         "model": {"specification": "ties + land_border + shared_allies"},
    ...     }
    ... )
    >>> [head for head, _ in fit_study(study, Path()).columns]
    ['formation', 'ending']
    """
    chosen = by or study.model.by
    how = route(chosen)
    parts = how.specifications(study.model)
    if gof:
        how.need_draws()
    if resume is not None and not how.resumes:
        raise BadInput(
            f"--resume {resume} has no meaning by {chosen.value}, which keeps nothing on the way; leave it out"
        )
    bound = bind(study, folder, record=record)
    for part in parts.values():
        part.check(bound.world)
    run = Run(
        seed=study.seed if seed is None else seed,
        jobs=study.jobs if jobs is None else jobs,
        progress=progress,
        resume=resume,
    )
    fit = how.fit(bound, run)
    given = [name for name in type(study.model).model_fields if name != "by"]
    unread = tuple(name for name in given if getattr(study.model, name) is not None and name not in parts)
    return Outcome(
        bound=bound,
        by=chosen,
        parts=parts,
        unread=unread,
        fit=fit,
        seed=run.seed,
        goodness=how.gof(bound, fit, run) if gof else None,
    )
