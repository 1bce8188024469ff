"""Who decides on a tie: at what rate a pair's tie changes, given what each of the two would gain.

Each rule takes the exponentials of what the change would be worth to the one and to the other. It returns
the rate r of the change per opportunity, before division by the sum over what else the one could do, and
the derivatives of r by what the change is worth to the one and to the other. Where both worths are
impossible (0), so is the change.
"""

from __future__ import annotations

from symmachy.kernels._compile import swept

__all__ = ["decided"]


@swept
def decided(rule: int, tied: int, mine: float, theirs: float) -> tuple[float, float, float]:
    """Return the rate and its two derivatives.

    Parameters
    ----------
    rule
        0 forcing (also directed), 1 unilateral initiative with reciprocal confirmation, 2 pairwise
        conjunctive, 3 pairwise disjunctive, 4 pairwise compensatory.
    tied
        Whether the change undoes a tie.
    mine, theirs
        Exponentials of what the change is worth to the one that may choose it and to the other.
    """
    if rule == 0 or (rule == 1 and tied):
        return mine, mine, 0.0
    yes, agree = mine / (1.0 + mine), theirs / (1.0 + theirs)
    if rule == 1:
        found = mine * agree
        return found, found, found * (1.0 - agree)
    if rule == 4:
        joint = mine * theirs
        found = joint / (1.0 + joint)
        slope = found / (1.0 + joint)
        return found, slope, slope
    if (rule == 2) == (tied == 0):  # both must wish it
        found = yes * agree
        return found, found * (1.0 - yes), found * (1.0 - agree)
    found = yes + agree - yes * agree  # one is enough
    return found, yes * (1.0 - yes) * (1.0 - agree), agree * (1.0 - agree) * (1.0 - yes)
