"""The temporal exponential random graph model: which ties there are, given those of the years before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable
from symmachy.estimation.covariances import BlockBootstrap
from symmachy.estimation.intervals import Interval
from symmachy.estimation.relation import Relation
from symmachy.estimation.tergm.part import FORMATION, PERSISTENCE
from symmachy.estimation.weights import Missing
from symmachy.mechanisms.specification import Specification

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.tergm.ahead import OutOfSample
    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.estimation.tergm.sampler import Sampler
    from symmachy.world.network import Network

__all__ = ["Tergm"]


def _over_years() -> BlockBootstrap:
    return BlockBootstrap("year", draws=1000)


@storable
@dataclass(frozen=True, kw_only=True)
class Tergm:
    """A temporal exponential random graph model, fitted by pooled maximum pseudolikelihood [1]_.

    Each pair's tie is given the odds ``exp(theta' d)``, where d is what the tie changes in each mechanism while
    all other ties stay as they are. Standard errors come from a bootstrap over years, since the information of
    a pseudolikelihood takes ties for more independent than they are.

    Either one `specification` is for the ties themselves, or the model is separable [2]_: `formation` for pairs
    that had no tie in the network before, and `persistence` for pairs that had one. The formation part is then
    about the union of both networks and the persistence part about their intersection; each takes pairs whose
    two states were members in both.

    Parameters
    ----------
    specification
        Mechanisms of a pooled model; then neither `formation` nor `persistence` is given.
    formation, persistence
        Mechanisms of a separable model; then both are given.
    relation
        Which tie, and where it is unknown or given.
    missing
        Whether pairs with unknown ties or missing values are refused or left out and counted. A tie that is
        left out still counts, as it is recorded, among the ties of its neighbours.
    interval
        How intervals are read off the draws where nothing else is asked.
    bootstrap
        Number of draws, seed and workers; the blocks are years, and its `by` is "year". None for no standard
        errors, where only the estimates are wanted.

    References
    ----------
    .. [1] Leifeld, Cranmer and Desmarais (2018), Temporal Exponential Random Graph Models with btergm: Estimation
       and Bootstrap Confidence Intervals, Journal of Statistical Software 83 (6).
    .. [2] Krivitsky and Handcock (2014), A Separable Model for Dynamic Networks, Journal of the Royal Statistical
       Society, Series B 76 (1).

    Examples
    --------
    >>> from symmachy.estimation import BlockBootstrap, Tergm
    >>> from symmachy.mechanisms import parse
    >>> from symmachy.record import open_record
    >>> chronicle = open_record("chronicle")
    >>> model = Tergm(
    ...     specification=parse("ties + inertia + shared_allies"), bootstrap=BlockBootstrap("year", draws=50)
    ... )
    >>> fit = model.fit([chronicle.in_year(year) for year in range(1950, 1960)])
    >>> fit.names, bool(fit.coefficients[1] > 0)
    (('ties', 'inertia', 'shared_allies'), True)
    """

    specification: Specification | None = None
    formation: Specification | None = None
    persistence: Specification | None = None
    relation: Relation = field(default_factory=Relation)
    missing: Missing = Missing.REFUSE
    interval: Interval = Interval.PERCENTILE
    bootstrap: BlockBootstrap | None = field(default_factory=_over_years)

    def __post_init__(self) -> None:
        given = {
            "specification": self.specification,
            FORMATION: self.formation,
            PERSISTENCE: self.persistence,
        }
        there = [name for name, value in given.items() if value is not None]
        if there not in (["specification"], [FORMATION, PERSISTENCE]):
            raise BadInput(
                f"a TERGM takes either specification= or formation= and persistence=, "
                f"not {' and '.join(there) or 'none'}"
            )
        for name in there:
            value = given[name]
            if not isinstance(value, Specification):
                raise BadInput(
                    f"{name}={value!r} is no specification; write {name}=parse('ties + shared_allies')"
                )
            if not len(value):
                raise BadInput(f"{name} has no mechanism; write {name}=parse('ties') for ties alone")
        if self.bootstrap is not None and self.bootstrap.by != "year":
            raise BadInput(
                f"the bootstrap of a TERGM is over years, not over {self.bootstrap.by!r}; write BlockBootstrap('year')"
            )
        object.__setattr__(self, "missing", Missing(self.missing))
        object.__setattr__(self, "interval", Interval(self.interval))

    @property
    def separable(self) -> bool:
        """Whether formation and persistence have coefficients of their own."""
        return self.specification is None

    @property
    def parts(self) -> tuple[tuple[str, Specification], ...]:
        """The specification of each part, with the part's name; a pooled model's has none."""
        if self.specification is not None:
            return (("", self.specification),)
        parts = ((FORMATION, self.formation), (PERSISTENCE, self.persistence))
        return tuple((name, part) for name, part in parts if part is not None)

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients' names; those of a separable model say the part first."""
        return tuple(name for own in self.part_names for name in own)

    @property
    def part_names(self) -> tuple[tuple[str, ...], ...]:
        """The coefficients' names, part by part."""
        return tuple(
            tuple(f"{part}: {label}" if part else label for label in specification.labels)
            for part, specification in self.parts
        )

    def __str__(self) -> str:
        said = [
            f"{part}: {specification}" if part else str(specification) for part, specification in self.parts
        ]
        relation = f"{self.relation.obligation.name}, {self.relation.reading.value}"
        return "; ".join([*said, relation])

    def with_bootstrap(self, bootstrap: BlockBootstrap | None) -> Tergm:
        """Return a new model with another bootstrap, or with none."""
        return replace(self, bootstrap=bootstrap)

    def fit(
        self, networks: Sequence[Network], *, show: bool = False, checkpoint: str | Path | None = None
    ) -> TergmFit:
        """Return the model's fit to yearly networks.

        Parameters
        ----------
        networks
            Networks of one world or of several, in any order. In a separable model the network before is the
            one before in the sequence of the same world, whether that is a year ago or more; the first network
            of each world is then only where the sequence begins.
        show
            Whether the progress of the bootstrap is shown on the standard error stream.
        checkpoint
            A file where draws of the bootstrap are kept while the work goes on; an interrupted one that is
            started again with the same file goes on from there, with any number of workers, and ends with the
            same bytes. It is removed at the end.

        Raises
        ------
        BadInput
            If there is no network, a network comes twice, or something is missing and `missing` refuses it.
        BadFile
            If `checkpoint` is the file of other work.
        UnknownName
            If a world lacks a variable that a mechanism needs.
        NotIdentified
            If there is nothing to explain, terms are collinear, or terms separate tied pairs from others.
        """
        from symmachy.estimation.tergm.results import make_fit

        return make_fit(
            self, networks, show=show, checkpoint=None if checkpoint is None else Path(checkpoint)
        )

    def out_of_sample(
        self,
        networks: Sequence[Network],
        *,
        first: int,
        draws: int = 0,
        seed: int = 0,
        sampler: Sampler | None = None,
    ) -> OutOfSample:
        """Return predictions of each year from `first` on, by a fit to the networks before it.

        Parameters
        ----------
        networks
            Networks of one world, of years before `first` and after.
        first
            The first year to predict.
        draws, seed, sampler
            As in `TergmFit.predict`.

        Raises
        ------
        BadInput
            If there is nothing to fit or to predict, or as `fit`.
        NotIdentified
            If a fit is not identified, as `fit`.
        """
        from symmachy.estimation.tergm.ahead import out_of_sample
        from symmachy.estimation.tergm.sampler import Sampler

        return out_of_sample(
            self, networks, first=first, draws=draws, seed=seed, sampler=sampler or Sampler()
        )
