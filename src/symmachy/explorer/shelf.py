"""Briefs that users made: in memory within a bound, or in a folder that was named for them."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING

from symmachy.errors import StoreError, SymmachyError
from symmachy.explorer.built import Packed
from symmachy.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NAME", "Shelf"]

NAME = re.compile(r"[A-Za-z0-9_-]{24}")
"""What a brief is called: nobody guesses it, and it is no path."""


class Shelf:
    """Keeps what was made under names that nobody guesses.

    Parameters
    ----------
    folder
        Where to keep it; in memory by default, and gone with the server.
    count, size
        How many are kept in memory, and how many bytes; the oldest goes first.
    """

    def __init__(self, folder: Path | None = None, *, count: int = 40, size: int = 80_000_000) -> None:
        self._folder, self._count, self._size = folder, count, size
        self._held: OrderedDict[str, Packed] = OrderedDict()

    @staticmethod
    def name() -> str:
        """Return a new name."""
        return secrets.token_urlsafe(18)

    def put(self, name: str, made: Packed) -> None:
        """Keep something.

        Raises
        ------
        StoreError
            Where the folder does not take it.
        """
        if self._folder is not None:
            try:
                write_whole(self._folder / f"{name}.json", lambda partial: partial.write_bytes(made.plain))
            except (OSError, SymmachyError):
                raise StoreError(
                    "the brief could not be kept in the server's folder: its owner may look"
                ) from None
            return
        self._held[name] = made
        while len(self._held) > self._count or sum(len(p.plain) for p in self._held.values()) > self._size:
            if len(self._held) == 1:
                break
            self._held.popitem(last=False)

    def get(self, name: str) -> Packed | None:
        """Return what is kept under a name, or None."""
        if not NAME.fullmatch(name):
            return None
        if self._folder is None:
            return self._held.get(name)
        try:
            return Packed((self._folder / f"{name}.json").read_bytes())
        except OSError:
            return None
