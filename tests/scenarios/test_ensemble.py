from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.scenarios.made import BASE, EXAMPLES, futures_of, hazards, world

from symmachy.errors import BadInput, StoreError
from symmachy.scenarios import WorkerLost, named, timelines
from symmachy.scenarios.ensemble import Checkpoint, draw_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from symmachy.scenarios.run import Futures
    from symmachy.scenarios.tally import Tally

SETS, DRAWS = 20, 240
INTEREST = np.array([0, 5])


def futures() -> Futures:
    changes = tuple(named(e["kind"]).model_validate(e) for e in EXAMPLES[:3])
    return futures_of(hazards(), *timelines(world(), BASE, 4, changes), sets=SETS, seed=5)


def same(a: Tally, b: Tally) -> bool:
    return all(
        x.tobytes() == y.tobytes()
        for x, y in zip(a.to_arrays().values(), b.to_arrays().values(), strict=True)
    )


def test_the_result_has_the_same_bytes_for_any_number_of_workers() -> None:
    made = futures()
    one = draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST)
    two = draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST, jobs=2)

    assert one.draws.sum() == DRAWS
    assert same(one, two)


def test_more_workers_than_batches_give_the_same_bytes() -> None:
    made = futures()

    assert same(
        draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST),
        draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST, jobs=8),
    )


@pytest.mark.filterwarnings("default")  # a worker that is killed leaves what its parent warns of
def test_a_killed_worker_is_said_at_once_and_the_same_work_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    import os
    import signal

    from joblib.externals.loky import get_reusable_executor

    made, kept = futures(), Checkpoint(path=tmp_path / "kept.npz", digest="this")
    draws = 20 * DRAWS
    resumed: list[int] = []

    def kill(done: int, _: int) -> None:
        if done == 100:
            workers = list(get_reusable_executor(reuse=True)._processes)
            os.kill(workers[0], signal.SIGKILL)

    def work(progress: Callable[[int, int], None]) -> Tally:
        return draw_all(
            made, draws=draws, sets=SETS, interest=INTEREST, jobs=2, checkpoint=kept, progress=progress
        )

    def late(*_: object) -> None:
        msg = "a lost worker was not seen in two minutes"
        raise TimeoutError(msg)

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(120)
    try:
        with pytest.raises(WorkerLost, match=r"a worker was lost .* start again"):
            work(kill)
        found = work(lambda done, _: resumed.append(done))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

    assert resumed[0] > 100
    assert same(found, draw_all(made, draws=draws, sets=SETS, interest=INTEREST))


def test_a_full_disk_is_named_and_leaves_the_checkpoint_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    monkeypatch.setattr("symmachy.scenarios.ensemble._EVERY", 0.0)
    made, kept = futures(), Checkpoint(path=tmp_path / "kept.npz", digest="this")
    wrote, calls = np.savez_compressed, []

    def full(file: Any, **arrays: Any) -> None:
        calls.append(1)
        if len(calls) > 2:
            file.write(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        wrote(file, **arrays)

    def work() -> Tally:
        return draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST, checkpoint=kept)

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="No space left") as fault:
        work()
    monkeypatch.setattr(np, "savez_compressed", wrote)

    assert fault.value.filename == str(kept.path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.npz"]
    held = kept.load()
    assert held is not None
    assert held[0] == 2
    assert same(work(), draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST))


def test_stopped_work_goes_on_where_it_stopped_and_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("symmachy.scenarios.ensemble._EVERY", 0.0)
    made, kept = futures(), Checkpoint(path=tmp_path / "kept.npz", digest="this")
    seen: list[int] = []

    def stop(done: int, _: int) -> None:
        seen.append(done)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST, checkpoint=kept, progress=stop)
    resumed: list[int] = []
    found = draw_all(
        made,
        draws=DRAWS,
        sets=SETS,
        interest=INTEREST,
        checkpoint=kept,
        progress=lambda done, _: resumed.append(done),
    )

    assert seen == [50, 100]
    assert resumed == [150, 200, 240]
    assert same(found, draw_all(made, draws=DRAWS, sets=SETS, interest=INTEREST))


def test_a_checkpoint_of_other_work_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    made, path = futures(), tmp_path / "kept.npz"
    draw_all(
        made,
        draws=DRAWS,
        sets=SETS,
        interest=INTEREST,
        checkpoint=Checkpoint(path=path, digest="this"),
    )

    with pytest.raises(StoreError, match="another scenario"):
        Checkpoint(path=path, digest="that").load()
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(StoreError, match="cannot be read"):
        Checkpoint(path=path, digest="this").load()


def test_draws_are_shared_evenly_by_the_sets() -> None:
    with pytest.raises(BadInput, match="multiple of 20"):
        draw_all(futures(), draws=50, sets=SETS, interest=INTEREST)
