"""From observed ties to rows at risk of a formation or of an ending."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.estimation.hazards.design import require_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

__all__ = ["AtRisk", "Transition", "at_risk"]


class Transition(StrEnum):
    """Which change of a tie is the event."""

    FORMATION = "formation"
    """Pairs without the tie are at risk of forming it."""
    ENDING = "ending"
    """Pairs with the tie are at risk of ending it."""


@dataclass(frozen=True, kw_only=True)
class AtRisk:
    """Rows at risk, and what could not be used."""

    frame: pl.DataFrame
    """The rows at risk with all their columns, and ``event`` (0 or 1: whether the tie had changed one period
    later), ``duration`` (periods since the spell was first observed, 0 in its first) and ``left_censored``
    (whether the spell may have begun before it was first observed)."""
    without_next: int
    """Rows in the right state whose next period is not observed: neither event nor none, so left out."""


def at_risk(
    frame: pl.DataFrame, *, tie: str, unit: Sequence[str], time: str = "year", transition: Transition
) -> AtRisk:
    """Return the rows at risk of a transition, each with whether it came by the next period.

    Covariates of a row are those of its own period, the event is seen one period later. A period that is not
    there, or whose tie is missing, is not a period without a tie: what leads into it is left out and counted,
    and what follows it starts a spell anew.

    Parameters
    ----------
    frame
        One row for each unit and period, the period a whole number.
    tie
        Column of 0 and 1 (or false and true), null where it is not known.
    unit
        Columns that name the unit, such as the two states of a pair in a fixed order.
    time
        Column of the period.
    transition
        `Transition.FORMATION` or `Transition.ENDING`.

    Raises
    ------
    BadInput
        If the period is not a whole number, a unit has two rows in one period, the tie is not 0 or 1, or a
        new column would replace an old one.

    Examples
    --------
    >>> import polars as pl
    >>> ties = pl.DataFrame(
    ...     {"pair": ["AB"] * 5, "year": [1900, 1901, 1902, 1903, 1904], "allied": [0, 0, 1, 1, 0]}
    ... )
    >>> risk = at_risk(ties, tie="allied", unit=["pair"], transition=Transition.FORMATION)
    >>> risk.frame.select("year", "event", "duration", "left_censored").rows()
    [(1900, 0, 0, True), (1901, 1, 1, True)]
    >>> risk.without_next
    1
    """
    import polars as pl

    transition = Transition(transition)
    require_columns(frame, [tie, *unit, time])
    _check(frame, tie, list(unit), time)
    before = 0 if transition is Transition.FORMATION else 1
    state, period, units = pl.col(tie).cast(pl.Int8), pl.col(time), list(unit)
    known = frame.sort(*units, time).with_columns(_state=state)
    known = known.with_columns(
        _follows=(period.shift(1).over(units) == period - 1)
        & pl.col("_state").shift(1).over(units).is_not_null(),
        _same=pl.col("_state").shift(1).over(units) == pl.col("_state"),
        _next=pl.when(period.shift(-1).over(units) == period + 1).then(
            pl.col("_state").shift(-1).over(units)
        ),
    ).with_columns(_follows=pl.col("_follows").fill_null(value=False))
    known = known.with_columns(
        _spell=(~(pl.col("_follows") & pl.col("_same").fill_null(value=False))).cum_sum().over(units)
    ).with_columns(
        event=(pl.col("_next") != before).cast(pl.Int8),
        duration=period - period.first().over(*units, "_spell"),
        left_censored=~pl.col("_follows").first().over(*units, "_spell"),
    )
    right = known.filter(pl.col("_state") == before)
    usable = right.filter(pl.col("_next").is_not_null())
    return AtRisk(
        frame=usable.drop("_state", "_follows", "_same", "_next", "_spell"),
        without_next=right.height - usable.height,
    )


def _check(frame: pl.DataFrame, tie: str, unit: list[str], time: str) -> None:
    import polars as pl

    faults = []
    taken = [name for name in ("event", "duration", "left_censored") if name in frame.columns]
    if taken:
        faults.append(f"columns {taken} would be replaced; rename them")
    if not frame.schema[time].is_integer():
        faults.append(f"the period {time!r} holds {frame.schema[time]}; cast it to whole numbers")
    elif frame.select(*unit, time).is_duplicated().any():
        faults.append(f"some {' and '.join(unit)} has two rows in one {time}; make them one")
    if not (frame.schema[tie].is_numeric() or frame.schema[tie] == pl.Boolean):
        faults.append(f"the tie {tie!r} holds {frame.schema[tie]}; make it 0 and 1")
    elif not frame[tie].drop_nulls().cast(pl.Float64).is_in([0.0, 1.0]).all():
        faults.append(f"the tie {tie!r} has values other than 0 and 1; compare it with a threshold first")
    if faults:
        msg = "these rows give no risk set: " + "; ".join(faults) + "."
        raise BadInput(msg)
