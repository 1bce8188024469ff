"""The seventeen states of Axelrod and Bennett's landscape theory."""

from __future__ import annotations

from symmachy.record.columns import ccode, number, text, whole
from symmachy.record.source import Citation, Source, Table

__all__ = ["SOURCE"]

SOURCE = Source(
    id="axelrod_bennett",
    title="Europe's seventeen states in 1936 and 1939 (Axelrod and Bennett)",
    version="sides after the article, sizes from NMC 7.0",
    citations=(
        Citation(
            key="axelrod1993",
            author="Axelrod, R. and D.S. Bennett",
            year="1993",
            title="A Landscape Theory of Aggregation",
            where="British Journal of Political Science 23(2): 211-233",
        ),
    ),
    terms="A list of facts from the article; the sizes are NMC's, with its terms.",
    tables=(
        Table(
            name="axelrod_bennett_europe17",
            what="a state",
            key=("ccode",),
            columns=(
                text("state", "name of the state", filled=True),
                ccode(),
                whole(
                    "side_predicted_1936_model", "side in the configuration predicted; 1 is Britain's", 1, 2
                ),
                whole("side_coded_actual", "side as coded; 1 is Britain's", 1, 2),
                number("cinc_1936", "CINC of 1936", 0, 1),
                number("cinc_1938", "CINC of 1938", 0, 1),
            ),
            years=None,
            size=17,
            year_columns=(),
        ),
    ),
    limits=("The article's own table of propensities is not in it.",),
)
