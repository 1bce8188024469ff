"""The states of a world, and the resolver that turns what a user writes into one of them, or refuses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from symmachy.errors import AmbiguousState, StateAbsent, UnknownName, UnknownState, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from symmachy.typing import StateCode
    from symmachy.world.spell import Spell
    from symmachy.world.state import State, Succession

__all__ = ["CODE_SCHEMES", "States"]

CODE_SCHEMES = ("cow", "cow_letters", "gw", "iso3", "vdem")
"""The schemes of codes that the resolver reads, as ``scheme:value``."""


def _key(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold().replace("&", " and ")
    bare = re.sub(r"[.'\u2019]", "", bare)
    words = re.sub(r"[^\w]+", " ", bare).split()
    words = ["saint" if w == "st" else w for w in words]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@dataclass(frozen=True)
class States:
    """All states of a world, by code.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> states = open_record("chronicle").states
    >>> states.resolve("Prussia", year=1866).code
    'DEU'
    >>> states.resolve("cow:365", year=1980).name(1980)
    'Soviet Union'
    """

    entries: tuple[State, ...]
    successions: tuple[Succession, ...] = ()

    def __iter__(self) -> Iterator[State]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, code: StateCode) -> State:
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownState.among("state", code, self._by_code) from None

    @cached_property
    def codes(self) -> tuple[StateCode, ...]:
        """The codes of all states that ever were, in alphabetical order."""
        return tuple(sorted(self._by_code))

    def members(self, year: int) -> tuple[StateCode, ...]:
        """Return the codes of the system's members in the year (on any day of it), in alphabetical order."""
        return tuple(sorted(s.code for s in self.entries if s.exists(year)))

    def with_membership(self, spells: Mapping[StateCode, tuple[Spell, ...]]) -> States:
        """Return new states with the membership spells of another list; states not in it have none."""
        return replace(self, entries=tuple(replace(s, spells=spells.get(s.code, ())) for s in self.entries))

    def resolve(self, text: str, *, year: int) -> State:
        """Find the state that a name or code means in a year; refuse rather than guess.

        Parameters
        ----------
        text
            A name or alias in use in that year; a code of symmachy (``FRA``); a number, read as a COW code;
            ``scheme:value`` with one of `CODE_SCHEMES` (``gw:255``).
        year
            The year of which is asked: names are dated, and the state must be a member of the system then.

        Raises
        ------
        UnknownState
            Where nothing is known by that name; the message gives the nearest names of that year.
        AmbiguousState
            Where the name meant several states that year; the message gives their codes.
        StateAbsent
            Where the name or the state does not belong to that year; the message says what to ask instead.
        """
        exact = self._by_exact_code(text.strip(), year)
        if exact is not None:
            return self._present(exact, text, year)
        found = self._by_name.get(_key(text), [])
        if not found:
            raise self._unknown(text, year)
        fitting = {s.code: s for s, spell in found if spell.meets_year(year)}
        present = {code: s for code, s in fitting.items() if s.exists(year)} or fitting
        if len(present) > 1:
            them = " or ".join(f"{c} ({s.name(year)})" for c, s in sorted(present.items()))
            raise AmbiguousState(f"in {year} {text!r} can mean {them}: name one of them by its code")
        if present:
            return self._present(next(iter(present.values())), text, year)
        raise self._misdated(text, year, found)

    @cached_property
    def _by_code(self) -> dict[StateCode, State]:
        return {s.code: s for s in self.entries}

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[State, Spell]]]:
        index: dict[str, list[tuple[State, Spell]]] = {}
        for state in self.entries:
            for name in state.names:
                index.setdefault(_key(name.text), []).append((state, name.spell))
        return index

    @cached_property
    def _by_scheme(self) -> dict[tuple[str, str], list[tuple[State, Spell]]]:
        index: dict[tuple[str, str], list[tuple[State, Spell]]] = {}
        for state in self.entries:
            for code in state.codes:
                index.setdefault((code.scheme, code.value.upper()), []).append((state, code.spell))
        return index

    def _by_exact_code(self, text: str, year: int) -> State | None:
        if text.upper() in self._by_code and text.isupper():
            return self._by_code[text]
        scheme, colon, value = text.partition(":")
        if colon:
            scheme = scheme.casefold().strip()
            if scheme not in CODE_SCHEMES:
                raise UnknownName.among("scheme of codes", scheme, CODE_SCHEMES)
            return self._coded(scheme, value.strip().upper(), text, year)
        if text.isascii() and text.isdigit():
            return self._coded("cow", text.lstrip("0") or "0", text, year)
        for scheme in ("iso3", "cow_letters") if text.isupper() else ():
            holders = self._by_scheme.get((scheme, text), [])
            # A code of another time does not hide a name of this one, such as ZAR for Transvaal.
            if holders and (_of_year(holders, year) or not _of_year(self._by_name.get(_key(text), []), year)):
                return self._coded(scheme, text, text, year)
        return None

    def _coded(self, scheme: str, value: str, text: str, year: int) -> State:
        found = self._by_scheme.get((scheme, value), [])
        if not found:
            raise UnknownState(
                f"no state has the {scheme} code {value!r}. "
                "Write a name, a code such as FRA, or scheme:value with " + ", ".join(CODE_SCHEMES)
            )
        fitting = _of_year(found, year)
        fitting = fitting or [s for s, spell in found if spell.meets_year(year)]
        if not fitting:
            raise self._misdated(text, year, found)
        if len({s.code for s in fitting}) > 1:
            them = " or ".join(sorted({f"{s.code} ({s.name(year)})" for s in fitting}))
            raise AmbiguousState(f"in {year} {text!r} can mean {them}: name one of them by its code")
        return fitting[0]

    def _present(self, state: State, text: str, year: int) -> State:
        if state.exists(year):
            return state
        raise StateAbsent(self._absence(state, text, year))

    def _absence(self, state: State, text: str, year: int) -> str:
        when = ", ".join(_years(s) for s in state.spells)
        who = f"{text!r}" if text == state.code else f"{text!r} ({state.code})"
        message = f"{who} was no member of the system of states in {year}"
        message += f"; it was one {when}" if when else ", nor in any earlier year"
        heirs = self._kin(state, year)
        if heirs:
            message += ". Related states of that year: " + ", ".join(
                f"{s.code} ({s.name(year)})" for s in heirs
            )
        return message

    def _kin(self, state: State, year: int) -> list[State]:
        began = min((s.start.year for s in state.spells), default=year)
        codes = {x.successor for x in self.successions if x.predecessor == state.code}
        if year < began:
            codes = {x.predecessor for x in self.successions if x.successor == state.code}
        return [
            self._by_code[c] for c in sorted(codes) if c in self._by_code and self._by_code[c].exists(year)
        ]

    def _misdated(self, text: str, year: int, found: list[tuple[State, Spell]]) -> StateAbsent:
        said = []
        if any(state.exists(year) for state, _ in found):
            found = [(state, spell) for state, spell in found if state.exists(year)]
        for state, spell in found:
            if state.exists(year):
                said.append(
                    f"{text!r} meant {state.code} {_years(spell)}; in {year} that state is called "
                    f"{state.name(year)}: ask for {state.code}"
                )
            else:
                said.append(self._absence(state, text, year))
        return StateAbsent("; ".join(dict.fromkeys(said)))

    def _unknown(self, text: str, year: int) -> UnknownState:
        names = {
            name.text: state
            for state in self.entries
            if state.exists(year)
            for name in state.names
            if name.spell.meets_year(year)
        }
        known = [*names, *(s.code for s in self.entries if s.exists(year))]
        choices: dict[StateCode, str] = {}
        for match in nearest(text, known, most=20):
            state = names.get(match) or self._by_code[match]
            choices.setdefault(
                state.code, f"{match if match != state.code else state.name(year)} ({state.code})"
            )
        way_out = (
            "Did you mean " + " or ".join(list(choices.values())[:_PROPOSED]) + "?"
            if choices
            else "Write an English name, or a code such as FRA"
        )
        return UnknownState(f"no state is called {text!r} in {year}. {way_out}")


_PROPOSED = 4
"""States of which an unknown name may be meant; a state has several names."""


def _of_year(found: list[tuple[State, Spell]], year: int) -> list[State]:
    return [state for state, spell in found if spell.meets_year(year) and state.exists(year)]


def _years(spell: Spell) -> str:
    first = max(spell.start.year, 1)
    start = "" if first == 1 else str(first)
    if spell.last_year is None:
        return f"from {start}" if start else "at all times"
    return f"from {start} to {spell.last_year}" if start else f"until {spell.last_year}"
