"""Which pairs are not known: counted and left out, or named in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.gaps import listed, spans
from symmachy.estimation.weights import Missing

if TYPE_CHECKING:
    from symmachy.estimation.tergm.part import Part
    from symmachy.typing import BoolArray, FloatArray, StateCode, Year

__all__ = ["UNKNOWN_TIES", "Gaps"]

UNKNOWN_TIES = "unknown ties"


@dataclass(kw_only=True)
class Gaps:
    """What was found missing so far, by what is missing."""

    missing: Missing
    counts: dict[str, int] = field(default_factory=dict)
    """Pairs, by term or as unknown ties; one pair may count for several terms."""
    pairs: int = 0
    """Pairs left out, each once."""
    years: dict[str, list[Year]] = field(default_factory=dict)
    states: dict[str, dict[StateCode, None]] = field(default_factory=dict)

    def leave_out(self, part: Part, changes: FloatArray) -> BoolArray:
        """Return which free pairs ``(N, N)`` are fully known, and count those that are not.

        `changes` is ``(K, N, N)``, NaN where not known.
        """
        whole = part.free.copy()
        for label, own in zip(part.specification.labels, changes, strict=True):
            self._count(part, label, part.free & np.isnan(own))
            whole &= ~np.isnan(own)
        self._count(part, UNKNOWN_TIES, part.unknown)
        self.pairs += int((part.once(part.free | part.unknown) & ~whole).sum())
        return whole

    def refuse(self) -> None:
        """Raise an error if something is missing and that is not allowed.

        Raises
        ------
        BadInput
            Naming what is missing, in which years, for which states, and what can be done.
        """
        if self.missing is not Missing.REFUSE or not self.counts:
            return
        said = "; ".join(
            f"{label} for {count:,} pairs in {spans(self.years[label])} "
            f"({listed(list(self.states[label]), 'states')})"
            for label, count in self.counts.items()
        )
        raise BadInput(
            f'values are missing: {said}. Pass missing=Missing.DROP (in a study: missing = "drop") to leave '
            "such pairs out and count them, or take other years, or leave the term out"
        )

    def _count(self, part: Part, label: str, gone: BoolArray) -> None:
        count = int(part.once(gone).sum())
        if not count:
            return
        self.counts[label] = self.counts.get(label, 0) + count
        self.years.setdefault(label, []).append(part.network.year)
        # A state that lacks the value with every other lacks it itself; where there is none, all are named.
        gone, asked = gone | gone.T, part.free | part.unknown
        alone = gone.sum(axis=1) >= (asked | asked.T).sum(axis=1)
        at_fault = np.flatnonzero(alone & gone.any(axis=1))
        named = at_fault if at_fault.size else np.flatnonzero(gone.any(axis=1))
        self.states.setdefault(label, {}).update(dict.fromkeys(part.network.states[i] for i in named))
