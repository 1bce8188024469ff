"""What states promise each other, in the words of the Alliance Treaty Obligations and Provisions project."""

from __future__ import annotations

from enum import IntFlag

from symmachy.errors import UnknownName

__all__ = ["Obligation"]


class Obligation(IntFlag):
    """A promise in a treaty of alliance; several may be joined with ``|``."""

    DEFENSE = 1
    """To come to the aid of a member that is attacked."""
    OFFENSE = 2
    """To join a member in an attack, or in war under conditions other than its defence."""
    NEUTRALITY = 4
    """Not to help the adversary of a member that is at war."""
    NONAGGRESSION = 8
    """Not to use force against a member."""
    CONSULTATION = 16
    """To consult, or to try to act together, when a crisis threatens."""

    @classmethod
    def read(cls, text: str) -> Obligation:
        """Read obligations joined by ``+``.

        Raises
        ------
        UnknownName
            Where a word is none of the five.

        Examples
        --------
        >>> Obligation.read("defense+consultation").words
        ('defense', 'consultation')
        """
        found = cls(0)
        for word in filter(None, text.casefold().split("+")):
            name = {"defence": "DEFENSE", "offence": "OFFENSE"}.get(word, word.upper())
            if name not in cls.__members__:
                raise UnknownName.among("obligation", word, [o.name.lower() for o in cls if o.name])
            found |= cls[name]
        return found

    @property
    def words(self) -> tuple[str, ...]:
        """The single obligations in lower case, in the order of their declaration."""
        return tuple(o.name.lower() for o in Obligation if o in self and o.name)
