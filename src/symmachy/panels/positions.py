"""State-years by position: isolation, opponents, hedging, rise and decline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.drawn import Asked, Drawn, log_of, rows_where
from symmachy.panels.past import Past
from symmachy.panels.ties import Tie
from symmachy.world import UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray
    from symmachy.world import Panel, World

__all__ = ["position_years"]

MANY = 3
"""Opponents from which on a state is said to have many."""

MUCH_TRADE = 0.1
"""Share of a state's trade from which on it counts as much."""


def position_years(
    world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None
) -> Panel:
    """Build the panel of states by year with where each stands among the others.

    One row for each member of the system in each year but the record's last. Columns that look ahead speak
    of the following year; all others of the row's own year and the years before. A column is left out
    where the record lacks what it is made from.

    Parameters
    ----------
    world
        The record to build from.
    tie
        What counts as a pact.
    years
        For how many years the past counts, the row's own included.
    past
        Arrays that were made before from the same world.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> panel = position_years(open_record("chronicle").until(1914))
    >>> panel.key, "isolated" in panel.frame.columns
    (('year', 'state'), True)
    """
    past = past or Past(world=world)
    asked = Asked(past, tie, years)
    y, i = rows_where(past.member)
    drawn = Drawn.at(past, UnitOfAnalysis.STATE_YEAR, y, state=i)
    _pacts(drawn, asked, y, i)
    if past.has("hostility"):
        _opponents(drawn, asked, y, i)
    if past.has("great_power"):
        _powers(drawn, asked, y, i)
    if past.has("capabilities"):
        _rise(drawn, asked, y, i)
    _policy(drawn, asked, y, i)
    return drawn.done()


def _new(tied: BoolArray, there: BoolArray) -> BoolArray:
    """``(Y, S, S)``: ties that were not there the year before, of pairs that were."""
    new = np.zeros_like(tied)
    new[1:] = tied[1:] & ~tied[:-1] & there[:-1]
    return new


def _pacts(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray) -> None:
    past, tie = asked.past, asked.tie
    tied = past.tied(tie)
    number = tied.sum(axis=2)
    new = np.any(_new(tied, past.both), axis=2)
    lost = np.zeros_like(tied)
    lost[1:] = tied[:-1] & ~tied[1:] & past.both[1:]
    there = past.member[y + 1, i]
    drawn.put("pacts", number[y, i], f"states tied to it by {tie.words}")
    drawn.put("log_pacts", np.log1p(number[y, i]), "the same, as the logarithm of one more")
    drawn.put("isolated", number[y, i] == 0, "whether no state is")
    drawn.put("has_pact", np.where(there, number[y + 1, i] > 0, np.nan), "whether one is in the next year")
    drawn.put("signs_pact", np.where(there, new[y + 1, i], np.nan), "whether a tie begins in the next year")
    drawn.put(
        "loses_pact",
        np.where(there & (number[y, i] > 0), np.any(lost, axis=2)[y + 1, i], np.nan),
        "whether a tie with a state that lives on is over in the next year; of states with a tie",
    )


def _opponents(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray) -> None:
    past, tie, years = asked.past, asked.tie, asked.years
    hostile, new = past.hostile(years) & past.both, _new(past.tied(tie), past.both)
    number = hostile.sum(axis=2)[y, i]
    drawn.put("opponents", number, f"states hostile to it in the last {years} years", "hostility")
    drawn.put("log_opponents", np.log1p(number), "the same, as the logarithm of one more", "hostility")
    drawn.put("many_opponents", number >= MANY, f"whether there are {MANY} or more", "hostility")
    among = np.zeros(past.member.shape)
    for t in range(len(among) - 1):
        members = np.flatnonzero(past.member[t])
        own = np.ix_(members, members)
        faces = hostile[t][own].astype(np.float32)
        among[t, members] = ((faces @ new[t + 1][own].astype(np.float32)) * faces).sum(axis=1) > 0
    drawn.put(
        "opponents_pact",
        np.where(number > 1, among[y, i], np.nan),
        "whether two of them become tied in the next year; of states with two or more",
        "hostility",
    )


def _powers(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray) -> None:
    past, tie, years = asked.past, asked.tie, asked.years
    power, tied = past.power, past.tied(tie)
    with_power = np.any(tied & power[:, None, :], axis=2)
    begins = np.any(_new(tied, past.both) & power[:, None, :], axis=2)
    there = past.member[y + 1, i]
    drawn.put("great_power", power[y, i], "whether it is a great power", "great_power")
    drawn.put("small", ~power[y, i], "whether it is none", "great_power")
    drawn.put("powers", power.sum(axis=1)[y], "how many great powers there are", "great_power")
    drawn.put(
        "unaligned",
        ~with_power[y, i] & ~power[y, i],
        "whether it is no great power and tied to none",
        "great_power",
    )
    drawn.put(
        "joins_power",
        np.where(there, begins[y + 1, i], np.nan),
        "whether a tie with a great power begins in the next year",
        "great_power",
    )
    if past.has("contiguity"):
        near = np.any(past.borders & power[:, None, :], axis=2)
        drawn.put(
            "borders_power", near[y, i], "whether it borders a great power", "great_power", "contiguity"
        )
        drawn.put("borders", past.borders.sum(axis=2)[y, i], "states that it borders", "contiguity")
    if past.has("hostility"):
        share, top, central = _between_powers(past, years)
        drawn.put("powers_hostile", share[y], "share of pairs of great powers that are hostile", "hostility")
        if past.has("capabilities"):
            drawn.put("top_two_hostile", top[y], "whether the two strongest powers are hostile", "hostility")
        calm = ~np.any(past.hostile_now & power[:, None, :] & past.both, axis=2)
        drawn.put(
            "restrained",
            np.where(there, calm[y + 1, i], np.nan),
            "whether it has no hostility with a great power in the next year",
            "hostility",
            ahead=1,
        )
        if past.has("trade"):
            drawn.put(
                "cross_pressed",
                _cross_pressed(past, tie, central)[y, i],
                f"whether it is tied to one of two hostile powers and has {MUCH_TRADE:.0%} of its trade with the other",
                "hostility",
                "trade",
            )


def _between_powers(past: Past, years: int) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Return the share of hostile pairs of powers, whether the top two are, and which pairs are."""
    rivals = past.hostile(years) & past.power[:, :, None] & past.power[:, None, :]
    number = past.power.sum(axis=1)
    pairs = number * (number - 1) / 2
    share = np.where(pairs > 0, rivals.sum(axis=(1, 2)) / 2 / np.maximum(pairs, 1), np.nan)
    top = np.full(len(share), np.nan)
    if past.has("capabilities"):
        weight = np.where(past.power, np.nan_to_num(past.capabilities), -1.0)
        first, second = np.argsort(-weight, axis=1, kind="stable")[:, :2].T
        top = rivals[np.arange(len(share)), first, second].astype(np.float64)
    return share, top, rivals


def _cross_pressed(past: Past, tie: Tie, rivals: BoolArray) -> FloatArray:
    trade = past.world.array("trade")
    share = trade / np.maximum(np.nansum(trade, axis=2, keepdims=True), 1e-9)
    much = np.nan_to_num(share) >= MUCH_TRADE
    tied = past.tied(tie).astype(np.float32)
    found = np.zeros(past.member.shape)
    for t in range(len(found)):
        powers = np.flatnonzero(past.power[t])
        found[t] = ((tied[t] @ rivals[t][:, powers].astype(np.float32) > 0) & much[t][:, powers]).any(axis=1)
    return found


def _rise(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray) -> None:
    past, tie, years = asked.past, asked.tie, asked.years
    share = past.capabilities
    log = log_of(share)
    growth = _change(log, years)
    drawn.put("log_capabilities", log[y, i], "logarithm of its share of capabilities", "capabilities")
    if past.has("output"):
        output = _change(log_of(_shares(past.world.array("output"))), years)[y, i]
        drawn.put("output_growth", output, f"growth of the log share of output over {years} years", "output")
    drawn.put("share", share[y, i], "its share of capabilities", "capabilities")
    drawn.put("growth", growth[y, i], f"change of that logarithm over {years} years", "capabilities")
    if past.has("great_power"):
        new = _new(past.tied(tie), past.both)
        twos = new & past.power[:, :, None] & past.power[:, None, :]
        without = (twos.sum(axis=(1, 2)) // 2)[:, None] - twos.sum(axis=2)
        drawn.put(
            "others_pact",
            without[y + 1, i] > 0,
            "whether two other great powers become tied in the next year",
        )
        near = np.zeros(share.shape, dtype=np.bool_)
        around = past.hostile(years) if past.has("hostility") else np.zeros_like(past.both)
        around = around | past.borders if past.has("contiguity") else around
        for t in range(len(near) - 1):
            # ties of the next year between a great power and a state around the one in the row
            powers = np.flatnonzero(past.power[t + 1])
            pairs = around[t].astype(np.float32) @ new[t + 1][:, powers].astype(np.float32)
            pairs[powers, np.arange(len(powers))] = 0
            near[t] = pairs.any(axis=1)
        drawn.put(
            "others_pact_near",
            near[y, i],
            "whether another great power becomes tied to a state that borders it or was hostile to it",
        )


def _change(values: FloatArray, years: int) -> FloatArray:
    """``(Y, S)``: by how much each is above that of some years before; NaN where one of them is not known."""
    found = np.full(values.shape, np.nan)
    found[years:] = values[years:] - values[:-years]
    return found


def _shares(values: FloatArray) -> FloatArray:
    """``(Y, S)``: each as a part of the year's sum over those that are known."""
    return np.asarray(values / np.maximum(np.nansum(values, axis=1, keepdims=True), 1e-12))


def _policy(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray) -> None:
    past = asked.past
    there = past.member[y + 1, i]
    year = y + past.world.coverage.first
    drawn.put("since_1955", year >= 1955, "whether the year is 1955 or later")
    if past.has("nonaligned"):
        value = past.world.array("nonaligned")[y, i]
        drawn.put("nonaligned", value, "whether it declared a policy of non-alignment", "nonaligned")
    if past.has("ideal_point"):
        ideal = np.where(past.member, past.world.array("ideal_point"), np.nan)
        known = ~np.isnan(ideal)
        count = np.maximum(known.sum(axis=1), 1)
        middle = np.nansum(ideal, axis=1) / count
        spread = np.sqrt(np.nansum((ideal - middle[:, None]) ** 2, axis=1) / count)
        inside = np.where(known, np.abs(ideal - middle[:, None]) < spread[:, None] / 2, np.nan)
        drawn.put(
            "central",
            np.where(there, inside[y + 1, i], np.nan),
            "whether its votes lie within half a standard deviation of the year's mean, in the next year",
            "ideal_point",
        )
    if past.has("un_votes.agreement"):
        agreed = np.where(past.both, past.world.array("un_votes.agreement"), np.nan)
        told = ~np.isnan(agreed)
        mean = np.nansum(agreed, axis=2) / np.maximum(told.sum(axis=2), 1)
        mean[~told.any(axis=2)] = np.nan
        change = np.full(mean.shape, np.nan)
        change[:-1] = mean[1:] - mean[:-1]
        for t in range(len(change)):
            if not np.isnan(change[t]).all():
                change[t] -= np.nanmedian(change[t])
        falls = np.where(np.isnan(change), np.nan, change < 0)
        drawn.put(
            "agreement_falls",
            np.where(there, falls[y, i], np.nan),
            "whether its mean agreement with the others in votes falls more than the median state's, in the next year",
            "un_votes.agreement",
        )
