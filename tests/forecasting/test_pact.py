from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.forecasting.conftest import LOOKED_AT, Truth, simulated
from tests.worlds import world

from symmachy.forecasting import HORIZONS, Chance, PactModel, fit_pacts
from symmachy.forecasting.pact import _carry

if TYPE_CHECKING:
    from symmachy.typing import FloatArray
    from symmachy.world import World


def walk(form: FloatArray, end: FloatArray, *, allied: bool, years: int) -> list[float]:
    """The chance of a pact after each year, by following every place in which a pair can be.

    A place is None (no pact), ``("old", y)`` (the pact of the start, y years on), or ``("new", a)`` (one
    that was formed on the way and has lasted a years).
    """
    chance: dict[tuple[str, int] | None, float] = {("old", 0) if allied else None: 1.0}
    found = []
    for year in range(years):
        after: dict[tuple[str, int] | None, float] = {}
        for place, p in chance.items():
            if place is None:
                moves = [(("new", 0), form[year]), (None, 1 - form[year])]
            else:
                kind, age = place
                ends = end[age, 0 if kind == "old" else 1]
                moves = [(None, ends), ((kind, age + 1), 1 - ends)]
            for to, q in moves:
                after[to] = after.get(to, 0.0) + p * q
        chance = after
        found.append(1 - chance.get(None, 0.0))
    return found


share = st.floats(0, 1)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(1, 8), st.booleans())
def test_carrying_forward_against_a_plain_walk(data: st.DataObject, longest: int, allied: bool) -> None:
    draws = 3
    form = data.draw(arrays(np.float64, (draws, longest), elements=share))
    end = data.draw(arrays(np.float64, (draws, longest, 2), elements=share))
    horizons = tuple(range(1, longest + 1))
    chances = _carry(form, end, allied=allied, horizons=horizons)
    walks = np.array([walk(form[d], end[d], allied=allied, years=longest) for d in range(draws)])
    lo, hi = np.quantile(walks[1:], [0.025, 0.975], axis=0)
    there = [c for c in chances if c.outcome == "in force"]

    np.testing.assert_allclose([c.p for c in there], walks[0], atol=1e-12)
    np.testing.assert_allclose([c.lo for c in there], lo, atol=1e-12)
    np.testing.assert_allclose([c.hi for c in there], hi, atol=1e-12)
    assert [c.horizon for c in there] == list(horizons)


def complementary(chances: tuple[Chance, ...]) -> bool:
    there = {c.horizon: c for c in chances if c.outcome == "in force"}
    gone = {c.horizon: c for c in chances if c.outcome == "not in force"}
    return set(there) == set(gone) and all(
        abs(c.p + gone[h].p - 1) < 1e-12
        and abs(c.lo + gone[h].hi - 1) < 1e-12
        and abs(c.hi + gone[h].lo - 1) < 1e-12
        for h, c in there.items()
    )


def rows_of_the_end(model: PactModel) -> list[tuple[int, bool]]:
    last = model.past.year == model.past.year.max()
    return [(int(row), bool(model.past.tied[row])) for row in np.flatnonzero(last)]


def test_every_chance_is_one_and_lies_in_its_interval(model: PactModel) -> None:
    asked = 0
    for row, allied in rows_of_the_end(model)[::3]:
        for c in model.chances(row, allied=allied):
            asked += 1
            assert 0 <= c.lo <= c.p <= c.hi <= 1

    assert asked > 100


def test_horizons_are_points_of_one_curve(model: PactModel) -> None:
    for row, allied in rows_of_the_end(model)[::10]:
        few = model.chances(row, allied=allied)
        curve = model.chances(row, allied=allied, horizons=tuple(range(1, max(HORIZONS) + 1)))

        assert set(few) <= set(curve)
        assert len(few) == len(HORIZONS) * (1 + allied)


def test_a_pact_and_no_pact_are_the_only_outcomes(model: PactModel) -> None:
    allied = [row for row, so in rows_of_the_end(model) if so]

    assert allied
    assert all(complementary(model.chances(row, allied=True)) for row in allied[::5])


def test_the_chance_of_an_unallied_pair_grows_with_time_and_that_of_a_pact_shrinks(model: PactModel) -> None:
    curve = tuple(range(1, 11))
    for row, allied in rows_of_the_end(model)[::10]:
        p = [c.p for c in model.chances(row, allied=allied, horizons=curve) if c.outcome == "in force"]

        assert all((b <= a) if allied else (b >= a) for a, b in pairwise(p))


def test_the_first_year_is_the_fitted_hazard(model: PactModel) -> None:
    for row, allied in rows_of_the_end(model)[::10]:
        fit = model.ending if allied else model.formation
        assert fit is not None
        hazard = fit.predict(model.past.frame(np.array([row])), interval=None)["probability"][0]
        first = model.chances(row, allied=allied)[0]

        assert first.p == pytest.approx(1 - hazard if allied else hazard)


def test_the_same_question_has_the_same_answer(model: PactModel) -> None:
    row, allied = rows_of_the_end(model)[7]

    assert model.chances(row, allied=allied) == model.chances(row, allied=allied)


def test_drives_add_up_to_the_distance_from_the_average_pair(model: PactModel) -> None:
    past = model.past
    for row, allied in rows_of_the_end(model)[::10]:
        fit = model.ending if allied else model.formation
        assert fit is not None
        peers = (past.year == past.year[row]) & (past.tied == allied)
        p = fit.predict(past.frame(np.append(np.flatnonzero(peers), row)), interval=None)["probability"]
        log_odds = np.log(p.to_numpy() / (1 - p.to_numpy()))
        drives = model.drives(row, allied=allied)

        assert sum(d.contribution for d in drives) == pytest.approx(
            log_odds[-1] - log_odds[:-1].mean(), abs=1e-8
        )
        assert [abs(d.contribution) for d in drives] == sorted(
            (abs(d.contribution) for d in drives), reverse=True
        )


def test_the_last_known_value_stands_in_and_says_of_which_year_it_is(model: PactModel) -> None:
    row, allied = rows_of_the_end(model)[0]
    past = model.past
    own = np.flatnonzero((past.one == past.one[row]) & (past.other == past.other[row]))
    assert own[-1] == row
    values = past.values.copy()
    values[row, 0] = np.nan
    carried = replace(model, past=replace(past, rows=replace(past.rows, values=values))).drives(
        row, allied=allied
    )
    drive = next(d for d in carried if d.mechanism == LOOKED_AT[0])

    assert drive.value == past.values[own[-2], 0]
    assert drive.year == past.year[own[-2]]


def test_what_was_never_known_of_the_pair_adds_nothing(model: PactModel) -> None:
    row, allied = rows_of_the_end(model)[0]
    past = model.past
    values = past.values.copy()
    values[(past.one == past.one[row]) & (past.other == past.other[row]), 0] = np.nan
    blind = replace(model, past=replace(past, rows=replace(past.rows, values=values)))
    unknown = [d for d in blind.drives(row, allied=allied) if np.isnan(d.value)]

    assert [(d.mechanism, d.contribution) for d in unknown] == [(LOOKED_AT[0], 0.0)]
    assert all(0 <= c.p <= 1 for c in blind.chances(row, allied=allied))


def test_with_too_few_events_no_chance_is_given() -> None:
    quiet = fit_pacts(world("AAA BBB CCC"), LOOKED_AT)

    assert (quiet.formation, quiet.ending) == (None, None)
    assert quiet.chances(0, allied=False) == quiet.drives(0, allied=True) == ()


def test_mechanisms_whose_variables_are_not_there_are_left_out() -> None:
    names = {m.name for m in fit_pacts(world("AAA BBB"), LOOKED_AT).past.mechanisms}

    assert names == {"distance"}


def test_nothing_after_the_origin_is_read(made: World) -> None:
    origin = 1985
    early = simulated(seed=1, last=origin)
    cut, never = (fit_pacts(w, LOOKED_AT) for w in (made.until(origin), _copy(early, made.until(origin))))

    for fit, other in ((cut.formation, never.formation), (cut.ending, never.ending)):
        assert fit is not None
        assert other is not None
        np.testing.assert_array_equal(fit.coefficients, other.coefficients)


def _copy(early: World, cut: World) -> World:
    """A world that was built anew from the cut world's own rows and never held a later one."""
    return world(
        early.states.entries,
        *cut.treaties,
        first=cut.coverage.first,
        last=cut.coverage.last,
        variables=list(cut.variables.values()),
    )


def test_an_answer_as_of_a_year_does_not_change_with_what_came_later() -> None:
    origin = 1990
    base = simulated(seed=3, states=12)
    changed = simulated(seed=3, states=12, truth=Truth(ending=0.06))
    later = _with_another_future(changed, origin)
    one, other = (fit_pacts(w.until(origin), LOOKED_AT) for w in (base, later))
    row, allied = rows_of_the_end(one)[4]

    assert later.pledged[-1].sum() != base.pledged[-1].sum()
    assert one.chances(row, allied=allied) == other.chances(row, allied=allied)


def _with_another_future(of: World, origin: int) -> World:
    """The same world up to the end of a year, in which every open pact ends at once afterwards."""
    from datetime import date

    cut = of.until(origin)
    ended = [
        replace(
            t,
            spell=t.spell if t.spell.end else replace(t.spell, end=date(origin + 2, 1, 1)),
        )
        for t in cut.treaties
    ]
    return world(
        of.states.entries,
        *ended,
        first=of.coverage.first,
        last=of.coverage.last,
        variables=list(of.variables.values()),
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12])
def test_known_hazards_are_recovered(seed: int) -> None:
    truth = Truth()
    large = simulated(seed=seed, states=40, truth=truth)
    fitted = fit_pacts(large, LOOKED_AT, ridge=1.0)  # the default draws the groups together on purpose
    past = fitted.past
    after = past.tied_after(1)
    asked = ~past.tied & past.complete & ~np.isnan(after)
    assert fitted.formation is not None
    hazard = fitted.formation.predict(past.frame(asked), interval=None)["probability"].to_numpy()
    names = [m.name for m in past.mechanisms]
    border, power = (past.values[asked, names.index(n)] > 0 for n in ("land_border", "great_power"))

    assert hazard.mean() == pytest.approx(after[asked].mean(), rel=0.02)
    for b in (False, True):
        for g in (False, True):
            group = (border == b) & (power == g)
            assert hazard[group].mean() == pytest.approx(truth.forms(border=b, power=g), rel=0.2)
    assert fitted.ending is not None
    kept = past.tied & past.complete & ~np.isnan(after)
    ending = fitted.ending.predict(past.frame(kept), interval=None)["probability"].to_numpy()
    assert ending.mean() == pytest.approx(truth.ending, rel=0.15)
