"""Time the import of a folder with the full record, and the building of the world from it.

Run ``python benchmarks/record.py FOLDER``; the store is made in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path


def main(folder: Path) -> None:
    """Import, verify and open the record, and print how many seconds each took."""
    from symmachy.record.full import full
    from symmachy.record.importing import import_files, table_files
    from symmachy.record.store import Store
    from symmachy.record.verify import verify

    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home))
        begun = time.perf_counter()
        tables = sum(len(o.entries) for o in import_files(table_files([folder]), store))
        print(f"import of {tables} tables: {time.perf_counter() - begun:.2f} s")
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
        faults = sum(len(c.faults) for c in verify(store))
        print(f"verify, {faults} faults: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
