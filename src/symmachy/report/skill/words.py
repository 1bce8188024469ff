"""What a skill card says, in sentences that the terminal, the page and the documentation share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.words import percent

if TYPE_CHECKING:
    from symmachy.forecasting.backtest import Part, Range, RungScore, Section, SkillCard, Value
    from symmachy.scenarios.track import Tried

__all__ = ["failed", "interval", "origins", "ranged", "share", "summary", "unknown", "verdict", "years"]


def years(horizon: int) -> str:
    """Write a number of years.

    Examples
    --------
    >>> years(1), years(5)
    ('1 year', '5 years')
    """
    return f"{horizon} year{'s' if horizon > 1 else ''}"


def interval(skill: Value) -> str:
    """Write a skill with its interval, or that it does not exist.

    Examples
    --------
    >>> from symmachy.forecasting.backtest import Value
    >>> interval(Value(value=0.123, lo=-0.004, hi=0.2))
    '+0.12 (0.00 to +0.20)'
    """
    if skill.value is None:
        return "minus infinity"
    if skill.lo is None or skill.hi is None:
        return _signed(skill.value)
    return f"{_signed(skill.value)} ({_signed(skill.lo)} to {_signed(skill.hi)})"


def _signed(x: float) -> str:
    text = f"{x:+.2f}"
    return "0.00" if text in {"+0.00", "-0.00"} else text.replace("-", "\u2212")


def verdict(score: RungScore | Part | Tried) -> str:
    """Say whether a rung beats the base rate: on both scores, on one, on neither, or is worse."""
    log, brier = score.log_skill, score.brier_skill
    if log.value is None:
        return "fails: it called impossible, or certain, what turned out otherwise"
    if log.above_zero and brier.above_zero:
        return "beats the base rate on both scores"
    if log.above_zero or brier.above_zero:
        which = ("log score", "Brier score") if log.above_zero else ("Brier score", "log score")
        other = brier if log.above_zero else log
        worse = other.hi is not None and other.hi < 0
        rest = "it is worse" if worse else "the interval holds 0"
        return f"beats the base rate on the {which[0]}; on the {which[1]} {rest}"
    if all(v.hi is not None and v.hi < 0 for v in (log, brier)):
        return "worse than the base rate"
    return "does not beat the base rate: both intervals hold 0 or lie below"


def origins(section: Section) -> str:
    """Say which origins and cases a section rests on."""
    return (
        f"{section.cases:,.0f} {section.unit} at {section.origins} origins from {section.first} to "
        f"{section.last}, of which it came in {section.events:,.0f}; blocks of {section.block} years"
    )


def ranged(found: Range) -> str:
    """Say one range of chances: ``2 to 5 %``.

    Examples
    --------
    >>> from symmachy.forecasting.backtest import Range
    >>> ranged(Range(above=0.02, below=0.05, cases=2, came=1, mean=0.03, lo=None, hi=None))
    '2 to 5 %'
    """
    return f"{100 * found.above:g} to {100 * found.below:g} %"


def unknown(card: SkillCard) -> str:
    """Say which targets the record cannot speak of; empty where it speaks of all."""
    if not card.not_known:
        return ""
    from symmachy.forecasting.targets import targets

    known = targets()
    titles = "; ".join(known[name].title if name in known else name for name in card.not_known)
    return f"Not forecast, since this record does not say which treaty is behind a pledge: {titles}."


def failed(card: SkillCard) -> tuple[str, ...]:
    """Say which rungs do not beat the base rate, where, and which could not run."""
    said = []
    for section in card.sections:
        titles = [
            r.title
            for r in section.rungs
            if r.rung != card.reference and not (r.log_skill.above_zero or r.brier_skill.above_zero)
        ]
        if titles:
            where = f"{section.title}, {years(section.horizon)}"
            said.append(f"{where}: {', '.join(titles)}.")
    said += [
        f"{section.title}, {years(section.horizon)}: {r.title} could not be fitted at {r.fell_back} of "
        f"{section.origins} origins, where the base rate stands in."
        for section in card.sections
        for r in section.rungs
        if r.fell_back
    ]
    return tuple(said)


def summary(card: SkillCard) -> tuple[str, ...]:
    """Say, target by target, whether the rung behind `assess` and the best rung beat the base rate."""
    said = []
    for section in card.sections:
        for name in dict.fromkeys((card.recommended, card.best)):
            score = section.of(name)
            if score is not None:
                said.append(
                    f"{section.title}, {years(section.horizon)}: {score.title} {verdict(score)} "
                    f"(log skill {interval(score.log_skill)}, Brier skill {interval(score.brier_skill)})."
                )
    return tuple(said)


def share(found: Range) -> str:
    """Say the share that came of a range, with its interval.

    Examples
    --------
    >>> from symmachy.forecasting.backtest import Range
    >>> few = Range(above=0.35, below=0.5, cases=26, came=0, mean=0.43, lo=0.0, hi=0.132)
    >>> share(few), share(few.model_copy(update={"came": 13, "lo": 0.3, "hi": 0.7}))
    ('none (up to 13 %)', '50 % (30 % to 70 %)')
    """
    if found.lo is None or found.hi is None:
        return percent(found.share)
    if not found.came:
        return f"none (up to {percent(found.hi)})"
    return f"{percent(found.share)} ({percent(found.lo)} to {percent(found.hi)})"
