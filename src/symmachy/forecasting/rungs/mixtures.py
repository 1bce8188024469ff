"""Rungs made of others: recalibrated on earlier origins, or mixed in shares learnt from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from symmachy.forecasting.recalibration import Recalibration, bins_of, recalibrate
from symmachy.forecasting.rungs.chosen import Chosen
from symmachy.forecasting.rungs.rung import REFERENCE, Combined, rung

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.typing import FloatArray

__all__ = [
    "ChosenFew",
    "Mixture",
    "RecalibratedAll",
    "RecalibratedFew",
    "RecalibratedMixture",
    "RecalibratedTrees",
]

_KEPT = 300
"""About so many cases without the event are kept of each origin for learning the shares of a mixture."""

_STEPS = 50


class _Recalibrated(Combined):
    """Another rung, its log-odds put on one straight line for all horizons."""

    nearest = True
    inner: ClassVar[str]

    @property
    def of(self) -> tuple[str, ...]:
        """The rung that is recalibrated."""
        return (self.inner,)

    def summarise(self, said: Mapping[str, FloatArray], came: FloatArray, weight: FloatArray) -> Any:  # noqa: ANN401
        """Keep how often it came, by what was said."""
        return bins_of(said[self.inner], came, weight)

    def learn(self, earlier: Sequence[Any], able: Sequence[str]) -> dict[str, Any]:
        """Return the line of `recalibrate`; none is drawn without earlier origins."""
        del able
        found = recalibrate(np.sum(earlier, axis=0)) if earlier else Recalibration()
        return {"intercept": found.intercept, "slope": found.slope}

    def combine(self, learnt: Mapping[str, Any], said: Mapping[str, FloatArray]) -> FloatArray:
        """Return the recalibrated chances."""
        return Recalibration(**learnt)(said[self.inner])


@rung
class RecalibratedFew(_Recalibrated):
    """The hazard with few mechanisms, recalibrated."""

    name = "hazard_few_recalibrated"
    title = "hazard, few, recalibrated"
    about = (
        "The hazard with few mechanisms, its log-odds put on one straight line learnt from earlier origins."
    )
    rank = 40
    inner = "hazard_few"


@rung
class ChosenFew(Chosen):
    """The hazard with few mechanisms, recalibrated or not."""

    name = "hazard_few_chosen"
    title = "hazard, few, chosen"
    about = (
        "The hazard with few mechanisms as it stands or recalibrated, target by target: whichever had the better "
        "log score at earlier origins, each window with what was known there; recalibrated before there are any."
    )
    rank = 45

    @property
    def of(self) -> tuple[str, ...]:
        """The hazard as it stands, and recalibrated."""
        return ("hazard_few", "hazard_few_recalibrated")


@rung
class RecalibratedAll(_Recalibrated):
    """The hazard with all mechanisms, recalibrated."""

    name = "hazard_all_recalibrated"
    title = "hazard, all, recalibrated"
    about = (
        "The hazard with all mechanisms, its log-odds put on one straight line learnt from earlier origins."
    )
    rank = 41
    inner = "hazard_all"


@rung
class RecalibratedTrees(_Recalibrated):
    """The trees, recalibrated."""

    name = "trees_recalibrated"
    title = "trees, recalibrated"
    about = "The boosted trees, their log-odds put on one straight line learnt from earlier origins."
    rank = 42
    inner = "trees"
    extra = "ml"


@rung
class Mixture(Combined):
    """A weighted mean of the rungs below, the weights learnt from earlier origins."""

    name = "mixture"
    title = "stacked mixture"
    about = (
        "A weighted mean of the chances of the base rate, of age, of both hazards and of the trees, with the "
        "weights that would have had the best log score at earlier origins, one set for all horizons; equal weights "
        "before there are any."
    )
    rank = 50

    @property
    def of(self) -> tuple[str, ...]:
        """The rungs that are mixed."""
        return (REFERENCE, "age_only", "hazard_few", "hazard_all", "trees")

    def summarise(self, said: Mapping[str, FloatArray], came: FloatArray, weight: FloatArray) -> Any:  # noqa: ANN401
        """Keep the chances of every event and of some of the other cases, with what they stand for."""
        every = max(1, len(came) // _KEPT)
        keep = (came == 1) | (np.arange(len(came)) % every == 0)
        stands = np.where(came == 1, weight, weight * every)[keep]
        chance = {n: np.where(came[keep] == 1, p[keep], 1 - p[keep]) for n, p in said.items()}
        return chance, stands

    def learn(self, earlier: Sequence[Any], able: Sequence[str]) -> dict[str, Any]:
        """Return each rung's weight, by expectation and maximisation on the earlier origins' log score."""
        share = np.full(len(able), 1 / len(able))
        known = [(c, w) for c, w in earlier if all(name in c for name in able)]
        if known:
            chance = np.stack([np.concatenate([c[name] for c, _ in known]) for name in able])
            weight = np.concatenate([w for _, w in known])
            chance = np.maximum(chance, 1e-12)
            for _ in range(_STEPS):
                part = share[:, None] * chance
                part /= part.sum(axis=0)
                share = part @ weight / weight.sum()
        return {"shares": dict(zip(able, share.tolist(), strict=True))}

    def combine(self, learnt: Mapping[str, Any], said: Mapping[str, FloatArray]) -> FloatArray:
        """Return the weighted mean."""
        return np.asarray(sum(share * said[name] for name, share in learnt["shares"].items()))


@rung
class RecalibratedMixture(_Recalibrated):
    """The mixture, recalibrated."""

    name = "mixture_recalibrated"
    title = "mixture, recalibrated"
    about = "The stacked mixture, its log-odds put on one straight line learnt from earlier origins."
    rank = 51
    inner = "mixture"
