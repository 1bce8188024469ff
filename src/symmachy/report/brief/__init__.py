"""One page on documents: who claims what, what the record says of such claims, and of the states named."""

from symmachy.report.brief.build import brief
from symmachy.report.brief.value import (
    Brief,
    Conditional,
    Ground,
    Link,
    NamedPair,
    Read,
    Rival,
    Side,
    Topic,
    Voice,
)

__all__ = [
    "Brief",
    "Conditional",
    "Ground",
    "Link",
    "NamedPair",
    "Read",
    "Rival",
    "Side",
    "Topic",
    "Voice",
    "brief",
]
