"""What a long estimation shows while it runs, and what it keeps so that it can be resumed."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from symmachy.errors import BadFile
from symmachy.estimation.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from symmachy.estimation.actors.simulate import Draws

__all__ = ["Watch"]


@dataclass(kw_only=True)
class Watch:
    """Shows how many simulations are done and how long the rest may take; keeps what was drawn.

    What was drawn is kept by stage: a resumed estimation takes the same steps from the same draws and so ends
    with the same bytes.
    """

    total: int
    """Simulations that are expected; a repeated third phase adds to them."""
    show: bool = False
    checkpoint: Path | None = None
    key: str = ""
    """What the draws depend on; a file of another estimation is refused."""
    _shown: ExitStack = field(default_factory=ExitStack, init=False)
    _advance: Callable[[str, int], None] | None = field(default=None, init=False)
    _kept: list[str] = field(default_factory=list, init=False)
    """What was drawn, each stage as JSON, so that it is put into words once however often the file is written."""

    def __enter__(self) -> Self:
        if self.checkpoint is not None and self.checkpoint.exists():
            self._kept = self._read(self.checkpoint)
        self._advance = self._shown.enter_context(progress("phase 1", self.total, show=self.show))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shown.close()
        if kind is None and self.checkpoint is not None:
            self.checkpoint.unlink(missing_ok=True)

    def done(self, what: str, count: int) -> None:
        """Say that so many simulations of a phase are done."""
        if self._advance is not None:
            self._advance(what, count)

    def kept(self, stage: int) -> Draws | None:
        """Return what an earlier run drew in a stage."""
        from symmachy.estimation.actors.simulate import Draws

        if stage >= len(self._kept):
            return None
        row = json.loads(self._kept[stage])
        return Draws(
            statistics=np.array(row["statistics"]),
            scores=None if row["scores"] is None else np.array(row["scores"]),
            changes=np.array(row["changes"], dtype=np.int64),
            cut_off=row["cut_off"],
        )

    def keep(self, stage: int, draws: Draws) -> None:
        """Write what was drawn in a stage."""
        if self.checkpoint is None:
            return
        from symmachy.files import write_whole

        row = {
            "statistics": draws.statistics.tolist(),
            "scores": None if draws.scores is None else draws.scores.tolist(),
            "changes": draws.changes.tolist(),
            "cut_off": draws.cut_off,
        }
        self._kept[stage:] = [json.dumps(row)]
        text = f'{{"key": {json.dumps(self.key)}, "stages": [{", ".join(self._kept)}]}}'
        write_whole(self.checkpoint, lambda partial: partial.write_text(text, encoding="utf-8"))

    def _read(self, path: Path) -> list[str]:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            key, stages = found["key"], list(found["stages"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadFile(
                f"{str(path)!r} is no checkpoint of an estimation ({error}); remove it or name another"
            ) from error
        if key != self.key:
            raise BadFile(
                f"{str(path)!r} is the checkpoint of another model, other networks or another seed; name another file"
            )
        return [json.dumps(stage) for stage in stages]
