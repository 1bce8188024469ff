"""What a rung of the ladder is: a way to forecast, fitted on what was known at an origin and nothing later."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from symmachy.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.forecasting.cases import Cases
    from symmachy.typing import FloatArray
    from symmachy.world.world import World

__all__ = [
    "REFERENCE",
    "Combined",
    "Direct",
    "Forecaster",
    "OfWorld",
    "Rung",
    "rung",
    "rung_named",
    "rungs",
]

REFERENCE = "base_rate"
"""The rung that skill is measured against."""


class Forecaster(ABC):
    """A rung that was fitted at an origin."""

    @abstractmethod
    def chances(self, now: Cases, horizons: Sequence[int]) -> FloatArray:
        """``(H, n)``: the chance of the event within each horizon, for cases of the origin's year."""


class Rung(ABC):
    """A way to forecast that has a name on the skill card."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """What it looks at, in a sentence or two."""
    extra: ClassVar[str] = ""
    """The optional extra that it needs, such as ``ml``; empty for none."""
    rank: ClassVar[int]
    """Where it stands on the ladder, the lowest first; a combined rung stands above what it combines."""
    named_only: ClassVar[bool] = False
    """Whether it runs only where it is named, since it takes minutes at each origin."""
    targets: ClassVar[tuple[str, ...]] = ()
    """The targets that it speaks of; all where none is named."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of what it forecasts: its own, unless it has several strengths to choose from."""
        return (self.name,)


class Direct(Rung):
    """A rung that is fitted to cases.

    Its fit is used for `refit_every` origins, the first of them that of the fit: forecasts then rest on
    the origin's own covariates and on coefficients that are at most so many years old.
    """

    refit_every: ClassVar[int] = 5

    @abstractmethod
    def fit(self, past: Cases) -> Mapping[str, Forecaster]:
        """Return a forecaster for each of `outputs`, fitted on the cases known at an origin.

        Outputs that cannot be fitted (too few events) are left out.
        """


class OfWorld(Rung):
    """A rung that looks at a world's networks, fitted anew at every origin that is scored."""

    named_only: ClassVar[bool] = True

    @abstractmethod
    def chances(self, world: World, now: Cases, horizons: Sequence[int]) -> FloatArray:
        """``(H, n)``: the chance of the event within each horizon, for cases of the world's last year.

        Parameters
        ----------
        world
            The world as it was known at the origin, its last year: asking it for a later one raises.
        now
            The cases of that year.
        horizons
            Years ahead, H of them.

        Raises
        ------
        SymmachyError
            Where it cannot be fitted: the reference then stands in its place, and the card says so.
        """


class Combined(Rung):
    """A rung made of the forecasts of others, in a way that is learnt from earlier origins only.

    What it learns holds for all horizons, so that a longer window is never less likely than a shorter one,
    nor two windows alike because what was learnt of each crosses.
    """

    nearest: ClassVar[bool] = False
    """Whether it learns from windows of one year alone: they have passed soonest, and never overlap."""

    @property
    @abstractmethod
    def of(self) -> tuple[str, ...]:
        """The names of the outputs that it combines."""

    @abstractmethod
    def summarise(self, said: Mapping[str, FloatArray], came: FloatArray, weight: FloatArray) -> Any:  # noqa: ANN401
        """Return what it keeps of one window whose outcomes are known: chances ``(n,)``, outcomes, weights."""

    @abstractmethod
    def learn(self, earlier: Sequence[Any], able: Sequence[str]) -> dict[str, Any]:
        """Return what earlier origins teach, in types that JSON can write.

        Parameters
        ----------
        earlier
            What `summarise` kept of each window of an earlier origin that had passed by this one, by origin.
        able
            Those of the outputs in `of` that could be fitted at this origin.
        """

    @abstractmethod
    def combine(self, learnt: Mapping[str, Any], said: Mapping[str, FloatArray]) -> FloatArray:
        """``(n,)``: its chances at an origin, from what was learnt and the chances of those it combines."""


_RUNGS: Registry[Rung] = Registry("rung")

rung = _RUNGS.enter
"""Enter a rung in the registry, as a decorator of its class."""

rungs = _RUNGS.every
"""All rungs by name, from the lowest to the highest."""

rung_named = _RUNGS.named
"""Find a rung by its name; an unknown one is refused with the nearest names."""
