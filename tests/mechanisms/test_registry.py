"""The registry: what it refuses, how it is searched, and a mechanism of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.errors import BadInput, UnknownName
from symmachy.kernels.compose import compiled
from symmachy.mechanisms import (
    Example,
    Group,
    Mechanism,
    NetworkMechanism,
    PairMechanism,
    Readings,
    SharedAllies,
    System,
    mechanism,
    named,
    option,
    parse,
    registry,
    search,
)
from symmachy.mechanisms.registry import _REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.kernels.view import View
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world import Network


class Whole(PairMechanism):
    """A mechanism for a test; it is entered in no registry."""

    title = "of a test"
    group = Group.NETWORK
    formula = "0"
    readings = Readings(positive="more", negative="less")
    references = ()
    example = Example(ties="AB", value=0, count="nothing")

    def values(self, network: Network) -> FloatArray:
        return np.zeros((len(network.states),) * 2)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return f"{network.name(one)} and {network.name(other)}"


@pytest.fixture
def restored() -> Iterator[None]:
    """The registry as it was, whatever the test enters in it."""
    before = dict(_REGISTRY)
    yield
    _REGISTRY.clear()
    _REGISTRY.update(before)


def test_a_mechanism_is_found_by_its_name_and_by_its_other_spelling() -> None:
    assert named("shared_allies") is SharedAllies
    assert named("state") is named("sum")
    with pytest.raises(
        UnknownName, match=r"no mechanism is called 'shared_alies'\. Did you mean 'shared_allies'"
    ):
        named("shared_alies")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("gwesp", "shared_allies"),
        ("edges", "ties"),
        ("nodematch", "same"),
        ("egoX", "sum or sender"),
        ("memory", "inertia"),
    ],
)
def test_a_name_of_another_package_says_what_it_is_called_here(theirs: str, ours: str) -> None:
    with pytest.raises(UnknownName, match=rf"{theirs}'\. In symmachy this is called {ours}\."):
        named(theirs)


def test_a_name_is_held_once() -> None:
    class Second(Whole):
        """Of a name that is taken."""

        name = "shared_allies"

    class Third(Whole):
        """Of a name that is another's spelling."""

        name = "state"

    with pytest.raises(BadInput, match="two mechanisms are called 'shared_allies': SharedAllies and Second"):
        mechanism(Second)
    with pytest.raises(BadInput, match="two mechanisms are called 'state': Sum and Third"):
        mechanism(Third)


def test_all_that_is_missing_is_said_at_once() -> None:
    class Half(Whole):
        name = "Half"
        title = ""
        years: int = 3

    class Kindless(Mechanism):
        """It is of no kind."""

        name = "kindless"

    with pytest.raises(
        BadInput, match=r"Half lacks title, a docstring, a name of small letters.*, what the option years"
    ):
        mechanism(Half)
    with pytest.raises(
        BadInput, match=r"Kindless lacks title, group, .*a kind: one of .*the methods say, values"
    ):
        mechanism(Kindless)
    assert {"Half", "half", "kindless"}.isdisjoint(registry())


@pytest.mark.usefixtures("restored")
def test_a_user_writes_one_class_and_has_a_formula_a_kernel_and_a_page() -> None:
    @mechanism
    class Pendants(NetworkMechanism):
        """States with one pact."""

        name = "pendants"
        title = "states with one pact"
        group = Group.NETWORK
        formula = r"\sum_i 1\{d_i = 1\}"
        readings = Readings(positive="states stayed with one pact", negative="states left their one pact")
        references = ()
        example = Example(ties="AB BC", value=2, count="A and C")

        number: int = option(default=1, low=1, high=9, meaning="how many pacts are meant")

        def total(self, ties: BoolArray, fixed: FloatArray) -> float:
            return float(self.own(ties, fixed).sum())

        @staticmethod
        def change_statistic(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
            found = 0.0
            for k in (i, j):
                without = view.degrees[k] - view.ties[i, j]
                found += (1.0 if without + 1 == options[0] else 0.0) - (1.0 if without == options[0] else 0.0)
            return found

        def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
            del fixed
            return np.asarray(ties.sum(axis=1) == self.number, dtype=np.float64)

        @staticmethod
        def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
            without = view.degrees[i] - view.ties[i, j]
            return (1.0 if without + 1 == options[0] else 0.0) - (1.0 if without == options[0] else 0.0)

        def say(self, network: Network, one: StateCode, other: StateCode) -> str:
            return f"of {network.name(one)} and {network.name(other)}"

    network = Pendants.example.network()
    model = parse("ties + pendants(number=2)")
    system = model.system(network)

    assert Pendants.example.counted(Pendants) == 2
    assert model.terms[1] == Pendants(number=2)
    assert system.statistics().tolist() == [2.0, 1.0]
    assert system.changes(0, 2).tolist() == [1.0, 2.0]
    assert isinstance(system, System)


def test_what_cannot_be_compiled_is_refused_in_one_sentence() -> None:
    def of_a_name(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return registry_of_the_module(view.ties[i, j])  # type: ignore[name-defined, no-any-return]  # noqa: F821

    def of_text(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> str:
        return "one" if view.ties[i, j] else "none"

    for function in (of_a_name, of_text):
        with pytest.raises(
            BadInput, match=rf"{function.__name__} cannot be compiled \(.*\): use arithmetic"
        ) as refused:
            compiled(function)
        assert "\n" not in str(refused.value)


def test_words_are_searched_in_all_that_is_declared() -> None:
    assert search("gwesp") == (SharedAllies, named("transitive_closure"))
    assert named("wedge") in search("accommodates")
    assert search("land border")[0] is named("land_border")
    assert search("no such thing as this") == ()
