"""Options of a mechanism: fields that say what they mean and between which bounds they lie."""

from __future__ import annotations

import math
import re
from dataclasses import MISSING, dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Option", "check_options", "option", "options_of", "short", "spelt"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """What is declared of one option."""

    kind: type
    """``int``, ``float``, ``str`` or an enumeration."""
    meaning: str
    symbol: str = ""
    """Its letter in the formula, in LaTeX."""
    low: float = -math.inf
    """The least value, itself allowed."""
    high: float = math.inf
    """The greatest value, itself allowed."""
    default: Any = MISSING
    first: bool = False
    """Whether it may stand first without its name, as in ``same('regime')``."""

    def fault(self, value: object) -> str:
        """Say what is wrong with a value, or nothing."""
        if issubclass(self.kind, Enum):
            words = " or ".join(repr(m.value) for m in self.kind)
            return "" if isinstance(value, self.kind) else f"must be {words}"
        if self.kind is str:
            named = isinstance(value, str) and re.fullmatch(r"[\w.]+", value)
            return "" if named else "must be a name of letters, digits, dots and underscores"
        accepted = (int,) if self.kind is int else (int, float)
        if isinstance(value, bool) or not isinstance(value, accepted):
            return "must be a whole number" if self.kind is int else "must be a number"
        if not self.low <= value <= self.high:
            return f"must lie {self.bounds}"
        return ""

    @property
    def bounds(self) -> str:
        """The bounds in words."""
        if math.isinf(self.high):
            return f"at or above {self.low:g}"
        return f"between {self.low:g} and {self.high:g}"

    @property
    def values(self) -> str:
        """What it may be, in words."""
        if issubclass(self.kind, Enum):
            return ", ".join(repr(m.value) for m in self.kind)
        if self.kind is str:
            return "a name"
        return f"{'a whole number' if self.kind is int else 'a number'} {self.bounds}"

    @property
    def default_text(self) -> str:
        """Its default as a formula spells it; empty where it must be given."""
        if self.default is MISSING:
            return ""
        return repr(self.default.value if isinstance(self.default, Enum) else self.default)

    def read(self, value: object) -> object:
        """Return the value of an option that was written in a formula: enumerations are written as words."""
        if issubclass(self.kind, Enum) and value in [m.value for m in self.kind]:
            return self.kind(value)
        return value


def option(
    *,
    default: Any = MISSING,  # noqa: ANN401  # the value of whatever field this stands at
    kind: type | None = None,
    meaning: str,
    symbol: str = "",
    low: float = -math.inf,
    high: float = math.inf,
    kw_only: bool = True,
) -> Any:  # noqa: ANN401  # as `dataclasses.field` does
    """Declare an option of a mechanism.

    Parameters
    ----------
    default
        Its value where none is given; it must be given where there is none.
    kind
        ``int``, ``float``, ``str`` or an enumeration; that of the default where it is not given.
    meaning
        What it is, in a few words.
    symbol
        Its letter in the formula, in LaTeX.
    low, high
        Bounds, themselves allowed.
    kw_only
        False lets it stand first without its name.
    """
    if kind is None:
        if default is MISSING:
            raise BadInput(f"the option that means {meaning!r} has neither a default nor a kind")
        kind = type(default)
    declared = Option(
        kind=kind,
        meaning=meaning,
        symbol=symbol,
        low=low,
        high=high,
        default=default,
        first=not kw_only,
    )
    return field(default=default, kw_only=kw_only, metadata={"option": declared})


def options_of(kind: object) -> Mapping[str, Option]:
    """Return the options of a mechanism, or of a kind of mechanism, in order."""
    found = {}
    for f in fields(kind):  # type: ignore[arg-type]  # every mechanism is a dataclass
        declared = f.metadata.get("option")
        if declared is not None:
            found[f.name] = declared
    return found


def check_options(mechanism: object) -> None:
    """Check the values of all options of a mechanism.

    Raises
    ------
    BadInput
        Naming every option that is at fault, its value, and what is allowed.
    """
    faults = []
    for name, declared in options_of(mechanism).items():
        value = getattr(mechanism, name)
        fault = declared.fault(value)
        if fault:
            faults.append(f"{name}={value!r} {fault}")
    if faults:
        raise BadInput(f"{getattr(mechanism, 'name', type(mechanism).__name__)}: {'; '.join(faults)}")


def spelt(name: str, mechanism: object) -> str:
    """Write a mechanism as the formula language reads it, with all its options."""
    return _call(name, mechanism, every=True)


def short(name: str, mechanism: object) -> str:
    """Write a mechanism as the formula language reads it, with the options that differ from the default."""
    return _call(name, mechanism, every=False)


def _call(name: str, mechanism: object, *, every: bool) -> str:
    words = []
    for key, declared in options_of(mechanism).items():
        value = getattr(mechanism, key)
        if every or value != declared.default:
            said = repr(value.value if isinstance(value, Enum) else value)
            words.append(said if declared.first else f"{key}={said}")
    return f"{name}({', '.join(words)})" if words else name
