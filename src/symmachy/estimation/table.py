"""Regression tables: several fits side by side, for a page, a paper or a manuscript."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.hazards.design import INTERCEPT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.estimation.tabled import Tabled

__all__ = ["Grid", "grid", "table"]

_STARS = ((0.001, "***"), (0.01, "**"), (0.05, "*"))


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A regression table as text, before any format."""

    heads: tuple[str, ...]
    """One for each fit."""
    body: tuple[tuple[str, ...], ...]
    """Rows of the coefficients: a label, then a cell for each fit; standard errors in brackets below."""
    foot: tuple[tuple[str, ...], ...]
    """Rows about the whole fits."""
    notes: tuple[str, ...]


def grid(
    fits: Sequence[Tabled],
    *,
    heads: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    digits: int = 3,
    stars: bool = False,
    exponentiate: bool = False,
) -> Grid:
    """Return the cells of a regression table.

    Parameters
    ----------
    fits
        One or more fits of any kind (`Tabled`); one column each.
    heads
        What stands above the columns; None for (1), (2) and so on.
    labels
        What a coefficient is called in the table, by its name; those not given keep their names.
    digits
        Digits after the point.
    stars
        Whether p-values below .05, .01 and .001 are marked.
    exponentiate
        Whether odds or hazard ratios are shown; the standard errors in brackets are then those of the ratios,
        by the delta method.

    Raises
    ------
    BadInput
        If there are no fits, a number of heads that is not theirs, or ratios asked of a fit that has none.
    """
    fits = tuple(fits)
    shown = tuple(heads) if heads is not None else tuple(f"({i})" for i in range(1, len(fits) + 1))
    if not fits or len(shown) != len(fits):
        msg = (
            f"there are {len(fits)} fits and {len(shown)} heads; a table needs one head for each of its fits."
        )
        raise BadInput(msg)
    named = dict.fromkeys(name for fit in fits for name in fit.names)
    names = sorted(named, key=lambda name: name == INTERCEPT)  # the intercept stands last
    called = dict(labels or {})
    body: list[tuple[str, ...]] = []
    cells = [_cells(fit, digits=digits, stars=stars, exponentiate=exponentiate) for fit in fits]
    for name in names:
        body.append((called.get(name, name), *(found.get(name, ("", ""))[0] for found in cells)))
        body.append(("", *(found.get(name, ("", ""))[1] for found in cells)))
    ratio = f"Cells are {_ratios(fits)}." if exponentiate else "Cells are coefficients."
    notes = [f"{ratio} Standard errors in brackets."]
    errors = list(dict.fromkeys(fit.errors_are for fit in fits))
    notes.append(f"Standard errors: {'; '.join(errors)}.")
    if stars:
        notes.append("* p < .05, ** p < .01, *** p < .001, two-sided.")
    notes += dict.fromkeys(note for fit in fits for note in fit.notes)
    return Grid(heads=shown, body=tuple(body), foot=_foot(fits), notes=tuple(notes))


def table(
    fits: Sequence[Tabled],
    path: str | Path,
    *,
    heads: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    digits: int = 3,
    stars: bool = False,
    exponentiate: bool = False,
) -> Path:
    """Write a regression table and return its path; the ending of `path` says the format.

    Parameters
    ----------
    fits
        One or more fits; one column each.
    path
        Where to: ``.html``, ``.tex`` (booktabs), ``.md`` or ``.docx``.
    heads, labels, digits, stars, exponentiate
        As in `grid`.

    Raises
    ------
    BadInput
        If the ending is another one, or as `grid`.

    Examples
    --------
    >>> import polars as pl, tempfile
    >>> from symmachy.estimation import Hazard
    >>> rows = pl.DataFrame({"formed": [0, 0, 0, 1, 0, 1, 1, 1], "war": [0, 0, 0, 0, 1, 1, 1, 1]})
    >>> fit = Hazard(outcome="formed", covariates=("war",)).fit(rows)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = table([fit], f"{folder}/t.md", labels={"war": "At war"})
    ...     print(written.read_text(encoding="utf-8").splitlines()[2])
    | At war | 2.197 |
    """
    from symmachy.estimation.table_formats import WRITERS
    from symmachy.files import write_whole

    target = Path(path)
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        msg = f"a table ends in {', '.join(WRITERS)}, not in {target.suffix!r}; rename {target.name!r}."
        raise BadInput(msg)
    cells = grid(fits, heads=heads, labels=labels, digits=digits, stars=stars, exponentiate=exponentiate)
    write_whole(target, lambda partial: partial.write_bytes(writer(cells)))
    return target


def _cells(fit: Tabled, *, digits: int, stars: bool, exponentiate: bool) -> dict[str, tuple[str, str]]:
    estimates, errors = fit.coefficients, fit.standard_errors
    if exponentiate:
        estimates, errors = np.exp(estimates), errors * np.exp(estimates)
    p_values = fit.tidy()["p.value"].to_list()
    found = {}
    for name, estimate, error, p in zip(fit.names, estimates, errors, p_values, strict=True):
        mark = next((sign for level, sign in _STARS if stars and p is not None and p < level), "")
        below = "" if np.isnan(error) else f"({error:.{digits}f})"
        found[name] = (f"{estimate:.{digits}f}{mark}", below)
    return found


def _ratios(fits: Sequence[Tabled]) -> str:
    if without := [fit for fit in fits if not fit.ratio]:
        msg = (
            f"the exponential of a coefficient has no name for {len(without)} of the {len(fits)} fits; leave "
            "exponentiate out, or them."
        )
        raise BadInput(msg)
    return " and ".join(dict.fromkeys(fit.ratio + "s" for fit in fits))


def _foot(fits: Sequence[Tabled]) -> tuple[tuple[str, ...], ...]:
    feet = [dict(fit.foot) for fit in fits]
    labels = dict.fromkeys(label for foot in feet for label in foot)
    return tuple((label, *(foot.get(label, "") for foot in feet)) for label in labels)
