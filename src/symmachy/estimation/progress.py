"""A bar that says how much of a long estimation is done and how long the rest may take."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["progress"]


@contextmanager
def progress(what: str, total: int, *, show: bool) -> Iterator[Callable[[str, int], None]]:
    """Give a function that is told what is done, and how much more of it.

    Parameters
    ----------
    what
        What is done first, before the bar.
    total
        How much there is to do, as far as is known.
    show
        Whether a bar is shown, on standard error; without it the function does nothing.

    Examples
    --------
    >>> with progress("draws", 100, show=False) as done:
    ...     done("draws", 50)
    """
    if not show:
        yield lambda what, more: None  # noqa: ARG005  # it is told, and says nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task(what, total=total)
        yield lambda what, more: bar.update(task, advance=more, description=what)
