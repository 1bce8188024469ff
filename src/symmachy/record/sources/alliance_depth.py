"""Two estimates of how deep the commitments in an alliance go."""

from __future__ import annotations

from symmachy.record.columns import flag, number, whole
from symmachy.record.source import Citation, Reference, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage

__all__ = ["SOURCE"]

_ATOPID = whole("atopid", "number of the alliance in ATOP", 1000, 9999, filled=True)

SOURCE = Source(
    id="alliance_depth",
    title="Depth of alliances (Alley; Benson and Clinton)",
    version="replication files, on ATOP 4.01 (Alley) and of the article of 2016 (Benson and Clinton)",
    citations=(
        Citation(
            key="alley",
            author="Alley, J.",
            year="undated",
            title="Replication data on alliance treaty depth",
            kind="misc",
        ),
        Citation(
            key="benson2016",
            author="Benson, B.V. and J.D. Clinton",
            year="2016",
            title="Assessing the Variation of Formal Military Alliances",
            where="Journal of Conflict Resolution 60(5)",
        ),
    ),
    terms=NOT_FOUND,
    tables=(
        Table(
            name="alliance_depth_alley",
            what="an alliance with a promise of military support",
            key=("atopid",),
            columns=(
                _ATOPID,
                whole("begyr", "year in which the alliance begins", 1815, 2018, filled=True),
                whole("endyr", "year in which it ends; 0 where it is in force", 1815, 2018, special=(0,)),
                flag("bilat", "between two states"),
                number("latent_depth_mean", "latent depth, posterior mean", -10, 10),
                number("latent_depth_var", "latent depth, posterior variance", 0),
                number("latent_depth_sd", "latent depth, posterior standard deviation", 0),
            ),
            years=Coverage(1815, 2011),
            size=289,
            year_columns=("begyr", "endyr"),
            references=(Reference(column="atopid", table="atop_alliance", to="atopid"),),
        ),
        Table(
            name="alliance_depth_benson_clinton",
            what="an alliance",
            key=("atopid",),
            columns=(
                _ATOPID,
                number("potmilcapacity_score", "potential military capacity, factor score", -10, 10),
                number("depth_score", "depth, factor score", -10, 10),
                number("scope_score", "scope, factor score", -10, 10),
            ),
            years=None,
            size=492,
            year_columns=(),
        ),
    ),
    limits=("Depth is an estimate with an error of its own, not something read in a treaty.",),
)
