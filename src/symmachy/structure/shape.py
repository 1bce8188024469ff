"""The shape of the system in a year or a window: one value that the terminal, JSON and the page lay out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.structure.balance import Triads, Walks, triads, walks
from symmachy.structure.clustering import clustering
from symmachy.structure.frustration import Division, frustration
from symmachy.structure.leaders import Bloc, Place, blocs, places
from symmachy.structure.poles import Concentration, Poles, concentration, poles
from symmachy.structure.rule import SignRule, Window

if TYPE_CHECKING:
    from symmachy.structure.signed import SignedNetwork
    from symmachy.typing import FloatArray
    from symmachy.world import World

__all__ = ["Shape", "poles_with_blocs", "shape", "shape_of"]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The answer about one network."""

    network: SignedNetwork
    """As it was measured: every tie of weight 1 unless weights were asked for."""
    title: str
    """The year, the window, or what the user's network is called."""
    names: dict[str, str] = field(repr=False)
    """What each node is called in English."""
    capabilities: FloatArray = field(repr=False)
    """``(N,)``, as shares of the world; NaN where not known."""
    triads: Triads
    walks: Walks
    two: Division
    """In two sides."""
    many: Division
    """In any number of blocs."""
    record: str = ""
    window: Window | None = None
    rule: SignRule | None = None
    limits: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()

    @cached_property
    def blocs(self) -> tuple[Bloc, ...]:
        """Groups of at least two that positive ties hold together, the most capable first."""
        return blocs(self.many, self.capabilities)

    @cached_property
    def places(self) -> dict[str, str]:
        """Where each node stands."""
        return places(self.many)

    @property
    def isolated(self) -> tuple[str, ...]:
        """Nodes without a positive tie that have a negative one."""
        return tuple(name for name, place in self.places.items() if place == Place.ALONE)

    @property
    def unaligned(self) -> tuple[str, ...]:
        """Nodes without any tie."""
        return tuple(name for name, place in self.places.items() if place == Place.ISOLATED)

    @property
    def between(self) -> tuple[str, ...]:
        """Nodes with positive ties into more than one bloc."""
        return tuple(name for name, place in self.places.items() if place == Place.BETWEEN)

    @property
    def signed_density(self) -> tuple[float, float]:
        """Positive and negative ties, of all pairs."""
        n = len(self.network.nodes)
        pairs = n * (n - 1) / 2
        plus = int((self.network.signs > 0).sum())
        return plus / pairs, (len(self.network.ties) - plus) / pairs

    @property
    def line_balance(self) -> float:
        """``1 - 2 frustration / weight of all ties``: 1 in a balanced network; NaN without ties."""
        total = float(self.network.weights.sum())
        return 1 - 2 * self.two.value / total if total else float("nan")

    @cached_property
    def concentration(self) -> Concentration | None:
        """Of capabilities among the nodes; None where fewer than two are known."""
        return concentration(self.capabilities) if (self.capabilities > 0).sum() > 1 else None

    @cached_property
    def poles(self) -> Poles | None:
        """States with at least half of the capabilities of the largest; None where none is known."""
        return poles(self.network.nodes, self.capabilities) if (self.capabilities > 0).any() else None

    @cached_property
    def bloc_poles(self) -> Poles | None:
        """The same of blocs and of states that are in none, a bloc under its leader's name."""
        return poles_with_blocs(self.network.nodes, self.blocs, self.capabilities)

    def between_blocs(self) -> tuple[tuple[str, str, int, int], ...]:
        """Return for each pair of blocs (and each with itself) the leaders and the positive and negative ties."""
        found = []
        matrix, place = self.network.matrix, self.network.place
        for i, one in enumerate(self.blocs):
            for other in self.blocs[i:]:
                part = matrix[np.ix_([place[n] for n in one.names], [place[n] for n in other.names])]
                share = 2 if other is one else 1
                found.append(
                    (
                        one.leader.name,
                        other.leader.name,
                        int((part > 0).sum()) // share,
                        int((part < 0).sum()) // share,
                    )
                )
        return tuple(found)


def poles_with_blocs(
    nodes: tuple[str, ...], blocs: tuple[Bloc, ...], capabilities: FloatArray
) -> Poles | None:
    """Return the poles among blocs and states that are in none, a bloc under its leader's name; None if unknown.

    Parameters
    ----------
    nodes
        The N states.
    blocs
        As `symmachy.structure.blocs` gives them.
    capabilities
        ``(N,)``; NaN where not known.

    Examples
    --------
    >>> poles_with_blocs(("A", "B"), (), np.array([3.0, 1.0])).names
    ('A',)
    """
    if not (capabilities > 0).any():
        return None
    place = {name: k for k, name in enumerate(nodes)}
    held = {name for bloc in blocs for name in bloc.names}
    units = {b.leader.name: float(np.nansum([capabilities[place[n]] for n in b.names])) for b in blocs}
    units.update((n, float(capabilities[place[n]])) for n in nodes if n not in held)
    return poles(list(units), np.array(list(units.values())))


def shape(
    world: World,
    window: Window,
    *,
    rule: SignRule | None = None,
    weighted: bool = False,
    seconds: float = 60.0,
) -> Shape:
    """Measure the shape of the system in a year or a window of years.

    Parameters
    ----------
    world
        The record to ask.
    window
        The years, taken together.
    rule
        What makes a tie positive or negative; `SignRule` by default.
    weighted
        Whether frustration and blocs weigh ties as the rule does; by default every tie counts 1.
    seconds
        Time after which either search stops with what it knows.

    Raises
    ------
    OutsideCoverage
        Where the record does not cover the years, or knows of no hostility in them.
    BadInput
        Where `seconds` is not above 0.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> found = shape(open_record("chronicle"), Window(1914, 1914))
    >>> found.two.proven, found.many.proven
    (True, True)
    """
    rule = SignRule() if rule is None else rule
    network = rule.read(world, window)
    limits = (*rule.uncovered(world, window), *_LIMITS, *world.limits)
    needs = [role for role in (*rule.acts, "capabilities") if role in world.roles or role in world.variables]
    return shape_of(
        network if weighted else network.unweighted(),
        title=str(window),
        names={code: world.states[code].name(_last_year(world, code, window)) for code in network.nodes},
        capabilities=_capabilities(world, window, network.nodes),
        record=world.record,
        window=window,
        rule=rule,
        limits=limits,
        citations=tuple(p.citation for p in world.sources(needs)),
        seconds=seconds,
    )


def shape_of(
    network: SignedNetwork,
    *,
    title: str = "a network",
    names: dict[str, str] | None = None,
    capabilities: FloatArray | None = None,
    record: str = "",
    window: Window | None = None,
    rule: SignRule | None = None,
    limits: tuple[str, ...] = (),
    citations: tuple[str, ...] = (),
    seconds: float = 60.0,
) -> Shape:
    """Measure the shape of any signed network, ties weighed as they stand; for the arguments see `Shape`.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork
    >>> shape_of(SignedNetwork.of([("A", "B", 1), ("B", "C", -1)])).line_balance
    1.0
    """
    n = len(network.nodes)
    return Shape(
        network=network,
        title=title,
        names=names or {name: name for name in network.nodes},
        capabilities=np.full(n, np.nan) if capabilities is None else capabilities,
        triads=triads(network),
        walks=walks(network),
        two=frustration(network, seconds=seconds),
        many=clustering(network, seconds=seconds),
        record=record,
        window=window,
        rule=rule,
        limits=limits,
        citations=citations,
    )


_LIMITS = (
    (
        "Where several divisions have the same least frustration, one of them is shown; parts of the network that no "
        "tie connects are put on sides independently of each other."
    ),
    (
        "A bloc here is what pledges and hostility in the record draw together, not a statement about intentions; "
        "states joined through a chain of allies can be in one bloc without a treaty of their own."
    ),
    "Leaders are named by share of capabilities, hubs by ties; neither says who decides.",
)


def _last_year(world: World, code: str, window: Window) -> int:
    column = world.membership[:, world.index[code]]
    years = [y for y in window.years if column[y - world.coverage.first]]
    return max(years)


def _capabilities(world: World, window: Window, nodes: tuple[str, ...]) -> FloatArray:
    if "capabilities" not in world.roles:
        return np.full(len(nodes), np.nan)
    rows = slice(window.first - world.coverage.first, window.last - world.coverage.first + 1)
    places_ = [world.index[code] for code in nodes]
    values = np.where(
        world.membership[rows][:, places_], world.array("capabilities")[rows][:, places_], np.nan
    )
    known = ~np.isnan(values)
    counts = known.sum(axis=0)
    return np.where(counts > 0, np.where(known, values, 0.0).sum(axis=0) / np.maximum(counts, 1), np.nan)
