from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.errors import BadInput, UnknownName
from symmachy.mechanisms import Mechanism, Readings, SharedAllies, mechanism, named, registry

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world import Network


class Whole(Mechanism):
    """A mechanism for a test; it is entered in no registry."""

    readings = Readings(positive="more", negative="less")
    literature = ("Nobody 1900",)

    def values(self, network: Network) -> FloatArray:
        return np.zeros((len(network.states),) * 2)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return f"{network.name(one)} and {network.name(other)}"


def test_a_mechanism_is_found_by_its_name() -> None:
    assert named("shared_allies") is SharedAllies
    with pytest.raises(
        UnknownName, match=r"no mechanism is called 'shared_alies'\. Did you mean 'shared_allies'"
    ):
        named("shared_alies")


def test_a_name_is_held_once() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Second(Whole):
        """Of a name that is taken."""

        name = "shared_allies"
        title = "twice"

    with pytest.raises(BadInput, match="two mechanisms are called 'shared_allies': SharedAllies and Second"):
        mechanism(Second)


def test_all_that_is_missing_is_said_at_once() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Half(Whole):
        name = "half"
        literature = ()

    with pytest.raises(BadInput, match="the mechanism Half lacks title, literature, a docstring"):
        mechanism(Half)
    assert "half" not in registry()
