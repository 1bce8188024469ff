"""The model of btergm's help page in our words: the same pseudolikelihood estimates, to the digits printed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests.worlds import PLEDGES, of_pairs, of_states, world

from symmachy.mechanisms import SharedAllies, parse, registry

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.typing import FloatArray
    from symmachy.world import World

pytestmark = pytest.mark.record

FIRST, LAST = 1981, 2000

MODEL = parse(
    "ties + shared_allies(decay=0) + pair('ally_lag') + pair('shared_partners_lag') + pair('mid')"
    " + sum('polity') + sum('cinc') + difference('polity') + difference('cinc') + pair('contiguity') + sum('year')"
)


@pytest.fixture(scope="module")
def tables(record_dir: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    paths = [record_dir / f"btergm_alliances_{name}.parquet" for name in ("dyad", "vertex", "contiguity")]
    if not all(path.exists() for path in paths):
        pytest.skip("the alliances example of btergm is not among the files")
    dyad, vertex, contiguity = map(pl.read_parquet, paths)
    return dyad, vertex, contiguity


@pytest.fixture(scope="module")
def reference(record_dir: Path) -> dict[str, float]:
    path = record_dir.parent / "validation" / "btergm_help_page.json"
    if not path.exists():
        pytest.skip("the reference estimates are not there")
    found = json.loads(path.read_text(encoding="utf-8"))
    return dict(zip(found["names"], found["coef"], strict=True))


def alliances(dyad: pl.DataFrame, vertex: pl.DataFrame, contiguity: pl.DataFrame) -> World:
    span = (FIRST, LAST)
    ordered = dyad.with_columns(one=pl.min_horizontal("id1", "id2"), other=pl.max_horizontal("id1", "id2"))
    touching = {(y, *sorted(pair)): 1.0 for pair in contiguity.iter_rows() for y in range(FIRST, LAST + 1)}
    variables = [of_pairs("made.contiguity", touching, coverage=span)]
    for name in ("ally_lag", "shared_partners_lag", "mid"):
        rows = {
            (y, a, b): float(v)
            for y, a, b, v in ordered.select("year", "one", "other", name).iter_rows()
            if v
        }
        variables.append(of_pairs(f"made.{name}", rows, coverage=span))
    for name in ("polity", "cinc"):
        rows = {(y, a): float(v) for y, a, v in vertex.select("year", "id", name).iter_rows()}
        variables.append(of_states(f"made.{name}", rows, coverage=span))
    years = {(y, a): float(y) for y, a in vertex.select("year", "id").iter_rows()}
    variables.append(of_states("made.year", years, coverage=span))
    made = world(" ".join(sorted(vertex["id"].unique())), first=FIRST, last=LAST, variables=variables)
    tied = ordered.filter(pl.col("ally") == 1).select("year", "one", "other").iter_rows()
    rows = [(a, b, 1, date(y, 1, 1), date(y + 1, 1, 1), None) for y, a, b in tied]
    return replace(made, pledges=pl.DataFrame(rows, schema=PLEDGES, orient="row"))


def test_the_estimates_are_those_of_btergm(
    tables: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame], reference: dict[str, float]
) -> None:
    made = alliances(*tables)
    designs, outcomes = [], []
    for year in made.years:
        network = made.in_year(year)
        upper = np.triu_indices(len(network.states), 1)
        designs.append(MODEL.system(network).every()[:, *upper])
        outcomes.append(network.ties()[upper])

    found = logit(np.concatenate(designs, axis=1), np.concatenate(outcomes).astype(np.float64))

    np.testing.assert_allclose(found, list(reference.values()), rtol=0, atol=1e-8)


def test_what_is_declared_equal_is_what_is_compared_here() -> None:
    declared = [
        parse(e.ours.replace("'x'", "'cinc'")).terms[0]
        for k in registry().values()
        for e in k.equals
        if e.package.startswith("ergm")
    ]
    compared = {type(term) for term in MODEL}

    assert {type(term) for term in declared} == compared
    assert [term for term in declared if isinstance(term, SharedAllies)] == [MODEL.terms[1]]


def logit(x: FloatArray, y: FloatArray) -> FloatArray:
    """Plain Newton steps; `x` is ``(K, N)``."""
    scale = np.abs(x).max(axis=1)
    z = x / scale[:, None]
    found = np.zeros(len(z))
    for _ in range(30):
        p = 1 / (1 + np.exp(-(found @ z)))
        step = np.linalg.solve((z * (p * (1 - p))) @ z.T, z @ (y - p))
        found += step
        if np.abs(step).max() < 1e-10:
            break
    return np.asarray(found / scale, dtype=np.float64)
