"""The skill card behind an answer: where it lies, what it teaches a model, and its line for a chance."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadFile
from symmachy.forecasting.recalibration import Recalibration
from symmachy.forecasting.scores.reliability import LIMITS, of_range
from symmachy.forecasting.skill.calibration import Expected, expected
from symmachy.home import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.forecasting.backtest.card import SkillCard
    from symmachy.forecasting.rungs import Combined
    from symmachy.typing import Year
    from symmachy.world.world import World

__all__ = [
    "Basis",
    "Expected",
    "Track",
    "basis",
    "card_for",
    "card_path",
    "expected",
    "input_of",
    "shipped_path",
    "track",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """What came of the cases of the past of which a chance as large was said."""

    above: float
    below: float
    cases: int
    came: int
    first: Year
    last: Year
    """First and last origin whose windows had passed."""

    @property
    def sentence(self) -> str:
        """Say it.

        Examples
        --------
        >>> Track(above=0.02, below=0.05, cases=412, came=13, first=1950, last=2015).sentence
        'When it said 2 to 5 % in the past, it happened in 3.2 % of 412 cases (origins 1950 to 2015).'
        >>> Track(above=0.02, below=0.05, cases=0, came=0, first=1950, last=1950).sentence
        'It never said 2 to 5 % in the past (origin 1950 alone).'
        """
        limits = f"{100 * self.above:g} to {100 * self.below:g} %"
        if not self.cases:
            return f"It never said {limits} in the past ({self._origins})."
        share = f"{100 * self.came / self.cases:.2g}"
        return (
            f"When it said {limits} in the past, it happened in {share} % of {self.cases:,} "
            f"case{'s' if self.cases != 1 else ''} ({self._origins})."
        )

    @property
    def _origins(self) -> str:
        """Say which: of a window of ten years the first origin stands alone for a year."""
        return (
            f"origin {self.first} alone"
            if self.first == self.last
            else f"origins {self.first} to {self.last}"
        )


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What earlier origins teach the model behind `assess` at an origin."""

    strengths: Mapping[str, float] = field(default_factory=dict)
    """Strength of the ridge by target; empty where no backtest speaks of the year."""
    lines: Mapping[str, Recalibration] = field(default_factory=dict)
    """Recalibration by target; none for a target whose hazard does better as it stands, or where none is known."""


def input_of(world: World) -> str:
    """Return a digest of the record that a card was made from: another record or edition has another.

    The digest also covers what the default backtest is asked to do and what its forecasts look at, so that a
    card does not outlive them. A change of the code alone it does not see: a test makes part of the shipped
    card again for that.
    """
    from symmachy.forecasting.backtest.plan import Plan
    from symmachy.forecasting.rungs import rungs
    from symmachy.forecasting.rungs.hazards import FEW, STRENGTHS
    from symmachy.forecasting.targets import HORIZONS, targets

    text = hashlib.blake2b(digest_size=16)
    text.update(repr((world.record, world.last_day, FEW, STRENGTHS, HORIZONS, LIMITS)).encode())
    text.update(repr(sorted((p.source, p.version, p.checksum) for p in world.provenance)).encode())
    text.update(repr((Plan().first, Plan().warm_up, Plan().resamples, Plan().every, Plan().seed)).encode())
    text.update(repr([(name, t.about) for name, t in targets().items()]).encode())
    text.update(repr([(name, r.about) for name, r in rungs().items() if not r.named_only]).encode())
    return text.hexdigest()


def shipped_path() -> Path:
    """Return where the card of the chronicle lies in the package."""
    return Path(str(resources.files("symmachy.forecasting").joinpath("skill/chronicle.json")))


def card_path(record: str) -> Path | None:
    """Return where `symmachy backtest` keeps the card of a record that is not bundled; None without a home."""
    base = data_folder()
    return None if base is None else base / "skill" / f"{record}.json"


def card_for(world: World) -> SkillCard | None:
    """Return the card of a whole record, or None where there is none or it was made from another edition."""
    path = shipped_path() if world.record == "chronicle" else card_path(world.record)
    card = None if path is None else _read(path)
    return card if card is not None and card.input == input_of(world) else None


@lru_cache(maxsize=4)
def _read(path: Path) -> SkillCard | None:
    from symmachy.forecasting.backtest.card import SkillCard

    try:
        return SkillCard.read(path.read_text(encoding="utf-8"), path.name)
    except (OSError, BadFile):
        return None


def basis(card: SkillCard | None, year: Year) -> Basis:
    """Return what had been learnt by the end of a year, from origins whose windows had passed by then.

    Parameters
    ----------
    card
        The card of the record, or None.
    year
        The origin that is asked about.
    """
    if card is None:
        return Basis()
    strengths: dict[str, float] = {}
    lines: dict[str, Recalibration] = {}
    for target, rungs in card.learnt.items():
        name = card.recommended
        while name in rungs and (what := _latest(rungs[name], year)) is not None:
            if "output" in what:
                name, _, strength = what["output"].partition("@")
                if strength:
                    strengths[target] = float(strength)
                    break
            else:
                lines[target] = Recalibration(**what)
                (name,) = _combined(name).of
    return Basis(strengths=strengths, lines=lines)


def _combined(name: str) -> Combined:
    from symmachy.forecasting.rungs import Combined, rung_named

    found = rung_named(name)
    if not isinstance(found, Combined):
        raise BadFile(f"the skill card says that {name!r} learnt something, which it does not: make it again")
    return found


def _latest(origins: Mapping[str, Mapping[str, Any]], year: Year) -> Mapping[str, Any] | None:
    known = [int(o) for o in origins if int(o) <= year]
    return origins[str(max(known))] if known else None


def track(card: SkillCard | None, target: str, horizon: int, p: float, year: Year) -> Track | None:
    """Return what came of the cases of which a chance as large as `p` was said, as known at the end of a year.

    None without a card, or where no window had passed by then.

    Parameters
    ----------
    card
        The card of the record, or None.
    target
        Name of the target.
    horizon
        Years ahead.
    p
        The chance.
    year
        The year at whose end is asked: only origins whose windows had passed by then are counted.
    """
    import numpy as np

    origins = {} if card is None else card.tallies.get(target, {}).get(str(horizon), {})
    passed = sorted(int(o) for o in origins if int(o) + horizon <= year)
    if not passed:
        return None
    place = int(of_range(np.array([p]))[0])
    found = [origins[str(o)][place] for o in passed]
    return Track(
        above=LIMITS[place],
        below=LIMITS[place + 1],
        cases=round(sum(n for n, _, _ in found)),
        came=round(sum(k for _, k, _ in found)),
        first=passed[0],
        last=passed[-1],
    )
