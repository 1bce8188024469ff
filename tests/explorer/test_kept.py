"""Answers that are asked for by many, followed by some, and kept within a bound."""

from __future__ import annotations

import asyncio
import gzip
import json
from typing import TYPE_CHECKING

import pytest

from symmachy.explorer.answering import Here, Refused
from symmachy.explorer.kept import Kept
from symmachy.explorer.work import Work
from symmachy.record import open_record

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.explorer.answering import Hear
    from symmachy.explorer.built import Packed
    from symmachy.explorer.question import Given


def test_what_many_ask_at_once_is_computed_once(home: Path) -> None:
    del home
    asked: list[str] = []

    class Counting(Here):
        async def ask(self, name: str, given: Given, hear: Hear) -> bytes:  # noqa: ARG002  # as the protocol has it
            asked.append(name)
            await asyncio.sleep(0)
            return json.dumps(given).encode()

    async def many() -> list[Packed]:
        kept = Kept(Counting(open_record("chronicle")), edition="1")
        return await asyncio.gather(*(kept.ask("pair", {"one": "A"}) for _ in range(20)))

    answers = asyncio.run(many())

    assert asked == ["pair"]
    assert {gzip.decompress(a.packed) for a in answers} == {b'{"one": "A"}'}


def test_memory_is_bounded(home: Path) -> None:
    del home

    class Long(Here):
        async def ask(self, name: str, given: Given, hear: Hear) -> bytes:  # noqa: ARG002  # as the protocol has it
            return f"{name}{given}".encode() * 100

    async def many() -> Kept:
        kept = Kept(Long(open_record("chronicle")), edition="1", bound=10_000)
        for k in range(50):
            await kept.ask("state", {"code": str(k)})
        return kept

    kept = asyncio.run(many())

    assert sum(len(p.plain) for p in kept._held.values()) <= 10_000


def test_all_who_follow_hear_what_is_told_and_the_end() -> None:
    async def does(hear: Hear) -> str:
        for k in range(3):
            hear(str(k).encode())
            await asyncio.sleep(0.01)
        return "done"

    async def follow(work: Work[str]) -> list[bytes | str]:
        return [said async for said in work.follow()]

    async def both() -> list[list[bytes | str]]:
        work = Work(does, lasting=False)
        return await asyncio.gather(follow(work), follow(work))

    assert asyncio.run(both()) == [[b"0", b"1", b"2", "done"]] * 2


@pytest.mark.parametrize("lasting", [True, False])
def test_work_that_nobody_follows_any_more_ends_unless_it_lasts(lasting: bool) -> None:
    ended: list[str] = []

    async def does(hear: Hear) -> None:
        hear(b"begun")
        try:
            await asyncio.sleep(0.05)
            ended.append("whole")
        except asyncio.CancelledError:
            ended.append("stopped")
            raise

    async def leave() -> None:
        work = Work(does, lasting=lasting)
        said = work.follow()
        await anext(said)
        await said.aclose()
        await asyncio.sleep(0.1)

    asyncio.run(leave())

    assert ended == ["whole" if lasting else "stopped"]


def test_a_fault_reaches_all_who_follow() -> None:
    async def does(_hear: Hear) -> None:
        await asyncio.sleep(0)
        raise Refused(404, "there is none")

    async def follow() -> list[BaseException | object]:
        work = Work(does, lasting=True)

        async def one() -> None:
            async for _ in work.follow():
                pass

        return await asyncio.gather(one(), one(), return_exceptions=True)

    assert [str(fault) for fault in asyncio.run(follow())] == ["there is none"] * 2
