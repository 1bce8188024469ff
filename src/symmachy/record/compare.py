"""How far the chronicle agrees with another coding of the same things, and where it does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage, UnknownName
from symmachy.record.chronicle import table
from symmachy.world.episode import WAR
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from symmachy.typing import BoolArray, FloatArray, StateCode, Year
    from symmachy.world.episode import Episode
    from symmachy.world.spell import Spell
    from symmachy.world.variable import Coverage
    from symmachy.world.world import World

__all__ = ["CODINGS", "Agreement", "Coding", "Disagreement", "RankAgreement", "WarAgreement", "compare"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """A treaty, state or pair on which the two codings differ."""

    only: str
    """Which coding alone says so: ``chronicle``, or the other's name."""
    item: str
    """A treaty's id, a state's code, or two codes."""
    name: str
    count: int
    """State-years or pair-years."""
    reason: str
    """Why, where it was decided; empty where no reason is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Counts of what two codings of a yes/no fact say, where both speak."""

    what: str
    other: str
    first: Year
    last: Year
    both: int
    only_chronicle: int
    only_other: int
    neither: int
    disagreements: tuple[Disagreement, ...]

    @property
    def jaccard(self) -> float:
        """Both over either: 1 where they agree on every yes."""
        return self.both / max(self.both + self.only_chronicle + self.only_other, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of the shares of each coding's yes that the other shares."""
        return 2 * self.both / max(2 * self.both + self.only_chronicle + self.only_other, 1)

    @property
    def same_answer(self) -> float:
        """Share of all units of which both say the same, yes or no."""
        whole = self.both + self.only_chronicle + self.only_other + self.neither
        return (self.both + self.neither) / max(whole, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class RankAgreement:
    """Spearman's rank correlation over the states that both codings measure, year by year."""

    what: str
    other: str
    years: tuple[tuple[Year, int, float], ...]
    """Year, number of states, correlation."""
    furthest: tuple[Disagreement, ...]
    """The states furthest apart in rank in the last year; `count` is how many ranks, `only` who ranks it higher."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WarAgreement:
    """How many wars of another coding the chronicle has, and whether it sets their participants on one side."""

    other: str
    first: Year
    last: Year
    wars: int
    present: int
    """Wars of which at least one pair of opponents is at war in the chronicle too."""
    participants: int
    """States in those wars, each war counted apart."""
    right_side: int
    """Those that have at least one of the same opponents in the chronicle, in a year of the war."""
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Coding:
    """A coding that the chronicle can be compared with."""

    what: str
    """What is compared, in the plural."""
    source: str
    needs: tuple[str, ...]
    """Variables of the full record."""
    facts: Callable[[World, World], tuple[BoolArray, BoolArray, BoolArray]] | None
    """Gives ``(ours, theirs, both speak)``, each ``(Y, S)`` or ``(Y, S, S)`` over the years of the full record."""


def compare(
    ours: World,
    theirs: World,
    other: str,
    *,
    obligation: Obligation = Obligation.DEFENSE,
    years: Coverage | None = None,
    most: int = 15,
) -> Agreement | RankAgreement | WarAgreement:
    """Compare the chronicle with another coding of the full record.

    Parameters
    ----------
    ours
        The chronicle.
    theirs
        The full record.
    other
        One of `CODINGS`.
    obligation
        Which obligation, where treaties are compared.
    years
        First and last year; all that both cover by default.
    most
        How many disagreements to give, the largest first.

    Raises
    ------
    UnknownName
        Where the coding is none of `CODINGS`, or its variables were not imported.
    OutsideCoverage
        Where the two have no year in common.
    """
    coding = CODINGS.get(other)
    if coding is None:
        raise UnknownName.among("coding to compare with", other, CODINGS)
    for name in coding.needs:
        theirs.variable(name)
    covered = [theirs.coverage, ours.coverage, *(theirs.variable(n).coverage for n in coding.needs)]
    span = years or theirs.coverage
    for c in covered:
        common = span.overlap(c)
        if common is None:
            raise OutsideCoverage(
                f"{coding.source} covers {c} and {span} was asked: ask for years that both have"
            )
        span = common
    if other == "nmc":
        return _ranks(ours, theirs, span, most)
    if other == "cow-wars":
        return _wars(ours, theirs, span)
    if other == "atop":
        return _treaties(ours, theirs, obligation, span, most)
    if coding.facts is None:
        raise BadInput(f"{other!r} has nothing to compare")
    a, b, known = (array[_years(theirs, span)] for array in coding.facts(ours, theirs))
    a, b = a & known, b & known
    reasons = _reasons()
    return Agreement(
        what=coding.what,
        other=coding.source,
        first=span.first,
        last=span.last,
        both=int((a & b).sum()),
        only_chronicle=int((a & ~b).sum()),
        only_other=int((b & ~a).sum()),
        neither=int((known & ~a & ~b).sum()),
        disagreements=tuple(
            sorted(
                [*_units(ours, a & ~b, "chronicle", reasons), *_units(ours, b & ~a, coding.source, reasons)],
                key=lambda d: (-d.count, d.item, d.only),
            )[:most]
        ),
    )


def _years(theirs: World, span: Coverage) -> slice:
    return slice(span.first - theirs.coverage.first, span.last - theirs.coverage.first + 1)


def _reasons(obligation: str = "") -> dict[str, str]:
    rows = table("decisions").iter_rows(named=True)
    return {row["item"]: row["reason"] for row in rows if row["obligation"] in ("", obligation)}


def _units(world: World, where: BoolArray, only: str, reasons: Mapping[str, str]) -> Iterable[Disagreement]:
    counts = where.sum(axis=0)
    for place in np.argwhere(counts):
        codes = [world.codes[i] for i in place]
        item = "-".join(codes)
        names = " and ".join(world.states[c].name(world.coverage.last) for c in codes)
        yield Disagreement(
            only=only, item=item, name=names, count=int(counts[tuple(place)]), reason=reasons.get(item, "")
        )


def _upper(pairs: BoolArray) -> BoolArray:
    return pairs & np.triu(np.ones(pairs.shape[1:], dtype=np.bool_), 1)


def _within(ours: World, theirs: World) -> BoolArray:
    return ours.membership[: len(theirs.years)] & theirs.membership


def _pairs(members: BoolArray) -> BoolArray:
    return _upper(members[:, :, None] & members[:, None, :])


def _variable(
    role: str, name: str, yes: Callable[[FloatArray], BoolArray]
) -> Callable[[World, World], tuple[BoolArray, BoolArray, BoolArray]]:
    def facts(ours: World, theirs: World) -> tuple[BoolArray, BoolArray, BoolArray]:
        mine, their = ours.array(role)[: len(theirs.years)], theirs.array(name)
        members = _within(ours, theirs)
        inside = members if mine.ndim == 2 else _pairs(members)
        return mine > 0, yes(their), inside & ~np.isnan(their) & ~np.isnan(mine)

    return facts


def _members_by_gw(ours: World, theirs: World) -> tuple[BoolArray, BoolArray, BoolArray]:
    # Without microstates, which each list begins by a rule of its own.
    small = np.isin(
        ours.codes, table("states").filter(table("states")["microstate"] == "yes")["code"].to_list()
    )
    listed = np.nan_to_num(theirs.array("isard.gw_member")) > 0
    mine = ours.membership[: len(theirs.years)]
    return mine, listed, np.broadcast_to(~small, mine.shape)


def _members_by_cow(ours: World, theirs: World) -> tuple[BoolArray, BoolArray, BoolArray]:
    mine = ours.membership[: len(theirs.years)]
    return mine, theirs.membership, np.ones_like(mine)


CODINGS: dict[str, Coding] = {
    "atop": Coding(what="pair-years", source="ATOP 5.1", needs=(), facts=None),
    "nmc": Coding(what="capabilities", source="CINC, NMC 7.0", needs=("nmc.cinc",), facts=None),
    "gw-states": Coding(
        what="state-years without microstates",
        source="Gleditsch and Ward",
        needs=("isard.gw_member",),
        facts=_members_by_gw,
    ),
    "cow-states": Coding(what="state-years", source="COW states v2016", needs=(), facts=_members_by_cow),
    "majors": Coding(
        what="great-power years",
        source="COW majors v2016",
        needs=("majors.major",),
        facts=_variable("great_power", "majors.major", lambda x: x > 0),
    ),
    "polyarchy": Coding(
        what="democratic state-years",
        source="V-Dem polyarchy above 0.5",
        needs=("democracy.polyarchy",),
        facts=_variable("democracy", "democracy.polyarchy", lambda x: x > 0.5),
    ),
    "polity": Coding(
        what="democratic state-years",
        source="Polity of 6 or more",
        needs=("democracy.polity2",),
        facts=_variable("democracy", "democracy.polity2", lambda x: x >= 6),
    ),
    "contiguity": Coding(
        what="pair-years with a land border",
        source="COW contiguity 3.2",
        needs=("contiguity.land",),
        facts=_variable("contiguity", "contiguity.land", lambda x: x > 0),
    ),
    "cow-war": Coding(
        what="pair-years at war",
        source="COW interstate wars 4.0",
        needs=("cow_war.opponents",),
        facts=_variable("war", "cow_war.opponents", lambda x: x > 0),
    ),
    "cow-wars": Coding(
        what="wars and their sides",
        source="COW interstate wars 4.0",
        needs=("cow_war.opponents",),
        facts=None,
    ),
    "gml": Coding(
        what="pair-years of hostility",
        source="GML disputes 2.2.1",
        needs=("gml.dispute",),
        facts=_variable("hostility", "gml.dispute", lambda x: x > 0),
    ),
}
"""What the chronicle can be compared with, by the word that the command line takes."""


def _treaties(ours: World, theirs: World, obligation: Obligation, span: Coverage, most: int) -> Agreement:
    years = _years(theirs, span)
    # Both as the treaties stand, among members by the list that the other coding follows.
    inside = _pairs(theirs.membership[years])
    a, b = (_either(w.pledged[: len(theirs.years)][years], obligation) & inside for w in (ours, theirs))
    word = obligation.words[0]
    return Agreement(
        what=f"pair-years with a pledge of {word} by either",
        other="ATOP 5.1",
        first=span.first,
        last=span.last,
        both=int((a & b).sum()),
        only_chronicle=int((a & ~b).sum()),
        only_other=int((b & ~a).sum()),
        neither=int((inside & ~a & ~b).sum()),
        disagreements=tuple(
            sorted(
                [
                    *_behind(ours, a & ~b, obligation, span, "chronicle"),
                    *_behind(theirs, b & ~a, obligation, span, "ATOP 5.1"),
                ],
                key=lambda d: (-d.count, d.item),
            )[:most]
        ),
    )


def _either(
    pledged: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], obligation: Obligation
) -> BoolArray:
    owed = (pledged & np.uint8(obligation)) == obligation
    return np.asarray(owed | owed.transpose(0, 2, 1), dtype=np.bool_)


def _behind(
    world: World, where: BoolArray, obligation: Obligation, span: Coverage, only: str
) -> Iterable[Disagreement]:
    """Count the pair-years by the treaty behind them, the first by date where there are several."""
    reasons = _reasons(obligation.words[0])
    bound = _by_pair(world, obligation)
    names = {treaty.id: treaty.name for treaty in world.treaties}
    counts: Counter[str] = Counter()
    for place, one, other in np.argwhere(where):
        pair = (world.codes[one], world.codes[other])
        year = span.first + int(place)
        counts[next((t for t, spell in bound.get(pair, ()) if spell.meets_year(year)), "-".join(pair))] += 1
    for item, count in counts.items():
        name = names.get(item) or " and ".join(world.states[c].name(span.last) for c in item.split("-"))
        yield Disagreement(only=only, item=item, name=name, count=count, reason=reasons.get(item, ""))


def _by_pair(
    world: World, obligation: Obligation
) -> dict[tuple[StateCode, StateCode], list[tuple[str, Spell]]]:
    found: dict[tuple[StateCode, StateCode], list[tuple[str, Spell]]] = {}
    for treaty in sorted(world.treaties, key=lambda t: (t.spell.start, t.id)):
        if obligation in treaty.obligations:
            for pledge in treaty.pledges():
                if obligation in pledge.obligations:
                    pair = (min(pledge.by, pledge.to), max(pledge.by, pledge.to))
                    found.setdefault(pair, []).append((treaty.id, pledge.spell))
    return found


def _wars(ours: World, theirs: World, span: Coverage) -> WarAgreement:
    """Look for each war of the other coding among ours, and for each of its participants on which side it stood."""
    at_war = ours.array("war")
    fought: dict[str, list[Episode]] = {}
    for episode in theirs.episodes:
        if episode.kind == WAR and episode.spell.start.year in span:
            fought.setdefault(episode.id, []).append(episode)
    present, sides, right, missing = 0, 0, 0, []
    for pairs in fought.values():
        found = {(e.one, e.other): _met(ours, at_war, e) for e in pairs}
        present += any(found.values())
        if not any(found.values()):
            missing.append(f"{pairs[0].name} ({pairs[0].spell.start.year})")
            continue
        states = {code for pair in found for code in pair}
        sides += len(states)
        right += sum(any(met for pair, met in found.items() if code in pair) for code in states)
    return WarAgreement(
        other="COW interstate wars 4.0",
        first=span.first,
        last=span.last,
        wars=len(fought),
        present=present,
        participants=sides,
        right_side=right,
        missing=tuple(missing),
    )


def _met(ours: World, at_war: FloatArray, episode: Episode) -> bool:
    first = episode.spell.start.year - ours.coverage.first
    last = (episode.spell.last_year or ours.coverage.last) - ours.coverage.first
    return bool((at_war[first : last + 1, ours.index[episode.one], ours.index[episode.other]] > 0).any())


def _ranks(ours: World, theirs: World, span: Coverage, most: int) -> RankAgreement:
    from scipy.stats import rankdata, spearmanr

    measured = sorted({int(row["year"]) for row in table("power").iter_rows(named=True)})
    rows: list[tuple[Year, int, float]] = []
    furthest: list[Disagreement] = []
    reasons = _reasons()
    for year in (y for y in measured if y in span):
        a = ours.array("capabilities")[year - ours.coverage.first]
        b = theirs.array("nmc.cinc")[year - theirs.coverage.first]
        have = np.flatnonzero(~np.isnan(a) & ~np.isnan(b) & theirs.membership[year - theirs.coverage.first])
        rows.append((year, len(have), float(spearmanr(a[have], b[have]).statistic)))
        gaps = rankdata(-a[have]) - rankdata(-b[have])
        furthest = [
            Disagreement(
                only="chronicle" if gap < 0 else "CINC, NMC 7.0",
                item=ours.codes[i],
                name=ours.states[ours.codes[i]].name(year),
                count=int(abs(gap)),
                reason=reasons.get(ours.codes[i], ""),
            )
            for gap, i in sorted(zip(gaps, have, strict=True), key=lambda g: -abs(g[0]))[:most]
        ]
    return RankAgreement(
        what="capabilities", other="CINC, NMC 7.0", years=tuple(rows), furthest=tuple(furthest)
    )
