"""A fitted study as data: stable keys, one entry for each coefficient."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symmachy.estimation.tabled import Tabled
    from symmachy.studies import Outcome, StudyGoodness
    from symmachy.typing import Json

__all__ = ["FORMAT", "study"]

FORMAT = 1
"""The version of the form; it changes when a key changes its meaning or goes."""


def study(outcome: Outcome) -> Json:
    """Return a fitted study as dictionaries, lists, texts and numbers; what is not known is null."""
    bound = outcome.bound
    networks = bound.networks
    return {
        "format": FORMAT,
        "title": outcome.title,
        "by": outcome.by.value,
        "converged": bool(outcome.fit.converged),
        "networks": {
            "record": bound.world.record,
            "obligation": (bound.relation.obligation.name or "").lower(),
            "reading": bound.relation.reading.value,
            "years": [n.year for n in networks],
            "states": [len(n.states) for n in networks],
            "ties": list(outcome.ties),
        },
        "model": {name: str(part) for name, part in outcome.parts.items()},
        "coefficients": [row for head, column in outcome.columns for row in _rows(outcome, head, column)],
        "fits": {head: dict(column.foot) for head, column in outcome.columns},
        "standard_errors": outcome.fit.errors_are,
        "goodness": None if outcome.goodness is None else _goodness(outcome.goodness),
        "notes": list(outcome.notes),
        "cite": outcome.fit.cite().splitlines(),
        "sources": [
            {"source": p.source, "version": p.version, "citation": p.citation, "terms": p.terms}
            for p in outcome.sources
        ],
        "seed": outcome.seed,
    }


def _goodness(found: StudyGoodness) -> list[Json]:
    return [
        {"aspect": row["aspect"], "distance": _number(row["distance"]), "p_value": _number(row["p.value"])}
        for row in found.tests().to_dicts()
    ]


def _rows(outcome: Outcome, head: str, column: Tabled) -> list[Json]:
    return [
        {
            "part": head,
            "term": row["term"],
            "estimate": _number(row["estimate"]),
            "std_error": _number(row["std.error"]),
            "p_value": _number(row["p.value"]),
            "conf_low": _number(row["conf.low"]),
            "conf_high": _number(row["conf.high"]),
            "reading": outcome.reading(head, row["term"], row["conf.low"], row["conf.high"]) or None,
        }
        for row in column.tidy().to_dicts()
    ]


def _number(value: Any) -> float | None:  # noqa: ANN401  # a cell
    return None if value is None or not math.isfinite(value) else float(value)
