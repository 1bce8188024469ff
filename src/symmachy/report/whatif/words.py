"""Wording of what-ifs that every way of showing shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.skill.words import interval, verdict, years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.scenarios import Answer, Effect, MeasureEffect, PairEffect

__all__ = [
    "UNCERTAINTY",
    "chance",
    "checked",
    "headline",
    "measured",
    "number",
    "paired",
    "plain_points",
    "points",
    "shaped",
    "shown_years",
    "signed",
    "systems",
]

UNCERTAINTY = (
    "Simulation error is the standard error that the finite number of draws leaves; more draws make it smaller. "
    "Model error is the standard deviation over the coefficients that the record allows; more draws leave it. "
    "Intervals are 95 % and take both together. Neither says how far the model itself may be wrong."
)


def chance(p: float, draws: int) -> str:
    """Write a share of draws in percent, with no more digits than so many draws can tell.

    Examples
    --------
    >>> chance(0.125, 1000), chance(0.0, 200), chance(1.0, 200)
    ('12.5 %', 'under 0.5 %', 'over 99.5 %')
    """
    least = 1 / draws
    if p < least / 2:
        return f"under {100 * least:.2g} %"
    if p > 1 - least / 2:
        return f"over {100 - 100 * least:.4g} %"
    return f"{100 * p:.1f} %"


def plain_points(difference: float) -> str:
    """Write a difference of chances as a number of percentage points alone.

    Examples
    --------
    >>> plain_points(0.0213), plain_points(0.0)
    ('+2.1', '0')
    """
    return "0" if difference == 0 else _minus(f"{100 * difference:+.1f}")


def _minus(text: str) -> str:
    return text.replace("-", "\u2212")


def points(difference: float) -> str:
    """Write a difference of chances in percentage points.

    Examples
    --------
    >>> points(0.0213), points(0.0)
    ('+2.1 points', 'no difference')
    """
    return "no difference" if difference == 0 else _minus(f"{100 * difference:+.1f} points")


def number(value: float) -> str:
    """Write a mean of counts.

    Examples
    --------
    >>> number(1807.975), number(2.615), number(0.0304), number(3e-10)
    ('1,808', '2.6', '0.03', '0')
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) < 1e-6:  # what rounding leaves of nothing
        return "0"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


def signed(value: float) -> str:
    """Write a difference of counts with its sign.

    Examples
    --------
    >>> signed(58.375), signed(0.2), signed(0.0)
    ('+58.4', '+0.2', '0')
    """
    said = number(abs(value))
    return said if said == "0" else ("+" if value > 0 else "\u2212") + said


def paired(effect: Effect, draws: int) -> str:
    """Say one pair's difference in one year."""
    if effect.difference == 0 and effect.monte_carlo == 0:
        return f"{chance(effect.baseline, draws)} in both, in every draw alike"
    lo, hi = effect.interval
    return (
        f"{chance(effect.baseline, draws)} without, {chance(effect.scenario, draws)} with: "
        f"{points(effect.difference)} (95 % interval {_minus(f'{100 * lo:+.1f} to {100 * hi:+.1f}')})"
    )


def measured(effect: Effect) -> str:
    """Say one measure's difference in one year."""
    if effect.difference == 0 and effect.monte_carlo == 0:
        return f"{number(effect.baseline)} in both, in every draw alike"
    lo, hi = effect.interval
    return (
        f"{number(effect.baseline)} without, {number(effect.scenario)} with: "
        f"{signed(effect.difference)} (95 % interval {signed(lo)} to {signed(hi)})"
    )


def shown_years(effects: Sequence[Effect]) -> list[Effect]:
    """Return the effects of the first, the fifth and the last year."""
    return [effects[k] for k in sorted({0, min(4, len(effects) - 1), len(effects) - 1})]


def headline(answer: Answer) -> str:
    """Say in one sentence what differs at the end."""
    last = answer.years[-1]
    differs = [m for m in answer.measures if m.years[-1].difference or m.years[-1].monte_carlo]
    pairs = [p for p in answer.pairs if p.years[-1].difference or p.years[-1].monte_carlo]
    if not differs and not pairs:
        return f"In the model nothing differs by {last}: every draw has the same pacts with and without the changes."
    said: list[str] = [_of_pair(p) for p in pairs[:1]] + [_of_measure(m) for m in differs[:1]]
    return f"In the model, by {last}: " + "; ".join(said) + "."


def _of_pair(pair: PairEffect) -> str:
    lo, hi = pair.years[-1].interval
    return (
        f"a pact of {pair.names[0]} and {pair.names[1]}, {points(pair.years[-1].difference)} "
        f"({_minus(f'{100 * lo:+.1f} to {100 * hi:+.1f}')})"
    )


def _of_measure(measure: MeasureEffect) -> str:
    lo, hi = measure.years[-1].interval
    return f"{measure.title}, {signed(measure.years[-1].difference)} ({signed(lo)} to {signed(hi)})"


def checked(answer: Answer) -> tuple[str, ...]:
    """Say what came when the model was asked of the past: for pairs of interest, and over all."""
    track = answer.track
    said = [track.reservation] if track.reservation else []
    names = answer.names
    for p in track.pairs:
        what = "a pact" if p.target == "formation" else "the end of the pact"
        said.append(
            f"{names[p.one]} and {names[p.other]}, {what} within {years(p.horizon)}, without the changes: "
            f"{chance(p.chance, answer.scenario.draws)}. {p.track.sentence}"
        )
    said += [
        f"Over all, {tried.title}, {years(tried.horizon)}: {verdict(tried)} "
        f"(log skill {interval(tried.log_skill)}, Brier skill {interval(tried.brier_skill)}; "
        f"{tried.events:,.0f} of {tried.cases:,.0f} cases came)."
        for tried in track.tried
    ]
    if track.tried:
        first = min(tried.first for tried in track.tried)
        said.append(
            f"These lines are of the rung {track.title!r} at origins from {first}, each pair carried ahead by itself. "
            "Simulation carries the same yearly hazards, not recalibrated, in a network that changes; no backtest "
            "can say what a change that nobody made would have done."
        )
    return (*said, *systems(answer))


def systems(answer: Answer) -> tuple[str, ...]:
    """Say how whole systems simulated from past base years compare with what happened."""
    found = answer.track.system
    if not found:
        return ()
    said = [
        f"{s.title}, what happened was within nine in ten draws in {s.within} of {len(s.origins)}, "
        f"and {abs(s.off):,.1f} {'fewer' if s.off > 0 else 'more'} on average than simulated"
        for s in found
    ]
    first = found[0]
    whole = (
        f"Whole systems simulated from the ends of {len(first.origins)} past years ({first.origins[0]} to "
        f"{first.origins[-1]}), {years(first.years)} ahead on what was known then: {'; '.join(said)}."
    )
    return (whole,)


def shaped(answer: Answer) -> tuple[str, ...]:
    """Say what blocs and poles there are in the base year and in the futures that were looked at."""
    found = answer.shapes
    said = [
        f"{m.title}: {m.start:g} in {answer.scenario.base_year}; in {answer.years[-1]} {_each(m.baseline)} without, "
        f"{_each(m.scenario)} with"
        for m in found.measures
    ]
    said.append(found.reservation.rstrip("."))
    if found.unproven:
        said.append(f"{found.unproven} of the divisions into blocs are not proven to be the best")
    return tuple(said)


def _each(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:g}" for value in values)
