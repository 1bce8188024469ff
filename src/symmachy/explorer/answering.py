"""Who computes an answer: this process, or others that can be killed, with a queue that has an end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
import signal
import threading
from typing import TYPE_CHECKING, Any, Protocol

from symmachy.errors import SymmachyError, UnknownName

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from symmachy.explorer.question import Given
    from symmachy.world import World

__all__ = ["Answering", "Here", "Overloaded", "Refused", "Workers", "dumped"]


class Refused(Exception):  # an error is named by what happened
    """A question that has no answer, with the sentence that says why and HTTP's status for it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Overloaded(Exception):  # the same
    """More is asked than can be worked on; the asker may come back after some seconds."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class Answering(Protocol):
    """Anything that answers a question with the bytes of a JSON object."""

    async def ask(self, name: str, given: Given) -> bytes:
        """Return the answer.

        Raises
        ------
        Refused
            Where there is none.
        Overloaded
            Where the queue is full, or the work took too long.
        """

    def close(self) -> None:
        """Let go of what was held."""


def dumped(world: World, name: str, given: Given) -> bytes:
    """Return the answer to a question as JSON's bytes.

    Raises
    ------
    Refused
        Where the question has none.
    """
    from symmachy.explorer.answers import QUESTIONS

    try:
        made = QUESTIONS[name].answer(world, given)
    except UnknownName as fault:
        raise Refused(404, str(fault)) from None
    except SymmachyError as fault:
        raise Refused(400, str(fault)) from None
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str).encode()


class Here:
    """Answers in this process, one at a time: for tests and for exports."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def ask(self, name: str, given: Given) -> bytes:
        """Return the answer."""
        return dumped(self._world, name, given)

    def close(self) -> None:
        """Do nothing."""


class Workers:
    """Answers in processes of their own: one that takes too long is ended and another takes its place.

    Parameters
    ----------
    record
        The record's name; every process opens it for itself.
    count
        How many processes.
    waiting
        How many questions may wait for one.
    seconds
        Longest work on one question.
    """

    def __init__(self, record: str, *, count: int = 2, waiting: int = 64, seconds: float = 120.0) -> None:
        self._record, self._count, self._waiting, self._seconds = record, count, waiting, seconds
        self._idle: list[_Worker] = [_Worker(record) for _ in range(count)]
        self._all = list(self._idle)
        self._free = asyncio.Semaphore(count)
        self._asked = 0

    async def ask(self, name: str, given: Given) -> bytes:
        """Return the answer."""
        if self._asked >= self._count + self._waiting:
            raise Overloaded(
                "the server has more questions than it can work on: ask again in some seconds", 5
            )
        self._asked += 1
        try:
            async with self._free:
                worker = self._idle.pop()
                try:
                    status, body = await asyncio.to_thread(worker.exchange, (name, given), self._seconds)
                finally:
                    if worker.dead:
                        self._all.remove(worker)
                        worker = _Worker(self._record)
                        self._all.append(worker)
                    self._idle.append(worker)
        finally:
            self._asked -= 1
        if status == _LATE:
            raise Overloaded("the answer took longer than this server allows: ask for less, or later", 30)
        if status == _BROKEN:
            raise Refused(
                500, "the question could not be worked on; the command of the same name may say more"
            )
        if status != _FINE:
            raise Refused(status, body.decode())
        return body

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.end()


_FINE, _BROKEN, _LATE = 200, 500, 503


class _Worker:
    def __init__(self, record: str) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process: SpawnProcess = spawn.Process(target=_serve, args=(record, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._lock = threading.Lock()
        self.dead = False

    def exchange(self, question: tuple[str, Given], seconds: float) -> tuple[int, bytes]:
        with self._lock:
            try:
                self._pipe.send(question)
                if self._pipe.poll(seconds):
                    made: tuple[int, bytes] = self._pipe.recv()
                    return made
                self.end()
            except (OSError, EOFError):
                self.end()
                return _BROKEN, b""
            return _LATE, b""

    def end(self) -> None:
        self.dead = True
        self._process.kill()
        self._process.join(5)
        self._pipe.close()


def _serve(record: str, pipe: Connection[Any, Any]) -> None:
    from symmachy.record import open_record

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its processes itself
    world = open_record(record)
    with contextlib.suppress(EOFError, OSError):  # the server is gone
        while True:
            name, given = pipe.recv()
            try:
                made = _FINE, dumped(world, name, given)
            except Refused as fault:
                made = fault.status, str(fault).encode()
            except Exception:  # noqa: BLE001  # whatever it is, it must not reach a browser
                made = _BROKEN, b""
            pipe.send(made)
