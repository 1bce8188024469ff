"""Whether coefficients exist and can be told apart, with the names of those that cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import FloatArray

__all__ = ["quoted", "refuse_collinear", "refuse_separated", "separation_message"]

_COLLINEAR = 1e-10
"""Smallest share of a covariate's variation that the others must leave unexplained."""


def quoted(names: Sequence[str]) -> str:
    """Return names in quotation marks, with commas and an and.

    Examples
    --------
    >>> quoted(["a", "b", "c"])
    "'a', 'b' and 'c'"
    """
    marked = [repr(name) for name in names]
    return marked[0] if len(marked) == 1 else ", ".join(marked[:-1]) + " and " + marked[-1]


def refuse_collinear(names: Sequence[str], products: FloatArray) -> None:
    """Raise NotIdentified if a covariate is a sum of multiples of others.

    Parameters
    ----------
    names
        Names of the covariates, without the intercept.
    products
        Sums of products of the centred and scaled covariates, shape ``(k, k)``.

    Examples
    --------
    >>> import numpy as np
    >>> try:
    ...     refuse_collinear(["a", "b", "twice_a"], np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]]))
    ... except NotIdentified as error:
    ...     print(error)
    'a' and 'twice_a' are collinear: 'twice_a' can be computed from the other. Leave one of them out.
    """
    diagonal = np.diag(products)
    correlation = products / np.sqrt(np.outer(diagonal, diagonal))
    kept: list[int] = []
    for j in range(len(names)):
        if kept:
            inside = correlation[np.ix_(kept, kept)]
            weights = np.linalg.solve(inside, correlation[kept, j])
            left = 1.0 - float(weights @ correlation[kept, j])
        else:
            weights, left = np.empty(0), 1.0
        if left > _COLLINEAR:
            kept.append(j)
            continue
        partners = [names[i] for i, c in zip(kept, weights, strict=True) if abs(c) > 1e-6]
        others = "the other" if len(partners) == 1 else "the others"
        msg = (
            f"{quoted([*partners, names[j]])} are collinear: {names[j]!r} can be computed from {others}. "
            "Leave one of them out."
        )
        raise NotIdentified(msg, guilty=[*partners, names[j]])


def refuse_separated(names: Sequence[str], x: FloatArray, y: FloatArray) -> None:
    """Raise NotIdentified if one covariate alone separates the rows with the event from those without.

    Parameters
    ----------
    names
        Names of all coefficients, the intercept first.
    x
        The design, shape ``(k, n)``.
    y
        Outcomes, shape ``(n,)``.
    """
    event = y == 1
    guilty = []
    for name, row in zip(names[1:], x[1:], strict=True):
        high, low = row[event], row[~event]
        if high.min() >= low.max() or high.max() <= low.min():
            guilty.append(name)
    if guilty:
        raise NotIdentified(separation_message(guilty, each=True), guilty=guilty)


def separation_message(names: Sequence[str], *, each: bool = False) -> str:
    """Return the sentence about separation by these covariates, `each` of them alone or all together.

    Examples
    --------
    >>> separation_message(["war"])[:56]
    "'war' separates rows with the event from rows without, s"
    """
    verb = "separates" if len(names) == 1 else "each separate" if each else "together separate"
    return (
        f"{quoted(names)} {verb} rows with the event from rows without, so that no finite coefficient is "
        'the most likely. Fit with penalty=Firth() (in a study, under [hazard]: penalty = "firth"), leave the '
        "covariate out, or join its levels."
    )
