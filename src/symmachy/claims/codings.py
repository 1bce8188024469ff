"""The multiverse of a test: every choice that could have been made otherwise, and the codings that are run."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from symmachy.claims.declaration import Comparison
    from symmachy.claims.units import Unit

__all__ = ["CHOICES", "MOST", "Coding", "Controls", "Era", "Wars", "codings"]

MOST = 60
"""Fits per claim at most, each with every answer to which rows depend; beyond, a seeded draw of them."""

SEED = 20261122
"""Seed of that draw."""


class Era(StrEnum):
    """Which years."""

    ALL = "all years"
    EARLY = "to 1945"
    COLD_WAR = "1946 to 1989"
    LATE = "from 1990"

    def holds(
        self, year: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each year is of the era."""
        low, high = {"all years": (0, 9999), "to 1945": (0, 1945), "1946 to 1989": (1946, 1989)}.get(
            self.value, (1990, 9999)
        )
        return (year >= low) & (year <= high)


class Wars(StrEnum):
    """Whether the years of the world wars count."""

    OUT = "world wars out"
    IN = "world wars in"


class Controls(StrEnum):
    """What else is held equal."""

    DECLARED = "controls and time at risk"
    TIME = "time at risk"
    NONE = "nothing held equal"


class Link(StrEnum):
    """What is fitted."""

    LOGIT = "hazard, logit"
    CLOGLOG = "hazard, complementary log-log"
    NETWORK = "network model, pseudolikelihood"
    """A separable temporal network model: the logit with what the pair's tie changes in shared allies and in
    popularity, in the network of the following year together with the row's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coding:
    """One way to run a test."""

    source: str
    """The source of the alliances."""
    obligation: str
    window: int
    outcome: str
    predictor: str
    risk: str
    era: Era
    wars: Wars
    controls: Controls
    link: Link
    errors: str = ""
    """Which rows may depend on each other; empty until the fit is made with each answer."""

    def as_dict(self) -> dict[str, str]:
        """Return every choice as text."""
        return {f.name: str(getattr(self, f.name)) for f in fields(self)}


CHOICES: dict[str, str] = {
    "source": "source of the alliances",
    "obligation": "which pledges make a tie",
    "window": "for how many years the past counts",
    "outcome": "which outcome",
    "predictor": "which measure of the predictor",
    "risk": "which rows",
    "era": "which years",
    "wars": "world wars in or out",
    "controls": "what is held equal",
    "link": "estimator",
    "errors": "which rows may depend on each other",
}
"""Every choice, with words for it."""


def codings(
    test: Comparison,
    unit: Unit,
    sources: Iterable[str],
    *,
    eras: Sequence[Era] = tuple(Era),
    most: int = MOST,
) -> list[Coding]:
    """Return the codings of a test without their errors, the reference coding first.

    All combinations where they are at most `most`. Otherwise the reference, then each choice changed alone,
    then a draw without replacement from all others, by a seed that is the same for every claim.

    Parameters
    ----------
    test
        The claim's test.
    unit
        Its unit of analysis.
    sources
        Names of the sources of alliances.
    eras
        Those of which the record speaks.
    most
        How many at most.
    """
    axes: dict[str, tuple[object, ...]] = {
        "source": tuple(sources),
        "obligation": tuple(test.obligations),
        "window": tuple(test.windows) if _has_window(test) else test.windows[:1],
        "outcome": test.outcomes,
        "predictor": test.predictors,
        "risk": test.risks,
        "era": tuple(eras),
        "wars": tuple(Wars),
        "controls": tuple(Controls) if test.controls else (Controls.TIME, Controls.NONE),
        "link": tuple(Link) if unit.networks else (Link.LOGIT, Link.CLOGLOG),
    }
    reference = Coding(**{name: values[0] for name, values in axes.items()})  # type: ignore[arg-type]
    total = int(np.prod([len(v) for v in axes.values()]))
    if total <= most:
        every = (Coding(**dict(zip(axes, values, strict=True))) for values in product(*axes.values()))  # type: ignore[arg-type]
        return [c for c in every if _sensible(c, unit)]
    chosen = [c for c in (reference, *_one_changed(reference, axes)) if _sensible(c, unit)][:most]
    generator = np.random.Generator(np.random.Philox(SEED))
    sizes = [len(v) for v in axes.values()]
    seen = set(chosen)
    while len(chosen) < most:
        places = [int(generator.integers(n)) for n in sizes]
        drawn = Coding(**{n: v[k] for (n, v), k in zip(axes.items(), places, strict=True)})  # type: ignore[arg-type]
        if drawn not in seen and _sensible(drawn, unit):
            seen.add(drawn)
            chosen.append(drawn)
    return chosen


def _sensible(coding: Coding, unit: Unit) -> bool:
    """Whether there is a network model of the outcome, where one is asked for."""
    return coding.link is not Link.NETWORK or coding.outcome.lstrip("- ") in dict(unit.networks)


def _one_changed(reference: Coding, axes: dict[str, tuple[object, ...]]) -> Iterator[Coding]:
    for name, values in axes.items():
        for value in values[1:]:
            yield replace(reference, **{name: value})  # type: ignore[arg-type]


def _has_window(test: Comparison) -> bool:
    """Whether the window can change anything: pairs read it only where a text names it."""
    if test.unit not in ("dyad-year", "step-year"):
        return True
    texts = (*test.predictors, *test.controls, *test.where)
    return any("{years}" in t or t in ("same_opponent", "- opponent_distance") for t in texts)
