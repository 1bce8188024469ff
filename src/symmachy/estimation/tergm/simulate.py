"""Networks drawn from a fitted TERGM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.tergm.missing import Gaps
from symmachy.estimation.tergm.part import carried, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.estimation.tergm.part import Part
    from symmachy.estimation.tergm.sampler import Sampler
    from symmachy.typing import BoolArray, FloatArray, IntArray, StateCode, Year
    from symmachy.world.network import Network

__all__ = ["Simulated", "draw_once", "simulate"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Simulated:
    """Networks of one year, drawn from a model."""

    year: Year
    states: tuple[StateCode, ...]
    ties: npt.NDArray[np.uint8]
    """``(draws, N, N)``: 1 where there is a tie; read-only."""
    observed: BoolArray
    """``(N, N)``: the ties that the record has."""
    free: BoolArray
    """``(N, N)``: the pairs that were drawn; the others are as recorded in every draw."""
    directed: bool

    @property
    def probability(self) -> FloatArray:
        """``(N, N)``: in which share of the draws there is a tie."""
        return np.asarray(self.ties.mean(axis=0), dtype=np.float64)

    @property
    def counts(self) -> IntArray:
        """``(draws,)``: number of ties, each once."""
        total: IntArray = self.ties.sum(axis=(1, 2), dtype=np.int64)
        return total if self.directed else total // 2


def simulate(
    fit: TergmFit,
    network: Network,
    *,
    before: Network | None,
    draws: int,
    seed: int,
    sampler: Sampler,
    workers: int | None,
) -> Simulated:
    """Return draws of one network, as `TergmFit.simulate` describes them."""
    import joblib

    if draws < 1 or seed < 0:
        raise BadInput(f"draws must be 1 or more and the seed 0 or more, not {draws} and {seed}")
    parts = _parts(fit, network, before)
    tasks = [
        joblib.delayed(_chains)(parts, sampler, first, min(sampler.per_chain, draws - first), seed)
        for first in range(0, draws, sampler.per_chain)
    ]
    found = joblib.Parallel(n_jobs=workers, prefer="threads")(tasks)
    own = [np.concatenate([of_chain[place] for of_chain in found]) for place in range(len(parts))]
    ties = _joined(own, parts)
    ties.flags.writeable = False
    free = np.logical_or.reduce([part.free for part in parts])
    return Simulated(
        year=network.year,
        states=network.states,
        ties=ties,
        observed=fit.model.relation.ties(network),
        free=free,
        directed=fit.model.relation.directed,
    )


def draw_once(
    fit: TergmFit,
    network: Network,
    before: Network | None,
    sampler: Sampler,
    generator: np.random.Generator,
) -> BoolArray:
    """Return one draw ``(N, N)`` with random numbers of the caller."""
    parts = _parts(fit, network, before)
    own = [_draws(part, sampler, 1, generator) for part in parts]
    return np.asarray(_joined(own, parts)[0], dtype=np.bool_)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Drawn:
    """One part of a model, ready to be drawn from."""

    part: Part
    free: BoolArray
    theta: FloatArray
    then: BoolArray | None
    """Where there was a tie before, in a separable model; None in a pooled one."""


def _parts(fit: TergmFit, network: Network, before: Network | None) -> list[_Drawn]:
    model = fit.model
    if model.separable and before is None:
        before = network.world.in_year(network.year - 1)
    gaps = Gaps(missing=model.missing)
    then = None
    if before is not None and model.separable:
        then, _ = carried(model.relation.ties(before), before, network)
    found, first = [], 0
    for part in split(model, network, before):
        changes = part.system.every()
        known = ~np.isnan(changes).any(axis=0)
        gaps.leave_out(part, changes)
        theta = fit.coefficients[first : first + len(part.specification)]
        first += len(part.specification)
        found.append(_Drawn(part=part, free=(part.free | part.unknown) & known, theta=theta, then=then))
    if any(name in gaps.counts for drawn in found for name in drawn.part.specification.labels):
        gaps.refuse()
    return found


def _chains(
    parts: Sequence[_Drawn], sampler: Sampler, first: int, draws: int, seed: int
) -> list[npt.NDArray[Any]]:
    """Return the draws of one chain for each part; its random numbers are those of its first draw."""
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(first,))))
    return [_draws(part, sampler, draws, generator) for part in parts]


def _draws(
    drawn: _Drawn, sampler: Sampler, draws: int, generator: np.random.Generator
) -> npt.NDArray[np.uint8]:
    from symmachy.kernels.chain import chain_of, walk
    from symmachy.kernels.view import view_of

    system = drawn.part.system
    pairs = np.argwhere(drawn.part.once(drawn.free))
    start = drawn.part.ties
    if drawn.then is not None:  # both parts set out from the ties that there were
        start = np.where(drawn.free, drawn.then, start)
    view = view_of(start, system.view.fixed, directed=system.directed)
    chain = chain_of(system.function, view, system.options, system.slots, drawn.theta[system.order], pairs)
    burn_in, interval = sampler.steps(len(pairs))
    found = np.empty((draws, *start.shape), dtype=np.uint8)
    for draw in range(draws):
        walk(chain, interval if draw else burn_in, generator)
        found[draw] = view.ties
    return found


def _joined(own: Sequence[npt.NDArray[np.uint8]], parts: Sequence[_Drawn]) -> npt.NDArray[np.uint8]:
    """Return the ties ``(draws, N, N)``: what formed where there was none, what persisted where there was one."""
    then = parts[0].then
    return own[0] if then is None else np.where(then, own[1], own[0])
