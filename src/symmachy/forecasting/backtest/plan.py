"""What a backtest is asked to do."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.forecasting.rungs import REFERENCE, Combined, Direct, OfWorld, rung_named, rungs
from symmachy.forecasting.rungs.hazards import HazardAll, HazardFew
from symmachy.forecasting.targets import HORIZONS, target_named, targets

if TYPE_CHECKING:
    from symmachy.forecasting.rungs import Rung
    from symmachy.typing import Year
    from symmachy.world.world import World

__all__ = ["FIRST", "Plan"]

FIRST = 1950
"""The first origin that is scored unless another is asked."""

_EXTRAS = {"ml": "sklearn"}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Origins, targets, rungs and seed of a backtest.

    Raises
    ------
    UnknownName
        Where a target or a rung is in no registry.
    BadInput
        Where nothing is left to run.

    Examples
    --------
    >>> [rung.name for rung in Plan(rungs=("hazard_few",)).ladder if rung.name != "trees"]
    ['base_rate', 'hazard_few']
    """

    first: Year = FIRST
    """The first origin that is scored."""
    last: Year | None = None
    """The last origin that is scored; the last whose window has passed by default."""
    targets: tuple[str, ...] = ()
    """Names of targets; all of the registry by default."""
    rungs: tuple[str, ...] = ()
    """Names of rungs; by default all that can run, but for those that take minutes at each origin.

    The reference and what a rung combines are added.
    """
    warm_up: int = 30
    """Years before `first` whose origins are forecast too, for what is learnt from earlier origins."""
    every: int = 1
    """Only years that this divides are origins."""
    hindsight: bool = False
    """Whether variables coded with hindsight may be read."""
    resamples: int = 2000
    """Of the block bootstrap."""
    seed: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "targets", tuple(self.targets) or tuple(targets()))
        for name in self.targets:
            target_named(name)
        for name in self.rungs:
            missing = rung_named(name).extra
            if missing and not _there(missing):
                raise BadInput(
                    f"the rung {name!r} needs the extra {missing!r}: pip install 'symmachy[{missing}]', "
                    "or leave the rung out"
                )
        if self.warm_up < 0 or self.resamples < 1 or self.every < 1:
            raise BadInput(
                f"warm_up={self.warm_up}, resamples={self.resamples} and every={self.every} must be at least "
                "0, 1 and 1"
            )

    @property
    def horizons(self) -> tuple[int, ...]:
        """Years ahead, ascending."""
        return HORIZONS

    @property
    def ladder(self) -> tuple[Rung, ...]:
        """The rungs that run, from the lowest to the highest, with all that they combine."""
        able = [r for r in rungs().values() if not r.extra or _there(r.extra)]
        if not self.rungs:
            return tuple(r for r in able if not r.named_only)
        wanted = {REFERENCE, *self.rungs}
        for rung in reversed(able):
            if rung.name in wanted and isinstance(rung, Combined):
                wanted |= set(rung.of)
        return tuple(r for r in able if r.name in wanted)

    @property
    def not_run(self) -> tuple[str, ...]:
        """Rungs that were asked for, or stand in the registry, and need an extra that is not installed."""
        return tuple(r.name for r in rungs().values() if r.extra and not _there(r.extra))

    @property
    def fitted(self) -> tuple[Direct, ...]:
        """What is fitted to cases: the direct rungs, and the ingredients of those that choose a strength."""
        found = [r for r in self.ladder if isinstance(r, Direct)]
        found += [r.ingredient for r in self.ladder if isinstance(r, HazardFew | HazardAll)]
        return tuple(found)

    def of_world(self, target: str) -> tuple[OfWorld, ...]:
        """Return the rungs that look at a world's networks and speak of a target."""
        return tuple(r for r in self.ladder if isinstance(r, OfWorld) and target in (r.targets or (target,)))

    @property
    def all_mechanisms(self) -> bool:
        """Whether any rung looks at more than the few mechanisms."""
        return any(r.name in {"hazard_all", "trees"} for r in self.ladder)

    def digest(self, world: World) -> str:
        """Return a name for the plan and the record it is run on; another record has another name."""
        text = hashlib.blake2b(digest_size=16)
        text.update(
            repr((self.first, self.last, self.targets, self.warm_up, self.every, self.hindsight)).encode()
        )
        text.update(repr([(r.name, r.outputs, r.about) for r in (*self.ladder, *self.fitted)]).encode())
        text.update(repr([(p.source, p.version, p.checksum) for p in world.provenance]).encode())
        text.update(repr((world.record, world.last_day)).encode())
        return text.hexdigest()


def _there(extra: str) -> bool:
    return importlib.util.find_spec(_EXTRAS.get(extra, extra)) is not None
