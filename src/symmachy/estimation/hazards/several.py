"""One fit with several covariances: the solution is found once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.covariances import Covariance
    from symmachy.estimation.hazards.fit import Fit
    from symmachy.estimation.hazards.hazard import Hazard

__all__ = ["fit_with"]


def fit_with(
    model: Hazard, frame: pl.DataFrame, covariances: Sequence[Covariance], *, threads: int | None = None
) -> list[Fit | None]:
    """Return the model's fit with each covariance, in their order; None where one cannot be made.

    Estimates are the same in all of them: only their covariance differs. A covariance needs at least two
    groups, for example.

    Raises
    ------
    UnknownName, BadInput, NotIdentified
        As `Hazard.fit`.

    Examples
    --------
    >>> import polars as pl
    >>> from symmachy.estimation import Clustered, Hazard, ModelBased
    >>> rows = pl.DataFrame(
    ...     {"y": [0, 0, 0, 1, 0, 1, 1, 1], "x": [0, 0, 0, 0, 1, 1, 1, 1], "pair": [1, 1, 2, 2] * 2}
    ... )
    >>> one, two = fit_with(Hazard(outcome="y", covariates=("x",)), rows, [ModelBased(), Clustered("pair")])
    >>> bool((one.coefficients == two.coefficients).all()), two.groups
    (True, (('pair', 2),))
    """
    from symmachy.estimation.covariances import Clustered, ModelBased
    from symmachy.estimation.hazards.design import build
    from symmachy.estimation.hazards.hazard import find, pose
    from symmachy.estimation.hazards.results import make_fit

    every = tuple(dict.fromkeys(column for c in covariances for column in c.columns))
    reads: Covariance = Clustered(*every) if every else ModelBased()  # only for the columns that it names
    design = build(replace(model, covariance=reads), frame)
    problem = pose(design, threads)
    solution = find(design, problem)
    found: list[Fit | None] = []
    for covariance in covariances:
        own = replace(design, model=replace(design.model, covariance=covariance))
        try:
            found.append(make_fit(own, problem, solution))
        except (BadInput, np.linalg.LinAlgError):  # too few groups; or a sum of scores that is not finite
            found.append(None)
    return found
