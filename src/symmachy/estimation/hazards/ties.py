"""Hazards of a tie from a specification: what forms it, what ends it, and when it is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.codec import storable
from symmachy.estimation.covariances import Clustered, Covariance
from symmachy.estimation.hazards.links import Link, Logit
from symmachy.estimation.hazards.splines import Spline
from symmachy.estimation.relation import Relation
from symmachy.estimation.weights import Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.hazards.durations import Duration
    from symmachy.estimation.hazards.fit import Fit
    from symmachy.estimation.hazards.penalties import Penalty
    from symmachy.estimation.hazards.ties_fit import TieHazardsFit
    from symmachy.estimation.pair_years import PairYears
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.mechanisms.specification import Specification
    from symmachy.typing import BoolArray
    from symmachy.world.network import Network

__all__ = ["YEARS_AT_RISK", "TieEvent", "TieHazards"]

YEARS_AT_RISK = "years_at_risk"
"""The column of the time at risk: years without the tie for its formation, its age for its ending."""


@storable
class TieEvent(StrEnum):
    """What is explained by the mechanisms of the observation before."""

    FORMATION = "formation"
    """Untied pairs: whether they are tied at the next observation."""
    ENDING = "ending"
    """Tied pairs: whether they are no longer tied at the next observation."""
    PRESENCE = "presence"
    """All pairs: whether they are tied at the next observation."""


def _spline() -> Duration:
    return Spline(YEARS_AT_RISK, knots=4)


def _by_pair_and_year() -> Covariance:
    return Clustered("dyad", "year")


@storable
@dataclass(frozen=True, kw_only=True)
class TieHazards:
    """Discrete-time hazards of a tie's formation and ending, from mechanisms.

    A row is a pair of states at one observation; the covariates are the mechanisms' values then, and the event is
    seen at the next observation. A pair of which one has left by then is no row. The intercept stands for
    ``ties``, which a specification may name and need not.

    Parameters
    ----------
    specification
        Mechanisms of formation and of ending alike, with coefficients of their own.
    formation, ending, presence
        Mechanisms of one event alone. With `specification`, `presence` may be asked for beside.
    relation
        Which tie, and where it is unknown or given.
    duration
        How the hazard changes with the column `YEARS_AT_RISK`; None for not at all. The presence of a tie has no
        time at risk.
    link, penalty
        As in `Hazard`.
    covariance
        Which rows may depend on each other: columns ``dyad``, ``year``, ``state_1`` and ``state_2``.
    missing
        Whether rows with missing values are refused, or left out and counted.

    Examples
    --------
    >>> from symmachy.mechanisms import parse
    >>> from symmachy.record import open_record
    >>> chronicle = open_record("chronicle")
    >>> fit = TieHazards(specification=parse("ties + land_border")).fit(
    ...     [chronicle.in_year(year) for year in range(1950, 1980)]
    ... )
    >>> [event.value for event in fit.fits], fit.fits[TieEvent.FORMATION].names[:2]
    (['formation', 'ending'], ('(Intercept)', 'land_border'))
    """

    specification: Specification | None = None
    formation: Specification | None = None
    ending: Specification | None = None
    presence: Specification | None = None
    relation: Relation = field(default_factory=Relation)
    duration: Duration | None = field(default_factory=_spline)
    link: Link = field(default_factory=Logit)
    penalty: Penalty | None = None
    covariance: Covariance = field(default_factory=_by_pair_and_year)
    missing: Missing = Missing.REFUSE

    def __post_init__(self) -> None:
        object.__setattr__(self, "missing", Missing(self.missing))
        both = [e.value for e in (TieEvent.FORMATION, TieEvent.ENDING) if getattr(self, e.value) is not None]
        if self.specification is not None and both:
            raise BadInput(f"hazards take specification= or {' and '.join(f'{b}=' for b in both)}, not both")
        if not self.events:
            raise BadInput("hazards need a specification; write specification=parse('ties + land_border')")

    @property
    def events(self) -> tuple[tuple[TieEvent, Specification], ...]:
        """The events that are explained, each with its mechanisms."""
        given = {
            TieEvent.FORMATION: self.formation or self.specification,
            TieEvent.ENDING: self.ending or self.specification,
            TieEvent.PRESENCE: self.presence,
        }
        return tuple((event, terms) for event, terms in given.items() if terms is not None)

    def __str__(self) -> str:
        said = [f"{event}: {terms}" for event, terms in self.events]
        return "; ".join(
            [*said, f"{self.relation.obligation.name}, {self.relation.reading.value}", self.link.name]
        )

    def fit(self, networks: Sequence[Network], *, threads: int | None = None) -> TieHazardsFit:
        """Return the hazards' fits to yearly networks.

        Parameters
        ----------
        networks
            Networks of one world, by year; the last is only what the one before led to.
        threads
            How many threads; None for all processors. The result has the same bytes for any number.

        Raises
        ------
        BadInput
            If there are fewer than two networks, or something is missing and `missing` refuses it.
        UnknownName
            If the world lacks a variable that a mechanism needs.
        NotIdentified
            If nothing formed or ended, mechanisms are collinear, or they separate the events from the rest.
        """
        from symmachy.estimation.hazards.ties_fit import TieHazardsFit
        from symmachy.estimation.pair_years import pair_years

        if len(networks) < 2:
            raise BadInput(
                f"hazards need two networks or more, and {len(networks)} was given; add the next year's"
            )
        terms: dict[str, Mechanism] = {}
        for _, specification in self.events:
            specification.check(networks[0].world)
            terms |= {t.label: t for t in specification if t.label != "ties"}
        rows = pair_years(networks, list(terms.values()), self.relation)
        fits = (
            (event, self._fit(event, specification, rows, threads)) for event, specification in self.events
        )
        return TieHazardsFit(model=self, parts=tuple(fits), years=tuple(n.year for n in networks))

    def _fit(
        self, event: TieEvent, specification: Specification, rows: PairYears, threads: int | None
    ) -> Fit:
        import polars as pl

        from symmachy.estimation.gaps import refuse_gaps
        from symmachy.estimation.hazards.hazard import Hazard

        labels = tuple(t.label for t in specification if t.label != "ties")
        here, came = _at_risk(event, rows)
        if not came[here].any():
            raise NotIdentified(
                f"there is no {event.value} to explain: of {int(here.sum()):,} pairs at risk none had the event by the "
                "next observation; take more years, or leave this part out"
            )
        if self.missing is Missing.REFUSE:
            refuse_gaps(rows, labels, here)
        clock = "age" if event is TieEvent.ENDING else "waiting"
        frame = rows.frame(here).with_columns(
            pl.Series(event.value, came[here].astype(np.float64)), pl.col(clock).alias(YEARS_AT_RISK)
        )
        model = Hazard(
            outcome=event.value,
            covariates=labels,
            duration=None if event is TieEvent.PRESENCE else self.duration,
            link=self.link,
            penalty=self.penalty,
            covariance=self.covariance,
            missing=Missing.DROP,
        )
        try:
            return model.fit(frame, threads=threads)
        except NotIdentified as fault:
            raise NotIdentified(f"{event.value}: {fault}", guilty=fault.guilty) from None


def _at_risk(event: TieEvent, rows: PairYears) -> tuple[BoolArray, BoolArray]:
    """Return which rows are at risk of an event, and in which it came."""
    known = rows.usable & ~np.isnan(rows.after)
    if event is TieEvent.FORMATION:
        return known & ~rows.tied, rows.after == 1
    if event is TieEvent.ENDING:
        return known & rows.tied, rows.after == 0
    return known, rows.after == 1
