"""Values to plain JSON and back: every object is written with the name of its class and its fields."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

import numpy as np

from symmachy.errors import BadInput, UnknownName
from symmachy.mechanisms.specification import Specification, parse
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

__all__ = ["decode", "encode", "storable"]

Kind = TypeVar("Kind", bound=type[Any])

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Obligation, Reading)}
"""What can be read back, by the name of its class; nothing else is ever made from a file."""


def storable(kind: Kind) -> Kind:
    """Let a dataclass or an enumeration be written to JSON and made again from it: a decorator.

    Raises
    ------
    ValueError
        If another class of that name is storable already.
    """
    name = kind.__name__
    if name in _KINDS:
        msg = f"two classes named {name} cannot both be told apart in a file; rename one."
        raise ValueError(msg)
    _KINDS[name] = kind
    return kind


def encode(value: object) -> Any:  # noqa: ANN401 - what json.dumps takes has no narrower name
    """Return `value` in dictionaries, lists, texts and numbers.

    Examples
    --------
    >>> from symmachy.estimation import Spline
    >>> encode(Spline("years", knots=3))
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
    if kind == Specification.__name__:
        return parse(value["text"])
    if kind not in _KINDS:
        what = "kind of object"
        raise UnknownName.among(what, kind, [*_KINDS, Specification.__name__])
    made = _KINDS[kind]
    if issubclass(made, Enum):
        return made(value["value"])
    return made(**{name: decode(item) for name, item in value.items() if name != "kind"})
