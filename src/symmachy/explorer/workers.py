"""Processes by lane, each lane with a queue that has an end, so that reading never waits behind computing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.explorer.answering import Overloaded, Refused
from symmachy.explorer.question import Lane
from symmachy.explorer.worker import BROKEN, FINE, LATE, STOPPED, Terms, Worker

if TYPE_CHECKING:
    from symmachy.explorer.answering import Hear
    from symmachy.explorer.question import Given

__all__ = ["Workers"]

_DOCUMENT_BYTES = 3_000_000_000
"""What reading strangers' files may hold: a parser's model and the record take some hundred million."""


class Workers:
    """Answers in processes of their own: one that takes too long is ended and another takes its place.

    Parameters
    ----------
    record
        The record's name; every process opens it for itself.
    count
        How many processes hold fitted models; half as many look up, and one each measures and reads documents.
    waiting
        How many questions may wait for a process, in each lane.
    seconds
        Longest silence of one question; work that tells of its progress may last longer.
    """

    def __init__(self, record: str, *, count: int = 2, waiting: int = 64, seconds: float = 120.0) -> None:
        from symmachy.explorer.answers import QUESTIONS

        self._questions = QUESTIONS
        warm = tuple(q.name for q in QUESTIONS.values() if q.warm is not None)
        self._lanes = {
            Lane.READING: _Queue(Terms(record=record), max(1, count // 2), waiting, seconds),
            Lane.MODELS: _Queue(Terms(record=record, warm=warm), count, waiting, seconds),
            Lane.LONG: _Queue(Terms(record=record, nice=10), 1, waiting, seconds),
            Lane.DOCUMENTS: _Queue(Terms(record=record, memory=_DOCUMENT_BYTES), 1, min(waiting, 4), seconds),
        }
        for lane in (Lane.READING, Lane.MODELS):
            self._lanes[lane].begin()

    async def ask(self, name: str, given: Given, hear: Hear) -> bytes:
        """Return the answer."""
        status, body = await self._lanes[self._questions[name].lane].ask(name, given, hear)
        if status == LATE:
            raise Overloaded("the answer took longer than this server allows: ask for less, or later", 30)
        if status in {BROKEN, STOPPED}:
            raise Refused(
                500, "the question could not be worked on; the command of the same name may say more"
            )
        if status != FINE:
            raise Refused(status, body.decode())
        return body

    def close(self) -> None:
        """End the processes."""
        for lane in self._lanes.values():
            lane.close()


@dataclass
class _Queue:
    """The processes of one lane; they begin when they are first needed."""

    terms: Terms
    count: int
    waiting: int
    seconds: float

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.count)
        self._idle: list[Worker] = []
        self._all: list[Worker] = []
        self._asked = 0

    def begin(self) -> None:
        while len(self._all) < self.count:
            self._idle.append(self._begun())

    async def ask(self, name: str, given: Given, hear: Hear) -> tuple[int, bytes]:
        if self._asked >= self.count + self.waiting:
            raise Overloaded(
                "the server has more questions than it can work on: ask again in some seconds", 5
            )
        self._asked += 1
        try:
            await self._free.acquire()
        except BaseException:
            self._asked -= 1
            raise
        worker = self._idle.pop() if self._idle else self._begun()
        work = asyncio.ensure_future(self._work(worker, name, given, hear))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            if not work.done():
                worker.stop()
            raise

    def close(self) -> None:
        for worker in self._all:
            worker.end()

    def _begun(self) -> Worker:
        made = Worker(self.terms)
        self._all.append(made)
        return made

    async def _work(self, worker: Worker, name: str, given: Given, hear: Hear) -> tuple[int, bytes]:
        loop = asyncio.get_running_loop()

        def heard(told: bytes) -> None:
            loop.call_soon_threadsafe(hear, told)

        try:
            return await asyncio.to_thread(worker.exchange, name, given, self.seconds, heard)
        finally:
            if worker.dead:
                self._all.remove(worker)
            else:
                self._idle.append(worker)
            self._free.release()
            self._asked -= 1
