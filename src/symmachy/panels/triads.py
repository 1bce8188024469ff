"""Triads by year: a third state between two partners, a quarrel and those beside it, friends and foes in threes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.drawn import Asked, Drawn, log_of, next_year
from symmachy.panels.past import Past, within
from symmachy.panels.pressed import opponent_pair_years
from symmachy.panels.ties import Tie
from symmachy.world import UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray
    from symmachy.world import Panel, World

__all__ = ["AGREED", "Triad", "triad_years"]

AGREED = 10
"""Years for which a signed agreement on defence cooperation counts."""


class Triad(StrEnum):
    """Which three states make a row."""

    WEDGE = "wedge"
    """Two partners, and a third state hostile to one of them or to both."""
    HUB = "hub"
    """A quarrel between two states, one of them a great power, and any third that is not tied to the rival."""
    BALANCE = "balance"
    """Two partners, and a third state that is hostile to one of them and either tied or hostile to the other."""
    OPPONENTS = "opponents"
    """Two states that are not tied, and a third state that is hostile to both."""


def triad_years(
    world: World,
    kind: Triad = Triad.WEDGE,
    *,
    tie: Tie = Tie.DEFENSE,
    years: int = 5,
    past: Past | None = None,
) -> Panel:
    """Build a panel of triads by year.

    One row for each triad of the kind in each year but the record's last. Two partners, or two opponents of
    the third, stand once, ``state_1 < state_2``, with each ``third``; in a hub each quarrel stands in both
    directions, as ``hub`` and ``rival``, with each third ``state``. Columns that look ahead speak of the
    following year.

    Parameters
    ----------
    world
        The record to build from; it must speak of hostility and great powers.
    kind
        Which triads.
    tie
        What counts as a tie.
    years
        For how many years hostility and new pledges count, the row's own included.
    past
        Arrays that were made before from the same world.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> triad_years(open_record("chronicle").until(1850), Triad.BALANCE).key
    ('year', 'third', 'state_1', 'state_2')
    """
    past = past or Past(world=world)
    if kind is Triad.OPPONENTS:
        return opponent_pair_years(past, tie=tie, years=years)
    if kind is Triad.HUB:
        return _hubs(past, tie, years)
    return _partners(past, kind, tie, years)


def _partners(past: Past, kind: Triad, tie: Tie, years: int) -> Panel:
    tied, hostile = past.tied(tie), past.hostile(years) & past.both
    found: list[tuple[IntArray, ...]] = []
    for t in range(len(tied) - 1):
        one, other = np.nonzero(np.triu(tied[t], 1))
        if kind is Triad.WEDGE:
            beside = hostile[t, one] | hostile[t, other]
        else:
            told = tied[t] ^ hostile[t]  # a pair that is both allied and hostile has no sign
            plain = told[one, other]
            one, other = one[plain], other[plain]
            beside = told[one] & told[other] & (hostile[t, one] | hostile[t, other])
        row, third = np.nonzero(beside & past.member[t])
        own = (third != one[row]) & (third != other[row])
        row, third = row[own], third[own]
        found.append((np.full(len(row), t), third, one[row], other[row]))
    y, k, a, b = (np.concatenate(part).astype(np.int64) for part in zip(*found, strict=True))
    drawn = Drawn.at(past, UnitOfAnalysis.TRIAD_YEAR, y, third=k, state_1=a, state_2=b)
    age = past.age(tie)[y, a, b]
    drawn.put(
        "ends", next_year(~tied, past.both, y, a, b), "whether the partners' tie is over in the next year"
    )
    drawn.put("log_age", np.log(np.maximum(age, 1)), "logarithm of the years for which it has lasted")
    for name in ("third_power", "third_is_power"):
        drawn.put(name, past.power[y, k], "whether the third is a great power", "great_power")
    any_power = past.power[y, k] | past.power[y, a] | past.power[y, b]
    drawn.put("with_power", any_power, "whether one of the three is a great power", "great_power")
    against_a, against_b = hostile[y, k, a], hostile[y, k, b]
    apart = hostile[y, a, b]
    drawn.put("hostile_both", against_a & against_b, "whether the third is hostile to both", "hostility")
    drawn.put("members_apart", apart, "whether the partners are hostile to each other", "hostility")
    if kind is Triad.WEDGE:
        _wedge(drawn, Asked(past, tie, years), (y, k, a, b), against_a, against_b)
    else:
        drawn.put(
            "unbalanced",
            tied[y, k, a] != tied[y, k, b],
            "whether the third is tied to one of the partners and hostile to the other",
            "hostility",
        )
        common = np.einsum("nk,nk->n", tied[y, a].astype(np.float32), tied[y, b].astype(np.float32))
        drawn.put("common_allies", np.log1p(common), "logarithm of one more than their common allies")
    return drawn.done()


def _wedge(
    drawn: Drawn, asked: Asked, row: tuple[IntArray, ...], against_a: BoolArray, against_b: BoolArray
) -> None:
    past, years = asked.past, asked.years
    y, k, a, b = row
    pledged = past.tied(Tie.ANY)
    new = np.zeros_like(pledged)
    new[1:] = pledged[1:] & ~pledged[:-1] & past.both[:-1]
    recent = within(new, years)

    def one_only(with_third: BoolArray) -> BoolArray:
        beside_a, beside_b = with_third[y, k, a], with_third[y, k, b]
        return np.asarray((beside_a & ~against_a & against_b) | (beside_b & ~against_b & against_a))

    drawn.put(
        "wedge",
        one_only(recent),
        f"whether the third made a pledge with one partner in the last {years} years and is hostile to the other alone",
        "hostility",
    )
    drawn.put(
        "wedge_by_pledge",
        one_only(pledged),
        "whether the third has a pledge in force with one partner and is hostile to the other alone",
        "hostility",
    )
    owed = past.world.pledged[y, a, b] | past.world.pledged[y, b, a]
    layers: FloatArray = np.unpackbits(owed[:, None], axis=1).sum(axis=1).astype(np.float64)
    if past.has("igo"):
        shared = past.world.array("igo")
        with np.errstate(all="ignore"):
            usual = np.array(
                [
                    np.nanmedian(s[m]) if np.isfinite(s[m]).any() else np.nan
                    for s, m in zip(shared, past.both, strict=True)
                ]
            )
        layers = layers + (np.nan_to_num(shared[y, a, b]) > np.nan_to_num(usual[y], nan=np.inf))
    if past.has("cooperation"):
        signed = past.fact("agreements", lambda: within(past.yes("cooperation"), AGREED))
        layers = layers + signed[y, a, b]
    drawn.put(
        "layers",
        layers,
        "kinds of pledges between the partners, and one more each for many shared organisations and for "
        "agreements on defence cooperation, where the record has them",
    )


def _hubs(past: Past, tie: Tie, years: int) -> Panel:
    tied, hostile = past.tied(tie), past.hostile(years) & past.both
    found: list[tuple[IntArray, ...]] = []
    for t in range(len(tied) - 1):
        power = past.power[t]
        hub, rival = np.nonzero(hostile[t] & (power[:, None] | power[None, :]))
        row, state = np.nonzero(past.member[t] & ~tied[t, rival])
        own = (state != hub[row]) & (state != rival[row])
        row, state = row[own], state[own]
        found.append((np.full(len(row), t), hub[row], rival[row], state))
    y, h, r, s = (np.concatenate(part).astype(np.int64) for part in zip(*found, strict=True))
    drawn = Drawn.at(past, UnitOfAnalysis.TRIAD_YEAR, y, hub=h, rival=r, state=s)
    drawn.put(
        "agrees",
        next_year(tied, past.both, y, s, r),
        f"whether {tie.words} ties the state and the rival in the next year",
    )
    if past.has("cooperation"):
        signed = past.yes("cooperation")
        lately = past.fact("agreements", lambda: within(signed, AGREED))[y, s, r]
        drawn.put(
            "signs_agreement",
            np.where(past.both[y + 1, s, r] & ~lately, signed[y + 1, s, r], np.nan),
            "whether the state and the rival sign an agreement on defence cooperation in the next year; of "
            f"those without one in {AGREED} years",
            "cooperation",
            ahead=1,
        )
    drawn.put("tied", tied[y, s, h], "whether the state and the hub are so tied")
    drawn.put("hub_is_power", past.power[y, h], "whether the hub is a great power", "great_power")
    drawn.put("rival_is_power", past.power[y, r], "whether the rival is a great power", "great_power")
    drawn.put("hostile_rival", hostile[y, s, r], "whether the state is hostile to the rival", "hostility")
    drawn.put("same_region", past.region[s] == past.region[r], "whether state and rival are of one region")
    far = np.log(np.maximum(past.distance[y, s, r], 1.0))
    drawn.put("log_distance", far, "logarithm of the distance between state and rival in km")
    if past.has("capabilities"):
        size = log_of(past.capabilities[y, s])
        drawn.put("log_capabilities", size, "logarithm of the state's share of capabilities", "capabilities")
    return drawn.done()
