"""Whether actor-oriented models find the coefficients that made the networks, and how often intervals hold them.

Run ``python benchmarks/actors_recovery.py [reciprocal|forcing|rate] [--fits 200] [--workers 1] [--keep FILE]``;
without a word all models. With ``--keep`` each fit is added to a file as it ends, a study that was stopped goes on from
there, and ``--fits 0`` prints what is kept. Network number d, its fit and nothing else depend on the seed and d.

A first network is drawn at random and forgotten in a long period at the true coefficients. What it has become is
the first wave; two periods more give the second and the third, and the model is fitted to the three.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import joblib
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.estimation.actors.pupils import FIRST, codes, random_ties, waves  # the tests' worlds
from tests.worlds import of_pairs, of_states

from symmachy.errors import NotIdentified
from symmachy.estimation import Actors, Forcing, Phases, Reciprocal, Rule
from symmachy.estimation.actors.simulate import Simulator

if TYPE_CHECKING:
    from symmachy.typing import BoolArray
    from symmachy.world import Network

STATES, WAVES, SEED, SETTLING = 24, 3, 2024, 30.0
DENSITY = 0.15
RULES: dict[str, Rule] = {"reciprocal": Reciprocal(), "forcing": Forcing(), "rate": Reciprocal()}
TRUTH = {
    "reciprocal": {
        "rate 1900-1901": 4.0,
        "rate 1901-1902": 3.0,
        "ties": -0.8,
        "shared_allies": 0.4,
        "pair('p')": 0.5,
        "sum('x')": 0.2,
    },
    "forcing": {
        "rate 1900-1901": 2.0,
        "rate 1901-1902": 1.5,
        "ties": -1.4,
        "shared_allies": 0.5,
        "pair('p')": 0.6,
        "sum('x')": 0.3,
    },
    "rate": {
        "rate 1900-1901": 4.0,
        "rate 1901-1902": 3.0,
        "ties": -0.8,
        "shared_allies": 0.4,
        "pair('p')": 0.5,
        "rate: x": 0.5,
    },
}
PHASES = Phases(steps=6, draws=50, parts=2, updates=5, batch=20, last=500, enough=0.2, repeats=2)


def networks(ties: list[BoolArray]) -> list[Network]:
    """Return the waves with their covariates, which are the same in all studies and years."""
    rng = np.random.default_rng(SEED)
    names, years = codes(STATES), range(FIRST, FIRST + len(ties))
    of_pair, of_state = rng.normal(size=(STATES, STATES)), rng.normal(size=STATES)
    span = (years[0], years[-1])
    p = {
        (y, names[i], names[j]): float(of_pair[i, j])
        for y in years
        for i in range(STATES)
        for j in range(i + 1, STATES)
    }
    x = {(y, name): float(value) for y in years for name, value in zip(names, of_state, strict=True)}
    variables = [of_states("made.x", x, coverage=span), of_pairs("made.p", p, absent=None, coverage=span)]
    return waves(ties, variables)


def made(name: str, draw: int) -> list[Network]:
    """Return three waves made by the true coefficients."""
    truth = TRUTH[name]
    rates = [value for term, value in truth.items() if term.startswith("rate ")]
    values = np.array([value for term, value in truth.items() if not term.startswith("rate ")])
    ties = [random_ties(np.random.default_rng([SEED, draw]), STATES, DENSITY)]
    for stage, rate in enumerate((SETTLING, *rates)):
        problem = model(name).pose(networks([ties[-1], ties[-1]])).problem
        simulator = Simulator(problem=problem, seed=SEED + 1 + draw)
        found = simulator.draw(np.array([rate]), values, stage=stage, count=1, scored=False, keep=True)
        ties.append((found.ends or [])[0][0])
    return networks(ties[1:])


def model(name: str) -> Actors:
    """Return the model of a study."""
    weighed = [term for term in TRUTH[name] if not term.startswith("rate")]
    rate = [term.removeprefix("rate: ") for term in TRUTH[name] if term.startswith("rate: ")]
    return Actors(evaluation=" + ".join(weighed), rate=tuple(rate), rule=RULES[name])


def one(name: str, draw: int, keep: Path | None) -> dict[str, Any]:
    """Return what one fit found, and add it to a file."""
    waved = made(name, draw)
    found: dict[str, Any] = {"model": name, "draw": draw, "ties": [int(n.ties().sum()) // 2 for n in waved]}
    try:
        fit = model(name).fit(waved, phases=PHASES, seed=SEED + draw)
    except NotIdentified as error:
        found["refused"] = str(error)
    else:
        found |= {
            "names": list(fit.names),
            "estimates": fit.coefficients.tolist(),
            "errors": fit.standard_errors.tolist(),
            "overall": fit.overall,
            "converged": fit.converged,
            "simulations": fit.simulations,
        }
    if keep is not None:
        with keep.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")
    return found


def study(name: str, fits: int, workers: int, keep: Path | None) -> list[dict[str, Any]]:
    """Return the fits of one model, those that are kept and those that are not."""
    text = keep.read_text(encoding="utf-8") if keep is not None and keep.exists() else ""
    rows = [json.loads(line) for line in text.splitlines()]
    known = {row["draw"]: row for row in rows if row["model"] == name}
    lacking = [draw for draw in range(fits) if draw not in known]
    new = joblib.Parallel(n_jobs=workers)(joblib.delayed(one)(name, draw, keep) for draw in lacking)
    return sorted([*known.values(), *new], key=lambda row: int(row["draw"]))


def show(name: str, rows: list[dict[str, Any]]) -> None:
    """Print bias, spread and coverage over the fits that converged."""
    truth = TRUTH[name]
    good = [row for row in rows if row.get("converged") and row["names"] == list(truth)]
    refused = sum("refused" in row for row in rows)
    lines = [
        (
            f"{model(name)}: {len(rows)} sequences of {WAVES} waves, {STATES} states, seed {SEED}; {refused} refused, "
            f"{len(rows) - refused - len(good)} not converged, {len(good)} counted"
        )
    ]
    if len(good) > 1:
        estimates, errors = (np.array([row[key] for row in good]) for key in ("estimates", "errors"))
        ties = np.array([row["ties"] for row in good]).mean(axis=0)
        held = np.abs(estimates - list(truth.values())) <= 1.959964 * errors
        lines += [
            (
                f"ties of the waves, on average: {', '.join(f'{t:.1f}' for t in ties)}; overall maximum convergence "
                f"ratio {np.median([row['overall'] for row in good]):.3f} (median), "
                f"{max(row['overall'] for row in good):.3f} (largest)"
            ),
            f"{'term':<26}{'truth':>8}{'mean':>8}{'bias/se':>9}{'spread':>8}{'std.err':>9}{'held':>8}{'+-':>7}",
        ]
        for k, (term, value) in enumerate(truth.items()):
            mine, share = estimates[:, k], held[:, k].mean()
            spread = mine.std(ddof=1)
            lines.append(
                f"{term:<26}{value:>8.2f}{mine.mean():>8.3f}"
                f"{(mine.mean() - value) / (spread / np.sqrt(len(good))):>9.1f}{spread:>8.3f}"
                f"{np.median(errors[:, k]):>9.3f}{100 * share:>7.1f}%"
                f"{100 * np.sqrt(share * (1 - share) / len(good)):>6.1f}%"
            )
    print("\n".join(lines), end="\n\n", flush=True)


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", help="reciprocal, forcing, rate, or several")
    parser.add_argument("--fits", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    for name in asked.models or TRUTH:
        show(name, study(name, asked.fits, asked.workers, asked.keep))


if __name__ == "__main__":
    main()
