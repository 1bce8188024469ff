"""Values to plain JSON and back: every object is written with the name of its class and its fields."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import numpy as np

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation import covariances, weights
from symmachy.estimation.actors import kinds
from symmachy.estimation.actors.fit import ActorsFit
from symmachy.estimation.actors.model import Actors
from symmachy.estimation.actors.phases import Phases
from symmachy.estimation.hazards import durations, links, penalties
from symmachy.estimation.hazards.fit import Fit
from symmachy.estimation.hazards.hazard import Hazard
from symmachy.estimation.hazards.ties import TieEvent, TieHazards
from symmachy.estimation.hazards.ties_fit import TieHazardsFit
from symmachy.estimation.intervals import Interval
from symmachy.estimation.provenance import Provenance
from symmachy.estimation.relation import Relation
from symmachy.estimation.tergm.fit import TergmFit
from symmachy.estimation.tergm.model import Tergm
from symmachy.mechanisms.specification import Specification, parse
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

__all__ = ["decode", "encode"]

_CLASSES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Actors,
        ActorsFit,
        Fit,
        Hazard,
        Phases,
        Provenance,
        Relation,
        Tergm,
        TergmFit,
        TieHazards,
        TieHazardsFit,
        kinds.Compensatory,
        kinds.Conjunctive,
        kinds.Directed,
        kinds.Disjunctive,
        kinds.Forcing,
        kinds.Reciprocal,
        links.Logit,
        links.Cloglog,
        durations.CubicPolynomial,
        durations.DurationDummies,
        durations.LogTime,
        durations.Spline,
        penalties.Firth,
        penalties.Ridge,
        covariances.BlockBootstrap,
        covariances.Clustered,
        covariances.DyadicRobust,
        covariances.Heteroskedastic,
        covariances.ModelBased,
        weights.FrequencyWeights,
        weights.SamplingWeights,
    )
}
_ENUMS: dict[str, type[Enum]] = {
    kind.__name__: kind
    for kind in (
        Interval,
        covariances.Information,
        covariances.SmallSample,
        weights.Missing,
        Obligation,
        Reading,
        TieEvent,
    )
}


def encode(value: object) -> Any:  # noqa: ANN401 - what json.dumps takes has no narrower name
    """Return `value` in dictionaries, lists, texts and numbers.

    Examples
    --------
    >>> encode(durations.Spline("years", knots=3))
    {'kind': 'Spline', 'column': 'years', 'knots': 3}
    """
    if isinstance(value, Enum | Specification):
        told = {"value": value.value} if isinstance(value, Enum) else {"text": str(value)}
        return {"kind": type(value).__name__, **told}
    if isinstance(value, np.ndarray):
        return {"kind": "array", "values": value.tolist()}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            "kind": type(value).__name__,
            **{f.name: encode(getattr(value, f.name)) for f in fields(value)},
        }
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    msg = f"a {type(value).__name__} cannot be written to JSON; only symmachy's own objects can."
    raise BadInput(msg)


def decode(value: Any) -> Any:  # noqa: ANN401 - what json.loads gives has no narrower name
    """Return the value that `encode` wrote; lists become tuples.

    Examples
    --------
    >>> decode({"kind": "Spline", "column": "years", "knots": 3})
    Spline(column='years', knots=3)
    """
    if isinstance(value, list):
        return tuple(decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value["kind"]
    if kind == "array":
        return np.array(value["values"], dtype=np.float64)
    if kind not in _CLASSES:
        return _one_valued(kind, value)
    return _CLASSES[kind](**{name: decode(item) for name, item in value.items() if name != "kind"})


def _one_valued(kind: str, value: dict[str, Any]) -> Any:  # noqa: ANN401 - the same
    """Return what is written as one value: a specification by its text, a member of an enumeration."""
    if kind == Specification.__name__:
        return parse(value["text"])
    if kind in _ENUMS:
        return _ENUMS[kind](value["value"])
    what = "kind of object"
    raise UnknownName.among(what, kind, [*_CLASSES, *_ENUMS, Specification.__name__])
