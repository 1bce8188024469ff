"""Confirming, correcting and rejecting: every judgement is a new record that points at the old one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.statements.labels import Act, Modality, Polarity, ReviewState
from symmachy.statements.statement import Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.statements.statement import Statement

__all__ = ["current", "judged"]

_CHOICES = {"act": Act, "modality": Modality, "polarity": Polarity}


def judged(
    statement: Statement, state: ReviewState, *, by: str, when: str, changes: dict[str, str] | None = None
) -> Statement:
    """Return a new record with a person's judgement, which points at the old one.

    Parameters
    ----------
    statement
        The record judged; it is not changed.
    state
        Confirmed, corrected or rejected.
    by, when
        Who judged, and the ISO date.
    changes
        For a correction: new values of ``act``, ``modality``, ``polarity`` or ``speaker`` (its canonical name).

    Raises
    ------
    BadInput
        Where a field cannot be corrected here, or the value is none of its labels.
    """
    new = statement
    for name, value in (changes or {}).items():
        if name == "speaker":
            new = replace(new, speaker=replace(new.speaker, canonical=value))
            continue
        if name not in _CHOICES:
            raise BadInput(
                f"{name!r} cannot be corrected: name one of speaker, {', '.join(sorted(_CHOICES))}"
            )
        labels = _CHOICES[name]
        if value not in set(labels):
            raise BadInput(f"{value!r} is no {name}: name one of {', '.join(labels)}")
        new = replace(new, **{name: labels(value)})  # type: ignore[arg-type]
    mark = hashlib.sha256(
        f"{statement.id}\x1f{state}\x1f{by}\x1f{when}\x1f{sorted((changes or {}).items())}".encode()
    )
    return replace(
        new,
        id="s-" + mark.hexdigest()[:16],
        review=Review(state=state, by=by, when=when),
        corrects=statement.id,
    )


def current(statements: Iterable[Statement], *, rejected: bool = False) -> tuple[Statement, ...]:
    """Return the records that no later one replaces, without rejected ones unless they are asked for."""
    every = tuple(statements)
    replaced = {s.corrects for s in every if s.corrects}
    kept = (s for s in every if s.id not in replaced)
    return tuple(s for s in kept if rejected or s.review.state is not ReviewState.REJECTED)
