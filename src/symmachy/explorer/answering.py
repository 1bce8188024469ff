"""What it is to answer: the protocol, its refusals, and the answer computed here."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from symmachy.errors import SymmachyError, UnknownName

if TYPE_CHECKING:
    from symmachy.explorer.question import Given, Tell
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["Answering", "Hear", "Here", "Overloaded", "Refused", "as_bytes", "dumped", "silent"]

Hear = Callable[[bytes], None]
"""Called with what is told before the answer, as JSON's bytes."""


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

    async def ask(self, name: str, given: Given, hear: Hear) -> bytes:
        """Return the answer, and say on the way what there is to say; cancelled, it stops the work.

        Raises
        ------
        Refused
            Where there is none.
        Overloaded
            Where the queue is full, or the work took too long.
        """

    def close(self) -> None:
        """Let go of what was held."""


def dumped(world: World, name: str, given: Given, tell: Tell) -> bytes:
    """Return the answer to a question as JSON's bytes.

    Raises
    ------
    Refused
        Where the question has none.
    """
    from symmachy.explorer.answers import QUESTIONS

    try:
        made = QUESTIONS[name].answer(world, given, tell)
    except UnknownName as fault:
        raise Refused(404, str(fault)) from None
    except SymmachyError as fault:
        raise Refused(400, str(fault)) from None
    return as_bytes(made)


def as_bytes(made: Json) -> bytes:
    """Return JSON's bytes; what JSON does not know is written as its text."""
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str).encode()


def silent(_told: object) -> None:
    """Hear nothing."""


class Here:
    """Answers in this process, one at a time: for tests and for exports."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def ask(self, name: str, given: Given, hear: Hear) -> bytes:
        """Return the answer."""
        return dumped(self._world, name, given, lambda told: hear(as_bytes(told)))

    def close(self) -> None:
        """Do nothing."""
