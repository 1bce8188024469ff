"""Write the verdicts on the chronicle that come with the package; run it when claims or the chronicle change.

Usage: python benchmarks/claims_shipped.py [VERDICTS.json | CLAIM...]

Without words every claim of the registry is tested (some minutes; what was reached is kept). With claims' ids only
these are tested, all others stay as they come with the package, and p-values are adjusted over all of them anew. With
a file, written by ``symmachy claims test --all --out VERDICTS.json``, its verdicts are packed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.claims import Verdict, claim, claims, verdict, verdicts
from symmachy.claims.run import together
from symmachy.claims.shipped import known, packed
from symmachy.record import open_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.world import World

PLACE = Path(__file__).parents[1] / "src" / "symmachy" / "claims" / "verdicts" / "chronicle.json"


def some_again(names: Sequence[str], world: World) -> tuple[Verdict, ...]:
    """Test some claims again, and take all others as they were reached before."""
    found = []
    for c in claims():
        v = verdict(c, world, fresh=True) if c.id in names else known(c, world)
        if v is None:
            sys.exit(f"{c.id} is another claim than the shipped verdict is on: name it too")
        found.append(v)
    return together(found)


if __name__ == "__main__":
    world = open_record("chronicle")
    begun = time.process_time()
    asked = sys.argv[1:]
    if asked and not asked[0].endswith(".json"):
        found = some_again([claim(name).id for name in asked], world)
    elif asked:
        made = json.loads(Path(asked[0]).read_text(encoding="utf-8"))["verdicts"]
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
