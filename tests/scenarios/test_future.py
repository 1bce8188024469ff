from __future__ import annotations

import numpy as np
import pytest
from tests.forecasting.conftest import LAST
from tests.scenarios.made import BASE, READ, world

from symmachy.errors import BadInput
from symmachy.mechanisms import PastAlliance
from symmachy.record import open_record
from symmachy.scenarios import carried_on


def test_what_mechanisms_read_stays_as_it_stood() -> None:
    ahead = carried_on(world(), BASE, BASE + 7)
    then, later = ahead.in_year(BASE), ahead.in_year(BASE + 7)

    assert [m.name for m in READ if not np.array_equal(m.values(then), m.values(later), equal_nan=True)] == []


def test_nothing_later_than_the_base_year_is_read() -> None:
    early = BASE - 10
    cut = carried_on(world().until(early), early, BASE)
    whole = carried_on(world(), early, BASE)

    assert np.array_equal(cut.pledged, whole.pledged)
    assert np.array_equal(cut.array("hostility"), whole.array("hostility"), equal_nan=True)


def test_the_baseline_agrees_with_the_record_up_to_the_base_year() -> None:
    record = open_record("chronicle")
    ahead = carried_on(record, 1990, 1995)

    known = record.until(1990)
    for name in ("hostility", "capabilities", "democracy"):
        assert np.array_equal(ahead.array(name)[: len(known.years), :], known.array(name), equal_nan=True)
    assert np.array_equal(ahead.in_year(1990).ties(), known.in_year(1990).ties()[_both(ahead, known)])


def _both(ahead: object, known: object) -> object:
    places = [known.in_year(1990).place[c] for c in ahead.in_year(1990).states]  # type: ignore[attr-defined]
    return np.ix_(places, places)


def test_a_state_that_left_in_the_base_year_is_not_in_it() -> None:
    record = open_record("chronicle")

    assert "GDR" in record.in_year(1990).states
    assert "GDR" not in carried_on(record, 1990, 1995).in_year(1990).states


def test_a_world_is_carried_on_to_a_later_year_only() -> None:
    with pytest.raises(BadInput, match="give a later year"):
        carried_on(world(), LAST, LAST)


def test_a_lapsed_pact_stays_lapsed() -> None:
    ahead = carried_on(world(), BASE, BASE + 3)
    values = [PastAlliance().values(ahead.in_year(year)).sum() for year in (BASE + 1, BASE + 3)]

    assert values[0] == values[1]
