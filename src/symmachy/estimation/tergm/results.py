"""From networks to a fit: rows, solution, draws, provenance."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.journal import Journal
from symmachy.estimation.provenance import Provenance, environment, version
from symmachy.estimation.tergm.blocks import pool
from symmachy.estimation.tergm.fit import TergmFit
from symmachy.estimation.tergm.redraw import Redrawn, redraw
from symmachy.estimation.tergm.solve import find, scaled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from symmachy.estimation.covariances import BlockBootstrap
    from symmachy.estimation.tergm.model import Tergm
    from symmachy.world.network import Network

__all__ = ["make_fit"]

_FEW_YEARS = 10


def make_fit(
    model: Tergm, networks: Sequence[Network], *, show: bool = False, checkpoint: Path | None = None
) -> TergmFit:
    """Return the fit of `model`, as `Tergm.fit` describes it."""
    pooled = pool(model, networks)
    blocks = len(pooled.years)
    by = model.bootstrap
    if by is not None and blocks < 2:
        raise BadInput(
            f"there is one year to draw from, {pooled.years[0]}; a bootstrap over years needs two at the least. "
            "Pass more networks, or bootstrap=None for estimates without standard errors"
        )
    parts = [scaled(names, rows) for names, rows in zip(model.part_names, pooled.rows, strict=True)]
    solutions = [find(part) for part in parts]
    k = len(model.names)
    redrawn = Redrawn(draws=np.empty((0, k)), acceleration=np.zeros(k), lost=0)
    notes = []
    if by is None:
        notes.append("no standard errors were asked for.")
    else:
        journal = None if checkpoint is None else Journal.open(checkpoint, _work(model, by, pooled.checksum))
        redrawn = redraw(by, parts, [s.beta for s in solutions], blocks, show=show, journal=journal)
        if journal is not None:
            journal.remove()
        if len(redrawn.draws) < 2:
            raise NotIdentified(
                f"the model has a solution in {len(redrawn.draws)} of {by.draws} draws only; fit fewer terms or more "
                "years, or pass bootstrap=None for estimates without standard errors"
            )
        if redrawn.lost:
            notes.append(f"{redrawn.lost} of {by.draws} draws had no solution and are left out.")
        if blocks < _FEW_YEARS:
            notes.append(f"the bootstrap draws from {blocks} years only: such intervals are often too short.")
    return TergmFit(
        model=model,
        names=model.names,
        coefficients=np.concatenate([p.back @ s.beta for p, s in zip(parts, solutions, strict=True)]),
        draws=redrawn.draws,
        acceleration=redrawn.acceleration,
        years=pooled.years,
        networks=pooled.networks,
        pairs=pooled.pairs,
        ties=pooled.ties,
        log_pseudolikelihood=tuple(s.log_likelihood for s in solutions),
        dropped=tuple(pooled.gaps.counts.items()),
        dropped_pairs=pooled.gaps.pairs,
        given_pairs=pooled.given,
        converged=all(s.converged for s in solutions),
        iterations=max(s.iterations for s in solutions),
        notes=tuple(notes),
        provenance=Provenance(
            version=version(),
            model=str(model),
            checksum=pooled.checksum,
            seed=None if by is None else by.seed,
            environment=environment(),
        ),
    )


def _work(model: Tergm, by: BlockBootstrap, checksum: str) -> str:
    """Return a digest of all that decides the draws; the number of workers is not among it."""
    said = f"{model}|{model.relation}|{model.missing}|{checksum}|{by.draws}|{by.seed}"
    return hashlib.sha256(said.encode()).hexdigest()
