"""A world made from own files, so that every mechanism and estimator reads it as it reads a record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.record.own._shared import SOURCE, Setting
from symmachy.record.own.composition import compose, listed, stays
from symmachy.record.own.pair_variables import of_pairs
from symmachy.record.own.reading import existing
from symmachy.record.own.state_variables import of_states
from symmachy.record.own.ties import Observed, observe
from symmachy.world.obligation import Obligation
from symmachy.world.spell import ALWAYS
from symmachy.world.state import Name, State
from symmachy.world.states import States
from symmachy.world.variable import Coverage, UnitOfAnalysis, Variable
from symmachy.world.world import Provenance, World

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import polars as pl

    from symmachy.record.own.declared import OwnNetworks
    from symmachy.typing import StateCode, Year
    from symmachy.world.network import Network
    from symmachy.world.spell import Spell

__all__ = ["GIVEN", "UNKNOWN", "Own", "own"]

UNKNOWN = f"{SOURCE}.unknown_tie"
"""The pair variable that is 1 where it is not known whether the two were tied."""

GIVEN = f"{SOURCE}.given_tie"
"""The pair variable that is 1 where the tie, or its absence, could not change."""

_BETWEEN = "Between two waves the ties and values of the earlier wave stand; they were not observed."


@dataclass(frozen=True, kw_only=True, eq=False)
class Own:
    """Own networks: the world made of them, and the waves at which they were observed."""

    world: World = field(repr=False)
    waves: tuple[Year, ...]

    @property
    def networks(self) -> tuple[Network, ...]:
        """The observed networks, by wave."""
        return tuple(self.world.in_year(year) for year in self.waves)

    @property
    def unknown(self) -> str | None:
        """The variable that says which ties are not known; None where all are."""
        return UNKNOWN if UNKNOWN in self.world.variables else None

    @property
    def given(self) -> str | None:
        """The variable that says which ties could not change; None where all could."""
        return GIVEN if GIVEN in self.world.variables else None


def own(declared: OwnNetworks, folder: Path) -> Own:
    """Make a world of own files.

    A tie of a wave stands as a pledge of defence from the wave to the next one, so that everything that
    reads a year's ties reads it; a state is whatever label stands for it.

    Parameters
    ----------
    declared
        Which files hold what.
    folder
        Where the files are.

    Raises
    ------
    BadInput, BadFile, UnknownName
        Where a file is not there or cannot be read, a matrix is not square, a value is no tie, a state is in one
        file and not in another, or waves have different states and no composition table says why.
    """
    waves = observe(declared.ties, declared.years, folder)
    years = tuple(wave.year for wave in waves)
    if list(years) != sorted(set(years)) or years[0] < 1:
        raise BadInput(
            f"the waves {', '.join(map(str, years))} are not in order; give whole numbers of 1 or more"
        )
    spells = stays(declared.composition, folder) if declared.composition else None
    of_tables = _states_of(declared, folder) if spells is None else ()
    present = compose(waves, spells, of_tables, named=bool(declared.ties.files))
    codes = tuple(sorted(present))
    same = bool(declared.ties.files) and all(wave.states == waves[0].states for wave in waves)
    setting = Setting(codes=codes, order=waves[0].states if same else (), waves=years, folder=folder)
    variables = [v for part in declared.states for v in of_states(part, setting)]
    variables += [v for part in declared.pairs for v in of_pairs(part, setting)]
    variables += _marks(waves, years)
    names = [v.name for v in variables]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise BadInput(
            f"two variables are called {listed(n.partition('.')[2] for n in twice)}; name each once"
        )
    world = World(
        record=SOURCE,
        coverage=Coverage(years[0], years[-1]),
        last_day=date(years[-1], 12, 31),
        states=States(tuple(_state(code, present[code]) for code in codes)),
        pledges=_pledges(waves, years),
        variables={v.name: v for v in variables},
        roles={v.name.partition(".")[2]: v.name for v in variables},
        provenance=(_provenance(declared, folder),),
        foundation=(SOURCE,),
        limits=() if len(years) == years[-1] - years[0] + 1 else (_BETWEEN,),
    )
    return Own(world=world, waves=years)


def _states_of(declared: OwnNetworks, folder: Path) -> Iterable[StateCode]:
    """Return the states that the first labelled table of states names; a table of ties may leave some out."""
    from symmachy.record.own.reading import columns_of, labels_of, read_table

    for part in declared.states:
        if part.table is not None and declared.ties.table is not None:
            frame = read_table(folder, part.table)
            columns_of(frame, part.table, [part.id, *([part.year] if part.year else [])])
            labels = labels_of(frame, part.id, part.table)
            if part.year is not None:
                _refuse_changing(labels, frame[part.year], part.table)
            return set(labels)
    return ()


def _refuse_changing(labels: pl.Series, year: pl.Series, name: str) -> None:
    import polars as pl

    years = pl.DataFrame({"state": labels, "year": year}).group_by("state").agg(pl.col("year").n_unique())
    changing = years.filter(pl.col("year") < year.n_unique())
    if changing.height:
        raise BadInput(
            f"{name!r} has different states in different years ({listed(changing['state'])}): give a composition table "
            "(id, from, to) that says when each state was there"
        )


def _state(code: StateCode, spells: tuple[Spell, ...]) -> State:
    return State(code=code, region="", spells=spells, names=(Name(text=code, spell=ALWAYS, short=True),))


def _pledges(waves: Sequence[Observed], years: Sequence[Year]) -> pl.DataFrame:
    import polars as pl

    until = [*(date(year, 1, 1) for year in years[1:]), None]
    rows = [
        (wave.states[i], wave.states[j], int(Obligation.DEFENSE), date(wave.year, 1, 1), end, None)
        for wave, end in zip(waves, until, strict=True)
        for i, j in np.argwhere(np.nan_to_num(wave.ties) == 1).tolist()
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


def _marks(waves: Sequence[Observed], years: Sequence[Year]) -> list[Variable]:
    """Return the variables that mark unknown and unchangeable ties, where there are any."""
    import polars as pl

    found = []
    for name, meaning, marked in (
        (
            UNKNOWN,
            "whether it is not known if the first is tied to the second",
            [np.isnan(w.ties) for w in waves],
        ),
        (GIVEN, "whether the tie of the first to the second could not change", [w.given for w in waves]),
    ):
        rows = [
            (wave.year, wave.states[i], wave.states[j], 1.0)
            for wave, where in zip(waves, marked, strict=True)
            for i, j in np.argwhere(where).tolist()
        ]
        if rows:
            schema = {"year": pl.Int32, "state": pl.String, "other": pl.String, "value": pl.Float64}
            found.append(
                Variable(
                    name=name,
                    unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR,
                    rows=pl.LazyFrame(rows, schema=schema, orient="row"),
                    coverage=Coverage(years[0], years[-1]),
                    absent=0.0,
                    meaning=meaning,
                    source=SOURCE,
                )
            )
    return found


def _provenance(declared: OwnNetworks, folder: Path) -> Provenance:
    names = [*declared.ties.files, *([declared.ties.table] if declared.ties.table else [])]
    for states in declared.states:
        names += [name for name in (states.file, states.table) if name]
    for pairs in declared.pairs:
        names += [*pairs.files, *([pairs.table] if pairs.table else [])]
    names += [declared.composition.table] if declared.composition else []
    names = list(dict.fromkeys(names))
    digest = hashlib.sha256()
    for name in names:
        digest.update(existing(folder, name).read_bytes())
    return Provenance(
        source=SOURCE,
        version="",
        citation=f"The user's own files: {', '.join(names)}.",
        terms="not known to symmachy",
        checksum=digest.hexdigest(),
    )
