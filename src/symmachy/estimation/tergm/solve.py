"""The maximum of a pooled pseudolikelihood, and whether there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified
from symmachy.estimation.identify import quoted, refuse_collinear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.tergm.compressed import Rows
    from symmachy.kernels.newton import Problem, Solution
    from symmachy.typing import FloatArray

__all__ = ["Scaled", "find", "problem_of", "scaled"]

_FLAT = 1e-3
"""How much flatter, as a share, the likelihood may be in some direction than without any covariate."""


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """Rows whose covariates have standard deviation one, and mean zero where a constant stands beside them."""

    names: tuple[str, ...]
    rows: Rows
    constant: int | None
    """The place of the covariate that is the same for all pairs, such as ``ties``; None for none."""
    back: FloatArray
    """``(k, k)``: turns coefficients of the scaled covariates into those of the covariates as they came."""


def scaled(names: tuple[str, ...], rows: Rows) -> Scaled:
    """Return rows with scaled covariates; those given are overwritten.

    Raises
    ------
    NotIdentified
        Where all pairs are tied, or none; or where a covariate does not vary and stands beside a constant.
    """
    _refuse_constant_outcome(names, rows)
    x, total = rows.x, float(rows.n.sum())
    spread = x.max(axis=1) - x.min(axis=1)
    flat = np.flatnonzero(spread <= 1e-13 * np.abs(x).max(axis=1))
    zero = [names[j] for j in flat if not x[j].any()]
    if zero:
        raise NotIdentified(
            f"{quoted(zero)} changes with no tie: it is 0 for every pair used, and has no coefficient. Leave it out.",
            guilty=zero,
        )
    if flat.size > 1:
        alike = [names[j] for j in flat]
        raise NotIdentified(
            f"{quoted(alike)} have each the same value for every pair used and cannot be told apart. "
            "Keep one of them.",
            guilty=alike,
        )
    constant = int(flat[0]) if flat.size else None
    back = np.eye(len(names))
    for j in range(len(x)):
        if j == constant:
            value = float(x[j, 0])
            x[j] = 1.0
            back[j, j] = 1.0 / value
            continue
        centre = float(np.einsum("i,i->", rows.n, x[j])) / total if constant is not None else 0.0
        x[j] -= centre
        unit = float(np.sqrt(np.einsum("i,i,i->", rows.n, x[j], x[j]) / total))
        x[j] /= unit
        back[j, j] = 1.0 / unit
        if constant is not None:
            back[constant, j] = -centre / unit
    if constant is not None:
        others = np.arange(len(names)) != constant
        back[constant, others] *= back[constant, constant]
    return Scaled(names=names, rows=rows, constant=constant, back=back)


def problem_of(rows: Rows, weights: FloatArray | None = None) -> Problem:
    """Return the rows for the general solver; `weights` ``(T,)`` say how often each year counts."""
    from symmachy.kernels.binary import LinkCode
    from symmachy.kernels.newton import Problem

    n = rows.n if weights is None else rows.n * np.repeat(weights, np.diff(rows.starts))
    return Problem(
        x=rows.x, y=rows.y / rows.n, w=n, link=LinkCode.LOGIT, ridge=np.zeros(len(rows.x)), threads=1
    )


def find(design: Scaled) -> Solution:
    """Return the maximum.

    Raises
    ------
    NotIdentified
        If there is none or more than one: with the names of the terms that are collinear or that separate
        tied pairs from others.
    """
    from symmachy.kernels.binary import gram
    from symmachy.kernels.newton import solve

    rows, constant = design.rows, design.constant
    products = gram(rows.x, rows.n, threads=1)
    varying = [j for j in range(len(design.names)) if j != constant]
    if varying:
        refuse_collinear([design.names[j] for j in varying], products[np.ix_(varying, varying)])
    _refuse_alone(design, varying)
    start = np.zeros(len(design.names))
    share = float(rows.y.sum() / rows.n.sum())
    if constant is not None:
        start[constant] = np.log(share / (1.0 - share))
    solution = solve(problem_of(rows), start)
    if not solution.converged or _went_flat(products * share * (1.0 - share), solution.information):
        _refuse_together(design)
    if not solution.converged:
        furthest = design.names[int(np.argmax(np.abs(solution.last_step)))]
        raise NotIdentified(
            f"no solution was found in {solution.iterations} steps; the coefficient of {furthest!r} still moved. "
            "Fit with fewer terms or more years.",
            guilty=[furthest],
        )
    return solution


def _refuse_constant_outcome(names: tuple[str, ...], rows: Rows) -> None:
    part = names[0].partition(": ")[0] + " part: " if names and ": " in names[0] else ""
    if not rows.n.size:
        raise NotIdentified(
            f"{part}there is no pair of states that could be tied or not, so that nothing can be estimated. "
            "Pass networks with more states, or more years."
        )
    tied, pairs = float(rows.y.sum()), float(rows.n.sum())
    if tied in (0.0, pairs):
        what = "none" if tied == 0.0 else "every one"
        raise NotIdentified(
            f"{part}{what} of {pairs:,.0f} pairs is tied, so that nothing can be estimated. Pass networks with "
            "some ties and some pairs without, or another relation."
        )


def _refuse_alone(design: Scaled, varying: Sequence[int]) -> None:
    rows = design.rows
    some, not_all = rows.y > 0, rows.y < rows.n
    guilty = []
    for j in varying:
        high, low = rows.x[j, some], rows.x[j, not_all]
        if design.constant is None:  # without a constant the two must lie on different sides of 0
            apart = (high.min() >= 0 >= low.max()) or (high.max() <= 0 <= low.min())
        else:
            apart = high.min() >= low.max() or high.max() <= low.min()
        if apart:
            guilty.append(design.names[j])
    if guilty:
        raise NotIdentified(_separation(guilty, each=True), guilty=guilty)


def _refuse_together(design: Scaled) -> None:
    from symmachy.estimation.separation import separating

    rows, k = design.rows, len(design.names)
    both = (rows.y > 0) & (rows.y < rows.n)  # pairs alike, some tied and some not, stand once for each
    x = np.concatenate([rows.x, rows.x[:, both]], axis=1)
    y = np.concatenate([(rows.y > 0).astype(np.float64), np.zeros(int(both.sum()))])
    order = [design.constant] if design.constant is not None else []
    order += [j for j in range(k) if j != design.constant]
    allowed = np.ones(len(order) + (design.constant is None), dtype=np.bool_)
    ordered = x[order]
    if design.constant is None:
        ordered, allowed[0] = np.concatenate([np.ones((1, x.shape[1])), ordered]), False
    guilty = separating(ordered, y, allowed)
    if guilty:
        shift = 1 if design.constant is None else 0
        names = [design.names[order[j - shift]] for j in guilty]
        raise NotIdentified(_separation(names), guilty=names)


def _went_flat(usual: FloatArray, information: FloatArray) -> bool:
    """Return whether the likelihood is so flat, against one without covariates, that it may be separated."""
    root = np.linalg.inv(np.linalg.cholesky(usual))
    return float(np.linalg.eigvalsh(root @ information @ root.T)[0]) < _FLAT


def _separation(names: Sequence[str], *, each: bool = False) -> str:
    verb = "separates" if len(names) == 1 else "each separate" if each else "together separate"
    which = "the term" if len(names) == 1 else "one of the terms"
    return (
        f"{quoted(names)} {verb} tied pairs from pairs without a tie, so that no finite coefficient is the most "
        f"likely. Leave {which} out, or fit more years."
    )
