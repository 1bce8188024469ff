"""A fitted actor-oriented model to plain JSON and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.actors import kinds
from symmachy.estimation.actors.covariates import Unknown
from symmachy.estimation.actors.fit import ActorsFit
from symmachy.estimation.actors.model import Actors
from symmachy.estimation.actors.phases import Phases
from symmachy.estimation.provenance import Provenance
from symmachy.estimation.relation import Relation
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import Json

__all__ = ["decode", "encode"]

_RULES: dict[str, type[kinds.Rule]] = {
    kind.__name__: kind
    for kind in (
        kinds.Forcing,
        kinds.Reciprocal,
        kinds.Conjunctive,
        kinds.Disjunctive,
        kinds.Compensatory,
        kinds.Directed,
    )
}


def encode(fit: ActorsFit) -> Json:
    """Return a fit in dictionaries, lists, texts and numbers."""
    found: Json = {"kind": "ActorsFit"}
    for f in fields(fit):
        value = getattr(fit, f.name)
        found[f.name] = value.tolist() if isinstance(value, np.ndarray) else value
    model = fit.model
    found["model"] = {
        "evaluation": str(model.evaluation),
        "creation": str(model.creation),
        "endowment": str(model.endowment),
        "rule": type(model.rule).__name__,
        "relation": {
            **asdict(model.relation),
            "obligation": int(model.relation.obligation),
            "reading": model.relation.reading.value,
        },
        "centre": model.centre,
        "unknown": model.unknown.value,
    }
    found["phases"] = asdict(fit.phases)
    found["provenance"] = asdict(fit.provenance)
    return found


def decode(found: Json) -> ActorsFit:
    """Return the fit that `encode` wrote."""
    if found.get("kind") != "ActorsFit":
        raise BadInput(f"this is the JSON of a {found.get('kind', 'thing of no kind')}, not of an ActorsFit")
    model, relation = dict(found["model"]), dict(found["model"]["relation"])
    made = Actors(
        evaluation=model["evaluation"],
        creation=model["creation"],
        endowment=model["endowment"],
        rule=_RULES[model["rule"]](),
        relation=Relation(
            obligation=Obligation(relation.pop("obligation")),
            reading=Reading(relation.pop("reading")),
            **relation,
        ),
        centre=model["centre"],
        unknown=Unknown(model["unknown"]),
    )
    rest: dict[str, Any] = {
        name: _tuples(value) for name, value in found.items() if name not in ("kind", "model")
    }
    rest["phases"] = Phases(**found["phases"])
    provenance = dict(found["provenance"])
    provenance["environment"] = _tuples(provenance["environment"])
    rest["provenance"] = Provenance(**provenance)
    return ActorsFit(model=made, **rest)


def _tuples(value: Any) -> Any:  # noqa: ANN401  # what json.loads gives has no narrower name
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
