"""A process that answers one question after another, tells on the way, and can be stopped or ended."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symmachy.explorer.answering import Refused, as_bytes, dumped

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from symmachy.explorer.answering import Hear
    from symmachy.explorer.question import Given
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["BROKEN", "FINE", "LATE", "STOPPED", "TOLD", "Terms", "Worker"]

TOLD, READY, FINE, STOPPED, BROKEN, LATE = 100, 102, 200, 299, 500, 503
"""What a message is: told on the way, ready for questions, an answer, stopped when asked to, a fault, too late."""


_BEGINNING = 300.0
"""Seconds that a process may take to open the record and fit its models, on a machine that is busy."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a process works."""

    record: str
    """The record that it opens for itself."""
    warm: tuple[str, ...] = ()
    """Questions whose `warm` is called before the first one is answered."""
    nice: int = 0
    """How far it lets other processes go first."""
    memory: int | None = None
    """Most bytes that it may hold, where the system can bound it."""


class Worker:
    """The near end of such a process."""

    def __init__(self, terms: Terms) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process: SpawnProcess = spawn.Process(target=_serve, args=(terms, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._number = 0
        self._ready = False
        self.dead = False

    def exchange(self, name: str, given: Given, seconds: float, hear: Hear) -> tuple[int, bytes]:
        """Ask, hear what is told, and return how it ended and the answer; to be called from a thread.

        Parameters
        ----------
        name, given
            The question.
        seconds
            Longest silence: whoever tells of progress has more time.
        hear
            Called in the same thread.
        """
        try:
            self._pipe.send((self._number, name, given))
            # A process that is still fitting its models has not begun with the question.
            while self._pipe.poll(seconds if self._ready else _BEGINNING + seconds):
                kind, body = self._pipe.recv()
                if kind == READY:
                    self._ready = True
                elif kind == TOLD:
                    hear(body)
                else:
                    return kind, body
            self.end()
        except (OSError, EOFError):
            self.end()
            return BROKEN, b""
        else:
            return LATE, b""
        finally:
            self._number += 1

    def stop(self) -> None:
        """Ask it to give up the present question; it does so when it next tells something."""
        with contextlib.suppress(OSError):
            self._pipe.send(("stop", self._number))

    def end(self) -> None:
        """End the process, whatever it does; whoever waits for its answer hears that there is none."""
        self.dead = True
        # The pipe is not closed here: a thread may be waiting at this end of it, and hears when the other end goes.
        self._process.kill()
        self._process.join(5)


class _Stopped(BaseException):
    """Nobody waits for the answer any more; no rule of the rooms may take it for a fault of theirs."""


def _serve(terms: Terms, pipe: Connection[Any, Any]) -> None:
    from symmachy.explorer.answers import QUESTIONS
    from symmachy.record import open_record

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its processes itself
    _modest(terms)
    world = open_record(terms.record)
    for name in terms.warm:
        if (warm := QUESTIONS[name].warm) is not None:
            with contextlib.suppress(Exception):  # the first question will say what is wrong
                warm(world)
    with contextlib.suppress(EOFError, OSError):  # the server is gone
        pipe.send((READY, b""))
        while True:
            message = pipe.recv()
            if message[0] == "stop":
                continue  # it came after the answer
            pipe.send(_ended(world, message, pipe))


def _ended(world: World, message: tuple[int, str, Given], pipe: Connection[Any, Any]) -> tuple[int, bytes]:
    number, name, given = message

    def tell(told: Json) -> None:
        while pipe.poll():
            if pipe.recv() == ("stop", number):
                raise _Stopped
        pipe.send((TOLD, as_bytes(told)))

    try:
        return FINE, dumped(world, name, given, tell)
    except _Stopped:
        return STOPPED, b""
    except Refused as fault:
        return fault.status, str(fault).encode()
    except Exception:  # noqa: BLE001  # whatever it is, it must not reach a browser
        return BROKEN, b""


def _modest(terms: Terms) -> None:
    with contextlib.suppress(OSError, AttributeError):
        os.nice(terms.nice)
    if terms.memory is None:
        return
    try:
        import resource
    except ImportError:  # a system that knows no such bound
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (terms.memory, terms.memory))
