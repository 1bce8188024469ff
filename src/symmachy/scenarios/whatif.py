"""A scenario answered: the model run forward with and without the interventions, and the difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.scenarios.bounds import notes, out_of_range
from symmachy.scenarios.effects import SHARES, MeasureEffect, Moved, PairEffect, effects, moved
from symmachy.scenarios.ensemble import Checkpoint, digest_of, draw_all
from symmachy.scenarios.network_model import NetworkFutures, NetworkModel
from symmachy.scenarios.prepare import prepared, usual
from symmachy.scenarios.run import MEASURES, HazardFutures
from symmachy.scenarios.shapes import Shapes, shapes
from symmachy.scenarios.slow import SlowFutures, measures_of
from symmachy.scenarios.timeline import Timeline, timelines
from symmachy.scenarios.track import TrackRecord, track_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from symmachy.forecasting.backtest import SkillCard
    from symmachy.scenarios.hazards import HazardModel
    from symmachy.scenarios.intervention import Intervention
    from symmachy.scenarios.run import Futures
    from symmachy.scenarios.scenario import Scenario
    from symmachy.scenarios.tally import Tally
    from symmachy.typing import FloatArray, IntArray, StateCode, Year
    from symmachy.world.world import World

__all__ = ["Answer", "model_for", "whatif"]

_LIMITS = (
    (
        "What is shown is what the fitted model does when it is told that the world is changed; it is no "
        "statement about what would happen."
    ),
    "The model goes by years: what is changed in a year moves the chances of the year after it.",
    (
        "Within the model pacts are made and ended pair by pair; only the interventions make and end a treaty of "
        "many members as one. In the record most pairs become allied many at a time."
    ),
    (
        "What no intervention changes stays as it stood in the base year, and wars, hostile episodes and new "
        "agreements go on at the pace of its last ten years."
    ),
    (
        "Coefficients are associations in the record. That the model reads a variable does not say that whoever "
        "changes the one changes the other."
    ),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """What the model does in a scenario, against the baseline."""

    scenario: Scenario
    sentences: tuple[str, ...]
    """What was changed, in the order of the days."""
    states: tuple[StateCode, ...] = field(repr=False)
    names: dict[StateCode, str] = field(repr=False)
    """What each was called in the base year."""
    pairs: tuple[PairEffect, ...]
    measures: tuple[MeasureEffect, ...]
    shapes: Shapes
    """Blocs and poles in the base year and in some of the futures."""
    moved: tuple[Moved, ...]
    """The pairs whose chance differs most in the last year."""
    tied: FloatArray = field(repr=False)
    """``(N, N)``: 1 where two had a pact in the base year."""
    chances: tuple[FloatArray, FloatArray] = field(repr=False)
    """``(N, N)`` each: chance of a pact in the last year, in the baseline and the scenario."""
    warnings: tuple[str, ...]
    """Where the scenario leaves what the record has seen."""
    notes: tuple[str, ...]
    limits: tuple[str, ...]
    citations: tuple[str, ...]
    mechanisms: tuple[str, ...]
    """What the model reads."""
    track: TrackRecord
    """What came when this model was asked of the past."""
    digest: str
    """Of everything that decides the numbers."""

    @property
    def years(self) -> range:
        """The years that were simulated."""
        first = self.scenario.base_year + 1
        return range(first, first + self.scenario.horizon)


def whatif(
    scenario: Scenario,
    *,
    world: World | None = None,
    model: HazardModel | NetworkModel | None = None,
    jobs: int | None = None,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """Run a scenario.

    Within ``joblib.parallel_config("dask")`` the draws are made on that cluster; the answer has the same
    bytes for any number of workers.

    Parameters
    ----------
    scenario
        What is asked.
    world
        The record; by default opened by the scenario's name for it.
    model
        What `model_for` gave for the same record, base year and choice of model, to spare time with several.
    jobs
        Worker processes; None for one, or what joblib's configuration says.
    checkpoint
        A file in which work done is kept, so that the same call goes on where it stopped.
    progress
        Called with the draws that are done and all.

    Raises
    ------
    SymmachyError
        Where the scenario names what the record does not have, the model cannot be fitted, or work is lost.
    """
    from symmachy.forecasting.skill import card_for

    world = _opened(scenario) if world is None else world
    known = world.until(scenario.base_year)
    baseline, changed = timelines(world, scenario.base_year, scenario.horizon, scenario.interventions)
    interest = [_places(world, baseline, pair, scenario.base_year) for pair in scenario.pairs]
    card = card_for(world)
    model = model_for(scenario, world) if model is None else model
    futures = futures_of(model, baseline, changed, sets=scenario.coefficient_sets, seed=scenario.seed)
    of_interest = np.array(interest, dtype=np.int64)
    digest = _digest(scenario, futures, of_interest, world)
    tally = draw_all(
        futures,
        draws=scenario.draws,
        sets=scenario.coefficient_sets,
        interest=of_interest,
        jobs=jobs,
        checkpoint=Checkpoint(path=checkpoint, digest=digest) if checkpoint else None,
        progress=progress,
    )
    return _answer(
        scenario,
        known=known,
        model=model,
        timelines=(baseline, changed),
        tally=tally,
        interest=interest,
        digest=digest,
        card=card,
        futures=futures,
    )


def model_for(scenario: Scenario, world: World) -> HazardModel | NetworkModel:
    """Return the model that a scenario asks for, fitted to what its base year knew of a record."""
    from symmachy.forecasting.skill import basis, card_for
    from symmachy.scenarios.model import fitted

    strengths = basis(card_for(world), scenario.base_year).strengths
    return fitted(world.until(scenario.base_year), scenario.model, strengths)


def futures_of(
    model: HazardModel | NetworkModel, baseline: Timeline, scenario: Timeline, *, sets: int, seed: int
) -> Futures:
    """Return what draws futures: hazards in the compiled loop where it knows all mechanisms, else the slow way."""
    if isinstance(model, NetworkModel):
        return NetworkFutures(
            model=model,
            baseline=baseline,
            scenario=scenario,
            sets=model.coefficients(sets, seed),
            seed=seed,
        )
    means = usual(model, baseline)
    coefficients = model.coefficients(sets, seed)
    if not model.compiled:
        return SlowFutures(
            model=model, baseline=baseline, scenario=scenario, sets=coefficients, means=means, seed=seed
        )
    one, other = (prepared(model, timeline, means) for timeline in (baseline, scenario))
    longest = int(max(one.course.clock.max(), other.course.clock.max())) + baseline.horizon + 1
    return HazardFutures(
        network=model.network,
        baseline=one,
        scenario=other,
        drawn=model.drawn(coefficients, longest=longest, states=len(baseline.states)),
        seed=seed,
    )


def _opened(scenario: Scenario) -> World:
    from symmachy.record import open_record

    return open_record(scenario.record)


def _places(world: World, baseline: Timeline, pair: tuple[str, str], year: Year) -> int:
    """Return the place of a pair of interest among all pairs."""
    codes = [world.states.resolve(text, year=year).code for text in pair]
    for text, code in zip(pair, codes, strict=True):
        if code not in baseline.states:
            raise BadInput(f"{text!r} left the system of states in {year}: leave it out of the pairs")
    if codes[0] == codes[1]:
        raise BadInput(f"{pair[0]!r} and {pair[1]!r} are one state: name two")
    a, b = sorted(baseline.states.index(code) for code in codes)
    n = len(baseline.states)
    return a * n - a * (a + 1) // 2 + b - a - 1


def _digest(scenario: Scenario, futures: Futures, interest: IntArray, world: World) -> str:
    from symmachy.estimation.provenance import version

    decides = scenario.model_dump(
        mode="json", by_alias=True, include={"base_year", "horizon", "draws", "coefficient_sets", "seed"}
    )
    parts: list[object] = [version(), decides, interest]
    if isinstance(futures, HazardFutures):
        for one in (futures.baseline, futures.scenario):
            parts += [one.values, *one.course]
        parts += [futures.drawn.fixed, *(array for terms in futures.drawn.terms for array in terms)]
    else:
        # What the slow ways read is the whole record, so that its edition stands in for the arrays.
        editions = sorted((p.source, p.version, p.checksum) for p in world.provenance)
        parts += [scenario.model_dump_json(by_alias=True), world.record, world.last_day, editions]
        sets: object = getattr(futures, "sets", ())
        parts += list(sets) if isinstance(sets, tuple) else [sets]
    return digest_of(*parts)


def _answer(
    scenario: Scenario,
    *,
    known: World,
    model: HazardModel | NetworkModel,
    timelines: tuple[Timeline, Timeline],
    tally: Tally,
    interest: list[int],
    digest: str,
    card: SkillCard | None,
    futures: Futures,
) -> Answer:
    (baseline, changed), base = timelines, scenario.base_year
    names = {code: known.states[code].name(base) for code in baseline.states}
    one, other = baseline.pairs
    start = baseline.network(0).ties()[baseline.pairs]
    ordered = tuple(sorted(scenario.interventions, key=lambda i: i.when))
    worlds = _step_by_step(baseline.worlds[0], ordered)
    by_pair = effects(tally.pairs, tally.pairs_squared, tally.draws, base + 1, possible=(-1.0, 1.0))
    by_measure = effects(tally.measures, tally.measures_squared, tally.draws, base + 1)
    began = measures_of(baseline, start, 0)
    pairs = tuple(
        PairEffect(
            one=baseline.states[one[p]],
            other=baseline.states[other[p]],
            names=(names[baseline.states[one[p]]], names[baseline.states[other[p]]]),
            allied=bool(start[p]),
            years=years,
        )
        for p, years in zip(interest, by_pair, strict=True)
    )
    return Answer(
        scenario=scenario,
        sentences=tuple(i.sentence(w) for i, w in zip(ordered, (baseline.worlds[0], *worlds), strict=False)),
        states=baseline.states,
        names=names,
        pairs=pairs,
        measures=tuple(
            MeasureEffect(
                name=name,
                title=title,
                start=began[m],
                years=by_measure[m],
                quantiles=tuple(
                    (
                        tuple(tally.quantiles(0, h, m, SHARES)),
                        tuple(tally.quantiles(1, h, m, SHARES)),
                        tuple(tally.quantiles(2, h, m, SHARES)),
                    )
                    for h in range(scenario.horizon)
                ),
            )
            for m, (name, title) in enumerate(MEASURES.items())
        ),
        shapes=shapes(
            futures,
            baseline,
            changed,
            sample=scenario.shapes,
            draws=scenario.draws,
            per_set=scenario.draws // scenario.coefficient_sets,
        ),
        moved=moved(tally, baseline.pairs, baseline.states),
        tied=_square(baseline, start.astype(np.float64)),
        chances=_chances(baseline, tally),
        warnings=out_of_range(model, baseline, changed),
        notes=notes(model, baseline.worlds[0], ordered, worlds),
        limits=(*_LIMITS, *known.limits),
        citations=tuple(
            p.citation for p in known.sources(sorted(n for n in model.reads if n in known.roles))
        ),
        mechanisms=tuple(m.title for m in model.mechanisms),
        digest=digest,
        track=track_record(card, scenario.model, pairs, draws=scenario.draws, record=scenario.record),
    )


def _step_by_step(world: World, interventions: tuple[Intervention, ...]) -> tuple[World, ...]:
    found = []
    for one in interventions:
        world = one.apply(world)
        found.append(world)
    return tuple(found)


def _chances(baseline: Timeline, tally: Tally) -> tuple[FloatArray, FloatArray]:
    total = float(tally.draws.sum())
    base, gained, lost = tally.every[:, -1].astype(np.float64)
    return _square(baseline, base / total), _square(baseline, (base + gained - lost) / total)


def _square(baseline: Timeline, values: FloatArray) -> FloatArray:
    found = np.zeros((len(baseline.states),) * 2)
    found[baseline.pairs] = values
    return found + found.T
