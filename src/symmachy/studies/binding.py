"""A study with its networks: the record opened or the own files read, and the relation that is modelled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.estimation.relation import Relation
from symmachy.studies.declared import OwnTable, RecordTable
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.studies.declared import Study
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["Bound", "bind"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Bound:
    """A study with what it is about."""

    study: Study
    world: World = field(repr=False)
    networks: tuple[Network, ...] = field(repr=False)
    """The observed networks, by year."""
    relation: Relation


def bind(study: Study, folder: Path, *, record: str | None = None) -> Bound:
    """Return a study with its networks.

    Parameters
    ----------
    study
        The study.
    folder
        Where own files are.
    record
        Another record in place of the study's.

    Raises
    ------
    BadInput, BadFile, UnknownName, StoreError, OutsideCoverage
        Where own files do not fit together, the record is not there or does not cover the years.
    """
    if isinstance(study.networks, RecordTable):
        return _of_record(study, study.networks, record)
    if record is not None:
        raise BadInput(
            f"the study has networks of its own files, so that --record {record} has no meaning; leave it out"
        )
    return _of_files(study, study.networks, folder)


def _of_record(study: Study, table: RecordTable, record: str | None) -> Bound:
    from symmachy.record import open_record

    world = open_record(record or table.record)
    if table.states:
        codes = {world.states.resolve(text, year=table.years[-1]).code for text in table.states}
        spells = {state.code: state.spells for state in world.states if state.code in codes}
        world = replace(world, states=world.states.with_membership(spells))
    relation = Relation(obligation=Obligation[table.obligation.upper()], reading=Reading(table.reading))
    years = sorted(set(table.years))
    return Bound(
        study=study, world=world, networks=tuple(world.in_year(year) for year in years), relation=relation
    )


def _of_files(study: Study, table: OwnTable, folder: Path) -> Bound:
    from symmachy.record.own import own

    found = own(table, folder)
    relation = Relation(reading=Reading(table.reading), unknown=found.unknown, given=found.given)
    return Bound(study=study, world=found.world, networks=found.networks, relation=relation)
