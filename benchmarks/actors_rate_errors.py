"""How sure a standard error of a rate is: the tie-based model of the pupils, at the reference's estimates.

Run ``python benchmarks/actors_rate_errors.py [simulations] [fits]``; 20,000 simulations are the default and take about
a minute of one processor. With a number of fits it also does what a standard error is about: networks are simulated at
the reference's estimates, the model is fitted to each of them, and the standard deviations of these estimates are
printed as ``spread``, with their own standard errors (200 fits take some three minutes).

It needs the folder ``validation`` beside the record's files (``SYMMACHY_TEST_RECORD``, or ``../shared/record``).

Standard errors are taken from all simulations, and from a thousand of them chosen at random a thousand times. The
derivatives come from scores. Ours are those of the path of changes; the score of the complete path, with the
opportunities that change nothing, has the same expectation of every product and more noise. What that noise is
for the rates is known without simulating it: given the path of changes, the number of such opportunities is
Poisson.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.estimation.actors.pupils import pupils, reference  # noqa: E402  # the tests' worlds

from symmachy.estimation import Actors, Compensatory, Phases  # noqa: E402
from symmachy.estimation.actors.moments import moments_of  # noqa: E402
from symmachy.estimation.actors.simulate import Draws, Simulator  # noqa: E402
from symmachy.estimation.actors.solve import solve  # noqa: E402
from symmachy.estimation.actors.watch import Watch  # noqa: E402

if TYPE_CHECKING:
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import FloatArray

MODEL = Actors(
    evaluation="ties + triangles + popularity + similarity('alcohol', span=4)", rule=Compensatory()
)
SEED, CHOSEN, TIMES = 5, 1000, 1000


def errors(problem: Problem, draws: Draws, rates: FloatArray) -> FloatArray:
    """Return the standard errors that draws give."""
    found = moments_of(problem, draws, np.ones(len(rates), dtype=np.bool_))
    scale = np.ones(len(found.mean))
    scale[: len(rates)] = rates
    back = np.linalg.inv(found.derivative)
    return np.sqrt(np.diag(back @ found.covariance @ back.T)) * scale


def spread(problem: Problem, rates: FloatArray, values: FloatArray, fits: int) -> FloatArray:
    """Return the estimates of fits to simulated ends of all periods, ``(fits, P)``."""
    draws = Simulator(problem=problem, seed=SEED).draw(
        rates, values, stage=1 << 21, count=fits, scored=False, keep=True
    )
    found, phases = [], Phases(last=300)
    for d, ends in enumerate(draws.ends or ()):
        periods = tuple(replace(p, end=end) for p, end in zip(problem.periods, ends, strict=True))
        seen = replace(problem, periods=periods)
        with Watch(total=phases.usual) as watch:
            theta = solve(seen, Simulator(problem=seen, seed=d), phases, None, watch).theta
        found.append(np.concatenate([theta.rates, theta.values]))
    return np.array(found)


def main(simulations: int, fits: int) -> None:
    """Print the standard errors and how they vary."""
    record = Path(os.environ.get("SYMMACHY_TEST_RECORD") or ROOT.parent / "shared" / "record")
    folder = record.parent / "validation" / "siena_s50"
    if not folder.exists():
        print("The pupils of the RSiena example are not there.")
        return
    problem, answer = MODEL.pose(pupils(folder)).problem, reference(folder)["sym6"]
    theta, theirs = np.array(answer["theta"]), np.array(answer["se"])
    rates = theta[:2]
    simulator = Simulator(problem=problem, seed=SEED)
    draws = simulator.draw(rates, theta[2:], stage=0, count=simulations, scored=True)
    scores = np.array(draws.scores)
    rng = np.random.default_rng(SEED)
    pairs = np.array([float(p.allowed.sum()) for p in problem.periods])
    # A rate's score is twice the changes less their expectation, which is what is left of the opportunities.
    idle = rates**2 * pairs - (draws.changes - scores[:, :, 0] / 2)
    complete = scores.copy()
    complete[:, :, 0] += 2.0 * (rng.poisson(idle) - idle)

    rows = {"reference": theirs, "all": errors(problem, draws, rates)}
    for name, used in (("changes", scores), ("complete", complete)):
        found = []
        for _ in range(TIMES):
            k = rng.choice(simulations, CHOSEN, replace=False)
            some = replace(draws, statistics=draws.statistics[k], scores=used[k], changes=draws.changes[k])
            found.append(errors(problem, some, rates))
        for share in (0.005, 0.025, 0.5, 0.975):
            rows[f"{name} {share:.1%}"] = np.quantile(found, share, axis=0)
        rows[f"{name} below"] = np.mean(np.array(found) <= theirs, axis=0)
    if fits:
        estimates = spread(problem, rates, theta[2:], fits)
        rows[f"spread of {fits}"] = estimates.std(axis=0, ddof=1)
        rows["+-"] = rows[f"spread of {fits}"] / np.sqrt(2.0 * (fits - 1))
    print(f"{'':<16}" + "".join(f"{name[:14]:>16}" for name in ("rate 1", "rate 2", *problem.layout.names)))
    for name, row in rows.items():
        print(f"{name:<16}" + "".join(f"{value:>16.4f}" for value in row))


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    main(asked[0] if asked else 20_000, asked[1] if len(asked) > 1 else 0)
