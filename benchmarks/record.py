"""Time the import of a folder with the full record, and the building of the world from it.

Run ``python benchmarks/record.py [FOLDER]``, FOLDER holding the full record's files (``SYMMACHY_TEST_RECORD``, or
``../shared/record``, where none is named); the store is made in a temporary folder.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from figures import note, record_dir

TEN = (
    *("atop.defense", "nmc.cinc", "democracy.polyarchy", "democracy.polity2", "majors.major"),
    *("contiguity.land", "gml.dispute", "igo.shared", "trade.total", "un_votes.agreement"),
)
"""Ten variables of the full record: of states and of pairs, directed and not."""


def main(folder: Path) -> None:
    """Import, verify and open the record, and print how many seconds each took."""
    from symmachy.record.full import full
    from symmachy.record.importing import import_files, table_files
    from symmachy.record.store import Store
    from symmachy.record.verify import verify
    from symmachy.world import dyad_years

    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home))
        begun = time.perf_counter()
        tables = sum(len(o.entries) for o in import_files(table_files([folder]), store))
        seconds = time.perf_counter() - begun
        print(f"import of {tables} tables: {seconds:.2f} s")
        note("import", seconds)
        for what in ("first", "second"):
            begun = time.perf_counter()
            world = full(store)
            print(f"full(), {what} time: {time.perf_counter() - begun:.2f} s")
        begun = time.perf_counter()
        world.array("nmc.cinc")
        print(f"a variable of states as an array: {time.perf_counter() - begun:.2f} s")
        begun = time.perf_counter()
        world.array("igo.shared")
        print(f"a variable of pairs as an array: {time.perf_counter() - begun:.2f} s")
        begun = time.perf_counter()
        panel = dyad_years(full(store), years=range(1816, 2019)).add(*TEN)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(panel):,} undirected dyad-years with {len(TEN)} variables: {seconds:.2f} s (goal 6), "
            f"{peak:,.0f} MB at most so far (goal 2,000)"
        )
        note("dyad-years", seconds)
        note("dyad-years-memory", peak)
        begun = time.perf_counter()
        faults = sum(len(c.faults) for c in verify(store))
        print(f"verify, {faults} faults: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else record_dir())
