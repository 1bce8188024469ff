"""The units of analysis that a test can name: how each one's rows are made and which of them depend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import UnknownName

if TYPE_CHECKING:
    from symmachy.claims.rows import Rows
    from symmachy.panels import Past, Tie

__all__ = ["UNITS", "Errors", "Unit", "find_unit"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Errors:
    """One answer to which rows depend on each other."""

    name: str
    by: tuple[str, ...]
    """Columns whose values are clusters (``a+b`` for two together); two columns are a multiway sum."""
    dyadic: bool = False
    """Whether the two columns hold the states of a pair, and rows that share a state depend."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A unit of analysis."""

    name: str
    words: str
    """One row is ..."""
    errors: tuple[Errors, ...]
    """The first is that of the reference coding."""
    event: str
    """What is counted as one independent event: a column that names rows, or two joined by ``+``. By year where
    the outcomes of one year may come from one treaty or one war."""
    event_words: str
    clocks: tuple[tuple[str, str], ...] = ()
    """Which column is the time at risk, by outcome."""
    intercepts: tuple[str, ...] = ()
    """Columns that every coding holds equal, for they say what a row asks."""
    networks: tuple[tuple[str, str], ...] = ()
    """For pairs: which network a network model of an outcome is about, by outcome."""


UNITS: dict[str, Unit] = {
    u.name: u
    for u in (
        Unit(
            name="dyad-year",
            words="an unordered pair of states in a year",
            errors=(
                Errors(name="pair and year", by=("pair", "year")),
                Errors(name="pair", by=("pair",)),
                Errors(name="shared states", by=("state_1", "state_2"), dyadic=True),
            ),
            event="pair",
            event_words="groups of pairs of one year that share states",
            clocks=(("forms", "waiting"), ("forms_in_5", "waiting"), ("ends", "log_age")),
            networks=(("forms", "formation"), ("ends", "persistence"), ("present", "pooled")),
        ),
        Unit(
            name="step-year",
            words="an unordered pair of states in a year and a step of alignment above its own",
            errors=(
                Errors(name="pair and year", by=("pair", "year")),
                Errors(name="pair", by=("pair",)),
                Errors(name="shared states", by=("state_1", "state_2"), dyadic=True),
            ),
            event="pair",
            event_words="groups of pairs of one year that share states",
            intercepts=("to_second", "to_third", "to_last"),
        ),
        Unit(
            name="directed-dyad-year",
            words="an ordered pair of neighbours, or of a state and a great power, in a year",
            errors=(
                Errors(name="ordered pair and year", by=("state+other", "year")),
                Errors(name="first state", by=("state",)),
                Errors(name="shared states", by=("state", "other"), dyadic=True),
            ),
            event="year",
            event_words="years in which the outcome came",
        ),
        Unit(
            name="state-power-year",
            words="a state and a great power in a year",
            errors=(
                Errors(name="state and power", by=("state", "power+year")),
                Errors(name="pair", by=("state+power",)),
                Errors(name="year", by=("year",)),
            ),
            event="year",
            event_words="years in which the outcome came",
        ),
        Unit(
            name="position-year",
            words="a state in a year",
            errors=(
                Errors(name="state and year", by=("state", "year")),
                Errors(name="state", by=("state",)),
                Errors(name="year", by=("year",)),
            ),
            event="year",
            event_words="years in which the outcome came",
        ),
        Unit(
            name="triad-year",
            words="three states in a year, each in a role of its own",
            errors=(
                Errors(name="partners and year", by=("partners", "year")),
                Errors(name="partners", by=("partners",)),
                Errors(name="third state", by=("third",)),
            ),
            event="year",
            event_words="years in which the outcome came",
        ),
        Unit(
            name="pact-year",
            words="a state's tie with another in a year, once from each side",
            errors=(
                Errors(name="state and year", by=("state", "year")),
                Errors(name="state", by=("state",)),
                Errors(name="shared states", by=("state", "partner"), dyadic=True),
            ),
            event="year",
            event_words="years in which the outcome came",
        ),
        Unit(
            name="treaty-year",
            words="a treaty in a year",
            errors=(
                Errors(name="treaty", by=("treaty",)),
                Errors(name="treaty and year", by=("treaty", "year")),
                Errors(name="year", by=("year",)),
            ),
            event="treaty",
            event_words="treaties",
        ),
        Unit(
            name="war-opportunity",
            words="a state that could join a war beside a partner",
            errors=(
                Errors(name="war and state", by=("war", "state")),
                Errors(name="war", by=("war",)),
                Errors(name="state", by=("state",)),
            ),
            event="war",
            event_words="wars",
        ),
        Unit(
            name="coalition-side",
            words="a side of two states or more in a war or dispute",
            errors=(Errors(name="conflict", by=("conflict",)), Errors(name="year", by=("year",))),
            event="conflict",
            event_words="wars and disputes",
        ),
        Unit(
            name="roll-call",
            words="a state's vote beside that of a great power",
            errors=(
                Errors(name="state and roll call", by=("state", "call")),
                Errors(name="state", by=("state",)),
                Errors(name="roll call", by=("call",)),
            ),
            event="call",
            event_words="roll calls",
        ),
        Unit(
            name="issue-year",
            words="a pair of states that cast votes on several issue areas in a year",
            errors=(
                Errors(name="pair and year", by=("state_1+state_2", "year")),
                Errors(name="pair", by=("state_1+state_2",)),
                Errors(name="shared states", by=("state_1", "state_2"), dyadic=True),
            ),
            event="state_1+state_2",
            event_words="pairs",
        ),
    )
}
"""All units, by name."""


def find_unit(name: str) -> Unit:
    """Find a unit by its name.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> find_unit("treaty-year").words
    'a treaty in a year'
    """
    if name not in UNITS:
        raise UnknownName.among("unit of analysis", name, UNITS)
    return UNITS[name]


def rows_of(unit: Unit, past: Past, *, tie: Tie, years: int, option: str = "") -> Rows:
    """Make the rows of a unit from a world.

    Raises
    ------
    UnknownName
        Where the world lacks what the rows are made from, or the option is none of the unit's.
    """
    from symmachy import panels
    from symmachy.claims.pairs import PairRows
    from symmachy.claims.rows import PanelRows
    from symmachy.claims.steps import StepRows

    pairs = PairRows(past=past, tie=tie, years=years)
    if unit.name == "dyad-year":
        return pairs
    if unit.name == "step-year":
        return StepRows(pairs=pairs)
    if unit.name == "triad-year":
        kinds = {k.value: k for k in panels.Triad}
        if option not in kinds:
            raise UnknownName.among("kind of triad", option, kinds)
        made = panels.triad_years(past.world, kinds[option], tie=tie, years=years, past=past)
        return PanelRows(panel=made, unit=unit)
    make = {
        "directed-dyad-year": panels.relevant_years,
        "state-power-year": panels.state_power_years,
        "position-year": panels.position_years,
        "pact-year": panels.own_pact_years,
        "treaty-year": panels.treaty_years,
        "war-opportunity": panels.war_opportunities,
        "coalition-side": panels.coalition_sides,
        "roll-call": panels.roll_call_votes,
        "issue-year": panels.issue_years,
    }[unit.name]
    rows: Rows = past.own(  # several claims ask for the same rows
        (unit.name, tie, years),
        lambda: PanelRows(panel=make(past.world, tie=tie, years=years, past=past), unit=unit),
    )
    return rows
