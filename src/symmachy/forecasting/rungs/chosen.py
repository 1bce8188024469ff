"""Rungs that are one of several others: the one that had the best log score at earlier origins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symmachy.forecasting.rungs.rung import Combined
from symmachy.forecasting.scores.proper import log_score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.typing import FloatArray

__all__ = ["Chosen"]


class Chosen(Combined):
    """One of the outputs that it is made of, at each origin the best at earlier ones."""

    def summarise(self, said: Mapping[str, FloatArray], came: FloatArray, weight: FloatArray) -> Any:  # noqa: ANN401
        """Keep the sum of log scores of each output."""
        return {name: float(weight @ log_score(p, came)) for name, p in said.items()}

    def learn(self, earlier: Sequence[Any], able: Sequence[str]) -> dict[str, Any]:
        """Name the output with the best log score at earlier origins, or the middle one without any."""
        totals = {name: sum(one.get(name, 0.0) for one in earlier) for name in able}
        if not any(totals.values()):
            return {"output": able[len(able) // 2]}
        return {"output": min(able, key=lambda name: (totals[name], list(able).index(name)))}

    def combine(self, learnt: Mapping[str, Any], said: Mapping[str, FloatArray]) -> FloatArray:
        """Return the chances of the chosen output."""
        return said[learnt["output"]]
