"""One coding estimated: rows chosen, a hazard fitted, and the risk ratio that the predictor goes with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.codings import Coding, Controls, Era, Link, Wars
from symmachy.claims.pairs import NETWORK_TERMS
from symmachy.errors import BadInput, NotIdentified

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.claims.declaration import Comparison
    from symmachy.claims.rows import Rows
    from symmachy.claims.units import Errors, Unit
    from symmachy.estimation import Covariance, Fit
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Estimate", "NoEstimate", "estimate", "predictors"]

FEWEST = 10
"""Rows with the outcome, and without it, in a coding, at the least; and with a yes/no predictor each way."""

WORLD_WARS = (range(1914, 1920), range(1939, 1947))
"""Years left out with `Wars.OUT`: as in the forecasts, each to the year after the war."""

FIRTH_BELOW = 20_000
"""Rows below which a separated fit is made again with Firth's penalty."""

MOST_WITHOUT = 50_000
"""Rows without the outcome that are fitted. Where there are more, so many are drawn and each stands for more of
them by its weight; all rows with the outcome are kept (King and Zeng 2001, on rare events)."""

SEED = 1_899
"""Seed of that draw: one number for each place of a row, the same in every coding."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """What one coding says."""

    coding: Coding
    log_ratio: float
    """Logarithm of the risk ratio: mean chance with the predictor high over that with it low."""
    error: float
    """Its standard error, by the delta method."""
    difference: float
    """The same contrast as a difference of mean chances, 0 to 1."""
    rows: int
    came: int
    """Rows with the outcome."""
    events: int
    """Independent events among them."""
    firth: bool = False


class NoEstimate(Exception):
    """A coding that gives no estimate, with the reason in a few words."""


def estimate(
    test: Comparison,
    unit: Unit,
    rows: Rows,
    coding: Coding,
    *,
    only: BoolArray | None = None,
    fewest: int = FEWEST,
) -> list[Estimate]:
    """Return the estimates of one coding, one for each answer to which rows depend on each other.

    The contrast is from 0 to 1 for a yes/no predictor, and from half a standard deviation below its mean to
    half above for any other; the chances are averaged over the rows of the coding.

    Parameters
    ----------
    test, unit
        What is compared, and on which rows.
    rows
        The rows, made with the coding's source, obligation and window.
    coding
        The other choices.
    only
        ``(N,)`` rows to which the test is confined, for one state in a slot.
    fewest
        Rows with the outcome, and without it, at the least.

    Raises
    ------
    NoEstimate
        Where there are too few rows or events, or the coefficients do not exist.
    """
    import polars as pl

    flip_outcome, outcome = _signed(coding.outcome)
    flip, names = predictors(coding.predictor, coding.window)
    place, weight = _chosen(test, rows, coding, outcome, only)
    columns = {f"x{k}": rows.at(name, place) for k, name in enumerate(names)}
    if len(names) == 2:
        columns["x2"] = columns["x0"] * columns["x1"]
    columns |= {
        f"c{k}": rows.at(name, place) for k, name in enumerate(_controls(test, unit, outcome, coding))
    }
    whole = ~np.isnan(np.stack(list(columns.values()))).any(axis=0)
    place, weight = place[whole], weight[whole]
    frame = {name: values[whole] for name, values in columns.items()}
    y = rows.at(outcome, place)
    came = int(y.sum())
    if min(came, len(y) - came) < fewest:
        raise NoEstimate("too few events")
    focal = "x2" if len(names) == 2 else "x0"
    yes_no = bool(np.isin(frame[focal], (0.0, 1.0)).all())
    yes = float(frame[focal].sum())
    if yes_no and min(yes, len(y) - yes) < fewest:
        raise NoEstimate("the predictor hardly varies")
    varying = [n for n, v in frame.items() if np.ptp(v) > 0]
    if focal not in varying:
        raise NoEstimate("the predictor does not vary")
    clusters = {c: rows.group(c)[place] for e in unit.errors for c in e.by}
    table = pl.DataFrame(
        {"y": y, "w": weight, **{n: frame[n] for n in varying}, **{f"g {c}": v for c, v in clusters.items()}}
    )
    fits, firth = _fits(table, varying, unit.errors, coding)
    if not fits:
        raise NoEstimate("one cluster only")
    x = np.column_stack([np.ones(len(y)), *(frame[n] for n in varying)])
    contrast = _contrast(frame, weight, varying, focal, yes_no=yes_no)
    toward = -1.0 if flip != flip_outcome else 1.0
    events = rows.events(place[y == 1])
    found = []
    log_ratio, step, difference = _ratio(fits[0][1], x, weight, contrast)
    for answer, fit in fits:
        error = float(np.sqrt(max(float(step @ fit.covariance @ step), 0.0)))
        if np.isfinite(log_ratio) and np.isfinite(error) and error > 0:
            found.append(
                Estimate(
                    coding=replace(coding, errors=answer.name),
                    log_ratio=toward * log_ratio,
                    error=error,
                    difference=toward * difference,
                    rows=round(float(weight.sum())),
                    came=came,
                    events=events,
                    firth=firth,
                )
            )
    if not found:
        raise NoEstimate("no standard error")
    return found


def _chosen(
    test: Comparison, rows: Rows, coding: Coding, outcome: str, only: BoolArray | None
) -> tuple[IntArray, FloatArray]:
    """Return the places of the rows that are fitted, and the number of rows that each stands for."""
    place = np.flatnonzero(_years_of(coding.era, coding.wars)[rows.year])
    if only is not None:
        place = place[only[place]]
    for name in (*test.where, *(() if coding.risk == "all" else (coding.risk,))):
        place = place[rows.at(name, place) == 1]
    y = rows.at(outcome, place)
    place, y = place[~np.isnan(y)], y[~np.isnan(y)]
    came = y == 1
    number = len(place) - int(came.sum())
    weight = np.ones(len(place))
    if number > MOST_WITHOUT:
        drawn = (_draws(len(rows.year))[place] < MOST_WITHOUT / number) & ~came
        weight[drawn] = number / max(int(drawn.sum()), 1)
        keep = drawn | came
        place, weight = place[keep], weight[keep]
    return place, weight


@cache
def _years_of(era: Era, wars: Wars) -> BoolArray:
    """``(10000,)``: whether rows of a year are of the coding; the outcome is of the year after."""
    year = np.arange(10_000)
    counted = era.holds(year)
    if wars is Wars.OUT:
        counted &= ~np.isin(year + 1, [y for war in WORLD_WARS for y in war])
    return counted


@lru_cache(maxsize=8)
def _draws(number: int) -> FloatArray:
    """``(N,)``: a number from 0 to 1 for each place of a row."""
    return np.random.Generator(np.random.Philox(SEED)).random(number)


def _signed(text: str) -> tuple[bool, str]:
    """Read ``- name`` as the name and that its sign is turned round."""
    return text.startswith("-"), text.removeprefix("-").strip()


def predictors(text: str, window: int) -> tuple[bool, list[str]]:
    """Return whether a predictor's sign is turned round, and the columns that it is made of: one, or two joined.

    Examples
    --------
    >>> predictors("- wedge : log_age", 5)
    (True, ['wedge', 'log_age'])
    """
    flip, rest = _signed(text.replace("{years}", str(window)))
    return flip, [part.strip() for part in rest.split(" : ")]


def _controls(test: Comparison, unit: Unit, outcome: str, coding: Coding) -> list[str]:
    names = [*unit.intercepts, *test.opportunity]
    clock = dict(unit.clocks).get(outcome)
    if clock is not None and coding.controls is not Controls.NONE:
        names.append(clock)
    if coding.controls is Controls.DECLARED:
        names += [c.replace("{years}", str(coding.window)) for c in test.controls]
    if coding.link is Link.NETWORK:
        about = dict(unit.networks).get(outcome)
        if about is None:
            raise NoEstimate("no network model of this outcome")
        names += [f"{about}: {term}" for term in NETWORK_TERMS]
    used = predictors(coding.predictor, coding.window)[1]
    return [n for n in dict.fromkeys(names) if n not in used]


def _fits(
    table: pl.DataFrame, covariates: list[str], errors: Sequence[Errors], coding: Coding
) -> tuple[list[tuple[Errors, Fit]], bool]:
    """Fit once, and make the covariance for each answer to which rows depend."""
    from symmachy.estimation import Cloglog, Firth, Hazard, Logit, SamplingWeights

    link = Cloglog() if coding.link is Link.CLOGLOG else Logit()
    answers = [(e, _covariance(e)) for e in errors]
    drawn = table["w"].max() != 1
    model = Hazard(
        outcome="y", covariates=tuple(covariates), link=link, weights=SamplingWeights("w") if drawn else None
    )
    try:
        return _with_each(model, table, answers), False
    except (NotIdentified, np.linalg.LinAlgError) as fault:
        if table.height >= FIRTH_BELOW:
            raise NoEstimate("separated or collinear") from fault
    try:
        firth = Hazard(outcome="y", covariates=tuple(covariates), link=Logit(), penalty=Firth())
        return _with_each(firth, table, answers), True
    except (NotIdentified, BadInput, np.linalg.LinAlgError) as fault:
        raise NoEstimate("separated or collinear") from fault


def _with_each(
    model: object, table: pl.DataFrame, answers: Sequence[tuple[Errors, Covariance]]
) -> list[tuple[Errors, Fit]]:
    from symmachy.estimation.hazards.several import fit_with

    fits = fit_with(model, table, [c for _, c in answers], threads=1)  # type: ignore[arg-type]
    return [(e, f) for (e, _), f in zip(answers, fits, strict=True) if f is not None]


def _covariance(errors: Errors) -> Covariance:
    from symmachy.estimation import Clustered, DyadicRobust

    by = [f"g {c}" for c in errors.by]
    return DyadicRobust(by[0], by[1]) if errors.dyadic else Clustered(*by)


def _contrast(
    frame: dict[str, FloatArray], weight: FloatArray, names: list[str], focal: str, *, yes_no: bool
) -> tuple[FloatArray, FloatArray]:
    """Return the design's columns to add for the predictor low and high: shape ``(k + 1,)`` each, NaN to keep."""
    low, high = np.full(len(names) + 1, np.nan), np.full(len(names) + 1, np.nan)
    place = names.index(focal) + 1
    values = frame[focal]
    middle = float(np.average(values, weights=weight))
    half = float(np.sqrt(np.average((values - middle) ** 2, weights=weight))) / 2
    low[place], high[place] = (0.0, 1.0) if yes_no else (middle - half, middle + half)
    return low, high


def _ratio(
    fit: Fit, x: FloatArray, weight: FloatArray, contrast: tuple[FloatArray, FloatArray]
) -> tuple[float, FloatArray, float]:
    """Return the log of the ratio of mean chances, its gradient by the coefficients, and their difference."""
    beta = fit.coefficients
    means, gradients = [], []
    base = x @ beta
    w = weight / weight.sum()
    for setting in contrast:
        place = int(np.flatnonzero(~np.isnan(setting))[0])
        value = setting[place]
        eta = base + (value - x[:, place]) * beta[place]
        p = fit.model.link.probability(eta)
        slope = w * fit.model.link.slope(eta)
        gradient = slope @ x
        gradient[place] = value * slope.sum()
        means.append(float(w @ p))
        gradients.append(gradient)
    if min(means) <= 0:
        return np.nan, np.zeros(len(beta)), np.nan
    step = gradients[1] / means[1] - gradients[0] / means[0]
    return float(np.log(means[1] / means[0])), np.asarray(step), means[1] - means[0]
