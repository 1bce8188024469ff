"""What simulations from an origin say of every pair: a value that is kept, scored and shown."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, StateCode, Year

__all__ = ["YEARS_AHEAD", "Ahead", "Gathered"]

YEARS_AHEAD = 10
"""How far the simulations go."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ahead:
    """Chances of every pair of the N states of an origin, for H years, from D draws.

    Each draw has coefficients of its own and a path of all other ties of its own. It says of a pair not yes or
    no but the chance that its tie changes, given the rest of the drawn network, year after year; the chance
    that is given is the mean over the draws. So no pair has a chance of 0 or 1 because few draws were made.
    """

    origin: Year
    states: tuple[StateCode, ...]
    tied: BoolArray = field(repr=False)
    """``(N, N)``: the ties at the origin."""
    chance: FloatArray = field(repr=False)
    """``(H, N, N)``: that the pair's tie has changed within 1 to H years: made, or ended where there was one."""
    lo: FloatArray = field(repr=False)
    """``(H, N, N)``: lower end of the middle 95 % of the draws' own chances, on the complementary log-log scale."""
    hi: FloatArray = field(repr=False)
    """``(H, N, N)``: the upper end."""
    draws: int
    terms: tuple[str, ...]
    """What the K coefficients belong to, as a formula reads it."""
    making: FloatArray = field(repr=False)
    """``(K,)``: coefficients for a tie to be made."""
    keeping: FloatArray = field(repr=False)
    """``(K,)``: coefficients for a tie to be kept."""
    changes: FloatArray = field(repr=False)
    """``(K, N, N)``: what the pair's tie changes in each statistic at the origin."""
    rests_on: str
    """What it was fitted to, as a sentence."""
    notes: tuple[str, ...]
    """What a reader of the numbers must know."""
    cites: tuple[str, ...]

    def contributions(self, one: StateCode, other: StateCode) -> FloatArray:
        """``(K,)``: coefficient times change, less its mean over the pairs of the same status, toward the event.

        Of a pair without a tie the event is that it is made, of one with a tie that it ends.
        """
        i, j = self.states.index(one), self.states.index(other)
        tied = bool(self.tied[i, j])
        peers = np.triu(self.tied == tied, 1)
        apart = self.changes[:, i, j] - self.changes[:, peers].mean(axis=1)
        return np.asarray(-self.keeping * apart if tied else self.making * apart, dtype=np.float64)

    def averages(self, *, tied: bool) -> FloatArray:
        """``(K,)``: the mean change over the pairs of a status."""
        return np.asarray(self.changes[:, np.triu(self.tied == tied, 1)].mean(axis=1), dtype=np.float64)

    def to_bytes(self) -> bytes:
        """Return it as a compressed archive of arrays; chances keep single precision."""
        said = {
            "origin": self.origin,
            "states": self.states,
            "draws": self.draws,
            "terms": self.terms,
            "rests_on": self.rests_on,
            "notes": self.notes,
            "cites": self.cites,
        }
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            said=np.frombuffer(json.dumps(said).encode(), dtype=np.uint8),
            tied=self.tied,
            making=self.making,
            keeping=self.keeping,
            **{n: getattr(self, n).astype(np.float32) for n in ("chance", "lo", "hi", "changes")},
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Ahead:
        """Return what `to_bytes` wrote.

        Raises
        ------
        ValueError, KeyError, OSError
            Where it is not that.
        """
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            said = json.loads(held["said"].tobytes().decode())
            return cls(
                origin=said["origin"],
                states=tuple(said["states"]),
                draws=said["draws"],
                terms=tuple(said["terms"]),
                rests_on=said["rests_on"],
                notes=tuple(said["notes"]),
                cites=tuple(said["cites"]),
                tied=held["tied"],
                making=held["making"],
                keeping=held["keeping"],
                **{n: held[n].astype(np.float64) for n in ("chance", "lo", "hi", "changes")},
            )


class Gathered:
    """The draws' chances, summed as they come, so that memory does not grow with their number."""

    def __init__(self, states: int) -> None:
        shape = (YEARS_AHEAD, states, states)
        self._chance, self._first, self._second = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self._draws = 0

    def add(self, stays: FloatArray) -> None:
        """Count one draw's chances ``(H, N, N)`` that the tie stays as it is through 1 to H years."""
        stays = np.clip(stays, 1e-12, 1 - 1e-12)
        scale = np.log(-np.log(stays))
        self._chance += 1 - stays
        self._first += scale
        self._second += scale**2
        self._draws += 1

    def summed(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the mean, and the ends of the middle 95 % if the draws are normal on the log-log scale."""
        n = self._draws
        mean, middle = self._chance / n, self._first / n
        spread = 1.96 * np.sqrt(np.maximum(self._second / n - middle**2, 0))
        lo, hi = (1 - np.exp(-np.exp(middle + side * spread)) for side in (-1, 1))
        return mean, np.minimum(lo, mean), np.maximum(hi, mean)
