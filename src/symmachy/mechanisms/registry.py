"""The registry: every mechanism by name, entered where its class is declared and checked there."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from symmachy.errors import BadInput, UnknownName
from symmachy.mechanisms.mechanism import Mechanism, NetworkMechanism, PairMechanism, PositionMechanism
from symmachy.mechanisms.option import option, options_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["mechanism", "named", "registry", "search"]

_M = TypeVar("_M", bound=type[Mechanism])

_PARTS = ("name", "title", "group", "formula", "readings", "example")
_KINDS = (PairMechanism, PositionMechanism, NetworkMechanism)
_REGISTRY: dict[str, type[Mechanism]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(option,))
def mechanism(cls: _M) -> _M:
    """Make a frozen dataclass of a mechanism, check its declaration, and enter it in the registry.

    Raises
    ------
    BadInput
        Naming every part that is missing or at fault, or the name that is already taken.
    """
    docstring = cls.__doc__
    made: _M = cls if "__dataclass_params__" in vars(cls) else dataclass(frozen=True, kw_only=True)(cls)  # type: ignore[assignment]  # the same class
    faults = [*_missing(made, docstring), *_wrong(made)]
    if faults:
        raise BadInput(f"the mechanism {made.__name__} lacks {', '.join(faults)}")
    for word in (made.name, *made.spellings):
        holder = _REGISTRY.get(word) or _spelt(word)
        if holder is not None:
            raise BadInput(f"two mechanisms are called {word!r}: {holder.__name__} and {made.__name__}")
    _REGISTRY[made.name] = made
    return made


def registry() -> Mapping[str, type[Mechanism]]:
    """All mechanisms by name, in the order of their declaration."""
    return dict(_REGISTRY)


def named(name: str) -> type[Mechanism]:
    """Find a mechanism by its name, or by another spelling of it.

    Raises
    ------
    UnknownName
        With what it is called here where another package has that name, or else with the nearest names.
    """
    found = _REGISTRY.get(name) or _spelt(name)
    if found is not None:
        return found
    if elsewhere := [kind.name for kind in _REGISTRY.values() if name in _words(kind)]:
        raise UnknownName(
            f"no mechanism is called {name!r}. In symmachy this is called {' or '.join(elsewhere)}."
        )
    raise UnknownName.among(
        "mechanism", name, [*_REGISTRY, *(s for k in _REGISTRY.values() for s in k.spellings)]
    )


def search(words: str) -> tuple[type[Mechanism], ...]:
    """Return the mechanisms in whose declaration all the words occur, those named so first.

    Examples
    --------
    >>> from symmachy.mechanisms import search
    >>> [kind.name for kind in search("gwesp")]
    ['shared_allies', 'transitive_closure']
    """
    asked = words.casefold().split()
    found = [kind for kind in _REGISTRY.values() if all(w in _text(kind) for w in asked)]
    return tuple(sorted(found, key=lambda kind: not all(w in kind.name for w in asked)))


def _missing(cls: type[Mechanism], docstring: str | None) -> Iterator[str]:
    yield from (part for part in _PARTS if not getattr(cls, part, None))
    if not isinstance(getattr(cls, "references", None), tuple):
        yield "references"
    if not docstring or docstring.startswith(f"{cls.__name__}("):  # what dataclass puts in place of none
        yield "a docstring"


def _wrong(cls: type[Mechanism]) -> Iterator[str]:
    if not issubclass(cls, _KINDS):
        yield f"a kind: one of {', '.join(k.__name__ for k in _KINDS)}"
    if undone := sorted(getattr(cls, "__abstractmethods__", ())):
        yield f"the methods {', '.join(undone)}"
    name = getattr(cls, "name", "")
    if name and not (name.isidentifier() and name.islower()):
        yield f"a name of small letters and underscores (it is called {name!r})"
    if name == "lag":
        yield "a name of its own: lag(...) is part of the formula language"
    declared = options_of(cls)
    for f in fields(cls):
        if f.name not in declared:
            yield f"what the option {f.name} means (write {f.name}: ... = option(...))"
    for key, one in declared.items():
        if one.default is not MISSING and (fault := one.fault(one.default)):
            yield f"a fitting default: {key}={one.default!r} {fault}"


def _spelt(word: str) -> type[Mechanism] | None:
    return next((kind for kind in _REGISTRY.values() if word in kind.spellings), None)


def _words(kind: type[Mechanism]) -> set[str]:
    return set(kind.known_as.names)


def _text(kind: type[Mechanism]) -> str:
    parts: list[Any] = [kind.name, kind.title, kind.group.value, inspect.getdoc(kind), *kind.spellings]
    parts += [kind.readings.positive, kind.readings.negative, *_words(kind), *kind.needs]
    parts += [str(work) for work in kind.references]
    return " ".join(map(str, parts)).casefold()
