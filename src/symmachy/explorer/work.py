"""Work under way, which several may follow: what it tells, and how it ends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from symmachy.explorer.answering import Hear

__all__ = ["Work"]

T = TypeVar("T")


class Work(Generic[T]):
    """A task that tells on the way.

    Parameters
    ----------
    does
        Given whom to tell, it returns the result.
    lasting
        Whether it goes on when the last follower has left.
    """

    def __init__(self, does: Callable[[Hear], Awaitable[T]], *, lasting: bool) -> None:
        self._lasting = lasting
        self._followers = 0
        self._latest: bytes | None = None
        self._count = 0
        self._news = asyncio.Event()
        self.left = False
        """Whether it was stopped because nobody followed it any more."""
        self._task = asyncio.create_task(self._run(does))
        # Where nobody is left to hear of a fault, it is heard here.
        self._task.add_done_callback(lambda task: task.cancelled() or task.exception())

    def then(self, does: Callable[[], object]) -> None:
        """Call something when it has ended."""
        self._task.add_done_callback(lambda _: does())

    async def follow(self) -> AsyncIterator[bytes | T]:
        """Yield what is told, the latest of it where more came at once, and at last the result."""
        self._followers += 1
        seen = 0
        try:
            while True:
                news = self._news
                if self._count > seen and self._latest is not None:
                    seen = self._count
                    yield self._latest
                elif self._task.done():
                    break
                else:
                    await asyncio.wait(
                        {self._task, waiting := asyncio.ensure_future(news.wait())},
                        return_when="FIRST_COMPLETED",
                    )
                    waiting.cancel()
            yield await asyncio.shield(self._task)
        finally:
            self._followers -= 1
            if not self._followers and not self._lasting and not self._task.done():
                self.left = True
                self._task.cancel()

    async def _run(self, does: Callable[[Hear], Awaitable[T]]) -> T:
        return await does(self._hear)

    def _hear(self, told: bytes) -> None:
        self._latest = told
        self._count += 1
        self._news.set()
        self._news = asyncio.Event()
