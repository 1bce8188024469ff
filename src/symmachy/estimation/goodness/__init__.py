"""Is a network model any good: what its simulated networks look like beside those that were observed."""

from symmachy.estimation.goodness.aspects import (
    Aspect,
    Degrees,
    Distances,
    SharedPartners,
    Side,
    Triads,
    usual,
)
from symmachy.estimation.goodness.compare import compare
from symmachy.estimation.goodness.result import Compared, Goodness

__all__ = [
    "Aspect",
    "Compared",
    "Degrees",
    "Distances",
    "Goodness",
    "SharedPartners",
    "Side",
    "Triads",
    "compare",
    "usual",
]
