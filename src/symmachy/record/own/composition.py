"""Which states were there when: from a composition table, or the same at every wave."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.record.own.reading import columns_of, labels_of, read_table
from symmachy.world.spell import Spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from symmachy.record.own.declared import Composition
    from symmachy.record.own.ties import Observed
    from symmachy.typing import StateCode

__all__ = ["compose", "listed", "stays"]


def stays(composition: Composition, folder: Path) -> dict[StateCode, tuple[Spell, ...]]:
    """Read when each state was there.

    Raises
    ------
    BadInput, BadFile, UnknownName
        Where the table cannot be read, or a time is neither a whole number nor a day.
    """
    name = composition.table
    frame = read_table(folder, name)
    columns_of(frame, name, [composition.id, composition.from_, composition.to])
    found: dict[StateCode, list[Spell]] = {}
    states = labels_of(frame, composition.id, name)
    for code, first, last in zip(states, frame[composition.from_], frame[composition.to], strict=True):
        try:
            found.setdefault(code, []).append(Spell.read(_day(first), _day(last)))
        except BadInput as fault:
            raise BadInput(f"the stay of {code!r} in {name!r} cannot be read: {fault}") from None
    return {code: tuple(sorted(spells, key=lambda s: s.start)) for code, spells in found.items()}


def compose(
    waves: Sequence[Observed],
    spells: Mapping[StateCode, tuple[Spell, ...]] | None,
    of_states: Iterable[StateCode],
    *,
    named: bool,
) -> dict[StateCode, tuple[Spell, ...]]:
    """Return when each state was there, checked against the waves.

    Parameters
    ----------
    waves
        What was seen.
    spells
        From a composition table; None where there is none.
    of_states
        The states of the tables of states; none where there is no such table.
    named
        Whether a wave names all its states, as a matrix does and a table of ties need not.

    Raises
    ------
    BadInput
        Where waves have different states and no table says why, or a state is in one file and not in another.
    """
    seen = set().union(*(w.states for w in waves))
    if spells is not None:
        for wave in waves:
            there = {code for code, stay in spells.items() if any(s.meets_year(wave.year) for s in stay)}
            _refuse_strangers(set(wave.states) - set(spells), wave.where, "the composition table")
            if named and (lacking := there - set(wave.states)):
                raise BadInput(
                    f"the composition table has {listed(lacking)} in {wave.year}, but {wave.where!r} has no row for "
                    "them; mend one of the two"
                )
        return dict(spells)
    everyone = set(of_states) or seen
    if named:
        for wave in waves[1:]:
            if odd := set(wave.states) ^ set(waves[0].states):
                raise BadInput(
                    f"{waves[0].where!r} and {wave.where!r} have different states ({listed(odd)}): give a composition "
                    "table (id, from, to) that says when each state was there"
                )
    _refuse_strangers(seen - everyone, waves[0].where, "the tables of states")
    return {code: (Spell(),) for code in everyone | seen}


def listed(codes: Iterable[StateCode], most: int = 5) -> str:
    """Return some labels, the first of them where there are many.

    Examples
    --------
    >>> listed(["b", "a"])
    'a and b'
    """
    names = sorted(codes)
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _refuse_strangers(strangers: set[StateCode], where: str, elsewhere: str) -> None:
    if strangers:
        verb = "is" if len(strangers) == 1 else "are"
        raise BadInput(
            f"{listed(strangers)} {verb} in {where!r} but not in {elsewhere}; write the labels alike, or add the rows"
        )


def _day(value: object) -> str:
    """Return a time as the text that a spell reads: a wave as a year of four digits."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    text = str(value).strip()
    number = text.removesuffix(".0")
    return number.zfill(4) if number.isdigit() else text
