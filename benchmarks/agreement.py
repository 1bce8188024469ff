"""How far the chronicle agrees with the scholars' tables of the full record; run: python benchmarks/agreement.py.

Needs an imported full record (``symmachy record import FOLDER``). The same comparisons are printed, with the largest
disagreements and their reasons, by ``symmachy record compare chronicle TABLE``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from figures import note

LATE, EARLY = ("--from", "1946", "--to", "2018"), ("--from", "1816", "--to", "1945")
SHARES: dict[str, tuple[str, tuple[str, ...]]] = {
    "defense-late": ("jaccard", ("atop", "--obligation", "defense", *LATE)),
    "defense-early": ("jaccard", ("atop", "--obligation", "defense", *EARLY)),
    "nonaggression": ("jaccard", ("atop", "--obligation", "nonaggression", *LATE)),
    "consultation": ("jaccard", ("atop", "--obligation", "consultation", *LATE)),
    "borders": ("f1", ("contiguity",)),
    "polyarchy": ("same_answer", ("polyarchy",)),
    "polity": ("same_answer", ("polity",)),
}
"""What is read from each comparison, by the figure's name in ``goals.toml``."""


def main() -> None:
    """Print and keep every agreement."""
    for name, (share, words) in SHARES.items():
        show(name, compared(*words)[share])
    states = compared("gw-states")
    show("states-theirs", states["both"] / (states["both"] + states["only_other"]))
    show("states-ours", states["both"] / (states["both"] + states["only_chronicle"]))
    wars = compared("cow-wars")
    show("wars", wars["present"] / wars["wars"])
    show("sides", wars["right_side"] / wars["participants"])
    show("power", min(rank for year, _, rank in compared("nmc")["years"] if year >= 1870))


def show(name: str, value: float) -> None:
    """Print and keep one."""
    print(f"{name:<16}{value:8.4f}")
    note(name, value)


def compared(*words: str) -> dict[str, Any]:
    """Return what the command says."""
    command = [sys.executable, "-m", "symmachy", "record", "compare", "chronicle", *words, "--json"]
    found: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    )
    return found


if __name__ == "__main__":
    main()
