"""What the package's own sentences must not say: that one thing is the cause of another, or a side."""

from __future__ import annotations

import re

CAUSAL = (
    *(
        "cause",
        "causes",
        "caused",
        "causing",
        "causal",
        "leads to",
        "lead to",
        "led to",
        "because",
        "because of",
    ),
    *("drive", "drives", "driven", "driver", "drivers", "makes", "produces", "produced"),
    *("due to", "results in", "resulted in", "result of", "triggers", "triggered", "prevents", "prevented"),
    *("thanks to", "owing to", "brings about", "brought about", "forces", "forced", "induces", "induced"),
    *("effect of", "impact of", "influences", "determines", "explains", "raises", "lowers", "increases"),
    *("reduces", "boosts", "deters", "therefore", "consequently", "as a consequence", "responsible for"),
)
LOADED = (
    *(
        "aggressor",
        "aggression by",
        "regime of",
        "rogue",
        "puppet",
        "satellite",
        "so-called",
        "evil",
        "malign",
    ),
    *("revisionist", "expansionist", "free world", "enemy", "enemies", "threatens", "provoked", "unprovoked"),
    *(
        "illegal",
        "legitimate",
        "illegitimate",
        "terrorist",
        "should",
        "must",
        "good",
        "bad",
        "better",
        "worse",
    ),
)


def found(words: tuple[str, ...], text: str) -> list[str]:
    """Return the words and phrases of a list that a text holds, whole words only, in any case."""
    return [w for w in words if re.search(rf"\b{re.escape(w)}\b", text, re.IGNORECASE)]
