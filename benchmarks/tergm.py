"""Time and memory of TERGMs: btergm's help page, all years of the full record, and how the work grows.

Run ``python benchmarks/tergm.py [help|full|growth]``; without a word all three, and ``growth FILE.svg`` draws what
it measures. The first needs the alliances
example among the record's files (``SYMMACHY_TEST_RECORD``, or ``../shared/record``), the second an imported full
record, and each is left out with a sentence where it has nothing. Every fit runs in a process of its own, with one
worker, and CPU seconds are those of the whole process, imports and all. The costs of the peers were recorded on one
core of the same kind of machine: seconds of a bootstrap draw.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from figures import note, record_dir

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
DRAWS = 1000
PEERS = {"btergm 1.11.1": 1.5, "ergmx": 0.77, "plain numpy Newton": 0.088}
"""CPU seconds a bootstrap draw of the help-page model; btergm measured as 70.6 s for 50 draws, 595 MB."""
TEN = (
    "ties + inertia + shared_allies(decay=0.5) + popularity + isolates + land_border + distance + joint_democracy"
    " + power_ratio + shared_adversaries"
)
SIZES, COUNTS, PERIODS = (50, 100, 200, 400, 1000), (2, 5, 10, 20), (5, 10, 20, 40)


def _tests(name: str) -> ModuleType:
    """Return a module of the tests: the world of the help page is built there."""
    sys.path.insert(0, str(ROOT))
    spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "mechanisms" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def help_page() -> dict[str, Any]:
    """Fit the model of btergm's help page."""
    from symmachy.estimation import BlockBootstrap, Tergm

    case = _tests("test_against_btergm")
    names = ("dyad", "vertex", "contiguity")
    world = case.alliances(*(pl.read_parquet(record_dir() / f"btergm_alliances_{n}.parquet") for n in names))
    begin = time.process_time()
    model = Tergm(specification=case.MODEL, bootstrap=BlockBootstrap("year", draws=DRAWS, seed=1, workers=1))
    fit = model.fit([world.in_year(year) for year in world.years])
    found = {"fit": time.process_time() - begin, "pairs": fit.pairs[0], "kept draws": len(fit.draws)}
    answer = record_dir().parent / "validation" / "btergm_help_page.json"
    if answer.exists():
        reference = np.array(json.loads(answer.read_text(encoding="utf-8"))["coef"])
        found["difference"] = float(np.abs(fit.coefficients - reference).max())
    return found


def full_record() -> dict[str, Any]:
    """Fit ten mechanisms to all yearly networks of 1946 to 2018."""
    from symmachy.estimation import BlockBootstrap, Missing, Tergm
    from symmachy.mechanisms import parse
    from symmachy.record import open_record

    world = open_record("full")
    networks = [world.in_year(year) for year in range(1946, 2019)]
    begin = time.process_time()
    model = Tergm(
        specification=parse(TEN),
        missing=Missing.DROP,
        bootstrap=BlockBootstrap("year", draws=DRAWS, seed=1, workers=1),
    )
    fit = model.fit(networks)
    return {"fit": time.process_time() - begin, "pairs": fit.pairs[0], "kept draws": len(fit.draws)}


def grown(states: int, count: int, periods: int, draws: int) -> dict[str, Any]:
    """Fit so many mechanisms to random networks, a fifth of the mechanisms reading the network."""
    from symmachy.estimation.covariances import BlockBootstrap
    from symmachy.estimation.tergm.compressed import Rows, merge_equal
    from symmachy.estimation.tergm.redraw import redraw
    from symmachy.estimation.tergm.solve import find, scaled
    from symmachy.mechanisms import System, parse

    own = parse("shared_allies + popularity + spread + indirect_allies").terms[: max(1, count // 5)]
    outside = parse("ties + " + " + ".join(f"pair('x{k}')" for k in range(count))).terms[: count - len(own)]
    terms = (*outside[:1], *own, *outside[1:])
    begin = time.process_time()
    parts = []
    for period in range(periods):
        rng = np.random.default_rng(period)
        shape = (1, states, states)
        fixed = [np.ones(shape) if t.name == "ties" else np.zeros((0, states, states)) for t in terms]
        predictor = np.full((states, states), np.log(6 / states))
        for k, term in enumerate(terms):
            if term.name == "pair":
                x = rng.normal(size=(states, states)).round(1)
                fixed[k] = (x + x.T)[None]
                predictor += 0.05 * fixed[k][0]
        upper = np.triu(rng.random((states, states)) < 1 / (1 + np.exp(-predictor)), 1)
        ties = upper | upper.T
        changes = System.made(terms, ties=ties, fixed=fixed).every()  # type: ignore[arg-type]
        one, other = np.triu_indices(states, 1)
        parts.append(merge_equal(changes[:, one, other], ties[one, other]))
    built = time.process_time() - begin
    rows = Rows(
        x=np.ascontiguousarray(np.concatenate([p.x for p in parts], axis=1)),
        y=np.concatenate([p.y for p in parts]),
        n=np.concatenate([p.n for p in parts]),
        starts=np.concatenate([[0], np.cumsum([p.y.size for p in parts])]).astype(np.int64),
    )
    begin = time.process_time()
    design = scaled(tuple(str(k) for k in range(len(terms))), rows)
    solution = find(design)
    solved = time.process_time() - begin
    begin = time.process_time()
    redraw(BlockBootstrap("year", draws=draws, seed=1, workers=1), [design], [solution.beta], periods)
    return {"design": built, "estimates": solved, "draw": (time.process_time() - begin) / (draws + periods)}


def measure(*words: str) -> dict[str, Any]:
    """Return what a case says in its own process, with the CPU seconds and the peak memory of that process."""
    command = [sys.executable, __file__, "--case", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def show_help_page() -> None:
    """Print the help page's model beside its peers."""
    if not (record_dir() / "btergm_alliances_dyad.parquet").exists():
        print(f"btergm's alliances are not in {record_dir()}: left out")
        return
    ours = measure("help")
    print(f"btergm's help page, {ours['pairs']:,} pairs, 11 coefficients, {DRAWS:,} draws, one worker")
    if "difference" in ours:
        print(f"largest difference from btergm's coefficients {ours['difference']:.1e}")
        note("tergm-difference", ours["difference"])
    print(f"{'':<22}{'CPU s':>8}{'ms a draw':>11}{'ratio':>8}{'peak MB':>9}")
    print(
        f"{'symmachy, whole':<22}{ours['cpu']:>8.1f}{1e3 * ours['cpu'] / DRAWS:>11.1f}{1:>8}{ours['peak']:>9.0f}"
    )
    note("tergm-help", ours["cpu"])
    note("tergm-help-memory", ours["peak"])
    print(f"{'symmachy, fit alone':<22}{ours['fit']:>8.1f}{1e3 * ours['fit'] / DRAWS:>11.1f}")
    for name, draw in PEERS.items():
        print(f"{name:<22}{draw * DRAWS:>8.0f}{1e3 * draw:>11.1f}{draw * DRAWS / ours['cpu']:>8.0f}")


def show_full() -> None:
    """Print all years of the full record."""
    try:
        ours = measure("full")
    except subprocess.CalledProcessError as fault:
        print(f"the full record could not be fitted ({fault.stderr.splitlines()[-1]}): left out")
        return
    print(
        f"full record, 1946-2018, ten mechanisms, {ours['pairs']:,} pairs, {DRAWS:,} draws, one worker: "
        f"fit {ours['fit']:.1f} s, whole process {ours['cpu']:.1f} s, peak {ours['peak']:.0f} MB"
    )
    note("tergm-full", ours["cpu"])


def show_growth(picture: Path | None = None) -> None:
    """Print how design, estimates and draws grow, with the exponents of a fitted power law; draw it if asked."""
    tables = {
        "states": [(n, (n, 6, 6)) for n in SIZES],
        "mechanisms": [(k, (200, k, 20)) for k in COUNTS],
        "periods": [(t, (200, 10, t)) for t in PERIODS],
    }
    seconds: dict[str, list[tuple[int, float, float, float]]] = {}
    for name, cases in tables.items():
        print(f"\n{name:<12}{'design, s':>10}{'estimates, s':>14}{'a draw, ms':>12}", flush=True)
        rows = seconds[name] = []
        for value, (states, count, periods) in cases:
            found = measure("growth", str(states), str(count), str(periods), "50")
            rows.append((value, found["design"], found["estimates"], found["draw"]))
            print(
                f"{value:<12}{rows[-1][1]:>10.2f}{rows[-1][2]:>14.2f}{1e3 * rows[-1][3]:>12.2f}", flush=True
            )
        exponents = [power(rows, j)[1] for j in (1, 2, 3)]
        print(f"{'exponent':<12}{exponents[0]:>10.2f}{exponents[1]:>14.2f}{exponents[2]:>12.2f}")
    if picture is not None:
        picture.write_text(drawn_growth(seconds), encoding="utf-8")


def power(rows: list[tuple[int, float, float, float]], column: int) -> tuple[float, float]:
    """Return the factor and the exponent of a power law through the largest three: small ones are bent by overhead."""
    logs = np.log(np.array(rows)[-3:])
    exponent, start = np.polyfit(logs[:, 0], logs[:, column], 1)
    return float(np.exp(start)), float(exponent)


def drawn_growth(seconds: dict[str, list[tuple[int, float, float, float]]]) -> str:
    """Return a picture (SVG) of the measured seconds, with the power law of each line beside it."""
    import altair as alt
    import vl_convert

    parts = {"design": "#0072b2", "estimates": "#d55e00", "1,000 draws": "#009e73"}
    panels: list[Any] = []
    for name, rows in seconds.items():
        points, laws = [], []
        for column, (part, times) in enumerate(zip(parts, (1, 1, 1000), strict=True), 1):
            exponent = power(rows, column)[1]
            points += [{"x": row[0], "seconds": row[column] * times, "part": part} for row in rows]
            laws.append(
                {
                    "x": rows[-1][0],
                    "seconds": rows[-1][column] * times,
                    "part": part,
                    "law": f"power {exponent:.1f}",
                }
            )
        data: Any = alt.Data
        x = alt.X(
            "x:Q",
            title=name,
            scale=alt.Scale(type="log", domain=[rows[0][0], 2.2 * rows[-1][0]]),
            axis=alt.Axis(values=[row[0] for row in rows], grid=False),
        )
        y = alt.Y(
            "seconds:Q",
            title="CPU seconds",
            scale=alt.Scale(type="log"),
            axis=alt.Axis(format="~g", values=[10.0**k for k in range(-4, 5)]),
        )
        colour = alt.Color(
            "part:N",
            title=None,
            scale=alt.Scale(domain=[*parts], range=[*parts.values()]),
            legend=alt.Legend(orient="top"),
        )
        lines = alt.Chart(data(values=points)).mark_line(point=True).encode(x=x, y=y, color=colour)
        words = (
            alt.Chart(data(values=laws))
            .mark_text(align="left", dx=6)
            .encode(x=x, y=y, color=colour, text="law:N")
        )
        panels.append((lines + words).properties(width=200, height=190))
    picture = alt.hconcat(*panels).properties(background="white")
    return str(vl_convert.vegalite_to_svg(picture.to_dict()))


CASES = {"help": help_page, "full": full_record}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        words = sys.argv[2:]
        if words[0] == "growth":
            sizes = [int(word) for word in words[1:]]
            grown(12, sizes[1], 4, 4)  # what is compiled or loaded once is not what grows
            result = grown(*sizes)
        else:
            result = CASES[words[0]]()
        usage = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({**result, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}))
    else:
        asked = sys.argv[1:] or ["help", "full", "growth"]
        shows = {"help": show_help_page, "full": show_full, "growth": show_growth}
        if len(asked) == 2 and asked[0] == "growth" and asked[1].endswith(".svg"):
            show_growth(Path(asked[1]))
        else:
            for word in asked:
                shows[word]()
