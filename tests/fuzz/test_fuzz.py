from __future__ import annotations

import pytest
from tests.fuzz.run import LEAST, faults
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", list(TARGETS))
def test_broken_input_is_read_or_refused_in_words(name: str) -> None:
    found = [f"{fault.number}: {fault.trace}" for fault in faults(name, seed=1, first=0, inputs=LEAST)]

    assert not found
