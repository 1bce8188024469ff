"""Time and memory of a large hazard model, against statsmodels on the same data.

Run as ``python benchmarks/hazard.py [rows]``. Each case runs in a process of its own, so that its peak memory
is its own; symmachy runs twice in its process, and the second time is the one compared, since the first may
compile.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from figures import note

STATES = 200
COVARIATES = [f"x{j}" for j in range(1, 7)]


def make(rows: int) -> pl.DataFrame:
    """Return rows of pairs with six covariates and an event in about two of a hundred rows."""
    rng = np.random.default_rng(20)
    first = rng.integers(0, STATES, rows)
    second = (first + rng.integers(1, STATES, rows)) % STATES
    dyad = np.minimum(first, second) * STATES + np.maximum(first, second)
    x = rng.normal(size=(6, rows))
    predictor = -4.3 + 0.4 * x[0] - 0.3 * x[1] + 0.2 * x[2] + rng.normal(size=STATES**2)[dyad] * 0.5
    y = rng.random(rows) < 1 / (1 + np.exp(-predictor))
    columns = dict(zip(COVARIATES, x, strict=True))
    return pl.DataFrame({"y": y, "dyad": dyad, "first": first, "second": second, **columns})


def run_symmachy(path: Path, link: str) -> dict[str, object]:
    """Return times of a first and a second fit in one process."""
    frame = pl.read_parquet(path)
    begin = time.perf_counter()
    from symmachy.estimation import Cloglog, Clustered, Hazard, Logit

    model = Hazard(
        outcome="y",
        covariates=tuple(COVARIATES),
        link=Logit() if link == "logit" else Cloglog(),
        covariance=Clustered("dyad"),
    )
    fit = model.fit(frame)
    first = time.perf_counter() - begin
    begin = time.perf_counter()
    fit = model.fit(frame)
    return {
        "first": first,
        "second": time.perf_counter() - begin,
        "coefficients": fit.coefficients.tolist(),
        "passes": fit.iterations + 1,
    }


def run_statsmodels(path: Path, link: str) -> dict[str, object]:
    """Return the time of one fit by statsmodels' GLM with the same clusters."""
    frame = pl.read_parquet(path)
    import statsmodels.api as sm

    begin = time.perf_counter()
    x = np.column_stack([np.ones(frame.height), frame.select(COVARIATES).to_numpy()])
    links = sm.families.links
    family = sm.families.Binomial(link=links.Logit() if link == "logit" else links.CLogLog())
    fit = sm.GLM(frame["y"].cast(pl.Float64).to_numpy(), x, family=family).fit(
        cov_type="cluster", cov_kwds={"groups": frame["dyad"].to_numpy()}
    )
    return {"second": time.perf_counter() - begin, "coefficients": fit.params.tolist()}


def one_pass(path: Path, _link: str) -> dict[str, object]:
    """Return the time to read the design once from memory, with all processors."""
    from symmachy.kernels.binary import gram

    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    x = np.ones((1, 7 * rows))
    gram(x, x[0])
    begin = time.perf_counter()
    gram(x, x[0])
    return {"second": time.perf_counter() - begin}


def compile_cost(_path: Path, link: str) -> dict[str, object]:
    """Return the time of a small fit with nothing compiled, less the same fit again, imports left out."""
    import numba  # noqa: F401 - importing it is not compiling
    import scipy.special  # noqa: F401 - nor is this

    from symmachy.estimation import Cloglog, Clustered, Hazard, Logit

    frame = make(1000)
    covariance = Clustered("dyad")
    shape = {"outcome": "y", "covariates": ("x1",), "covariance": covariance}
    model = Hazard(**shape, link=Logit() if link == "logit" else Cloglog())
    times = []
    for _ in range(2):
        begin = time.perf_counter()
        model.fit(frame)
        times.append(time.perf_counter() - begin)
    return {"second": times[0] - times[1]}


CASES = {
    "symmachy": run_symmachy,
    "statsmodels": run_statsmodels,
    "one pass": one_pass,
    "compiling": compile_cost,
}


def measure(case: str, path: Path, link: str) -> dict[str, object]:
    """Return what a case says in its own process, with that process's peak memory."""
    environment = dict(os.environ)
    if case == "compiling":
        environment["NUMBA_CACHE_DIR"] = tempfile.mkdtemp()
    command = [sys.executable, __file__, "--case", case, str(path), link]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(rows: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        make(rows).write_parquet(path)
        floor = measure("one pass", path, "logit")["second"]
        print(f"{rows:,} rows, 6 covariates, clustered by dyad, {os.cpu_count()} processors")
        print(f"one pass over the design in memory: {floor:.3f} s")
        print(f"{'link':<8} {'case':<12} {'seconds':>8} {'peak MB':>8}  remarks")
        for link in ("logit", "cloglog"):
            ours = measure("symmachy", path, link)
            theirs = measure("statsmodels", path, link)
            compiling = measure("compiling", path, link)["second"]
            gap = np.max(np.abs(np.subtract(ours["coefficients"], theirs["coefficients"])))
            passes = ours["second"] / floor
            print(
                f"{link:<8} {'symmachy':<12} {ours['second']:>8.2f} {ours['peak']:>8.0f}  "
                f"first fit in the process {ours['first']:.2f} s with imports; compiling once "
                f"{compiling:.2f} s; {ours['passes']} passes made, {passes:.0f} times the limit of one pass"
            )
            print(
                f"{link:<8} {'statsmodels':<12} {theirs['second']:>8.2f} {theirs['peak']:>8.0f}  "
                f"{theirs['second'] / ours['second']:.1f} times the time; "
                f"largest difference of coefficients {gap:.1e}"
            )
            note(link, ours["second"], peer_value=theirs["second"])
            note("hazard-memory", ours["peak"], peer_value=theirs["peak"])
            note("hazard-difference", gap)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        result = CASES[sys.argv[2]](Path(sys.argv[3]), sys.argv[4])
        result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
