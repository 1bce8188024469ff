from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.scenarios.made import BASE, EXAMPLES, world

from symmachy.errors import BadInput, StateAbsent, UnknownName, UnknownState
from symmachy.scenarios import Intervention, carried_on, intervention, named, registry

if TYPE_CHECKING:
    from symmachy.typing import Json
    from symmachy.world import World


def _ahead() -> World:
    return carried_on(world(), BASE, BASE + 6)


def _made(given: Json) -> Intervention:
    return named(given["kind"]).model_validate(given)


def test_there_is_an_example_of_every_intervention() -> None:
    assert [e["kind"] for e in EXAMPLES] == list(registry())


@pytest.mark.parametrize("given", EXAMPLES, ids=lambda e: e["kind"])
def test_an_intervention_changes_the_world_from_its_day_on_and_not_before(given: Json) -> None:
    one, before = _made(given), _ahead()
    after = one.apply(before)

    place = one.year - before.coverage.first
    settled = given["kind"] == "accommodation"  # what is settled is so of earlier years too
    changed = []
    for role in ("war", "hostility", "armed_hostility", *before.roles):
        a, b = before.array(role), after.array(role)
        assert settled or np.array_equal(a[:place], b[:place], equal_nan=True)
        changed += [role] if not np.array_equal(a, b, equal_nan=True) else []
    pacts = not np.array_equal(before.pledged, after.pledged)
    assert np.array_equal(before.pledged[:place], after.pledged[:place])
    assert set(changed) <= set(one.changes)
    assert pacts == one.changes_pacts
    assert changed or pacts


@pytest.mark.parametrize("given", EXAMPLES, ids=lambda e: e["kind"])
def test_an_intervention_reads_nothing_later_than_its_world(given: Json) -> None:
    one = _made(given)
    short, long = carried_on(world(), BASE, BASE + 4), _ahead()
    last = 4 + BASE - short.coverage.first

    a, b = one.apply(short), one.apply(long)
    assert np.array_equal(a.pledged, b.pledged[: last + 1])
    for role in one.changes:
        if role in a.roles:
            assert np.array_equal(a.array(role), b.array(role)[: last + 1], equal_nan=True)


@pytest.mark.parametrize("given", EXAMPLES, ids=lambda e: e["kind"])
def test_an_intervention_says_itself_in_one_line_and_survives_json(given: Json) -> None:
    one = _made(given)
    said = one.sentence(_ahead())

    assert str(one.year) in said
    assert "\n" not in said
    assert not said.endswith(".")
    assert type(one).model_validate_json(one.model_dump_json(by_alias=True)) == one
    assert one.title
    assert type(one).__doc__


def test_all_members_of_a_treaty_are_bound_to_one_that_joins() -> None:
    after = _made(EXAMPLES[3]).apply(_ahead())
    network = after.in_year(BASE + 2)
    tied = network.ties()

    assert all(tied[network.place["AAF"], network.place[m]] for m in ("AAA", "AAB", "AAC", "AAD", "AAG"))
    assert next(t for t in after.treaties if t.id == "circle").members[-1].state == "AAG"


def test_a_pact_that_another_treaty_also_makes_stays_when_one_is_left() -> None:
    founded = _made({"kind": "treaty_founded", "members": ["AAA", "AAB"], "when": BASE + 1}).apply(_ahead())
    left = _made({"kind": "withdrawal", "states": "AAA", "from": "circle", "when": BASE + 2}).apply(founded)
    network = left.in_year(BASE + 3)

    assert network.ties()[network.place["AAA"], network.place["AAB"]]
    assert not left.pledges.filter(left.pledges["treaty"] == "circle").is_empty()


def test_a_withdrawal_within_a_year_counts_from_the_next() -> None:
    left = _made({"kind": "withdrawal", "states": "AAA", "when": f"{BASE + 2}-06-30"}).apply(_ahead())

    networks = [left.in_year(BASE + k) for k in (2, 3)]
    assert [n.ties()[n.place["AAA"]].any() for n in networks] == [True, False]


def test_shares_of_capabilities_add_up_as_before() -> None:
    before = _ahead()
    after = _made({"kind": "capability_change", "states": "AAA", "factor": 5, "when": BASE + 1}).apply(before)
    place = BASE + 1 - before.coverage.first

    was, now = before.array("capabilities")[place], after.array("capabilities")[place]
    assert np.isclose(np.nansum(now), np.nansum(was))
    assert np.isclose(now[0] / now[1], 5 * was[0] / was[1])


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"kind": "pressure", "by": "XYZ", "on": "AAA", "when": BASE}, UnknownState, "XYZ"),
        ({"kind": "withdrawal", "states": "AAA", "from": "circel", "when": BASE}, UnknownName, "circle"),
        ({"kind": "withdrawal", "states": "AAF", "from": "circle", "when": BASE}, BadInput, "no member"),
        ({"kind": "treaty_founded", "members": "AAA", "when": BASE}, BadInput, "at least two"),
        ({"kind": "treaty_ended", "treaty": "circle", "when": BASE - 20}, StateAbsent, "not on"),
    ],
)
def test_what_the_world_does_not_have_is_refused_by_name(
    given: Json, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        _made(given).apply(_ahead())


def test_two_interventions_of_one_name_are_refused() -> None:
    with pytest.raises(BadInput, match="two interventions"):
        intervention(registry()["pressure"])


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="pressure"):
        named("presure")
