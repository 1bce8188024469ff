"""Time of actor-oriented models: pupils, alliances, and how the work grows.

Run ``python benchmarks/actors.py [pupils|alliances|growth]``; without a word all three. The first two need the
record's files (``SYMMACHY_TEST_RECORD``, or ``../shared/record``, with the folder ``validation`` beside them) and
are left out with a sentence where there are none. CPU seconds of one worker, after compilation. The costs of
RSiena 1.6.6 were recorded on one core of the same kind of machine.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.estimation.actors.pupils import drawn, pupils, reference  # noqa: E402  # the tests' worlds
from tests.worlds import PLEDGES, of_pairs, of_states, world  # noqa: E402

from symmachy.estimation import (  # noqa: E402
    Actors,
    Compensatory,
    Directed,
    Forcing,
    Phases,
    Reciprocal,
    Relation,
)
from symmachy.estimation.actors.simulate import Simulator  # noqa: E402
from symmachy.world import Reading  # noqa: E402

if TYPE_CHECKING:
    from symmachy.world import Network

YEARS = (1981, 1986, 1991, 1996, 2000)
ALLIANCES = (
    "ties + shared_allies(decay=0.69) + popularity + pair('contiguity') + pair('war')"
    " + similarity('polity', span=20) + sum('cinc')"
)
PUPILS = "ties + triangles + popularity + similarity('alcohol', span=4)"
SIENA = {"plain": 9.6, "sym2": 5.5, "sym3": 8.9, "sym6": 16.9}
SIENA_ALLIANCES = {"Reciprocal": (164.0, 15.5), "Forcing": (99.0, 8.8)}
"""The fit with 3,007 iterations, and 300 draws of the four periods."""
COUNTED = Phases(steps=8, draws=50, parts=1, updates=100, batch=16, last=1007, enough=1e9)
"""3,007 simulations at the most, as RSiena made."""


def record_dir() -> Path:
    """Return the folder with the record's files."""
    return Path(os.environ.get("SYMMACHY_TEST_RECORD") or ROOT.parent / "shared" / "record")


def alliances() -> list[Network]:
    """Return five networks of 164 states, from btergm's example."""
    dyad, vertex, touching = (
        pl.read_parquet(record_dir() / f"btergm_alliances_{n}.parquet")
        for n in ("dyad", "vertex", "contiguity")
    )
    span = (YEARS[0], YEARS[-1])
    pairs = dyad.with_columns(one=pl.min_horizontal("id1", "id2"), other=pl.max_horizontal("id1", "id2"))
    war = pairs.group_by("year", "one", "other").agg(pl.col("mid").max())
    borders = {(y, *sorted(p)): 1.0 for p in touching.iter_rows() for y in range(span[0], span[1] + 1)}
    variables = [
        of_pairs("made.contiguity", borders, coverage=span),
        of_pairs("made.war", {(y, a, b): float(v) for y, a, b, v in war.iter_rows() if v}, coverage=span),
    ]
    for name, times in (("polity", 1.0), ("cinc", 100.0)):
        rows = {(y, a): times * float(v) for y, a, v in vertex.select("year", "id", name).iter_rows()}
        variables.append(of_states(f"made.{name}", rows, coverage=span))
    made = world(" ".join(sorted(vertex["id"].unique())), first=span[0], last=span[1], variables=variables)
    tied = pairs.filter(pl.col("ally") == 1).select("year", "one", "other").unique()
    rows = [(a, b, 1, date(y, 1, 1), date(y + 1, 1, 1), None) for y, a, b in tied.iter_rows()]
    made = replace(made, pledges=pl.DataFrame(rows, schema=PLEDGES, orient="row"))
    return [made.in_year(year) for year in YEARS]


def print_pupils() -> None:
    """Print the fits to the pupils beside RSiena's."""
    folder = record_dir().parent / "validation" / "siena_s50"
    if not folder.exists():
        print("The pupils of the RSiena example are not there.")
        return
    networks, answers = pupils(folder), reference(folder)
    sided = Relation(reading=Reading.DIRECTED)
    models = {
        "plain": Actors(
            evaluation="ties + reciprocity + transitive_triplets + three_cycles",
            rule=Directed(),
            relation=sided,
        ),
        "sym2": Actors(evaluation=PUPILS, rule=Forcing()),
        "sym3": Actors(evaluation=PUPILS, rule=Reciprocal()),
        "sym6": Actors(evaluation=PUPILS, rule=Compensatory()),
    }
    print(
        f"{'pupils':<8} {'CPU s':>7} {'RSiena':>7} {'ratio':>6} {'overall':>8} {'gap in SE':>10} {'SE ratios':>12}"
    )
    for name, model in models.items():
        model.fit(networks, seed=1, phases=Phases(steps=1, draws=10, parts=0, last=20, repeats=0))
        begin = time.process_time()
        fit = model.fit(networks, seed=1)
        spent = time.process_time() - begin
        errors = np.array(answers[name]["se"])
        gap = np.abs((fit.coefficients - np.array(answers[name]["theta"])) / errors).max()
        ratios = fit.standard_errors / errors
        print(
            f"{name:<8} {spent:>7.2f} {SIENA[name]:>7.1f} {SIENA[name] / spent:>6.1f} {fit.overall:>8.3f} {gap:>10.2f} "
            f"{ratios.min():>6.2f}{ratios.max():>6.2f}"
        )


def print_alliances() -> None:
    """Print the fits to alliances with RSiena's number of simulations, and draws at the estimates."""
    if not (record_dir() / "btergm_alliances_dyad.parquet").exists():
        print("The alliances example of btergm is not there.")
        return
    networks = alliances()
    for rule in (Reciprocal(), Forcing()):
        name = type(rule).__name__
        begin = time.process_time()
        fit = Actors(evaluation=ALLIANCES, rule=rule).fit(networks, seed=1, phases=COUNTED)
        spent = time.process_time() - begin
        begin = time.process_time()
        draws = fit.simulate(networks, draws=300)
        drawn_in = time.process_time() - begin
        recorded = SIENA_ALLIANCES[name]
        print(fit.summary())
        each = 1e6 * drawn_in / draws.changes.sum()
        print(
            f"{name}: {fit.simulations} simulations in {spent:.1f} s (RSiena {recorded[0]:.0f} s for 3,007)"
        )
        print(f"300 draws in {drawn_in:.2f} s (RSiena {recorded[1]} s), {each:.1f} microseconds a change")


def print_growth() -> None:
    """Print the microseconds of a change by the number of states, and the exponent of their growth."""
    text = "ties + shared_allies + popularity + pair('p')"
    found = []
    for size in (50, 100, 200, 400):
        networks = drawn(size, seed=1, density=8 / size)
        problem = Actors(evaluation=text, rule=Reciprocal()).pose(networks).problem
        simulator, values = Simulator(problem=problem, seed=1), np.array([-2.5, 0.3, 0.1, 0.0])
        simulator.draw(np.array([0.1]), values, stage=0, count=1, scored=False)
        begin = time.process_time()
        draws = simulator.draw(np.array([2.0]), values, stage=1, count=10, scored=False)
        found.append((size, 1e6 * (time.process_time() - begin) / draws.changes.sum()))
        print(f"{size:>5} states  {found[-1][1]:>8.1f} microseconds a change")
    sizes, times = np.log(np.array(found)).T
    print(f"a change costs the number of states to the power {np.polyfit(sizes, times, 1)[0]:.2f}")


def main() -> None:
    """Print what was asked for."""
    parts = {"pupils": print_pupils, "alliances": print_alliances, "growth": print_growth}
    for name in sys.argv[1:] or parts:
        parts[name]()


if __name__ == "__main__":
    main()
