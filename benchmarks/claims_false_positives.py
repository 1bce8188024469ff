"""How often the rule finds a difference where alliances were dealt by chance within region and era.

How to repeat (about two CPU minutes for each draw with the claims below)::

    python benchmarks/claims_false_positives.py 10 C01 C05 C11 C18 C19 C24

The first number is that of the draws, whose seeds are 0, 1, ...; claims are all by default. Every claim is run with
the same codings and the same rule as on the record itself.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from symmachy.claims import Word, claim, claims
from symmachy.claims.engine import examine, pasts_of
from symmachy.claims.permuted import permuted
from symmachy.record import open_record


def main(draws: int, names: list[str]) -> None:
    """Print a row for each claim: how many draws got each word, and how many reference codings were clear of 1."""
    chronicle = open_record("chronicle")
    asked = [claim(n) for n in names] or list(claims())
    words: dict[str, Counter[str]] = {c.id: Counter() for c in asked}
    clear: Counter[str] = Counter()
    begun = time.process_time()
    for seed in range(draws):
        dealt = permuted(chronicle, seed)
        pasts = pasts_of(dealt)
        for c in asked:
            found = examine(c, dealt, pasts=pasts)
            words[c.id][found.word.value] += 1
            clear[c.id] += found.p is not None and found.p < 0.05
        print(f"draw {seed + 1} of {draws}: {time.process_time() - begun:.0f} CPU s", file=sys.stderr)
    print("claim  " + "  ".join(f"{w.value:>20}" for w in Word) + "  reference clear of 1")
    for c in asked:
        print(f"{c.id:5}  " + "  ".join(f"{words[c.id][w.value]:>20}" for w in Word) + f"  {clear[c.id]:>20}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
