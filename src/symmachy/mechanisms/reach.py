"""How far a change of one tie reaches into what other pairs would change."""

from __future__ import annotations

from enum import IntFlag

__all__ = ["Reach"]


class Reach(IntFlag):
    """Which values of `own_change` may differ after the tie of i and j was made or undone.

    Let N(i) be the states tied to i in either direction and C those tied to both i and j. A simulation
    measures these pairs anew and no others, so that a mechanism must not promise less than it reads. The
    value of i and j themselves does not depend on their tie and never changes.
    """

    NONE = 0
    ENDS = 1
    """All pairs of which i or j is one."""
    COMMON = 2
    """Pairs of i with a state of N(j), and of j with one of N(i): what is read is the common allies."""
    EMBEDDED = 4
    """As COMMON; also pairs of i or j with allies of a state of C, and of C with a state of N(i) or N(j)."""
    NEIGHBOURS = 8
    """As ENDS; also all pairs within N(i) and N(j) together."""
    SYSTEM = 16
    """All pairs."""
    ALIKE = 32
    """As ENDS, but all of a kind differ by the same amount, so that a few are measured: for i, all pairs (k, i)
    whose k is not tied to i, all whose k is, all (i, k) where i is not tied to k, all where it is; so for j."""
