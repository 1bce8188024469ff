"""Answers that were given before: in memory within a bound, and those that took long on disk."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from symmachy.explorer.answers import QUESTIONS
from symmachy.explorer.built import Packed
from symmachy.explorer.stored import place_of, write
from symmachy.explorer.work import Work

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from symmachy.explorer.answering import Answering, Hear
    from symmachy.explorer.question import Given

__all__ = ["Kept"]

_LONG = 1.0
"""Seconds of work from which an answer is also kept on disk."""


class Kept:
    """Asks once for what many want at once, and remembers it.

    Parameters
    ----------
    answering
        Who computes.
    edition
        What the answers depend on besides the question: version, code and record.
    bound
        Bytes kept in memory.
    """

    def __init__(self, answering: Answering, *, edition: str, bound: int = 64_000_000) -> None:
        self._answering, self._edition, self._bound = answering, edition, bound
        self._held: OrderedDict[str, Packed] = OrderedDict()
        self._size = 0
        self._coming: dict[str, Work[Packed]] = {}

    async def ask(self, name: str, given: Given) -> Packed:
        """Return the answer; for what it raises see `Answering`."""
        async for said in self.follow(name, given):
            if isinstance(said, Packed):
                return said
        raise AssertionError("work ends with an answer or an error")

    async def follow(self, name: str, given: Given) -> AsyncIterator[bytes | Packed]:
        """Yield what is told on the way, and at last the answer."""
        key = "\n".join([name, *(f"{k}={v}" for k, v in sorted(given.items()))])
        if key in self._held:
            self._held.move_to_end(key)
            yield self._held[key]
            return
        work = self._coming.get(key)
        if work is None or work.left:
            work = self._begun(key, name, given)
        async for said in work.follow():
            yield said

    def _begun(self, key: str, name: str, given: Given) -> Work[Packed]:
        lasting = QUESTIONS[name].lasting

        async def make(hear: Hear) -> Packed:
            place = place_of(self._edition, key) if lasting else None
            if place is not None:
                with contextlib.suppress(OSError):
                    return self._hold(key, Packed(await asyncio.to_thread(place.read_bytes)))
            began = time.monotonic()
            plain = await self._answering.ask(name, given, hear)
            if place is not None and time.monotonic() - began > _LONG:
                await asyncio.to_thread(write, place, plain)
            return self._hold(key, Packed(plain))

        work = self._coming[key] = Work(make, lasting=lasting)
        work.then(lambda: self._coming.pop(key) if self._coming.get(key) is work else None)
        return work

    def _hold(self, key: str, made: Packed) -> Packed:
        self._held[key] = made
        self._size += len(made.plain)
        while self._size > self._bound and len(self._held) > 1:
            _, oldest = self._held.popitem(last=False)
            self._size -= len(oldest.plain)
        return made
