"""Whether a hazard finds the coefficients that made the rows, and how often each kind of interval holds them.

Run ``python benchmarks/hazard_recovery.py [runs] [study ...]``; 400 runs of each study are the default and take about
two CPU minutes. Run `r` of a study draws from Philox with the seed (2026, place of the study, r), so that fewer runs
are the first of more. The table is kept in docs/explanation/hazard_recovery.txt.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from symmachy.errors import NotIdentified
from symmachy.estimation import (
    BlockBootstrap,
    Cloglog,
    Clustered,
    DyadicRobust,
    Firth,
    Hazard,
    Held,
    Interval,
    Logit,
    ModelBased,
    Spline,
    bootstrap,
    fit_with,
    profile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symmachy.estimation import Covariance, Link
    from symmachy.typing import FloatArray

SEED = 2026
Told = dict[str, dict[str, tuple[float, float, float]]]
"""By kind of interval and name: estimate, lower and upper end."""


@dataclass(frozen=True, kw_only=True)
class Study:
    """How rows are made, what is estimated, and what is true."""

    name: str
    about: str
    truth: dict[str, float]
    run: Callable[[np.random.Generator], Told]


def tidy(frame: pl.DataFrame, names: Sequence[str]) -> dict[str, tuple[float, float, float]]:
    """Return estimates and ends of some rows of a table of coefficients."""
    kept = frame.filter(pl.col("term").is_in(list(names)))
    return {
        t: (e, lo, hi) for t, e, lo, hi in kept.select("term", "estimate", "conf.low", "conf.high").rows()
    }


def pair_years(rng: np.random.Generator, link: Link, *, pairs: int = 100, years: int = 30) -> pl.DataFrame:
    """Make rows that depend on each other within pairs and within years, each alone following the model exactly.

    A row's number is its own, its pair's or its year's, and is compared with the row's probability.
    """
    pair, year = np.repeat(np.arange(pairs), years), np.tile(np.arange(years), pairs)
    x = 0.9 * rng.normal(size=pairs)[pair] + 0.4 * rng.normal(size=pair.size)
    z = 0.9 * rng.normal(size=years)[year] + 0.4 * rng.normal(size=pair.size)
    which = rng.random(pair.size)
    own = rng.random(pair.size)
    number = np.where(
        which < 0.4, rng.random(pairs)[pair], np.where(which < 0.6, rng.random(years)[year], own)
    )
    p = link.probability(-2.0 + 0.5 * x - 0.3 * z)
    return pl.DataFrame({"y": number < p, "x": x, "z": z, "pair": pair, "year": year})


def by_clusters(rng: np.random.Generator, link: Link) -> Told:
    """Fit pair-years with one covariance after the other."""
    kinds: dict[str, Covariance] = {
        "model-based": ModelBased(),
        "clusters by pair": Clustered("pair"),
        "by pair and year": Clustered("pair", "year"),
    }
    model = Hazard(outcome="y", covariates=("x", "z"), link=link)
    fits = fit_with(model, pair_years(rng, link), list(kinds.values()), threads=1)
    return {
        kind: tidy(fit.tidy(), ("x", "z")) for kind, fit in zip(kinds, fits, strict=True) if fit is not None
    }


KNOTS = (1.0, 8.0, 20.0, 40.0)
CURVE = (0.05, -0.35, 0.60)
"""Coefficients of the three functions of the spline that makes the data."""
ASKED = (2, 10, 30)


def spells(rng: np.random.Generator, baseline: Callable[[FloatArray], FloatArray]) -> pl.DataFrame:
    """Make spells of up to sixty years that end with their event, at a hazard of their age and of one covariate."""
    number, longest = 400, 60
    x = rng.normal(size=number)
    entered = rng.integers(1, 31, size=number)  # observation begins at any age up to thirty
    t = np.arange(1.0, longest + 1)
    p = Logit().probability(baseline(t)[None, :] + 0.5 * x[:, None])
    came = rng.random(p.shape) < p
    seen = t >= entered[:, None]
    came &= seen
    row, age = np.nonzero(seen & (np.cumsum(came, axis=1) - came == 0))
    return pl.DataFrame({"y": came[row, age], "x": x[row], "age": t[age]})


def curve(t: FloatArray) -> FloatArray:
    """Return the log-odds of the spells' hazard at an age, the covariate being 0."""
    return -4.0 + np.array(CURVE) @ Spline("age", knots=KNOTS).basis(t)


def flat_after(t: FloatArray) -> FloatArray:
    """Return the same, standing still from twenty years on."""
    return curve(np.minimum(t, 20.0))


def with_spline(rng: np.random.Generator) -> Told:
    """Fit the spline that made the rows, and say the chance at three ages."""
    model = Hazard(outcome="y", covariates=("x",), duration=Spline("age", knots=KNOTS))
    fit = model.fit(spells(rng, curve), threads=1)
    names = ("x", *(f"chance at {t}" for t in ASKED))
    said = fit.predict(pl.DataFrame({"x": [0.0] * len(ASKED), "age": [float(t) for t in ASKED]}))
    rows = said.select("probability", "conf.low", "conf.high").rows()
    return {"model-based": tidy(fit.tidy(), ("x",)) | dict(zip(names[1:], rows, strict=True))}


def with_held(rng: np.random.Generator) -> Told:
    """Fit a spline that is held from where 95 % of the events had come, and one that is not."""
    frame = spells(rng, flat_after)
    found: Told = {}
    for kind, duration in (("held", Held(Spline("age", knots=4))), ("running on", Spline("age", knots=4))):
        fit = Hazard(outcome="y", covariates=("x",), duration=duration).fit(frame, threads=1)
        said = fit.predict(pl.DataFrame({"x": [0.0, 0.0], "age": [10.0, 55.0]}))
        rows = said.select("probability", "conf.low", "conf.high").rows()
        found[kind] = tidy(fit.tidy(), ("x",)) | dict(
            zip(("chance at 10", "chance at 55"), rows, strict=True)
        )
    return found


def few_events(rng: np.random.Generator) -> Told:
    """Fit 150 rows with about ten events: Wald, profile, and both with Firth's penalty."""
    x = rng.normal(size=150)
    frame = pl.DataFrame({"y": rng.random(150) < Logit().probability(-3.2 + 0.8 * x), "x": x})
    found: Told = {}
    for firth in (False, True):
        model = Hazard(outcome="y", covariates=("x",), penalty=Firth() if firth else None)
        mark = ", Firth" if firth else ""
        try:
            found[f"Wald{mark}"] = tidy(model.fit(frame, threads=1).tidy(), ("x",))
            wide = profile(model, frame, terms=("x",)).fill_null(np.inf)  # open on that side
            estimate, low, high = tidy(wide, ("x",))["x"]
            found[f"profile{mark}"] = {"x": (estimate, -np.inf if low == np.inf else low, high)}
        except NotIdentified:  # separated: no interval to be counted
            continue
    return found


def by_blocks(rng: np.random.Generator) -> Told:
    """Fit pair-years with a bootstrap over pairs; their years do not depend on each other."""
    pairs, years = 80, 12
    pair = np.repeat(np.arange(pairs), years)
    x = 0.7 * rng.normal(size=pairs)[pair] + 0.7 * rng.normal(size=pair.size)
    number = np.where(rng.random(pair.size) < 0.5, rng.random(pairs)[pair], rng.random(pair.size))
    frame = pl.DataFrame({"y": number < Logit().probability(-2.0 + 0.5 * x), "x": x, "pair": pair})
    seed = int(rng.integers(2**31))
    drawn = bootstrap(
        Hazard(outcome="y", covariates=("x",)), frame, by=BlockBootstrap("pair", draws=300, seed=seed)
    )
    return {kind.value: tidy(drawn.tidy(interval=kind), ("x",)) for kind in Interval}


def by_states(rng: np.random.Generator) -> Told:
    """Fit pairs of sixty states that depend on each other through their states."""
    a, b = np.triu_indices(60, 1)
    trait, numbers, which = rng.normal(size=60), rng.random(60), rng.random(a.size)
    x = (trait[a] + trait[b]) / np.sqrt(2)
    uniform = np.where(which < 0.1, numbers[a], np.where(which < 0.2, numbers[b], rng.random(a.size)))
    frame = pl.DataFrame({"y": uniform < Logit().probability(-1.0 + 0.5 * x), "x": x, "a": a, "b": b})
    kinds: dict[str, Covariance] = {"model-based": ModelBased(), "shared states": DyadicRobust("a", "b")}
    fits = fit_with(Hazard(outcome="y", covariates=("x",)), frame, list(kinds.values()), threads=1)
    return {kind: tidy(fit.tidy(), ("x",)) for kind, fit in zip(kinds, fits, strict=True) if fit is not None}


def _chances(baseline: Callable[[FloatArray], FloatArray], ages: Sequence[int]) -> dict[str, float]:
    said = Logit().probability(baseline(np.array(ages, dtype=np.float64)))
    return {f"chance at {t}": float(p) for t, p in zip(ages, said, strict=True)}


STUDIES = (
    Study(
        name="clusters",
        about="3,000 pair-years, rows depend within pairs and years, logit",
        truth={"x": 0.5, "z": -0.3},
        run=lambda rng: by_clusters(rng, Logit()),
    ),
    Study(
        name="cloglog",
        about="the same, complementary log-log",
        truth={"x": 0.5, "z": -0.3},
        run=lambda rng: by_clusters(rng, Cloglog()),
    ),
    Study(
        name="spline",
        about="400 spells of up to 60 years, late entries, a spline with four knots",
        truth={"x": 0.5, **_chances(curve, ASKED)},
        run=with_spline,
    ),
    Study(
        name="held",
        about="the same spells, the hazard flat from 20 years on; knots and end from the rows",
        truth={"x": 0.5, **_chances(flat_after, (10, 55))},
        run=with_held,
    ),
    Study(name="few", about="150 rows with about ten events", truth={"x": 0.8}, run=few_events),
    Study(
        name="bootstrap",
        about="80 pairs of 12 years, blocks are pairs, 300 draws",
        truth={"x": 0.5},
        run=by_blocks,
    ),
    Study(
        name="states", about="1,770 pairs of 60 states, rows share states", truth={"x": 0.5}, run=by_states
    ),
)


def main(runs: int, asked: Sequence[str]) -> None:
    """Print the table of every study."""
    print(
        f"{'interval':18}{'of':14}{'truth':>8}{'mean':>9}{'bias/se':>9}{'spread':>9}{'held':>8}{'+-':>6}{'runs':>6}"
    )
    for place, study in enumerate(STUDIES):
        if asked and study.name not in asked:
            continue
        begun = time.process_time()
        found: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
        for run in range(runs):
            rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([SEED, place, run])))
            for kind, told in study.run(rng).items():
                for name, row in told.items():
                    found.setdefault((kind, name), []).append(row)
        print(f"\n{study.name}: {study.about}")
        for (kind, name), rows in found.items():
            estimate, low, high = np.array(rows, dtype=np.float64).T
            truth = study.truth[name]
            held = float(np.mean((low <= truth) & (truth <= high)))
            spread = float(estimate.std(ddof=1))
            off = (estimate.mean() - truth) / (spread / np.sqrt(len(rows)))
            error = 100 * np.sqrt(held * (1 - held) / len(rows))
            print(
                f"{kind:18}{name:14}{truth:8.3f}{estimate.mean():9.3f}{off:9.1f}{spread:9.3f}{held:8.1%}"
                f"{error:6.1f}{len(rows):6}"
            )
        print(f"  {time.process_time() - begun:.0f} CPU s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    main(next((int(w) for w in words if w.isdigit()), 400), [w for w in words if not w.isdigit()])
