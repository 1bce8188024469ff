"""How well statements are read from texts on which nothing was tuned; run: python benchmarks/reading.py.

Of the two such parts of the labelled texts, held out and fresh, the lower share is kept. ``symmachy statements
quality`` prints all parts with intervals and confusions.
"""

from __future__ import annotations

from figures import note

from symmachy.statements import labelled, measure
from symmachy.statements.quality import shown

UNSEEN = ("held out", "fresh")
SHARES = {
    "found-precision": "found, precision",
    "found-recall": "found, recall",
    "speaker": "speaker right, among found",
    "both-precision": "found and speaker right, precision",
    "both-recall": "found and speaker right, recall",
    "polarity": "polarity, all",
    "polarity-alliances": "polarity, alliance statements",
    "modality": "modality",
    "relation-three": "relation, three classes",
    "relation-eight": "relation, eight classes",
    "actors-precision": "actor mentions, precision",
    "actors-recall": "actor mentions, recall",
    "trace": "trace invariant",
}
"""The line of the table, by the figure's name in ``goals.toml``."""


def main() -> None:
    """Print and keep every share."""
    parts = [shown(measure([t for t in labelled() if t.part == part]))["shares"] for part in UNSEEN]
    for name, line in SHARES.items():
        found = [part[line]["value"] for part in parts]
        print(f"{line:<38}" + "".join(f"{value:8.3f}" for value in found))
        note(name, min(found))


if __name__ == "__main__":
    main()
