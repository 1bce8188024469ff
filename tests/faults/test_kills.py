"""A few of the kills; `python -m tests.faults.kills` does two hundred."""

from __future__ import annotations

import pytest
from tests.faults.kills import COMMANDS, shares, trials


def test_every_kill_is_given_to_a_command() -> None:
    given = shares(list(COMMANDS), 200)

    assert sum(given.values()) == 200
    assert min(given.values()) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("name", ["import", "fit"])
def test_a_killed_command_is_taken_up_with_the_same_bytes(name: str) -> None:
    _, found = trials(COMMANDS[name], kills=4, seed=2)

    assert [one.wrong for one in found] == [()] * len(found)
    assert sum(one.kills for one in found) == 4
