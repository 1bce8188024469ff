"""What a rung of the ladder is: a way to forecast, fitted on what was known at an origin and nothing later."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from symmachy.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.forecasting.cases import Cases
    from symmachy.typing import FloatArray

__all__ = [
    "REFERENCE",
    "Combined",
    "Direct",
    "Forecaster",
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


class Combined(Rung):
    """A rung made of the forecasts of others, in a way that is learnt from earlier origins only."""

    once: ClassVar[bool] = False
    """Whether what it learns at the shortest horizon holds for all."""

    @property
    @abstractmethod
    def of(self) -> tuple[str, ...]:
        """The names of the outputs that it combines."""

    @abstractmethod
    def summarise(self, said: Mapping[str, FloatArray], came: FloatArray, weight: FloatArray) -> Any:  # noqa: ANN401
        """Return what it keeps of one origin whose outcomes are known: chances ``(n,)``, outcomes, weights."""

    @abstractmethod
    def learn(self, earlier: Sequence[Any], able: Sequence[str]) -> dict[str, Any]:
        """Return what earlier origins teach, in types that JSON can write.

        Parameters
        ----------
        earlier
            What `summarise` kept of each origin whose whole window had passed by this one, by year.
        able
            Those of the outputs in `of` that could be fitted at this origin.
        """

    @abstractmethod
    def combine(self, learnt: Mapping[str, Any], said: Mapping[str, FloatArray]) -> FloatArray:
        """``(n,)``: its chances at an origin, from what was learnt and the chances of those it combines."""


_R = TypeVar("_R", bound=type[Rung])
_RUNGS: dict[str, Rung] = {}


def rung(cls: _R) -> _R:
    """Enter a rung in the registry.

    Raises
    ------
    BadInput
        Where another rung has its name.
    """
    if cls.name in _RUNGS:
        raise BadInput(f"two rungs are called {cls.name!r}; give the new one a name of its own")
    _RUNGS[cls.name] = cls()
    return cls


def rungs() -> Mapping[str, Rung]:
    """All rungs by name, from the lowest to the highest."""
    return dict(sorted(_RUNGS.items(), key=lambda item: (item[1].rank, item[0])))


def rung_named(name: str) -> Rung:
    """Find a rung by its name.

    Raises
    ------
    UnknownName
        With the nearest names.
    """
    if name not in _RUNGS:
        raise UnknownName.among("rung", name, _RUNGS)
    return _RUNGS[name]
