"""What a rule finds: a passage, who is given it, and by which words, in positions of the paragraph's view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symmachy.statements.extraction.tokens import Token
    from symmachy.statements.labels import Act, Attribution, Modality

__all__ = ["Candidate", "Who"]


@dataclass(frozen=True, kw_only=True)
class Who:
    """A speaker as found: a passage, the writer, or nobody in particular."""

    start: int = -1
    end: int = -1
    head: int | None = None
    """Position of the head among the tokens of the paragraph, where it was parsed."""
    author: bool = False

    @property
    def named(self) -> bool:
        """Whether a passage names the speaker."""
        return self.end > self.start >= 0


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One statement before it is coded."""

    start: int
    end: int
    who: Who
    attribution: Attribution
    act: Act
    rule: str
    root: Token | None = None
    """The head of what is said, where it was parsed."""
    cue: tuple[int, int] | None = None
    cue_token: Token | None = None
    denies: bool = False
    mode: Modality | None = None
    chain: tuple[str, ...] = field(default=())
    infinitive: bool = False
