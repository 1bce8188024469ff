"""What the rule says of every claim where alliances were dealt by chance within region and era.

How to repeat (about a CPU minute for each draw of the whole registry)::

    python benchmarks/claims_false_positives.py 20 --out draws.jsonl --workers 2
    python benchmarks/claims_false_positives.py 20 --out draws.jsonl C11 C18

The number is that of the draws, whose seeds are 0, 1, ... Every claim is run with the same codings and the same rule
as on the record itself. Draws that stand in the file are not made again, so that a stopped run goes on. The table is
written for the documentation: how many draws got each word, in how many the reference coding was clear of 1, and where
the median of the record itself lies among those of the draws.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from typing import Any

CLEAR = 1.96
"""Standard errors from 0 at which an interval of 95 % is clear of it."""


def one(seed: int, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return what the rule says of each claim on one draw; on the record itself for the seed -1."""
    from symmachy.claims import claim
    from symmachy.claims.engine import examine, opened
    from symmachy.claims.permuted import permuted

    chronicle, pasts = opened("chronicle")
    world = chronicle if seed < 0 else permuted(chronicle, seed)
    pasts = {name: past.allied_as_in(world) for name, past in pasts.items()}
    rows = []
    for name in names:
        begun = time.process_time()
        found = examine(claim(name), world, pasts=pasts, slots=False)
        t = found.tally
        rows.append(
            {
                "seed": seed,
                "claim": name,
                "word": found.word.value,
                "clear": found.reference is not None
                and abs(found.reference.log_ratio) > CLEAR * found.reference.error,
                "median": t.median if t else None,
                "cpu": round(time.process_time() - begun, 2),
            }
        )
    return rows


def main(draws: int, names: list[str], out: Path, workers: int) -> None:
    """Make the draws that are not there yet, and print the table."""
    from concurrent.futures import ProcessPoolExecutor, as_completed

    from symmachy.claims import claims

    asked = tuple(names or [c.id for c in claims()])
    made = [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []
    done = {(r["seed"], r["claim"]) for r in made}
    left = [(s, tuple(n for n in asked if (s, n) not in done)) for s in range(-1, draws)]
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        for task in as_completed([pool.submit(one, s, some) for s, some in left if some]):
            rows = task.result()
            with out.open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(r) + "\n" for r in rows)
            made += rows
            print(f"seed {rows[0]['seed']}: {sum(r['cpu'] for r in rows):.0f} CPU s", file=sys.stderr)
    print(table([r for r in made if r["claim"] in asked and r["seed"] < draws]))


def table(rows: list[dict[str, Any]]) -> str:
    """Return the table in Markdown, by claim."""
    from symmachy.claims import Word

    words = [w.value for w in Word if w is not Word.NOT_TESTABLE]
    head = ["claim", "draws", *words, "reference clear of 1", "the record", "its place among the medians"]
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    for name in sorted({r["claim"] for r in rows}):
        own = [r for r in rows if r["claim"] == name and r["seed"] >= 0]
        (record,) = [r for r in rows if r["claim"] == name and r["seed"] < 0]
        if record["median"] is None:
            continue
        count = Counter(r["word"] for r in own)
        medians = [r["median"] for r in own if r["median"] is not None]
        place = 1 + sum(m > record["median"] for m in medians)
        clear = sum(r["clear"] for r in own)
        cells = [name, len(own), *(count[w] for w in words), clear, record["word"]]
        lines.append("| " + " | ".join(map(str, [*cells, f"{place} of {len(medians) + 1}"])) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    for threads in ("OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ.setdefault(threads, "1")
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("draws", type=int)
    reader.add_argument("claims", nargs="*")
    reader.add_argument("--out", type=Path, required=True)
    reader.add_argument("--workers", type=int, default=1)
    given = reader.parse_intermixed_args()  # claims may stand after the options
    main(given.draws, given.claims, given.out, given.workers)
