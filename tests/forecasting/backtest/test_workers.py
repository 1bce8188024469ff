"""The same card from a cluster, and after a stop at any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.clusters import cluster
from tests.forecasting.conftest import simulated

from symmachy.forecasting.backtest import Plan, SkillCard, backtest
from symmachy.workers import WorkerLost

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.world import World

SMALL = Plan(
    first=1985,
    warm_up=5,
    resamples=20,
    targets=("formation", "ending"),
    rungs=("age_only", "hazard_few_chosen"),
)


@pytest.fixture(scope="module")
def whole() -> World:
    return simulated(seed=5, states=10)


@pytest.fixture(scope="module")
def card(whole: World) -> SkillCard:
    return backtest(whole, SMALL)


# A cluster that is shut down while it still talks warns of it; the card is what is tested here.
@pytest.mark.filterwarnings("default")
def test_two_workers_of_a_cluster_make_the_same_card(whole: World, card: SkillCard, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="dask comes with the cluster extra")
    from symmachy.scenarios.cluster import on_cluster

    with cluster(tmp_path) as address, on_cluster(address, seconds=30):
        found = backtest(whole, SMALL, keep=tmp_path / "kept")

    assert found.text() == card.text()
    assert list((tmp_path / "kept").glob("*.npz"))


@pytest.mark.parametrize("blocks", [1, 3])
def test_a_backtest_that_was_killed_is_taken_up_where_it_was(
    blocks: int, whole: World, card: SkillCard, tmp_path: Path
) -> None:
    def stop(stage: str, done: int, _: int) -> None:
        if (stage, done) == ("forecasts", blocks):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backtest(whole, SMALL, keep=tmp_path, progress=stop)
    kept = {file.name: file.read_bytes() for file in tmp_path.glob("*.npz")}
    told: list[tuple[str, int, int]] = []

    found = backtest(whole, SMALL, keep=tmp_path, progress=lambda *what: told.append(what))

    assert len(kept) == blocks
    assert found.text() == card.text()
    assert ("forecasts", 0, 6 - blocks) in told  # what was kept is not done again
    assert all((tmp_path / name).read_bytes() == held for name, held in kept.items())


def test_a_lost_worker_is_said_in_a_sentence_and_what_was_done_stays(
    whole: World, card: SkillCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symmachy.forecasting.backtest import work

    real, calls = work.forecast_block, []

    def fails(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) > 2:
            raise MemoryError
        return real(*arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(work, "forecast_block", fails)
        with pytest.raises(WorkerLost, match=r"for want of memory.*what was done is kept"):
            backtest(whole, SMALL, keep=tmp_path)

    assert len(list(tmp_path.glob("*.npz"))) == 2
    assert backtest(whole, SMALL, keep=tmp_path).text() == card.text()
