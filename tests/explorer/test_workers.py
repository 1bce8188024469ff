"""Processes that answer: in lanes, telling on the way, stopped, ended when they take too long."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from symmachy.explorer.answering import Overloaded, Refused, silent
from symmachy.explorer.question import Lane
from symmachy.explorer.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(2400):
        if holds():
            return
        await asyncio.sleep(0.05)
    pytest.fail("two minutes were not enough")


def test_lanes_do_not_wait_for_each_other_and_what_is_late_is_ended(home: Path) -> None:
    del home
    told: list[bytes] = []

    async def work() -> tuple[bytes, int]:
        answering = Workers("chronicle", count=1, waiting=0, seconds=120)
        long = answering._lanes[Lane.LONG]
        try:
            first = asyncio.create_task(answering.ask("series", {}, told.append))
            await _until(lambda: bool(told))
            treaties = await answering.ask("treaties", {}, silent)
            assert not first.done()
            with pytest.raises(Overloaded, match="more questions"):
                await answering.ask("blocs", {}, silent)
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            await _until(lambda: not long._asked)  # it stops when it next tells something
            long.seconds = 0.001
            process = long._all[0]
            with pytest.raises(Overloaded, match="longer"):
                await answering.ask("series", {"rule": "wider"}, silent)
            assert process.dead
            with pytest.raises(Refused, match="Atlantis") as refused:
                await answering.ask("state", {"code": "Atlantis"}, silent)
            return treaties, refused.value.status
        finally:
            answering.close()

    treaties, status = asyncio.run(work())

    assert json.loads(told[0])["of"] > 100
    assert json.loads(treaties)["record"] == "chronicle"
    assert status == 404
