"""The alliance network of the R package btergm, for comparison with published results."""

from __future__ import annotations

from symmachy.record.columns import flag, number, text, whole, year
from symmachy.record.source import Citation, Reference, Source, Table
from symmachy.world import Coverage

__all__ = ["SOURCE"]

_YEARS = Coverage(1981, 2000)
_PAIR = (
    text("id1", "COW letters of one state", filled=True),
    text("id2", "COW letters of the other", filled=True),
)

SOURCE = Source(
    id="btergm",
    title="Alliances example of btergm",
    version="btergm 1.11.1",
    citations=(
        Citation(
            key="cranmer2012a",
            author="Cranmer, S.J., B.A. Desmarais and E. Menninga",
            year="2012",
            title="Complex Dependencies in the Alliance Network",
            where="Conflict Management and Peace Science 29(3): 279-313",
        ),
        Citation(
            key="cranmer2012b",
            author="Cranmer, S.J., B.A. Desmarais and J.H. Kirkland",
            year="2012",
            title="Toward a Network Theory of Alliance Formation",
            where="International Interactions 38(3): 295-324",
        ),
    ),
    terms=(
        "Published in an R package under the GPL, version 2 or later; its manual says that the authors "
        "allowed "
        "redistribution with that package."
    ),
    tables=(
        Table(
            name="btergm_alliances_dyad",
            what="an unordered pair of states in a year with any value above zero",
            key=("year", "id1", "id2"),
            columns=(
                year(first=1981),
                *_PAIR,
                flag("ally", "tie of defence"),
                flag("ally_lag", "tie of defence in the year before"),
                whole("shared_partners_lag", "partners shared in the year before", 0, 200),
                flag("mid", "dispute in the year"),
            ),
            years=_YEARS,
            size=17_656,
        ),
        Table(
            name="btergm_alliances_vertex",
            what="a state in a year",
            key=("id", "year"),
            columns=(
                text("id", "COW letters of the state", filled=True),
                year(first=1981),
                number("cinc", "CINC", 0, 1),
                whole("polity", "Polity score", -10, 10),
            ),
            years=_YEARS,
            size=3280,
        ),
        Table(
            name="btergm_alliances_contiguity",
            what="an unordered pair of states that touch",
            key=("id1", "id2"),
            columns=_PAIR,
            years=None,
            size=507,
            year_columns=(),
            keeps_others=False,
            admits=lambda frame: set(frame.columns) == {"id1", "id2"},
            admits_says="it has no other columns",
            references=(Reference(column="id1", table="btergm_alliances_vertex", to="id"),),
        ),
    ),
    limits=("Pairs without a row have zero in all four columns.",),
)
