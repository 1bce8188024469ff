"""The skill card: what came of the forecasts of the past, as a value that reads and writes JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from symmachy.errors import BadFile
from symmachy.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Counted", "Part", "Point", "Range", "RungScore", "Section", "SkillCard", "Value"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Value(_Frozen):
    """A number with a 95 % interval by the block bootstrap; None where it does not exist or is infinite."""

    value: float | None
    lo: float | None = None
    hi: float | None = None

    @property
    def above_zero(self) -> bool:
        """Whether the whole interval is above 0."""
        return self.lo is not None and self.lo > 0


class Range(_Frozen):
    """The cases of which a chance within some limits was said."""

    above: float
    below: float
    cases: float
    came: float
    mean: float
    lo: float | None
    hi: float | None

    @property
    def share(self) -> float:
        """The share that came."""
        return self.came / self.cases


class Point(_Frozen):
    """A point of the CORP reliability curve, with a 95 % interval of the share."""

    said: float
    came: float
    lo: float | None
    hi: float | None


class Part(_Frozen):
    """The skill in a part of the cases: an era, a part of the world, or without a world war."""

    label: str
    cases: float
    events: float
    log_skill: Value
    brier_skill: Value


class RungScore(_Frozen):
    """What one rung scored."""

    rung: str
    title: str
    log_score: float | None
    brier_score: float
    log_skill: Value
    """Against the reference: 1 is perfect, 0 as good, below 0 worse; None where the log score is infinite."""
    brier_skill: Value
    log_skill_long_run: Value
    """Against the base rate of all earlier years."""
    miscalibration: float
    """Of the Brier score, by CORP."""
    discrimination: float
    uncertainty: float
    average_precision: float | None
    precision_recall: tuple[tuple[float, float], ...]
    """Pairs of recall and precision, thinned."""
    ranges: tuple[Range, ...]
    curve: tuple[Point, ...]
    eras: tuple[Part, ...]
    regions: tuple[Part, ...]
    without_wars: tuple[Part, ...]
    fell_back: int
    """Origins at which it could not be fitted, so that the reference stood in."""


class Section(_Frozen):
    """One target at one horizon."""

    target: str
    title: str
    about: str
    unit: str
    horizon: int
    first: int
    last: int
    """First and last origin."""
    origins: int
    cases: float
    events: float
    weighted_events: float
    prevalence: float
    block: int
    """Length in years of the blocks of the bootstrap."""
    rungs: tuple[RungScore, ...]

    def of(self, rung: str) -> RungScore | None:
        """Return the score of a rung by its name, or None."""
        return next((r for r in self.rungs if r.rung == rung), None)


class Counted(_Frozen):
    """How well the number of pacts was forecast, as a distribution."""

    rung: str
    title: str
    horizon: int
    origins: int
    crps: float
    """Mean continuous ranked probability score, in pacts."""
    crps_skill: Value
    log_score: float | None
    """Mean log score, in nats; None where it is infinite."""
    log_gain: Value
    """How much lower it is than the reference's: 0 is as good, below 0 worse; None where one is infinite."""
    covered: float
    """The share of origins at which the number lay within the forecast's 90 % interval."""


class SkillCard(_Frozen):
    """Everything that a backtest found."""

    record: str
    input: str
    """Digest of the plan and of the record it was run on."""
    version: str
    edition: str
    hindsight: bool
    seed: int
    first: int
    last: int
    every: int
    """Years from one origin to the next."""
    reference: str
    recommended: str
    """The rung behind `assess`: of those whose answers can be taken apart by mechanism, the one that chooses by
    earlier origins, or the next where it was not run."""
    best: str
    """The rung with the best mean log skill over formation and ending of pairs."""
    sections: tuple[Section, ...]
    counts: tuple[Counted, ...]
    not_run: tuple[str, ...]
    not_known: tuple[str, ...]
    """Targets that the record cannot speak of, since it does not say which treaty is behind a pledge."""
    left_out: tuple[str, ...]
    """Variables that were left out since they were coded with hindsight."""
    learnt: dict[str, dict[str, dict[str, dict[str, Any]]]]
    """By target, rung and origin: what had been learnt by then, for the rungs behind `assess`."""
    tallies: dict[str, dict[str, dict[str, tuple[tuple[float, float, float], ...]]]]
    """By target, horizon and origin: cases, events and the sum of the chances said, in each range of the recommended
    rung's chances."""

    def section(self, target: str, horizon: int) -> Section | None:
        """Return a section by target and horizon, or None."""
        return next((s for s in self.sections if (s.target, s.horizon) == (target, horizon)), None)

    def text(self) -> str:
        """Return the card as JSON, the same text for the same card."""
        return json.dumps(_rounded(self.model_dump()), separators=(",", ":"), allow_nan=False) + "\n"

    def write(self, path: Path) -> None:
        """Write the card as JSON, whole or not at all."""
        write_whole(path, lambda partial: partial.write_text(self.text(), encoding="utf-8"))

    @classmethod
    def read(cls, text: str, name: str = "the skill card") -> SkillCard:
        """Read a card.

        Raises
        ------
        BadFile
            Where the text is no skill card of this version.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as fault:
            raise BadFile(
                f"{name} is no skill card of this version ({fault.error_count()} faults); "
                "make it again with symmachy backtest"
            ) from None


def _rounded(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return the same with seven digits that matter: further ones differ between processors."""
    if isinstance(value, float):
        return float(f"{value:.7g}")
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
