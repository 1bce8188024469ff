"""A scenario as a file says it: base year, horizon, model, interventions, pairs, draws."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from symmachy.errors import BadInput, UnknownName
from symmachy.files import read_toml
from symmachy.scenarios.intervention import Intervention, registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.typing import Json

    AnyIntervention = Intervention
else:
    from typing import Union

    AnyIntervention = Annotated[Union[tuple(registry().values())], Field(discriminator="kind")]  # noqa: UP007  # made from the registry

__all__ = ["ModelChoice", "Scenario", "read_scenario", "schema"]

_SLOT = "$"

_DEEPEST = 20
"""Tables or lists within each other; interventions have three."""


class ModelChoice(BaseModel):
    """Which fitted model is carried forward: by default the yearly hazards of `symmachy assess`."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    also: str = ""
    """Mechanisms that the hazards read beside the default ones, as a formula: ``base + nonalignment``."""
    formation: Path | None = None
    """A fit of the hazard of making a pact, from `Fit.to_json`, in place of the default."""
    ending: Path | None = None
    """A fit of the hazard of ending one."""
    file: Path | None = None
    """Both in one file, from `TieHazards.to_json`; ``model = "fit.json"`` says the same."""

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, given: Any) -> Any:  # noqa: ANN401  # whatever a file holds
        return {"file": given} if isinstance(given, str | Path) else given

    @model_validator(mode="after")
    def _one_way(self) -> ModelChoice:
        if (self.formation is None) != (self.ending is None):
            msg = "formation and ending are given together or not at all"
            raise ValueError(msg)
        if self.file is not None and self.formation is not None:
            msg = "file holds both fits: give it, or formation and ending"
            raise ValueError(msg)
        if self.of_files and self.also.strip():
            msg = "also adds mechanisms to the default model; a fit from a file is carried as it is"
            raise ValueError(msg)
        return self

    @property
    def of_files(self) -> bool:
        """Whether the model comes from files in place of the default."""
        return self.file is not None or self.formation is not None


class Scenario(BaseModel):
    """A question: what does the model do if this is changed.

    Examples
    --------
    >>> asked = Scenario.of(
    ...     {
    ...         "title": "Pressure on two",
    ...         "base_year": 2025,
    ...         "slots": {"states": ["CHN", "IND"]},
    ...         "pairs": [["$states", "$states"]],
    ...         "interventions": [{"kind": "pressure", "by": "USA", "on": "$states", "when": 2026}],
    ...     }
    ... )
    >>> asked.interventions[0].on, asked.pairs
    (('CHN', 'IND'), (('CHN', 'IND'),))
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    title: str = Field(min_length=1)
    about: str = ""
    """A few sentences on what is asked, shown with the answer."""
    record: str = "chronicle"
    base_year: int
    """The last year whose record is read."""
    horizon: int = Field(default=10, ge=1, le=50)
    """How many years are simulated."""
    model: ModelChoice = ModelChoice()
    interventions: tuple[AnyIntervention, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """Pairs of states whose chances are followed, beside the whole system."""
    draws: int = Field(default=1000, ge=4, le=10_000_000)
    """How many futures, each simulated with and without the interventions."""
    coefficient_sets: int = Field(default=50, ge=2, le=10_000)
    """How many sets of coefficients the draws are shared among; at least two draws to each."""
    shapes: int = Field(default=3, ge=0, le=1000)
    """In how many of the futures blocs and poles are measured at the end, about a second for each."""
    seed: int = Field(default=1, ge=0, lt=2**63)
    slots: dict[str, tuple[str, ...]] = {}
    """Names for lists of states, written ``$name`` in interventions and pairs."""

    @model_validator(mode="after")
    def _shared(self) -> Scenario:
        if self.draws % self.coefficient_sets or self.draws < 2 * self.coefficient_sets:
            msg = (
                f"draws ({self.draws}) must be a multiple of coefficient_sets ({self.coefficient_sets}), and at "
                "least twice as many"
            )
            raise ValueError(msg)
        return self

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Scenario:
        """Read a scenario from a dictionary, its slots put in.

        Raises
        ------
        BadInput
            Naming each key or value that no rule accepts.
        UnknownName
            Where a key, an intervention or a slot is unknown, with the nearest names.
        """
        given = dict(data)
        if "draws" in given and "coefficient_sets" not in given:
            given["coefficient_sets"] = _sets_for(given["draws"])
        slots = given.get("slots", {})
        if isinstance(slots, dict):
            for key in ("interventions", "pairs"):
                if key in given:
                    given[key] = _filled(given[key], slots, flat=key == "interventions")
        if isinstance(given.get("interventions"), list | tuple) and isinstance(given.get("base_year"), int):
            given["interventions"] = [_dated(one, given["base_year"]) for one in given["interventions"]]
        if isinstance(given.get("pairs"), list | tuple):
            given["pairs"] = _every_pair(given["pairs"])
        try:
            return cls.model_validate(given)
        except ValidationError as fault:
            raise _said(fault, given) from None

    def with_values(self, **changes: Any) -> Scenario:  # noqa: ANN401  # values of any field
        """Return a new scenario with other values, checked again."""
        return Scenario.of({**self.to_dict(), **changes})

    @classmethod
    def filled(cls, data: Mapping[str, Any], slots: Mapping[str, Sequence[str]]) -> Scenario:
        """Read a scenario with other lists of states in its slots.

        Raises
        ------
        UnknownName
            Where the data have no slot of that name.
        BadInput
            As `of`.
        """
        known = data.get("slots", {})
        for name in slots:
            if name not in known:
                what = "slot of this scenario"
                raise UnknownName.among(what, name, known)
        return cls.of({**data, "slots": {**known, **{k: list(v) for k, v in slots.items()}}})

    def to_dict(self) -> Json:
        """Return it as a dictionary that json and TOML can write."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def read_scenario(path: Path) -> Json:
    """Read a scenario file, TOML, as the dictionary that `Scenario.of` takes.

    Files of fits that it names lie beside it, unless their path is a whole one.

    Raises
    ------
    BadFile
        Where it is no TOML.
    """
    found = read_toml(path)
    model = found.get("model")
    if isinstance(model, str):
        found["model"] = str(path.parent / model)
    elif isinstance(model, dict):
        files = {"file", "formation", "ending"}
        found["model"] = {k: str(path.parent / v) if k in files else v for k, v in model.items()}
    return found


def schema() -> Json:
    """Return the JSON schema of scenario files.

    Examples
    --------
    >>> schema()["title"]
    'Scenario'
    """
    return Scenario.model_json_schema(by_alias=True)


def _sets_for(draws: object) -> int:
    """Return the largest number of sets up to 50 that shares the draws evenly, with ten or more to each if it can.

    Few draws to a set leave its mean to chance, and then what the coefficients leave open is ill measured.
    """
    if not isinstance(draws, int) or draws < 4:
        return 2
    fair = [g for g in range(2, min(50, draws // 2) + 1) if draws % g == 0]
    return max((g for g in fair if draws >= 10 * g), default=min(fair, default=2))


def _filled(value: Any, slots: Mapping[str, Any], *, flat: bool, depth: int = 0) -> Any:  # noqa: ANN401  # any value of a file
    """Put slots in: ``$name`` becomes its list, and in a flat list its states take its place one by one."""
    if depth > _DEEPEST:
        raise BadInput(
            f"more than {_DEEPEST} lists or tables lie within each other: no value of a scenario does"
        )
    if isinstance(value, str) and value.startswith(_SLOT):
        name = value.removeprefix(_SLOT)
        if name not in slots:
            what = "slot of this scenario"
            raise UnknownName.among(what, name, slots)
        held = slots[name]
        if not isinstance(held, str | list | tuple):
            raise BadInput(f"the slot {name!r} holds {str(held)[:60]}: give it a list of states")
        listed = [held] if isinstance(held, str) else list(held)
        return listed[0] if len(listed) == 1 else listed
    if isinstance(value, dict):
        return {key: _filled(v, slots, flat=flat, depth=depth + 1) for key, v in value.items()}
    if isinstance(value, list | tuple):
        whole = [_filled(v, slots, flat=flat, depth=depth + 1) for v in value]
        if flat and all(isinstance(v, str) for v in value):
            return [x for w in whole for x in (w if isinstance(w, list) else [w])]
        return whole
    return value


def _dated(one: object, base_year: int) -> object:
    """Turn ``+3`` where a day is wanted into the third year after the base year."""
    if not isinstance(one, dict):
        return one
    return {
        key: base_year + int(value[1:])
        if key in {"when", "until"} and isinstance(value, str) and value[:1] == "+" and value[1:].isdecimal()
        else value
        for key, value in one.items()
    }


def _every_pair(pairs: list[Any] | tuple[Any, ...]) -> list[Any]:
    """Write out pairs of lists: every state of the one with every other of the other, each pair once."""
    found: dict[tuple[str, str], None] = {}
    for pair in pairs:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return list(pairs)  # refused with its place when it is read
        sides = [[side] if isinstance(side, str) else list(side) for side in pair]
        for a in sides[0]:
            for b in sides[1]:
                if a != b and (b, a) not in found:
                    found[a, b] = None
    return [list(pair) for pair in found]


def _said(fault: ValidationError, given: Mapping[str, Any]) -> BadInput | UnknownName:
    """Put what pydantic found into one sentence, or name the nearest key."""
    said = []
    for one in fault.errors():
        place = ".".join(str(part) for part in one["loc"])
        if one["type"] == "extra_forbidden":
            return UnknownName.among(f"key ({place})", str(one["loc"][-1]), _keys_at(one["loc"], given))
        if one["type"] == "union_tag_invalid":
            kind = str(one["ctx"]["tag"])
            return UnknownName.among("intervention", kind, registry())
        value = one.get("input")
        shown = "" if isinstance(value, dict) else f" (given: {value!r})"
        words = one["msg"].removeprefix("Value error, ")
        said.append(f"{place}: {words}{shown}" if place else words)
    return BadInput("the scenario cannot be read: " + "; ".join(said))


def _keys_at(loc: tuple[int | str, ...], given: Mapping[str, Any]) -> list[str]:
    if loc[0] == "interventions" and len(loc) > 2:
        cls = registry().get(str(loc[2]))
        if cls is not None:
            return [f.alias or name for name, f in cls.model_fields.items()]
    if loc[0] == "model":
        return list(ModelChoice.model_fields)
    return list(Scenario.model_fields) if given else []
