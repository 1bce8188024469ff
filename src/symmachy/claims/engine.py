"""One engine for every claim: its codings run, its verdict reached by the rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.codings import CHOICES, MOST, Coding, Era, codings
from symmachy.claims.declaration import Claim, Reach, Sign
from symmachy.claims.estimate import Estimate, NoEstimate, estimate
from symmachy.claims.rule import Word, decide, tally
from symmachy.claims.slots import fill
from symmachy.claims.sources import by_source
from symmachy.claims.turned import widening
from symmachy.claims.units import Unit, find_unit, rows_of
from symmachy.claims.verdict import Filled, Verdict
from symmachy.errors import BadInput, UnknownName
from symmachy.panels import Past, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from symmachy.claims.declaration import Comparison
    from symmachy.claims.rows import Rows
    from symmachy.world import World

__all__ = ["examine", "opened", "pasts_of"]


def pasts_of(world: World) -> dict[str, Past]:
    """Return the arrays of each source of alliances, to be shared by several claims.

    What does not depend on alliances is the same in all of them and made once.
    """
    worlds = by_source(world)
    first = Past(world=next(iter(worlds.values())))
    return {name: first.allied_as_in(one) for name, one in worlds.items()}


@cache
def opened(record: str) -> tuple[World, dict[str, Past]]:
    """Return a record by its name and its arrays, once in a process: what many claims are tested on."""
    from symmachy.record import open_record

    world = open_record(record)
    return world, pasts_of(world)


def examine(
    claim: Claim,
    world: World,
    *,
    pasts: Mapping[str, Past] | None = None,
    told: Callable[[int, int], None] | None = None,
    slots: bool = True,
    most: int = MOST,
) -> Verdict:
    """Run every coding of a claim's test on a world, and return the verdict.

    Parameters
    ----------
    claim
        The claim.
    world
        The record.
    pasts
        What `pasts_of` gave for the same world.
    told
        Called with how many fits are done and how many there are.
    slots
        Whether the test is also run with every state that could fill its slot.
    most
        How many codings are run at most; 1 for the reference alone, whose verdict is none.
    """
    if claim.test is None or claim.testability is Reach.NOT:
        return Verdict(claim=claim, record=world.record, word=Word.NOT_TESTABLE, reason=claim.needs)
    pasts = pasts_of(world) if pasts is None else pasts
    runs: list[_Run] = []
    lacks: list[str] = []
    for test in claim.tests:
        unit = find_unit(test.unit)
        held, absent = possible(test, unit, pasts)
        lacks += absent
        if held is not None:
            eras = _eras(held, unit, pasts)
            plan = codings(held, unit, pasts, eras=eras, most=max(1, most // len(claim.tests)))
            runs.append(_Run(test=held, unit=unit, plan=plan))
    if not runs:
        reason = f"This record does not hold what the test reads: {lacks[0]}."
        return Verdict(claim=claim, record=world.record, word=Word.NOT_TESTABLE, reason=reason)
    whole, begun = sum(len(run.plan) for run in runs), 0
    for run in runs:
        for done in run.steps(pasts):
            if told is not None:
                told(begun + done, whole)
        begun += len(run.plan)
    return replace(_verdict(claim, world, runs, pasts if slots else None), lacks=tuple(dict.fromkeys(lacks)))


@dataclass(kw_only=True, eq=False)
class _Run:
    """One test on its way through its codings."""

    test: Comparison
    unit: Unit
    plan: Sequence[Coding]
    found: dict[int, list[Estimate]] = field(default_factory=dict)
    """What codings gave an estimate, by their place in the plan, with each answer to which rows depend."""
    without: Counter[str] = field(default_factory=Counter)
    """How many gave none, by reason."""
    wider: dict[tuple[str, str, int, str], dict[str, float]] = field(default_factory=dict)
    """What standard errors are multiplied by, by source, obligation, window and predictor, and by the answer to which
    rows depend; 1 where not named."""

    def steps(self, pasts: Mapping[str, Past]) -> Iterator[int]:
        """Estimate one coding after the other, and yield how many are done."""
        plan = self.plan
        order = sorted(range(len(plan)), key=lambda k: (plan[k].source, plan[k].obligation, plan[k].window))
        made: tuple[tuple[str, str, int], Rows] | None = None
        for done, k in enumerate(order, start=1):
            coding = plan[k]
            key = (coding.source, coding.obligation, coding.window)
            try:
                if made is None or made[0] != key:
                    made = None  # the rows before are let go first: triads are many
                    made = key, _rows(self.unit, pasts[coding.source], self.test, coding)
                if (asked := (*key, coding.predictor)) not in self.wider:
                    first = replace(
                        self.plan[0],
                        source=coding.source,
                        obligation=coding.obligation,
                        window=coding.window,
                        predictor=coding.predictor,
                    )
                    self.wider[asked] = widening(self.test, self.unit, made[1], first)
                wider = self.wider[asked]
                self.found[k] = [
                    replace(e, error=e.error * wider.get(e.coding.errors, 1.0))
                    for e in estimate(self.test, self.unit, made[1], coding)
                ]
            except NoEstimate as why:
                self.without[str(why)] += 1
            yield done

    @property
    def estimates(self) -> list[Estimate]:
        """Every estimate, in the order of the plan."""
        return [e for k in sorted(self.found) for e in self.found[k]]

    @property
    def reference(self) -> Estimate | None:
        """The first coding with the first answer; None where it gave no estimate."""
        return self.found.get(0, [None])[0]


def possible(
    test: Comparison, unit: Unit, pasts: Mapping[str, Past]
) -> tuple[Comparison | None, tuple[str, ...]]:
    """Return the test without what a record lacks, and what that is; None for the test where too much is lacking.

    Controls, risk sets, and single outcomes and predictors of several can be left out; what every coding
    needs cannot.
    """
    source, past = next(iter(pasts.items()))
    first = codings(test, unit, (source,), most=1)[0]
    try:
        rows = _rows(unit, past, test, first)
    except (UnknownName, BadInput) as fault:
        return None, (_short(fault),)
    lacks: dict[str, str] = {}

    def held(texts: Sequence[str]) -> tuple[str, ...]:
        kept = []
        for text in texts:
            fault = _lack(rows, text, first.window)
            if fault is None:
                kept.append(text)
            else:
                lacks[text] = fault
        return tuple(kept)

    parts = {
        "outcomes": held(test.outcomes),
        "predictors": held(test.predictors),
        "controls": held(test.controls),
        "risks": held(test.risks),
    }
    needed = (*test.where, *test.opportunity)
    if not (parts["outcomes"] and parts["predictors"] and parts["risks"]) or held(needed) != needed:
        return None, tuple(lacks.values())
    return test.model_copy(update=parts), tuple(lacks)


def _eras(test: Comparison, unit: Unit, pasts: Mapping[str, Past]) -> tuple[Era, ...]:
    """Return the eras in which some outcome is known; the whole is always one."""
    source, past = next(iter(pasts.items()))
    rows = _rows(unit, past, test, codings(test, unit, (source,), most=1)[0])
    known = np.zeros(len(rows.year), dtype=np.bool_)
    for outcome in test.outcomes:
        known |= ~np.isnan(rows.at(outcome.removeprefix("-").strip(), np.arange(len(known))))
    return tuple(era for era in Era if era is Era.ALL or (known & era.holds(rows.year)).any())


def _lack(rows: Rows, text: str, window: int) -> str | None:
    if text == "all":
        return None
    for name in text.removeprefix("-").replace("{years}", str(window)).split(" : "):
        try:
            rows.at(name.strip(), np.arange(min(1, len(rows.year))))
        except UnknownName as fault:
            return _short(fault)
    return None


def _short(fault: Exception) -> str:
    return str(fault).partition(" Did you mean")[0].partition(" Known:")[0].rstrip(".")


def _rows(unit: Unit, past: Past, test: Comparison, coding: Coding) -> Rows:
    return rows_of(unit, past, tie=Tie(coding.obligation), years=coding.window, option=test.option)


def _verdict(claim: Claim, world: World, runs: Sequence[_Run], pasts: Mapping[str, Past] | None) -> Verdict:
    first = runs[0]
    test, reference = first.test, first.reference
    every = [e for run in runs for e in run.estimates]
    counted = tally(
        np.array([e.log_ratio for e in every]),
        np.array([e.error for e in every]),
        expected=test.expected,
        smallest=test.smallest,
        declared=sum(len(run.plan) * len(run.unit.errors) for run in runs),
        events=reference.events if reference else max((e.events for e in first.estimates), default=0),
    )
    slotted = [run for run in runs if run.test.slot is not None]
    return Verdict(
        claim=claim,
        record=world.record,
        word=decide(counted, test.expected, test.smallest),
        tally=counted,
        reference=reference,
        p=p_value(reference, test) if reference else None,
        choices=choice_shares([run.found[k][0] for run in runs for k in sorted(run.found)]),
        slots=_filled(slotted[0], pasts) if slotted and pasts is not None else (),
        estimates=tuple(every),
        without=tuple(sorted(sum((run.without for run in runs), Counter()).items())),
        events_words=first.unit.event_words,
        sources=tuple(sorted({p.source for p in world.provenance} & set(world.foundation))),
    )


def _filled(run: _Run, pasts: Mapping[str, Past]) -> tuple[Filled, ...]:
    return fill(run.test, run.unit, run.plan[0], pasts[run.plan[0].source])


def p_value(e: Estimate, test: Comparison) -> float:
    """Return the two-sided p-value of an estimate, or that of two one-sided tests of equivalence."""
    from scipy.stats import norm

    if test.expected is Sign.NONE:
        bound = float(np.log(test.smallest))
        upper, lower = (bound - e.log_ratio) / e.error, (bound + e.log_ratio) / e.error
        return float(norm.sf(min(upper, lower)))
    return float(2 * norm.sf(abs(e.log_ratio) / e.error))


def choice_shares(estimates: Sequence[Estimate]) -> tuple[tuple[str, float], ...]:
    """Return what each choice adds to the share of the effect's variance that all choices account for.

    The log risk ratios are regressed on indicators of every choice; a choice's share is what the explained
    share of variance loses without its indicators.
    """
    told = [e.coding.as_dict() for e in estimates]
    y = np.array([e.log_ratio for e in estimates])
    if len(y) < 8 or y.var() == 0:
        return ()
    blocks = {}
    for name in CHOICES:
        levels = sorted({t[name] for t in told})
        if name != "errors" and len(levels) > 1:
            blocks[name] = np.array(
                [[t[name] == level for level in levels[1:]] for t in told], dtype=np.float64
            )

    def explained(names: Sequence[str]) -> float:
        x = np.column_stack([np.ones(len(y)), *(blocks[n] for n in names)])
        left = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
        return 1.0 - float(left.var() / y.var())

    whole = explained(list(blocks))
    shares = [(name, max(whole - explained([n for n in blocks if n != name]), 0.0)) for name in blocks]
    return tuple(sorted(shares, key=lambda x: (-x[1], x[0])))
