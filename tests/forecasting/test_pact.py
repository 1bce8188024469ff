from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests.forecasting.conftest import LOOKED_AT, Truth, simulated
from tests.worlds import world

from symmachy.forecasting import HORIZONS, Chance, PactModel, Recalibration, fit_pacts

if TYPE_CHECKING:
    from symmachy.world import World


def test_chances_are_yearly_hazards_carried_forward(model: PactModel) -> None:
    for row, allied in rows_of_the_end(model)[::20]:
        stays, expected = 1.0, []
        fit = model.ending if allied else model.formation
        assert fit is not None
        for ahead in range(10):
            at = model.past.frame(np.array([row])).with_columns(
                pl.col("age" if allied else "waiting") + float(ahead)
            )
            stays *= 1 - fit.predict(at, interval=None)["probability"][0]
            expected.append(1 - stays)
        chances = model.chances(row, allied=allied, horizons=tuple(range(1, 11)))
        found = [c.p for c in chances if c.outcome == ("ended" if allied else "formed")]

        assert found == pytest.approx(expected)


def test_recalibration_is_one_line_for_all_horizons(model: PactModel) -> None:
    line = Recalibration(intercept=-1.0, slope=1.0)
    lower = replace(model, lines=dict.fromkeys(("formation", "ending"), line))
    row, allied = rows_of_the_end(model)[0]

    plain, moved = (m.chances(row, allied=allied) for m in (model, lower))

    assert [m.p for m in moved[:3]] == pytest.approx([float(line(np.array(c.p))) for c in plain[:3]])


def complementary(chances: tuple[Chance, ...]) -> bool:
    there = {c.horizon: c for c in chances if c.outcome == "kept"}
    gone = {c.horizon: c for c in chances if c.outcome == "ended"}
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


def test_the_chance_of_a_change_grows_with_time(model: PactModel) -> None:
    curve = tuple(range(1, 11))
    for row, allied in rows_of_the_end(model)[::10]:
        p = [c.p for c in model.chances(row, allied=allied, horizons=curve) if c.outcome != "kept"]

        assert all(b >= a for a, b in pairwise(p))


def test_the_first_year_is_the_fitted_hazard(model: PactModel) -> None:
    for row, allied in rows_of_the_end(model)[::10]:
        fit = model.ending if allied else model.formation
        assert fit is not None
        hazard = fit.predict(model.past.frame(np.array([row])), interval=None)["probability"][0]
        first = model.chances(row, allied=allied)[0]

        assert first.p == pytest.approx(hazard)


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


@pytest.mark.parametrize("slope", [0.1, 0.5, 1.3])
@pytest.mark.parametrize("intercept", [-3.0, 0.0, 1.5])
def test_a_longer_window_is_likelier_whatever_was_learnt(
    model: PactModel, intercept: float, slope: float
) -> None:
    line = Recalibration(intercept, slope)
    told = replace(model, lines={"formation": line, "ending": line})
    for row, allied in rows_of_the_end(model)[:5]:
        found = told.chances(row, allied=allied, horizons=tuple(range(1, 11)))
        said = [c.p for c in found if c.outcome != "kept"]

        assert (np.diff(said) > 0).all()
