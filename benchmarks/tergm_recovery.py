"""Whether a TERGM finds the coefficients that made the networks, and how often its intervals hold them.

Run ``python benchmarks/tergm_recovery.py [fits] [years]``; 200 fits of 60 years are the default and take some
minutes on two processors. Each sequence of networks is simulated forward from an empty one, every year's ties
being the past of the next; the first fifteen years are left out.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import joblib
import numpy as np
import polars as pl

from symmachy.estimation import BlockBootstrap, Interval, Sampler, Tergm
from symmachy.mechanisms import Specification, parse
from symmachy.world import Coverage, Name, Spell, State, States, UnitOfAnalysis, Variable, World

if TYPE_CHECKING:
    from symmachy.estimation import TergmFit

STATES, FIRST, SETTLING, SEED = 16, 1000, 15, 2024
POOLED = {"ties": -3.0, "inertia": 3.0, "shared_allies": 0.35, "sum('wealth')": 0.25}
FORMATION = {"ties": -3.2, "shared_allies": 0.4, "sum('wealth')": 0.3}
PERSISTENCE = {"ties": 1.2, "shared_allies": 0.4}
DRAWS = 500
SAMPLER = Sampler(burn_in=30.0)
PLEDGES = {"by": pl.String, "to": pl.String, "obligations": pl.UInt8, "start": pl.Date, "end": pl.Date}


def empty_world(years: int) -> World:
    """Return a world of states without a tie, and with one variable."""
    codes = [f"S{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(STATES)]
    last = FIRST + years - 1
    rng = np.random.default_rng(SEED)
    wealth = Variable(
        name="made.wealth",
        unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
        rows=pl.LazyFrame(
            {
                "year": pl.Series(np.repeat(np.arange(FIRST, last + 1), STATES), dtype=pl.Int32),
                "state": codes * years,
                "value": rng.normal(size=STATES * years),
            }
        ),
        coverage=Coverage(FIRST, last),
        absent=None,
        meaning="drawn at random",
        source="made",
    )
    states = [
        State(
            code=code,
            region="Europe",
            spells=(Spell(),),
            names=(Name(text=code, spell=Spell(), short=True),),
            codes=(),
            capitals=(),
        )
        for code in codes
    ]
    return World(
        record="made",
        coverage=Coverage(FIRST, last),
        last_day=date(last, 12, 31),
        states=States(tuple(states), ()),
        pledges=pl.DataFrame(schema={**PLEDGES, "treaty": pl.String}),
        variables={"made.wealth": wealth},
        roles={"wealth": "made.wealth"},
    )


def models() -> dict[str, tuple[Tergm, np.ndarray[Any, Any]]]:
    """Return each model with the coefficients that make its networks."""
    boot = BlockBootstrap("year", draws=DRAWS, seed=SEED, workers=1)

    def of(part: dict[str, float]) -> Specification:
        return parse(" + ".join(part))

    pooled = Tergm(specification=of(POOLED), bootstrap=boot)
    separable = Tergm(formation=of(FORMATION), persistence=of(PERSISTENCE), bootstrap=boot)
    return {
        "pooled": (pooled, np.array([*POOLED.values()])),
        "separable": (separable, np.array([*FORMATION.values(), *PERSISTENCE.values()])),
    }


def one(model: Tergm, truth: np.ndarray[Any, Any], empty: World, draw: int) -> tuple[TergmFit, float]:
    """Return the fit to one simulated sequence, and its mean number of ties."""
    waves = [empty.in_year(year) for year in list(empty.years)[1:]]
    path = _with(model, truth).simulate_forward(
        waves, draws=1, seed=SEED + 1000 * draw, sampler=SAMPLER, workers=1
    )
    cube = empty.pledged.copy()
    for year in path:
        cube[year.year - FIRST] = year.ties[0]  # all states are members, in the world's own order
    world = empty.with_pledged(cube)
    kept = [world.in_year(year) for year in list(world.years)[SETTLING:]]
    return model.fit(kept), float(np.mean([year.counts[0] for year in path[SETTLING:]]))


def _with(model: Tergm, truth: np.ndarray[Any, Any]) -> TergmFit:
    """Return a fit that has the coefficients of the truth, made from any networks that can be fitted."""
    rng = np.random.default_rng(1)
    world = empty_world(6)
    upper = np.triu(rng.random((6, STATES, STATES)) < 0.3, 1)
    some = world.with_pledged((upper | upper.transpose(0, 2, 1)).astype(np.uint8))
    fit = model.with_bootstrap(None).fit([some.in_year(year) for year in list(some.years)[1:]])
    return replace(fit, coefficients=truth)


def study(name: str, fits: int, years: int, workers: int = 2) -> dict[str, Any]:
    """Return bias and coverage of one model's estimates over so many simulated sequences."""
    model, truth = models()[name]
    empty = empty_world(years + SETTLING)
    found = joblib.Parallel(n_jobs=workers)(joblib.delayed(one)(model, truth, empty, d) for d in range(fits))
    estimates = np.array([fit.coefficients for fit, _ in found])
    errors = np.array([fit.standard_errors for fit, _ in found])
    rows = []
    for j, term in enumerate(model.names):
        held = {}
        for interval in Interval:
            ends = [fit.tidy(0.95, interval=interval).row(j, named=True) for fit, _ in found]
            held[interval.value] = float(np.mean([e["conf.low"] <= truth[j] <= e["conf.high"] for e in ends]))
        rows.append(
            {
                "term": term,
                "truth": float(truth[j]),
                "mean estimate": float(estimates[:, j].mean()),
                "bias, in its standard errors": float(
                    (estimates[:, j].mean() - truth[j]) / (estimates[:, j].std(ddof=1) / np.sqrt(fits))
                ),
                "deviation of estimates": float(estimates[:, j].std(ddof=1)),
                "mean standard error": float(errors[:, j].mean()),
                "percentile held": held["percentile"],
                "BCa held": held["BCa"],
            }
        )
    return {
        "model": name,
        "text": str(model),
        "fits": fits,
        "years": years,
        "states": STATES,
        "bootstrap draws": DRAWS,
        "seed": SEED,
        "mean ties": float(np.mean([ties for _, ties in found])),
        "terms": rows,
    }


def main(fits: int, years: int) -> None:
    """Print the result."""
    for name in models():
        result = study(name, fits, years)
        print(
            f"{result['model']}: {fits} sequences of {years} years, {STATES} states, "
            f"{result['mean ties']:.1f} ties on average"
        )
        print(
            f"{'term':<26}{'truth':>8}{'mean':>8}{'bias/se':>9}{'spread':>8}{'std.err':>9}{'perc.':>8}{'BCa':>8}"
        )
        for row in result["terms"]:
            values = list(row.values())
            print(
                f"{values[0]:<26}{values[1]:>8.2f}{values[2]:>8.3f}{values[3]:>9.1f}{values[4]:>8.3f}"
                f"{values[5]:>9.3f}{100 * values[6]:>7.1f}%{100 * values[7]:>7.1f}%"
            )
        print(flush=True)


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    main(*arguments, *(200, 60)[len(arguments) :])
