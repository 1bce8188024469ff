"""Votes of the General Assembly: agreement by issue area, and single roll calls beside a power's vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.panels.drawn import Drawn, log_of
from symmachy.panels.past import Past
from symmachy.panels.ties import Tie
from symmachy.world import UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

    from symmachy.typing import FloatArray
    from symmachy.world import Panel, World

__all__ = ["ISSUES", "SEAT", "issue_years", "roll_call_votes"]

ISSUES = {
    "me": "the Middle East conflict over Palestine",
    "nu": "nuclear weapons and material",
    "di": "arms control and disarmament",
    "hr": "human rights",
    "co": "colonialism",
    "ec": "economic development",
}
"""The source's codes of issue areas."""

FEWEST_VOTES = 3
"""Votes that two states both cast on an issue area in a year, for their agreement on it to be counted."""

FEWEST_ISSUES = 3
"""Issue areas with so many votes, for the spread over them to be counted."""

SEAT = "(?i)china representation"
"""What the source's short titles of votes on the Chinese seat hold."""


def issue_years(world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None) -> Panel:
    """Build the panel of pairs of states by year with their agreement on each issue area of UN votes.

    One row for each unordered pair that cast votes together. Agreement is the share of identical votes
    among those that both cast on the area; missing where they are fewer than three.

    Parameters
    ----------
    world
        The record to build from; it must hold roll calls and votes, which the full record does.
    tie
        What counts as a pact.
    years
        Not read; every panel takes it.
    past
        Arrays that were made before from the same world.

    Raises
    ------
    UnknownName
        Where the record holds no votes.
    """
    import polars as pl

    del years
    past = past or Past(world=world)
    first = world.coverage.first
    votes = world.table("votes").join(world.table("roll_calls"), on=["call", "year"]).collect()
    parts = []
    for (year,), frame in sorted(votes.partition_by("year", as_dict=True).items()):
        offset = int(year) - first
        if not 0 <= offset < len(world.years):
            continue
        every = _agreement(frame, past)
        by_issue = [_agreement(frame.filter(pl.col("issues").str.contains(code)), past) for code in ISSUES]
        one, other = np.nonzero(np.triu(past.both[offset] & (every[1] > 0), 1))
        columns = [np.full(len(one), year), one, other, every[0][one, other]]
        columns += [np.where(n[one, other] >= FEWEST_VOTES, a[one, other], np.nan) for a, n in by_issue]
        parts.append(np.column_stack(columns))
    table = np.concatenate(parts)
    y, one, other = (table[:, k].astype(np.int64) for k in range(3))
    codes = pl.Series(world.codes)
    drawn = Drawn(
        world=world,
        unit=UnitOfAnalysis.DYAD_YEAR,
        named=("year", "state_1", "state_2"),
        keys={"year": y.astype(np.int32), "state_1": codes.gather(one), "state_2": codes.gather(other)},
    )
    drawn.put("agreement", table[:, 3], "share of identical votes on all roll calls of the year")
    for place, (code, words) in enumerate(ISSUES.items(), start=4):
        drawn.put(f"agreement_{code}", table[:, place], f"the same on {words}")
    by_issue_known = table[:, 4:]
    known = ~np.isnan(by_issue_known)
    enough = known.sum(axis=1) >= FEWEST_ISSUES
    mean = np.where(known, by_issue_known, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    deviation = np.where(known, (by_issue_known - mean[:, None]) ** 2, 0).sum(axis=1) / np.maximum(
        known.sum(axis=1), 1
    )
    spread: FloatArray = np.where(enough, np.sqrt(deviation), np.nan)
    drawn.put("spread", spread, "standard deviation of agreement over issue areas")
    steady = np.full(len(spread), np.nan)
    for when in np.unique(y):
        here = (y == when) & enough
        if here.any():
            steady[here] = spread[here] < np.median(spread[here])
    drawn.put("steady", steady, "whether that deviation is below the year's median")
    t = y - first
    tied, lesser = past.tied(tie)[t, one, other], past.tied(Tie.LESSER)[t, one, other]
    drawn.put("allied", tied, f"whether the two are tied by {tie.words}")
    linked = tied | lesser
    if past.has("cooperation"):
        linked |= past.yes("cooperation")[t, one, other]
    drawn.put(
        "linked",
        linked,
        "whether they have a pledge of any kind, or signed an agreement on defence cooperation",
    )
    drawn.put(
        "log_distance",
        np.log(np.maximum(past.distance[t, one, other], 1.0)),
        "logarithm of the distance in km",
    )
    return drawn.done()


def _agreement(frame: pl.DataFrame, past: Past) -> tuple[FloatArray, FloatArray]:
    """``(S, S)`` each: the share of identical votes, and the number of votes that both cast."""
    size = len(past.world.codes)
    if not frame.height:
        return np.full((size, size), np.nan), np.zeros((size, size))
    calls = np.unique(frame["call"].to_numpy(), return_inverse=True)[1]
    who = np.array([past.world.index[s] for s in frame["state"]])
    vote = frame["vote"].to_numpy()
    cast = np.zeros((3, size, calls.max() + 1), dtype=np.float32)
    cast[vote - 1, who, calls] = 1.0
    both = cast.sum(axis=0) @ cast.sum(axis=0).T
    same = sum(part @ part.T for part in cast)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(same / both, dtype=np.float64), both


def roll_call_votes(
    world: World,
    *,
    about: str = SEAT,
    tie: Tie = Tie.DEFENSE,
    years: int = 5,
    past: Past | None = None,
) -> Panel:
    """Build the panel of states' votes on some roll calls, each beside the vote of each great power.

    One row for each roll call whose short title fits, each state that cast a vote, and each great power
    that did.

    Parameters
    ----------
    world
        The record to build from; it must hold roll calls and votes, which the full record does.
    about
        A pattern (of Rust's regex, as polars reads it) for the source's short titles.
    tie
        What counts as a pact.
    years
        Not read; every panel takes it.
    past
        Arrays that were made before from the same world.

    Raises
    ------
    UnknownName
        Where the record holds no votes.
    BadInput
        Where no title fits, or the pattern cannot be read.
    """
    import polars as pl

    del years
    past = past or Past(world=world)
    first = world.coverage.first
    calls = world.table("roll_calls")
    try:
        wanted = calls.filter(pl.col("short").fill_null("").str.contains(about)).collect()
    except pl.exceptions.PolarsError:
        raise BadInput(
            f"{about!r} is no pattern that can be read; write words, such as 'REPRESENTATION OF CHINA'"
        ) from None
    votes = world.table("votes").join(wanted.lazy(), on=["call", "year"]).collect()
    if not votes.height:
        raise BadInput(
            f"no roll call's title fits {about!r}; look at the titles with symmachy record show un_votes"
        )
    offset = votes["year"].to_numpy() - first
    who = np.array([world.index[s] for s in votes["state"]])
    inside = (offset >= 0) & (offset < len(world.years))
    votes, offset, who = votes.filter(inside), offset[inside], who[inside]
    powers = votes.with_columns(power=pl.Series(past.power[offset, who])).filter("power")
    beside = votes.join(
        powers.select("call", pl.col("state").alias("power"), pl.col("vote").alias("of_power")), on="call"
    ).filter(pl.col("state") != pl.col("power"))
    t = beside["year"].to_numpy() - first
    i, p = (np.array([world.index[s] for s in beside[c]]) for c in ("state", "power"))
    vote, of_power = beside["vote"].to_numpy(), beside["of_power"].to_numpy()
    drawn = Drawn(
        world=world,
        unit=UnitOfAnalysis.ROLL_CALL_VOTE,
        named=("year", "call", "state", "power"),
        keys={
            "year": beside["year"].cast(pl.Int32),
            "call": beside["call"],
            "state": beside["state"],
            "power": beside["power"],
        },
    )
    title = beside["short"].fill_null("")
    seat = title.str.contains(SEAT).to_numpy()
    drawn.put("with_power", vote == of_power, "whether the state voted as the power did")
    drawn.put("voted_yes_or_no", (vote != 2) & (of_power != 2), "whether neither abstained")
    drawn.put("seat", seat, "whether the vote was on the Chinese seat, by its short title")
    drawn.put("pact", past.tied(tie)[t, i, p], f"whether the two were tied by {tie.words}")
    drawn.put("same_region", past.region[i] == past.region[p], "whether the two are of one region")
    if past.has("capabilities"):
        size = log_of(past.capabilities[t, i])
        drawn.put("log_capabilities", size, "logarithm of the state's share of capabilities", "capabilities")
    if past.has("democracy"):
        drawn.put(
            "democracy", world.array("democracy")[t, i], "whether the state was a democracy", "democracy"
        )
    return drawn.done()
