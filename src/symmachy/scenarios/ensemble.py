"""Many draws on one machine or a cluster: batches by number, kept as they come, the same for any number of workers."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile
from zlib import error as zlib_error

import numpy as np

from symmachy.errors import BadInput, StoreError
from symmachy.files import write_whole
from symmachy.scenarios.run import MEASURES
from symmachy.scenarios.tally import Tally
from symmachy.workers import WorkerLost, lost_workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from symmachy.scenarios.run import Futures
    from symmachy.typing import IntArray

__all__ = ["BATCH", "Checkpoint", "WorkerLost", "digest_of", "draw_all", "draw_in_rounds"]

BATCH = 50
"""Draws to a batch, whatever the number of workers."""

_AGAIN = (
    "what was done is kept if a checkpoint was asked for; start again, a cluster first, or with fewer workers"
)

_EVERY = 5.0
"""Seconds between two writings of a checkpoint."""


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """A file in which the work done so far is kept, and the name of the work that it belongs to."""

    path: Path
    digest: str
    """Of everything that decides the result; a file of other work is refused."""

    def load(self) -> tuple[int, Tally] | None:
        """Return how many batches are done and their tally; None where there is no file.

        Raises
        ------
        StoreError
            Where the file is not a checkpoint of this work.
        """
        if not self.path.exists():
            return None
        try:
            # Read at once, so that no fault leaves the file open.
            with np.load(BytesIO(self.path.read_bytes()), allow_pickle=False) as kept:
                arrays = {name: np.array(kept[name]) for name in kept.files}
            digest, done = str(arrays.pop("digest")), int(arrays.pop("done"))
            tally = Tally(**arrays)
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib_error) as fault:
            raise StoreError(
                f"{str(self.path)!r} cannot be read as a checkpoint ({type(fault).__name__}): delete it, or name "
                "another file"
            ) from None
        if digest != self.digest:
            raise StoreError(
                f"{str(self.path)!r} is the checkpoint of another scenario, model, seed or number of draws: "
                "delete it, or name another file"
            )
        return done, tally

    def save(self, done: int, tally: Tally) -> None:
        """Write the file, whole or not at all."""
        arrays: dict[str, Any] = {
            "digest": np.array(self.digest),
            "done": np.array(done),
            **tally.to_arrays(),
        }

        def fill(partial: Path) -> None:
            with partial.open("wb") as file:
                np.savez_compressed(file, **arrays)
                file.flush()
                os.fsync(file.fileno())

        write_whole(self.path, fill)


def draw_all(
    futures: Futures,
    *,
    draws: int,
    sets: int,
    interest: IntArray,
    jobs: int | None = None,
    checkpoint: Checkpoint | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Tally:
    """Draw all futures and return their tally; the same bytes for any number of workers.

    Within ``joblib.parallel_config("dask")`` the batches run on that cluster.

    Parameters
    ----------
    futures
        What draws.
    draws
        How many draws, a multiple of `sets`.
    sets
        How many sets of coefficients.
    interest
        ``(Q,)``: places of the pairs of interest.
    jobs
        Workers; None for what joblib's configuration says (one without any).
    checkpoint
        Where to keep what is done; work that is there already is not done again.
    progress
        Called with the draws that are done and all.

    Raises
    ------
    BadInput
        Where the draws are no multiple of the sets.
    StoreError
        Where the checkpoint is of other work.
    WorkerLost
        Where a worker or scheduler was lost; what was done is kept.
    """
    _check(draws, sets)
    kept = checkpoint.load() if checkpoint else None
    years, pairs = futures.shape
    done, tally = kept or (
        0,
        Tally.empty(sets=sets, years=years, of_interest=len(interest), pairs=pairs, measures=len(MEASURES)),
    )
    firsts = list(range(0, draws, BATCH))
    saved = time.monotonic()
    kept_upto = done
    try:
        with lost_workers(_AGAIN):
            for batch in _batches(
                futures, firsts[done:], draws=draws, sets=sets, interest=interest, jobs=jobs
            ):
                # Both at once, so that what is kept when work stops here is never a batch without its number.
                tally, done = tally + batch, done + 1
                if checkpoint and (time.monotonic() - saved > _EVERY or done == len(firsts)):
                    checkpoint.save(done, tally)
                    saved, kept_upto = time.monotonic(), done
                if progress:
                    progress(min(done * BATCH, draws), draws)
    except OSError:
        raise  # a full disk would refuse this writing too, and its own sentence is the better one
    except BaseException:
        if checkpoint and done > kept_upto:
            checkpoint.save(done, tally)
        raise
    return tally


def draw_in_rounds(futures: Futures, *, draws: int, sets: int, interest: IntArray) -> Iterator[Tally]:
    """Yield the tally of ever more draws, of as many of each set that was drawn from, in this process.

    The last one is that of `draw_all`. For the arguments see there.

    Raises
    ------
    BadInput
        Where the draws are no multiple of the sets.
    """
    _check(draws, sets)
    years, pairs = futures.shape
    tally = Tally.empty(
        sets=sets, years=years, of_interest=len(interest), pairs=pairs, measures=len(MEASURES)
    )
    upto = np.zeros(sets, dtype=np.int64)
    per_set = draws // sets
    for chosen, each in rounds(sets, per_set):
        wanted = [range(s * per_set + int(upto[s]), s * per_set + each) for s in range(chosen)]
        tally += _tally(futures, wanted, per_set=per_set, sets=sets, interest=interest)
        upto[:chosen] = each
        yield tally


def rounds(sets: int, per_set: int) -> list[tuple[int, int]]:
    """Return of how many sets how many draws each are had in turn: two of a few sets, then of all, then more.

    Examples
    --------
    >>> rounds(20, 10)
    [(5, 2), (10, 2), (20, 2), (20, 4), (20, 8), (20, 10)]
    >>> rounds(2, 1)
    [(2, 1)]
    """
    each = min(2, per_set)
    some = [min(sets, 5)]
    while some[-1] < sets:
        some.append(min(2 * some[-1], sets))
    found = [(number, each) for number in some]
    while found[-1][1] < per_set:
        found.append((sets, min(2 * found[-1][1], per_set)))
    return found


def _check(draws: int, sets: int) -> None:
    if draws < 1 or draws % sets:
        raise BadInput(
            f"{draws} draws cannot be shared evenly by {sets} sets of coefficients: give a multiple of {sets}"
        )


def _batches(
    futures: Futures, firsts: list[int], *, draws: int, sets: int, interest: IntArray, jobs: int | None
) -> Iterator[Tally]:
    from joblib import Parallel, delayed

    # In the order of their numbers, so that the checkpoint always holds the first so many.
    run = Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="2*n_jobs")
    tasks = (
        delayed(_tally)(
            futures,
            [range(first, min(first + BATCH, draws))],
            per_set=draws // sets,
            sets=sets,
            interest=interest,
        )
        for first in firsts
    )
    yield from run(tasks)


def _tally(futures: Futures, wanted: list[range], *, per_set: int, sets: int, interest: IntArray) -> Tally:
    drawn = (
        (number // per_set, one, other)
        for numbers in wanted
        for number, (one, other) in zip(
            numbers, futures.draws(numbers.start, numbers.stop, per_set), strict=True
        )
    )
    return Tally.of(drawn, sets=sets, shape=futures.shape, interest=interest, measures=len(MEASURES))


def digest_of(*parts: object) -> str:
    """Return the name of a work: a digest of its parts, numbers of arrays included."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode())
        found.update(b"\n")
    return found.hexdigest()
