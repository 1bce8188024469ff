from __future__ import annotations

import pytest
from hypothesis import given
from tests.strategies import obligations

from symmachy.errors import UnknownName
from symmachy.world import Obligation


@given(obligations())
def test_words_read_back_to_the_same_obligations(owed: Obligation) -> None:
    assert Obligation.read("+".join(owed.words)) == owed


def test_both_spellings_are_read() -> None:
    assert Obligation.read("Defence+OFFENCE") == Obligation.DEFENSE | Obligation.OFFENSE


def test_nothing_is_no_obligation() -> None:
    assert Obligation.read("") == Obligation(0)


def test_an_unknown_word_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'neutrality'"):
        Obligation.read("neutralty")
