"""What the rule says of every claim where chance alone joins its alliances to the rest of the record.

How to repeat (about two CPU minutes for each draw of the whole registry)::

    python benchmarks/claims_false_positives.py 10 --out draws.jsonl
    python benchmarks/claims_false_positives.py 40 --out draws.jsonl C11 C18
    python benchmarks/claims_false_positives.py 40 --out draws.jsonl --reference

The number is that of the draws, whose seeds are 0, 1, ... Alliances are dealt among states of one region and era; of
a claim whose predictor is the same for all states of a year, the predictor's years are turned instead. Every claim is
run with the same codings and the same rule as on the record itself. Each answer is one line of the file, and what
stands there is not made again, so that a run that was stopped goes on. The table is written for the documentation:
how many draws got each word, in how many the reference coding was clear of 1 with the exact 95 % interval of that
share, the mean and the spread of its z, and where the z of the record itself lies among those of the draws, from the
largest down.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

CLEAR = 1.96
"""Standard errors from 0 at which an interval of 95 % is clear of it."""

NO_NULL = {
    "C04": "age and end are of the same pact, so that a deal moves both together",
    "C16": "tied to the hub and tied to its rival are of the same network, which a deal keeps as it is",
    "C19": "as C16, whose rival it is",
}
"""Claims of which a deal of alliances is no null, and why."""


def one(seed: int, names: tuple[str, ...], out: Path, *, alone: bool) -> float:
    """Write what the rule says of each claim on one draw, claim by claim; on the record itself for the seed -1.

    With `alone` only the reference coding is run, which gets no word. Returns the CPU seconds that it took.
    """
    from symmachy.claims import claim
    from symmachy.claims.codings import MOST
    from symmachy.claims.engine import examine, opened
    from symmachy.claims.permuted import permuted, turned

    chronicle, pasts = opened("chronicle")
    world = chronicle if seed < 0 else permuted(chronicle, seed)
    dealt = {name: past.allied_as_in(world) for name, past in pasts.items()}
    spent = 0.0
    for name in names:
        begun = time.process_time()
        asked = claim(name)
        years = turned(asked, pasts, seed) if seed >= 0 else None
        found = examine(
            asked,
            chronicle if years else world,
            pasts=dealt if years is None else years,
            slots=False,
            most=1 if alone else MOST,
        )
        t, reference = found.tally, found.reference
        cpu = time.process_time() - begun
        spent += cpu
        row = {
            "seed": seed,
            "claim": name,
            "deal": "states" if years is None else "years",
            "word": None if alone and t else found.word.value,
            "z": reference and round(reference.log_ratio / reference.error, 4),
            "median": t.median if t and not alone else None,
            "cpu": round(cpu, 2),
        }
        # One short line at a time, opened to append, which several processes may do at once.
        with out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
    return spent


def main(draws: int, names: list[str], out: Path, workers: int, *, alone: bool) -> None:
    """Make the draws that are not there yet, and print the table."""
    from concurrent.futures import ProcessPoolExecutor, as_completed

    from symmachy.claims import claims

    every = [c.id for c in claims() if c.id not in NO_NULL]
    asked = tuple(names or every)
    done = {(r["seed"], r["claim"]) for r in _made(out) if alone or r["word"]}
    left = [(s, tuple(n for n in asked if (s, n) not in done)) for s in range(-1, draws)]
    tasks = [(s, some) for s, some in left if some]
    if workers == 1:
        for seed, some in tasks:
            print(f"seed {seed}: {one(seed, some, out, alone=alone):.0f} CPU s", file=sys.stderr)
    else:
        with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
            for task in as_completed(
                [pool.submit(one, seed, some, out, alone=alone) for seed, some in tasks]
            ):
                print(f"{task.result():.0f} CPU s", file=sys.stderr)
    print(table([r for r in _made(out) if r["claim"] in asked and r["seed"] < draws]))


def _made(out: Path) -> list[dict[str, Any]]:
    """Return the lines of the file that are whole: the last may have been cut off."""
    rows = []
    for line in out.read_text("utf-8").splitlines() if out.exists() else ():
        with suppress(ValueError):
            rows.append(json.loads(line))
    return rows


def interval(came: int, cases: int) -> str:
    """Return a share with its exact 95 % interval (Clopper and Pearson), in whole percents."""
    from scipy.stats import beta

    if not cases:
        return ""
    low = beta.ppf(0.025, came, cases - came + 1) if came else 0.0
    high = beta.ppf(0.975, came + 1, cases - came) if came < cases else 1.0
    return f"{came} of {cases} ({100 * low:.0f} to {100 * high:.0f} %)"


def table(rows: list[dict[str, Any]]) -> str:
    """Return the table in Markdown, by claim."""
    from symmachy.claims import Word

    short = [Word.SUPPORTED, Word.CONTRADICTED, Word.MIXED, Word.TOO_LITTLE]
    head = [
        *(
            "claim",
            "dealt",
            "draws",
            *(w.value for w in short),
            "reference clear of 1",
            "mean z",
            "spread of z",
        ),
        *("z of the record", "its word", "its place"),
    ]
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    for name in sorted({r["claim"] for r in rows}):
        # A draw of which all codings were run stands for the one of the reference alone.
        best = {r["seed"]: r for r in sorted(rows, key=lambda r: bool(r["word"])) if r["claim"] == name}
        own, record = [r for seed, r in sorted(best.items()) if seed >= 0], best.get(-1)
        if record is None or record["word"] == Word.NOT_TESTABLE.value or not own:
            continue
        if all(r["z"] == record["z"] for r in own):
            lines.append(f"| {name} | the test reads no alliance | " + " | " * (len(head) - 3) + " |")
            continue
        count = Counter(r["word"] for r in own if r["word"])
        told = [r["z"] for r in own if r["z"] is not None]
        place = 1 + sum(z > (record["z"] or 0.0) for z in told)
        clear = interval(sum(abs(z) > CLEAR for z in told), len(told))
        mean = f"{fmean(told):+.1f}" if told else ""
        spread = f"{stdev(told):.1f}" if len(told) > 2 else ""
        words = [count[w.value] for w in short]
        its = f"{record['z']:+.1f}" if record["z"] is not None else ""
        cells = [name, own[0]["deal"], sum(words), *words, clear, mean, spread, its, record["word"]]
        lines.append("| " + " | ".join(map(str, [*cells, f"{place} of {len(told) + 1}"])) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    for threads in ("OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ.setdefault(threads, "1")
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("draws", type=int)
    reader.add_argument("claims", nargs="*")
    reader.add_argument("--out", type=Path, required=True)
    reader.add_argument("--workers", type=int, default=1)
    reader.add_argument("--reference", action="store_true", help="only the reference coding: much quicker")
    given = reader.parse_intermixed_args()  # claims may stand after the options
    main(given.draws, given.claims, given.out, given.workers, alone=given.reference)
