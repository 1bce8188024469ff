"""What cannot be fitted ends in one sentence that names it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.estimation.tergm.made import networks, random_ties, random_world, world_of

from symmachy.errors import BadInput, NotIdentified, UnknownName
from symmachy.estimation import BlockBootstrap, Missing, Relation, Tergm
from symmachy.mechanisms import parse


def model(text: str, **more: object) -> Tergm:
    return Tergm(specification=parse(text), bootstrap=BlockBootstrap("year", draws=10), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "either specification= or formation= and persistence=, not none"),
        ({"formation": parse("ties")}, "not formation"),
        ({"specification": parse("ties"), "formation": parse("ties")}, "not specification and formation"),
        ({"specification": "ties"}, "is no specification; write specification=parse"),
        (
            {"specification": parse("ties"), "bootstrap": BlockBootstrap("pair")},
            "over years, not over 'pair'",
        ),
    ],
)
def test_a_model_that_contradicts_itself(options: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        Tergm(**options)  # type: ignore[arg-type]


def test_networks_that_are_none_or_twice_there() -> None:
    waves = networks(random_world(1))

    with pytest.raises(BadInput, match="no network was given"):
        model("ties").fit([])
    with pytest.raises(BadInput, match="is no network"):
        model("ties").fit([1955])  # type: ignore[list-item]
    with pytest.raises(BadInput, match="network of 1903 was given twice"):
        model("ties").fit([*waves, waves[3]])
    with pytest.raises(BadInput, match="one year to draw from, 1903"):
        model("ties").fit([waves[3]])
    with pytest.raises(BadInput, match="needs the network before it too"):
        Tergm(formation=parse("ties"), persistence=parse("ties")).fit([waves[3]])


def test_missing_values_are_named_with_years_and_states_or_dropped_and_counted() -> None:
    wealth = np.ones((12, 10)) * np.arange(10)
    wealth[3:6, 2] = np.nan
    waves = networks(world_of(random_ties(2), states={"wealth": wealth}))
    said = r"sum\('wealth'\) for 27 pairs in 1903-1905 \(AAC\)\. Pass missing=Missing\.DROP"

    with pytest.raises(BadInput, match=said):
        model("ties + sum('wealth')").fit(waves)
    fit = model("ties + sum('wealth')", missing=Missing.DROP).fit(waves)

    assert fit.dropped == (("sum('wealth')", 27),)
    assert (fit.dropped_pairs, fit.pairs) == (27, (12 * 45 - 27,))
    assert "27 pairs (sum('wealth') 27)" in fit.summary()


def test_the_first_year_of_the_record_has_no_year_before() -> None:
    with pytest.raises(BadInput, match=r"inertia for 45 pairs in 1900 \(AAA, .* and 4 more states\)"):
        model("ties + inertia").fit(networks(random_world(3)))


def test_unknown_ties_are_named_or_dropped() -> None:
    unknown = np.zeros((12, 10, 10))
    unknown[4, 0, 1] = unknown[4, 1, 0] = 1.0
    waves = networks(world_of(random_ties(4), pairs={"unsure": unknown}))
    relation = Relation(unknown="unsure")

    with pytest.raises(BadInput, match=r"unknown ties for 1 pairs in 1904 \(AAA and AAB\)"):
        model("ties", relation=relation).fit(waves)
    pooled = model("ties", relation=relation, missing=Missing.DROP).fit(waves)
    separable = Tergm(
        formation=parse("ties"),
        persistence=parse("ties"),
        relation=relation,
        missing=Missing.DROP,
        bootstrap=None,
    ).fit(waves)

    assert pooled.dropped == (("unknown ties", 1),)
    assert separable.dropped_pairs == 2  # unknown now, and unknown the year before


def test_a_variable_that_the_world_lacks() -> None:
    with pytest.raises(UnknownName, match="no variable 'height'"):
        model("ties + sum('height')").fit(networks(random_world(5)))


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "none of 540 pairs is tied"), (1.0, "every one of 540 pairs")]
)
def test_empty_and_complete_networks(share: float, said: str) -> None:
    ties = np.full((10, 10), bool(share))
    np.fill_diagonal(ties, val=False)

    with pytest.raises(NotIdentified, match=said):
        model("ties + shared_allies").fit(networks(world_of([ties] * 12)))


def test_two_states_are_enough_for_ties_and_one_is_not() -> None:
    pair = [np.array([[False, on], [on, False]]) for on in (True, False, True, True, False, True)]

    fit = model("ties").fit(networks(world_of(pair)))
    with pytest.raises(NotIdentified, match="no pair of states that could be tied"):
        model("ties").fit(networks(world_of([np.zeros((1, 1), dtype=np.bool_)] * 3)))
    with pytest.raises(NotIdentified, match=r"'shared_allies' changes with no tie"):
        model("ties + shared_allies").fit(networks(world_of(pair)))

    np.testing.assert_allclose(fit.coefficients, [np.log(2.0)], atol=1e-8)


def test_collinear_terms_are_named() -> None:
    waves = networks(random_world(6))

    with pytest.raises(NotIdentified, match=r"sum\('wealth'\).*are collinear"):
        model("ties + sum('wealth') + pair('likeness') + sum('wealth') * ties").fit(waves)
    with pytest.raises(NotIdentified, match="'formation: inertia' changes with no tie"):
        Tergm(formation=parse("ties + inertia"), persistence=parse("ties"), bootstrap=None).fit(waves)


def test_a_term_that_separates_is_named() -> None:
    ties = random_ties(7)
    exact = np.array([t.astype(float) for t in ties])
    rng = np.random.default_rng(1)
    noise = rng.normal(size=exact.shape)
    noise = noise + noise.transpose(0, 2, 1)
    halves = {"one": exact + noise, "other": exact - noise}
    waves = networks(world_of(ties, pairs={"exact": exact, **halves}))

    with pytest.raises(NotIdentified, match=r"\"pair\('exact'\)\" separates tied pairs"):
        model("ties + pair('exact')").fit(waves)
    with pytest.raises(NotIdentified, match=r"\"pair\('one'\)\" and \"pair\('other'\)\" together separate"):
        model("ties + pair('one') + pair('other')").fit(waves)


def test_ties_that_never_change_separate() -> None:
    same = [random_ties(8)[0]] * 6

    with pytest.raises(NotIdentified, match="'inertia' separates"):
        model("ties + inertia").fit(networks(world_of(same))[1:])
    with pytest.raises(NotIdentified, match="formation part: none of"):
        Tergm(formation=parse("ties"), persistence=parse("ties")).fit(networks(world_of(same)))
