"""From the chronicle's tables to a world."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from itertools import combinations
from typing import TYPE_CHECKING

from symmachy.record.chronicle.tables import EDITION, LAST_DAY, TABLES, table
from symmachy.world.episode import WAR, Episode
from symmachy.world.obligation import Obligation
from symmachy.world.spell import Spell
from symmachy.world.state import Capital, Code, Government, Name, State, Succession
from symmachy.world.states import States
from symmachy.world.treaty import Membership, Term, Treaty
from symmachy.world.variable import Coverage, Fill, UnitOfAnalysis, Variable
from symmachy.world.world import Provenance, World

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl


__all__ = ["chronicle", "states"]

_FIRST = 1816
_YEARS = Coverage(_FIRST, LAST_DAY.year)

_CITATION = (
    f"symmachy. The Chronicle: a register of states, alliances, wars and borders, 1816 to {LAST_DAY.year}, "
    f"edition {EDITION}."
)

_LIMITS = (
    (
        "The register holds the treaties that its makers could establish; an alliance that is not in it is not "
        "proven absent, above all a bilateral one before 1945."
    ),
    (
        "Entries of the last two years rest on what could be looked up when this edition was made; recent acts "
        "may be lacking."
    ),
    (
        "Shares of population, output and military effort are rounded figures at benchmark years with straight "
        "lines between."
    ),
)

ARMED = ("crisis", "clash", "bombing", "seizure", "blockade", "occupation", "threat", "mobilisation")
"""The kinds of episode in which force was used, shown or threatened."""


@cache
def states() -> States:
    """All states of the chronicle, with names, codes, capitals and membership spells."""
    names, codes, capitals, spells = (
        _grouped("state_names"),
        _grouped("state_codes"),
        _grouped("capitals"),
        _grouped("state_spells"),
    )
    governments = _grouped("governments")
    entries = []
    for row in table("states").iter_rows(named=True):
        code = row["code"]
        entries.append(
            State(
                code=code,
                region=row["region"],
                spells=tuple(_spell(r) for r in spells.get(code, [])),
                names=tuple(
                    Name(text=r["name"], spell=_spell(r), short=r["kind"] == "name")
                    for r in names.get(code, [])
                ),
                codes=tuple(
                    Code(scheme=r["scheme"], value=r["value"], spell=_spell(r)) for r in codes.get(code, [])
                ),
                capitals=tuple(
                    Capital(
                        name=r["capital"],
                        latitude=float(r["latitude"]),
                        longitude=float(r["longitude"]),
                        spell=_spell(r),
                    )
                    for r in capitals.get(code, [])
                ),
                governments=tuple(
                    Government(
                        id=r["government"],
                        name=r["name"],
                        spell=_spell(r),
                        repudiated=r["note"].startswith("repudiated"),
                    )
                    for r in governments.get(code, [])
                ),
            )
        )
    successions = tuple(
        Succession(predecessor=r["from"], successor=r["to"], date=r["date"], kind=r["kind"])
        for r in table("successions").iter_rows(named=True)
    )
    return States(tuple(entries), successions)


@cache
def chronicle() -> World:
    """Return the world as the bundled register knows it.

    Examples
    --------
    >>> world = chronicle()
    >>> world.coverage.first
    1816
    >>> "franco-russian-alliance-1892" in [treaty.id for treaty, _ in world.between("FRA", "RUS")]
    True
    """
    treaties = _treaties()
    episodes = tuple(_episodes())
    variables = {v.name: v for v in _variables(episodes)}
    return World(
        record="chronicle",
        coverage=_YEARS,
        last_day=LAST_DAY,
        states=states(),
        treaties=treaties,
        pledges=_pledges(treaties),
        episodes=episodes,
        variables=variables,
        roles={name.removeprefix("chronicle."): name for name in variables},
        provenance=(
            Provenance(
                source="chronicle",
                version=EDITION,
                citation=_CITATION,
                terms="Apache-2.0, as symmachy itself",
                checksum=_checksum(),
            ),
        ),
        foundation=("chronicle",),
        limits=_LIMITS,
    )


def _spell(row: dict[str, str], start: str = "start", end: str = "end") -> Spell:
    return Spell.read(row[start], row[end])


def _grouped(name: str) -> dict[str, list[dict[str, str]]]:
    first = TABLES[name].columns[0]
    groups: dict[str, list[dict[str, str]]] = {}
    for row in table(name).iter_rows(named=True):
        groups.setdefault(row[first], []).append(row)
    return groups


def _checksum() -> str:
    digest = hashlib.sha256()
    folder = resources.files("symmachy.record.chronicle")
    for name in sorted(TABLES):
        digest.update(folder.joinpath(f"{name}.csv").read_bytes())
    return digest.hexdigest()


def _treaties() -> tuple[Treaty, ...]:
    members, pledges = _grouped("memberships"), _grouped("pledges")
    treaties = []
    for row in table("treaties").iter_rows(named=True):
        treaty = row["treaty"]
        treaties.append(
            Treaty(
                id=treaty,
                name=row["name"],
                spell=_spell(row),
                signed=row["signed"],
                place=row["place"],
                ended_by=row["ended_by"],
                successor=row["successor"],
                note=row["note"],
                source=row["source"],
                checked=row["checked"],
                members=tuple(
                    Membership(
                        state=m["state"],
                        spell=_spell(m, "entry", "exit"),
                        exit_by=m["exit_by"],
                        note=m["note"],
                        source=m["source"],
                        checked=m["checked"],
                    )
                    for m in members.get(treaty, [])
                ),
                terms=tuple(
                    Term(
                        by=p["by"],
                        to=p["to"],
                        obligations=Obligation.read(p["obligations"]),
                        spell=_spell(p),
                        note=p["note"],
                    )
                    for p in pledges.get(treaty, [])
                ),
            )
        )
    return tuple(treaties)


def _pledges(treaties: Iterable[Treaty]) -> pl.DataFrame:
    import polars as pl

    rows = [
        (p.by, p.to, int(p.obligations), p.spell.start, p.spell.end, p.treaty)
        for treaty in treaties
        for p in treaty.pledges()
    ]
    schema = {
        "by": pl.String,
        "to": pl.String,
        "obligations": pl.UInt8,
        "start": pl.Date,
        "end": pl.Date,
        "treaty": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _variables(episodes: tuple[Episode, ...]) -> Iterable[Variable]:
    yield _of_states(
        "great_power",
        _yearly(((r["state"],), _spell(r), 1.0) for r in table("great_powers").iter_rows(named=True)),
        absent=0.0,
        meaning="whether the state counted as a great power on any day of the year",
    )
    yield _of_states(
        "democracy",
        _yearly(
            ((r["state"],), _spell(r), 1.0 if r["democracy"] == "yes" else 0.0)
            for r in table("democracy").iter_rows(named=True)
        ),
        meaning="whether the state was a democracy by the chronicle's rule, at the end of the year",
    )
    yield from _power()
    yield from _standing()
    yield _of_pairs(
        "contiguity",
        _yearly(((r["a"], r["b"]), _spell(r), 1.0) for r in table("borders").iter_rows(named=True)),
        meaning="whether the home territories shared a land border on any day of the year",
    )
    wars = _between(e for e in episodes if e.kind == WAR)
    yield _of_pairs(
        "war", wars, meaning="whether the two fought on opposite sides of a war on any day of the year"
    )
    yield _of_pairs(
        "armed_hostility",
        _between(e for e in episodes if e.kind == WAR or e.kind in ARMED),
        meaning="whether there was a war, or an episode in which force was used, shown or threatened",
    )
    yield _of_pairs(
        "hostility",
        _between(episodes),
        meaning="whether there was a war or any hostile episode, sanctions and broken relations included",
    )


def _between(episodes: Iterable[Episode]) -> dict[tuple[int, tuple[str, ...]], float]:
    return _yearly(((e.one, e.other), e.spell, 1.0) for e in episodes)


def _episodes() -> Iterable[Episode]:
    for r in table("episodes").iter_rows(named=True):
        one, other = sorted((r["a"], r["b"]))
        yield Episode(
            id=r["episode"],
            name=r["source"],
            kind=r["kind"],
            one=one,
            other=other,
            spell=_spell(r),
            initiator=r["initiator"],
            note=r["note"],
            source=r["source"],
            checked=r["checked"],
        )
    wars = {r["war"]: r for r in table("wars").iter_rows(named=True)}
    for war, rows in _grouped("war_sides").items():
        for a, b in combinations(rows, 2):
            if a["side"] != b["side"] and a["state"] != b["state"]:
                both = _spell(a, "entry", "exit").overlap(_spell(b, "entry", "exit"))
                if both is not None:
                    one, other = sorted((a["state"], b["state"]))
                    yield Episode(
                        id=war,
                        name=wars[war]["name"],
                        kind=WAR,
                        one=one,
                        other=other,
                        spell=both,
                        note=wars[war]["note"],
                        source=wars[war]["source"],
                        checked=wars[war]["checked"],
                    )


def _yearly(
    spells: Iterable[tuple[tuple[str, ...], Spell, float]],
) -> dict[tuple[int, tuple[str, ...]], float]:
    # Later spells overwrite: the value of a year in which it changed is that of the year's end.
    found: dict[tuple[int, tuple[str, ...]], float] = {}
    for who, spell, value in sorted(spells, key=lambda s: (s[0], s[1].start)):
        last = LAST_DAY.year if spell.last_year is None else min(spell.last_year, LAST_DAY.year)
        for year in range(max(spell.start.year, _FIRST), last + 1):
            found[year, who] = value
    return found


def _power() -> Iterable[Variable]:
    shares: dict[str, dict[tuple[int, tuple[str, ...]], float]] = {
        "population": {},
        "output": {},
        "military": {},
    }
    for r in table("power").iter_rows(named=True):
        shares[r["variable"]][int(r["year"]), (r["state"],)] = float(r["share"])
    known = {key: [rows[key] for rows in shares.values() if key in rows] for key in shares["population"]}
    meanings = {
        "population": "the state's share of the world's population",
        "output": "the state's share of the world's economic output",
        "military": "the state's share of the world's military effort: mean of spending and of soldiers under arms",
        "capabilities": "mean of the shares of population, output and military effort, as far as they are known",
    }
    shares["capabilities"] = {key: sum(values) / len(values) for key, values in known.items()}
    for name, rows in shares.items():
        yield _of_states(
            name,
            rows,
            meaning=meanings[name],
            unit="share of the world, 0 to 1",
            fill=Fill.INTERPOLATE,
            made_by="Straight lines between benchmark years; before the first and after the last, that value.",
        )


def _standing() -> Iterable[Variable]:
    def rows(name: str, column: str, words: tuple[str, ...]) -> dict[tuple[int, tuple[str, ...]], float]:
        return _yearly(
            ((r["state"],), _spell(r), 1.0) for r in table(name).iter_rows(named=True) if r[column] in words
        )

    said = {
        "neutral": (
            rows("neutrality", "kind", ("permanent-neutrality", "declared-neutrality")),
            "whether lasting neutrality, by treaty or declared, was in force on any day of the year",
        ),
        "nonaligned": (
            rows("neutrality", "kind", ("non-aligned-movement", "no-foreign-alliance")),
            "whether the state was in the Non-Aligned Movement or held to a policy of no alliance",
        ),
        "nuclear": (
            rows("nuclear", "status", ("weapons", "inherited")),
            "whether the state had nuclear weapons of its own or inherited on any day of the year",
        ),
    }
    for name, (found, meaning) in said.items():
        yield _of_states(name, found, absent=0.0, meaning=meaning)
    yield Variable(
        name="chronicle.base_host",
        unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR,
        rows=_frame(
            _yearly(((r["host"], r["guest"]), _spell(r), 1.0) for r in table("bases").iter_rows(named=True)),
            ("state", "other"),
        ),
        coverage=_YEARS,
        absent=0.0,
        meaning="whether the first state was host to bases or troops of the second on any day of the year",
        source="chronicle",
    )


def _of_states(
    name: str,
    rows: dict[tuple[int, tuple[str, ...]], float],
    *,
    meaning: str,
    absent: float | None = None,
    unit: str = "",
    fill: Fill = Fill.NOTHING,
    made_by: str = "",
) -> Variable:
    return Variable(
        name=f"chronicle.{name}",
        unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
        rows=_frame(rows, ("state",)),
        coverage=_YEARS,
        absent=absent,
        fill=fill,
        meaning=meaning,
        unit=unit,
        source="chronicle",
        made_by=made_by,
    )


def _of_pairs(name: str, rows: dict[tuple[int, tuple[str, ...]], float], *, meaning: str) -> Variable:
    return Variable(
        name=f"chronicle.{name}",
        unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
        rows=_frame(rows, ("state", "other")),
        coverage=_YEARS,
        absent=0.0,
        meaning=meaning,
        source="chronicle",
    )


def _frame(rows: dict[tuple[int, tuple[str, ...]], float], who: tuple[str, ...]) -> pl.LazyFrame:
    import polars as pl

    keys = list(rows)
    columns: dict[str, pl.Series] = {"year": pl.Series([year for year, _ in keys], dtype=pl.Int32)}
    for place, name in enumerate(who):
        columns[name] = pl.Series([names[place] for _, names in keys], dtype=pl.String)
    columns["value"] = pl.Series(list(rows.values()), dtype=pl.Float64)
    return pl.DataFrame(columns).lazy()
