"""What a long estimation shows while it runs, and what it keeps so that it can be resumed."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from symmachy.estimation.actors.simulate import Draws
from symmachy.estimation.journal import Journal
from symmachy.estimation.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

__all__ = ["Watch"]


@dataclass(kw_only=True)
class Watch:
    """Shows how many simulations are done and how long the rest may take; keeps what was drawn.

    What was drawn is kept by stage and by the number of its first draw: a resumed estimation takes the same
    steps from the same draws and so ends with the same bytes.
    """

    total: int
    """Simulations that are expected; a repeated third phase adds to them."""
    show: bool = False
    checkpoint: Path | None = None
    key: str = ""
    """What the draws depend on; a file of another estimation is refused."""
    _shown: ExitStack = field(default_factory=ExitStack, init=False)
    _advance: Callable[[str, int], None] | None = field(default=None, init=False)
    _journal: Journal | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        if self.checkpoint is not None:
            self._journal = Journal.open(self.checkpoint, self.key)
        self._advance = self._shown.enter_context(progress("phase 1", self.total, show=self.show))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shown.close()
        if kind is None and self._journal is not None:
            self._journal.remove()

    def done(self, what: str, count: int) -> None:
        """Say that so many simulations of a phase are done."""
        if self._advance is not None:
            self._advance(what, count)

    def kept(self, stage: int, first: int) -> Draws | None:
        """Return what an earlier run drew in a stage from the draw `first` on."""
        found = None if self._journal is None else self._journal.parts.get(_name(stage, first))
        if found is None:
            return None
        return Draws(
            statistics=found["statistics"],
            scores=found.get("scores"),
            changes=found["changes"],
            cut_off=int(found["cut_off"]),
        )

    def keep(self, stage: int, first: int, draws: Draws) -> None:
        """Write what was drawn in a stage from the draw `first` on."""
        if self._journal is None:
            return
        arrays = {"statistics": draws.statistics, "changes": draws.changes, "cut_off": draws.cut_off}
        if draws.scores is not None:
            arrays["scores"] = draws.scores
        self._journal.add(_name(stage, first), **arrays)


def _name(stage: int, first: int) -> str:
    return f"{stage} {first}"
