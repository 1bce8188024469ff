"""Time of the searches of structure: windows of the record, noisy networks, landscapes, every year.

Run as ``python benchmarks/structure.py [FOLDER]``, FOLDER being the full record's files (``SYMMACHY_TEST_RECORD``,
or ``../shared/record``, where none is named); where there are any, windows of four years from 1946 to 1999 are
solved from it, otherwise from the chronicle. Linear algebra on one thread.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

for _threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402  # after the number of threads is set
from figures import note, record_dir  # noqa: E402  # as above

from symmachy.record import Store, full, open_record  # noqa: E402  # as above
from symmachy.structure import (  # noqa: E402  # as above
    Landscape,
    SignedNetwork,
    SignRule,
    Window,
    clustering,
    frustration,
    series,
    triangle,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.world import World

Result = TypeVar("Result")


def main() -> None:
    """Print a line for each case."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else record_dir()
    world = _record(folder) if folder.is_dir() else open_record("chronicle")
    print(f"record: {world.record}")
    _windows(world)
    for noise in (0.08, 0.2, 0.5):
        network = planted(150, 888, noise, 0)
        found, seconds = _timed(lambda network=network: frustration(network, seconds=20))
        print(
            f"150 nodes, 888 ties, noise {noise:.0%}: {found.value:g}, gap {found.gap:.1%}, {seconds:.2f} s"
        )
        if noise == 0.08:
            note("noisy", found.gap)
    found, seconds = _timed(lambda: clustering(planted(150, 888, 0.08, 0)))
    print(f"the first in any number of blocs: {found.value:g}, gap {found.gap:.1%}, {seconds:.2f} s")
    for actors in (11, 17, 24):
        landscape = drawn(actors)
        landscape.minima()  # the compiler's time is not counted
        minima, seconds = _timed(landscape.minima)
        print(f"landscape of {actors} actors: {len(minima.found)} minima, {seconds * 1000:.1f} ms")
        note(f"landscape-{actors}", seconds * 1000)
    chronicle = open_record("chronicle")
    every, seconds = _timed(lambda: series(chronicle))
    every.changes  # noqa: B018  # part of the answer
    print(f"every measure for {len(every.years)} years of the chronicle: {seconds:.1f} s")
    note("every-measure", seconds)
    _, seconds = _timed(lambda: triangle(chronicle, "USA", "CHN", "RUS"))
    print(f"a triangle: {seconds:.1f} s")


def planted(nodes: int, ties: int, noise: float, seed: int) -> SignedNetwork:
    """Return two sides with ties between random pairs, a part of them with the wrong sign."""
    rng = np.random.default_rng(seed)
    side = rng.choice([1, -1], nodes)
    pairs = list(combinations(range(nodes), 2))
    made = []
    for k in rng.choice(len(pairs), ties, replace=False).tolist():
        i, j = pairs[k]
        wrong = -1 if rng.random() < noise else 1
        made.append((f"n{i:03}", f"n{j:03}", int(side[i] * side[j]) * wrong))
    return SignedNetwork.of(made)


def drawn(actors: int) -> Landscape:
    """Return a landscape with random sizes and propensities."""
    rng = np.random.default_rng(actors)
    upper = np.triu(rng.normal(size=(actors, actors)), 1)
    return Landscape.of([f"a{i}" for i in range(actors)], rng.random(actors) + 0.1, upper + upper.T)


def _windows(world: World) -> None:
    times, sizes, proven = [], [], 0
    for first in range(1946, 1997):
        network = SignRule.wider().read(world, Window(first, first + 3)).unweighted()
        found, seconds = _timed(lambda network=network: frustration(network))
        times.append(seconds)
        sizes.append(len(network.ties))
        proven += found.proven
    print(
        f"{len(times)} windows of four years, up to {max(sizes):,} ties: {proven} proven, "
        f"longest {max(times):.2f} s, mean {np.mean(times):.2f} s"
    )
    if proven == len(times):
        note("windows", max(times))


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    begin = time.perf_counter()
    done = work()
    return done, time.perf_counter() - begin


def _record(folder: Path) -> World:
    from symmachy.record.importing import import_files, table_files

    store = Store(Path(tempfile.mkdtemp()))
    for _ in import_files(table_files([folder]), store):
        pass
    return full.full(store)


if __name__ == "__main__":
    main()
