"""Time of actor-oriented models: pupils, alliances, how near to the least that must be done, how the work grows.

    python benchmarks/actors.py                     # everything
    python benchmarks/actors.py pupils alliances    # or some of pupils, alliances, bare, full, growth
    python benchmarks/actors.py growth --plot F.svg # the growth as a picture

Pupils and alliances need the record's files (``SYMMACHY_TEST_RECORD``, or ``../shared/record``, with the folder
``validation`` beside them) and are left out with a sentence where there are none. CPU seconds of one worker,
after compilation. The costs of RSiena 1.6.6 were recorded on one core of the same kind of machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

for _threads in (
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
):  # waiting threads use a processor too
    os.environ.setdefault(_threads, "1")

import numba  # noqa: E402  # after the number of threads is set
import numpy as np  # noqa: E402  # as above
import polars as pl  # noqa: E402  # as above
from figures import note, record_dir  # noqa: E402  # as above

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.estimation.actors.pupils import FIRST, codes, pupils, random_ties, reference, waves  # noqa: E402  # the tests' worlds  # noqa: E402
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
COUNTED = {
    rule: Phases(steps=8, draws=50, parts=1, updates=100, batch=16, last=last, enough=1e9)
    for rule, last in (("Reciprocal", 1057), ("Forcing", 1007))
}
"""3,007 simulations, as RSiena made: with seed 1 the first phase stops a step early by reciprocal confirmation."""
GROWING = (
    "ties",
    "shared_allies",
    "popularity",
    "difference('x')",
    "triangles",
    "isolates",
    "spread",
    "activity",
    *(f"{name}(scale='{scale}')" for name in ("popularity", "activity") for scale in ("log", "plain")),
    *(f"{name}(decay={decay})" for decay in (0.2, 1.0, 1.5, 2.0) for name in ("spread", "shared_allies")),
)
"""Mechanisms in the order in which they are added, the fixed one among the first."""


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
    widest = 0.0
    for name, model in models.items():
        model.fit(networks, seed=1, phases=Phases(steps=1, draws=10, parts=0, last=20, repeats=0))
        begin = time.process_time()
        fit = model.fit(networks, seed=1)
        spent = time.process_time() - begin
        errors = np.array(answers[name]["se"])
        gap = np.abs((fit.coefficients - np.array(answers[name]["theta"])) / errors).max()
        ratios = fit.standard_errors / errors
        widest = max(widest, gap)
        note(f"pupils-{name}", spent)
        print(
            f"{name:<8} {spent:>7.2f} {SIENA[name]:>7.1f} {SIENA[name] / spent:>6.1f} {fit.overall:>8.3f} {gap:>10.2f} "
            f"{ratios.min():>6.2f}{ratios.max():>6.2f}"
        )
    note("pupils-gap", widest)


def print_alliances() -> None:
    """Print the fits to alliances with RSiena's number of simulations, and draws at the estimates."""
    if not (record_dir() / "btergm_alliances_dyad.parquet").exists():
        print("The alliances example of btergm is not there.")
        return
    networks = alliances()
    for rule in (Reciprocal(), Forcing()):
        name = type(rule).__name__
        begin = time.process_time()
        fit = Actors(evaluation=ALLIANCES, rule=rule).fit(networks, seed=1, phases=COUNTED[name])
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
        note("actors-alliances" if isinstance(rule, Reciprocal) else "actors-forcing", spent)
        walls = []
        for jobs in (1, 2):
            wall, begin = time.perf_counter(), time.process_time()
            fit.simulate(networks, draws=600, jobs=jobs)
            wall, spent = time.perf_counter() - wall, time.process_time() - begin
            walls.append(wall)
            print(f"600 draws by {jobs}: {wall:.2f} s of time, {spent:.2f} s of CPU")
        if isinstance(rule, Reciprocal):
            note("actors-draws", drawn_in)
            note("actors-two", walls[0] / walls[1])


@numba.njit
def pass_once(  # noqa: PLR0917
    weight: Any,  # noqa: ANN401
    total: Any,  # noqa: ANN401
    pairs: Any,  # noqa: ANN401
    count: int,
    nodes: Any,  # noqa: ANN401
    times: int,
) -> None:
    """Read, multiply, write and sum each weight that a change moves, and nothing else."""
    for _ in range(times):
        for at in range(nodes.shape[0]):
            c = nodes[at]
            for k in range(total.shape[0]):
                new = weight[k, c] * 1.0000001
                total[k] += new - weight[k, c]
                weight[k, c] = new
        for p in range(count):
            k, m = pairs[p, 0], pairs[p, 1]
            new = weight[k, m] * 1.0000001
            total[k] += new - weight[k, m]
            weight[k, m] = new


def print_bare() -> None:
    """Print what a change costs beside one pass over the weights that it moves."""
    from symmachy.estimation.actors.begin import Begin
    from symmachy.kernels.reached import list_of, reached

    if not (record_dir() / "btergm_alliances_dyad.parquet").exists():
        print("The alliances example of btergm is not there.")
        return
    problem = Actors(evaluation=ALLIANCES, rule=Reciprocal()).pose(alliances()).problem
    rates, values = np.array([0.1, 5.3, 1.9, 2.5]), np.array([-1.7, 2.8, -0.57, 1.4, -0.66, -0.45, 0.07])
    simulator = Simulator(problem=problem, seed=1)
    simulator.draw(rates, values, stage=0, count=1, scored=False)
    costs = []
    for scored in (False, True):
        begin = time.process_time()
        draws = simulator.draw(rates, values, stage=1, count=100, scored=scored)
        costs.append(1e6 * (time.process_time() - begin) / draws.changes.sum())
    made = Begin.of(problem, 1, values, scored=False)
    view, size = made.system.view, len(made.choices.total)
    changed = np.argwhere(np.triu(problem.periods[1].start != problem.periods[1].end, 1))
    found, counts, spent = list_of(size), [], 0.0
    weight, total, rounds = made.choices.weight.copy(), made.choices.total.copy(), 2000
    for i, j in changed:
        count = reached(view, made.setting.reach, found, int(i), int(j))
        counts.append(count)
        nodes = np.array([i, j])
        pass_once(weight, total, found.pairs, count, nodes, 1)
        begin = time.process_time()
        pass_once(weight, total, found.pairs, count, nodes, rounds)
        spent += time.process_time() - begin
    bare = 1e6 * spent / rounds / len(changed)
    moved = 2 * size + np.mean(counts)
    print(
        f"weights that a change moves, mean of {len(changed)} changes observed: {moved:.0f} of {size * (size - 1)}"
    )
    print(f"one pass over them {bare:.2f} microseconds")
    for what, cost in zip(("a change", "a change with its part of the score"), costs, strict=True):
        print(f"{what} {cost:.1f} microseconds: {cost / bare:.1f} passes")
    note("actors-passes", costs[0] / bare)


def print_full() -> None:
    """Print the time of the fit to all yearly networks of the full record, as the command takes it by two workers."""
    study = str(ROOT / "examples" / "studies" / "full_record.toml")
    command = (sys.executable, "-m", "symmachy", "fit", study, "--by", "actors", "--jobs", "2", "--json")
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        print(
            f"the fit of the full record ended with {done.returncode}: it needs symmachy record import FOLDER"
        )
        return
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"full record, 1946-2018, ten mechanisms, two workers: {wall:.0f} s, {spent:.0f} s of CPU")
    note("actors-full", wall)


def grown(size: int, periods: int) -> list[Network]:
    """Return sparse random networks, eight ties a state."""
    rng = np.random.default_rng(1)
    ties = [random_ties(rng, size, 8 / size, directed=False) for _ in range(periods + 1)]
    span = (FIRST, FIRST + periods)
    x = {(y, c): float(rng.normal()) for y in range(span[0], span[1] + 1) for c in codes(size)}
    return waves(ties, [of_states("made.x", x, coverage=span)])


def timed(size: int, terms: int, periods: int) -> tuple[float, float]:
    """Return CPU milliseconds of a draw, and microseconds of a change."""
    problem = (
        Actors(evaluation=" + ".join(GROWING[:terms]), rule=Reciprocal()).pose(grown(size, periods)).problem
    )
    simulator, values = Simulator(problem=problem, seed=1), np.zeros(terms)
    values[:2] = -2.5, 0.3 if terms > 1 else 0.0
    rates = np.full(periods, 2.0)
    simulator.draw(rates, values, stage=0, count=1, scored=False)
    begin = time.process_time()
    draws = simulator.draw(rates, values, stage=1, count=10, scored=False)
    spent = time.process_time() - begin
    return 1e3 * spent / 10, 1e6 * spent / draws.changes.sum()


def print_growth(plot: Path | None) -> None:
    """Print and draw how the time of a draw grows with states, mechanisms and periods."""
    plans: dict[str, list[tuple[int, int, int]]] = {
        "states": [(size, 4, 1) for size in (50, 100, 200, 400, 700, 1000)],
        "mechanisms": [(200, terms, 1) for terms in (2, 4, 8, 12, 16, 20)],
        "periods": [(100, 4, periods) for periods in (1, 2, 4, 8, 16)],
    }
    rows = []
    for what, plan in plans.items():
        place = list(plans).index(what)
        found = [(case[place], *timed(*case)) for case in plan]
        for at, draw, change in found:
            print(f"{at:>5} {what:<11} {draw:>9.2f} ms a draw {change:>8.2f} microseconds a change")
            rows.append({"what": what, "at": at, "draw": draw, "change": change})
        at, draw, change = np.log(np.array(found)).T
        late = len(at) // 2
        print(
            f"a draw costs {what} to the power {np.polyfit(at, draw, 1)[0]:.2f} (over the larger half "
            f"{np.polyfit(at[late:], draw[late:], 1)[0]:.2f}), a change {np.polyfit(at, change, 1)[0]:.2f}"
        )
    if plot is not None:
        draw_growth(rows, plot)


def draw_growth(rows: list[dict[str, Any]], path: Path) -> None:
    """Write the growth as a picture."""
    import altair as alt
    import vl_convert

    panels: list[Any] = []
    data: Any = alt.Data
    for what in ("states", "mechanisms", "periods"):
        here = [row for row in rows if row["what"] == what]
        places = [row["at"] for row in here]
        scale = alt.Scale(type="log", domain=[places[0], places[-1]], nice=False)
        x = alt.X(
            "at:Q",
            title=f"{what}, {places[0]} to {places[-1]:,}",
            scale=scale,
            axis=alt.Axis(values=places, format="d", labelOverlap="greedy", labelSeparation=4),
        )
        costs = [row["draw"] for row in here]
        scale = alt.Scale(type="log", domain=[0.8 * min(costs), 1.2 * max(costs)], nice=False)
        y = alt.Y("draw:Q", title="CPU milliseconds a draw", scale=scale, axis=alt.Axis(tickCount=4))
        line = alt.Chart(data(values=here)).mark_line(point=True, color="#0072b2").encode(x=x, y=y)
        panels.append(line.properties(width=210, height=170))
    text = vl_convert.vegalite_to_svg(alt.hconcat(*panels).properties(background="white").to_dict())
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Print what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parts", nargs="*", choices=["pupils", "alliances", "bare", "full", "growth", []])
    asked.add_argument("--plot", type=Path)
    options = asked.parse_args()
    parts = {
        "pupils": print_pupils,
        "alliances": print_alliances,
        "bare": print_bare,
        "full": print_full,
        "growth": lambda: print_growth(options.plot),
    }
    for name in options.parts or parts:
        parts[name]()


if __name__ == "__main__":
    main()
