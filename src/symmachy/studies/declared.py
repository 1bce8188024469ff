"""What a study file says: the networks, the model, how it is estimated."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from symmachy.record.own import OwnNetworks
from symmachy.studies.by import By

__all__ = ["ActorsTable", "HazardTable", "ModelTable", "OwnTable", "RecordTable", "Study", "TergmTable"]


def _years(value: Any) -> Any:  # noqa: ANN401  # whatever the file holds; pydantic says what is wrong with it
    """Read ``"1946-2018"`` as all its years, and leave anything else to the checks that follow."""
    found = (
        re.fullmatch(r"\s*(\d{1,4})\s*(?:-|to|\.\.)\s*(\d{1,4})\s*", value)
        if isinstance(value, str)
        else None
    )
    if found is None:
        if isinstance(value, str):
            msg = f'{value!r} is no span of years; write "1946-2018", or a list such as [1981, 1986]'
            raise ValueError(msg)
        return value
    first, last = int(found[1]), int(found[2])
    if last < first:
        msg = f"the span {value!r} ends before it begins"
        raise ValueError(msg)
    return tuple(range(first, last + 1))


Years = Annotated[
    tuple[int, ...],
    BeforeValidator(_years),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{1,4}-\d{1,4}$"},
                {"type": "array", "items": {"type": "integer"}},
            ]
        }
    ),
]
"""A span such as ``"1946-2018"``, or a list of waves."""


def _names(value: Any) -> Any:  # noqa: ANN401  # whatever the file holds; pydantic says what is wrong with it
    """Read ``"one + other"`` as the names in it, as a formula is written."""
    return [part.strip() for part in value.split("+")] if isinstance(value, str) else value


Names = Annotated[
    tuple[str, ...],
    BeforeValidator(_names),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""A list of names, or a text such as ``"one + other"``."""

Ways = Literal["either", "both", "directed"]
Gaps = Literal["refuse", "drop"]


class _Part(BaseModel):
    """One table of a study: nothing unknown in it, and nothing changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class RecordTable(_Part):
    """Networks of a record."""

    record: Literal["chronicle", "full"] = Field(
        description="The bundled chronicle, or the imported full record."
    )
    years: Years = Field(
        description='The years: a span such as "1946-2018", or a list of waves.', min_length=1
    )
    obligation: Literal["defense", "offense", "neutrality", "nonaggression", "consultation"] = Field(
        default="defense", description="What is owed."
    )
    reading: Ways = Field(
        default="either",
        description="How a pledge of one side counts; directed makes the network a directed one.",
    )
    states: tuple[str, ...] = Field(
        default=(), description="Only these states, by name or code, in place of all members of the system."
    )


class OwnTable(OwnNetworks):
    """Networks from own files, which lie beside the study or in the folder given with --data."""

    years: Years = Field(
        default=(), description="The waves in order; those of the files where it is not given."
    )
    reading: Ways = Field(
        default="either",
        description="How a one-sided tie counts: either is symmetrised by union, both by intersection.",
    )


def _kind(value: Any) -> str:  # noqa: ANN401  # whatever the file holds
    record = "record" in value if isinstance(value, dict) else isinstance(value, RecordTable)
    return "record" if record else "own"


Networks = Annotated[
    Annotated[RecordTable, Tag("record")] | Annotated[OwnTable, Tag("own")], Discriminator(_kind)
]

Formula = str
_FORMULA = "Mechanisms joined by +, such as ties + shared_allies(decay=0.7)."


class ModelTable(_Part):
    """Mechanisms of the model. `specification` is read by all three estimators; the others by those that are named."""

    by: By = Field(default=By.HAZARD, description="The estimator, where the command does not say another.")
    specification: Formula | None = Field(default=None, description=_FORMULA)
    formation: Formula | None = Field(default=None, description="hazard, tergm: what forms a tie.")
    persistence: Formula | None = Field(default=None, description="tergm: what keeps a tie.")
    ending: Formula | None = Field(default=None, description="hazard: what ends a tie.")
    presence: Formula | None = Field(default=None, description="hazard: which pairs are tied at all.")
    evaluation: Formula | None = Field(default=None, description="actors: which ties states prefer.")
    creation: Formula | None = Field(default=None, description="actors: beside evaluation, for making a tie.")
    endowment: Formula | None = Field(
        default=None, description="actors: beside evaluation, for keeping a tie."
    )


class HazardTable(_Part):
    """How hazards are estimated."""

    duration: Literal["spline", "cubic", "log", "dummies", "none"] = Field(
        default="spline", description="How the hazard changes with the years at risk."
    )
    knots: int = Field(default=4, ge=3, le=7, description="Knots of the spline.")
    link: Literal["logit", "cloglog"] = Field(default="logit", description="The link.")
    penalty: Literal["none", "firth", "ridge"] = Field(
        default="none", description="A penalty on coefficients."
    )
    strength: float = Field(default=1.0, ge=0, description="The strength of the ridge.")
    errors: Literal["clustered", "dyadic", "robust", "model", "bootstrap"] = Field(
        default="clustered",
        description="Standard errors: clustered by pair and by year, dyadic-robust, robust for independent rows, "
        "model-based, or a bootstrap over years.",
    )
    draws: int = Field(default=999, ge=2, description="Draws of the bootstrap.")
    missing: Gaps = Field(default="refuse", description="What becomes of rows with missing values.")


class TergmTable(_Part):
    """How a TERGM is estimated."""

    draws: int = Field(default=1000, ge=0, description="Draws of the bootstrap over years; 0 for none.")
    interval: Literal["percentile", "BCa"] = Field(default="percentile", description="Kind of interval.")
    missing: Gaps = Field(default="refuse", description="What becomes of pairs with missing values.")


class ActorsTable(_Part):
    """How an actor-oriented model is estimated."""

    kind: (
        Literal["forcing", "reciprocal", "conjunctive", "disjunctive", "compensatory", "directed"] | None
    ) = Field(
        default=None,
        description="Who decides on a tie: one of the two (forcing), one with the other's consent (reciprocal), both "
        "(conjunctive), either (disjunctive), their sum (compensatory); or the sender of a directed tie. Directed for "
        "directed ties, reciprocal for others, where it is not given.",
    )
    rate: Names = Field(
        default=(),
        description="Variables of states that make their opportunities more or less frequent, by name: a state's rate "
        "is that of the period times the exponential of coefficient times value.",
    )
    centre: bool = Field(
        default=True,
        description="Whether mechanisms of pairs, and variables of the rate, are taken less their means.",
    )
    missing: Gaps = Field(default="refuse", description="What becomes of pairs with missing values.")
    simulations: int = Field(
        default=1000, ge=20, description="Simulations of all periods from which standard errors are taken."
    )
    enough: float = Field(
        default=0.15, gt=0, description="The overall maximum convergence ratio at which the estimation stops."
    )


class Study(_Part):
    """A study: which networks, which model, estimated how."""

    title: str = Field(default="", description="What stands above its results.")
    networks: Networks = Field(description="Networks of a record or of own files, below.")
    model: ModelTable = Field(description="The mechanisms, below.")
    hazard: HazardTable = Field(default=HazardTable(), description="How hazards are estimated, below.")
    tergm: TergmTable = Field(default=TergmTable(), description="How a TERGM is estimated, below.")
    actors: ActorsTable = Field(
        default=ActorsTable(), description="How an actor-oriented model is estimated, below."
    )
    seed: int = Field(default=1, ge=0, description="Seed of all random numbers.")
    jobs: int | None = Field(
        default=None, ge=1, description="Workers; results do not depend on their number."
    )
