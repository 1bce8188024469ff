"""Write the verdicts on the chronicle that come with the package; run it when claims or the chronicle change.

Usage: python benchmarks/claims_shipped.py [VERDICTS.json]

Without a file every claim of the registry is tested (some minutes; what was reached is kept). With one, written by
``symmachy claims test --all --out VERDICTS.json``, its verdicts are packed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from symmachy.claims import Verdict, claim, verdicts
from symmachy.claims.shipped import packed
from symmachy.record import open_record

PLACE = Path(__file__).parents[1] / "src" / "symmachy" / "claims" / "verdicts" / "chronicle.json"

if __name__ == "__main__":
    world = open_record("chronicle")
    begun = time.process_time()
    if len(sys.argv) > 1:
        made = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["verdicts"]
        found = tuple(Verdict.from_dict(v, claim(v["claim"])) for v in made)
    else:
        found = verdicts(world)
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_text(packed(found, world), encoding="utf-8")
    for v in found:
        print(f"{v.claim.id}  {v.word.value}")
    print(
        f"{len(found)} verdicts, {PLACE.stat().st_size / 1000:.0f} kB, {time.process_time() - begun:.0f} CPU s"
    )
