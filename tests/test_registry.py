from __future__ import annotations

import pytest

from symmachy.errors import BadInput, UnknownName
from symmachy.registry import Registry


def test_entries_stand_by_rank_and_a_name_is_held_once() -> None:
    birds: Registry[Bird] = Registry("bird")
    birds.enter(Wren)
    birds.enter(Auk)

    assert list(birds.every()) == ["auk", "wren"]
    assert isinstance(birds.named("wren"), Wren)
    with pytest.raises(BadInput, match="two birds are called 'auk'"):
        birds.enter(Auk)
    with pytest.raises(UnknownName, match=r"no bird is called 'awk'\. Did you mean 'auk'"):
        birds.named("awk")


class Bird:
    name = ""
    rank = 0


class Wren(Bird):
    name = "wren"
    rank = 2


class Auk(Bird):
    name = "auk"
    rank = 1
