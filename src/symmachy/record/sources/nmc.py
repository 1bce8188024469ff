"""National Material Capabilities: six components of power and their mean share of the world."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, number, text, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2022)
_COMPONENTS = {
    "milex": (
        "military expenditure",
        "thousands of current pounds sterling to 1913, of current US dollars from 1914",
    ),
    "milper": ("military personnel", "thousands"),
    "irst": ("production of iron and steel", "thousands of tons"),
    "pec": ("consumption of primary energy", "thousands of coal-ton equivalents"),
    "tpop": ("total population", "thousands"),
    "upop": ("urban population", "thousands"),
}
_CINC = ("mean of the state's shares of the world's six components (CINC)", "share of the world, 0 to 1")


def _measure(name: str, meaning: str, unit: str) -> Measure:
    return Measure(
        name=f"nmc.{name}",
        tables=("nmc",),
        rows=rows.state("nmc", name),
        unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
        coverage=_YEARS,
        absent=None,
        meaning=meaning,
        unit=unit,
    )


SOURCE = Source(
    id="nmc",
    title="National Material Capabilities",
    version="7.0",
    citations=(
        Citation(
            key="singer1972",
            author="Singer, J.D., S. Bremer and J. Stuckey",
            year="1972",
            title="Capability Distribution, Uncertainty, and Major Power War, 1820-1965",
            where="In B. Russett (ed.), Peace, War, and Numbers. Sage",
            kind="misc",
        ),
        Citation(
            key="singer1987",
            author="Singer, J.D.",
            year="1987",
            title=(
                "Reconstructing the Correlates of War Dataset on Material Capabilities of States, 1816-1985"
            ),
            where="International Interactions 14: 115-132",
        ),
    ),
    terms=COW,
    address="https://correlatesofwar.org/data-sets/national-material-capabilities/",
    tables=(
        Table(
            name="nmc",
            what="a state in a year",
            key=("ccode", "year"),
            columns=(
                ccode(),
                year(first=1816),
                *(number(n, m, 0, unit=u, missing=(-9,)) for n, (m, u) in _COMPONENTS.items()),
                number("cinc", _CINC[0], 0, 1, unit=_CINC[1], missing=(-9,)),
                text("stateabb", "letters of the state", required=False),
            ),
            years=_YEARS,
            size=17_121,
        ),
    ),
    measures=(_measure("cinc", *_CINC), *(_measure(n, m, u) for n, (m, u) in _COMPONENTS.items())),
    limits=("CINC is a share of the material means of all states, not a measure of their use or quality.",),
)
