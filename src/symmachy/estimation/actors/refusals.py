"""Models that cannot be estimated, said early and with the name of the mechanism."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified
from symmachy.estimation.identify import quoted

if TYPE_CHECKING:
    from symmachy.estimation.actors.moments import Moments
    from symmachy.estimation.actors.simulate import Draws
    from symmachy.typing import FloatArray

__all__ = ["refuse_collinear", "refuse_runaway", "refuse_same", "refuse_still"]

_FASTEST = 1e4
"""Opportunities in a period beyond which a rate has run away."""
_APART = 1e-9
"""Smallest share of its variation that a score must have for itself."""


def refuse_still(names: tuple[str, ...], moments: Moments) -> None:
    """Raise NotIdentified if a statistic is the same in all simulations."""
    spread = np.sqrt(np.diag(moments.covariance))
    size = 1e-12 * np.maximum(np.abs(moments.mean), 1.0)
    still = [n for n, s, least in zip(names, spread, size, strict=True) if s <= least]
    if still:
        raise NotIdentified(
            f"the statistic of {quoted(still)} never changes in simulations, so that its coefficient cannot be "
            "estimated; leave it out",
            guilty=still,
        )


def refuse_runaway(names: tuple[str, ...], moments: Moments, draws: Draws, rates: FloatArray) -> None:
    """Raise NotIdentified if most paths had to be cut off or a rate grows without end."""
    if draws.cut_off > draws.changes.size / 2 or (rates > _FASTEST).any():
        worst = names[int(np.argmax(np.abs(moments.deviations)))]
        raise NotIdentified(
            f"simulated networks run away from the observed ones, most of all in the statistic of {worst!r}: the "
            "model has no solution near here; leave that mechanism out or use a steadier form of it",
            guilty=[worst],
        )


def refuse_collinear(names: tuple[str, ...], moments: Moments) -> None:
    """Raise NotIdentified if some coefficients always act together."""
    _refuse_together(names, moments.information)


def refuse_same(names: tuple[str, ...], moments: Moments) -> None:
    """Raise NotIdentified if some statistics always move together, in the many simulations of the last phase.

    In the few of the first phases that may be chance: where all changes undo ties their number is that of ties.
    """
    _refuse_together(names, moments.covariance)


def _refuse_together(names: tuple[str, ...], covariance: FloatArray) -> None:
    scale = np.sqrt(np.diag(covariance))
    if (scale <= 0).any():
        return
    sizes, vectors = np.linalg.eigh(covariance / np.outer(scale, scale))
    if sizes[0] < _APART:
        guilty = [n for n, v in zip(names, vectors[:, 0], strict=True) if abs(v) > 1e-3]
        raise NotIdentified(
            f"{quoted(guilty)} cannot be told apart: one can be computed from the others; leave one of them out",
            guilty=guilty,
        )
