"""Study files: read from TOML, every fault named in one sentence with its place and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symmachy.errors import BadInput, UnknownName
from symmachy.files import read_toml
from symmachy.studies.declared import (
    ActorsTable,
    HazardTable,
    ModelTable,
    OwnTable,
    RecordTable,
    Study,
    TergmTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

__all__ = ["checked", "read_study", "schema"]

_TAGS = {"record", "own"}
_TABLES: dict[str, tuple[type[BaseModel], ...]] = {
    "networks": (RecordTable, OwnTable),
    "model": (ModelTable,),
    "hazard": (HazardTable,),
    "tergm": (TergmTable,),
    "actors": (ActorsTable,),
}


def read_study(path: Path) -> Study:
    """Read a study file.

    Raises
    ------
    BadFile
        Where there is no such file, or it is no TOML.
    BadInput, UnknownName
        Where it does not say what a study says: with the place, the value and the nearest known keys.
    """
    return checked(read_toml(path))


def checked(content: dict[str, Any]) -> Study:
    """Return the study that the content of a file describes.

    Raises
    ------
    BadInput, UnknownName
        As `read_study`.

    Examples
    --------
    >>> from symmachy.errors import UnknownName
    >>> try:
    ...     checked({"network": {}, "model": {}})
    ... except UnknownName as refused:
    ...     print(refused)
    no key of a study is called 'network'. Did you mean 'networks'?
    """
    import pydantic

    try:
        study = Study.model_validate(content)
    except pydantic.ValidationError as fault:
        raise _refusal(fault) from None
    for name in _formulas():
        text = getattr(study.model, name)
        if text is not None:
            _parsed(name, text)
    return study


def schema() -> dict[str, Any]:
    """Return the JSON schema of a study."""
    return Study.model_json_schema()


def _formulas() -> Iterator[str]:
    yield from (name for name in ModelTable.model_fields if name != "by")


def _parsed(name: str, text: str) -> None:
    from symmachy.mechanisms import parse

    try:
        parse(text)
    except (BadInput, UnknownName) as fault:
        raise type(fault)(f"[model] {name}: {fault}") from None


def _refusal(fault: ValidationError) -> BadInput | UnknownName:
    faults = fault.errors(include_url=False)
    unknown = next((f for f in faults if f["type"] == "extra_forbidden"), None)
    if unknown is not None:  # a misspelt key makes others seem missing, so it is said alone
        return _unknown_key(unknown)
    return BadInput("the study cannot be read: " + "; ".join(dict.fromkeys(map(_said, faults))))


def _unknown_key(fault: ErrorDetails) -> UnknownName:
    *inside, key = _without_tag(fault)
    known = _keys(inside)
    kind = f"key of {_place(inside)}" if inside else "key of a study"
    return UnknownName.among(kind, str(key), known)


def _without_tag(fault: ErrorDetails) -> list[int | str]:
    """Return the place of a fault without the word by which one of two forms of networks was chosen."""
    table, *inside = fault["loc"]
    return [table, *(inside[1:] if table == "networks" and inside and inside[0] in _TAGS else inside)]


def _keys(inside: Sequence[int | str]) -> list[str]:
    kinds: tuple[Any, ...] = (Study,)
    for part in inside:
        if isinstance(part, int):
            continue
        if kinds == (Study,):
            kinds = _TABLES.get(str(part), (Study,))
        else:
            kinds = tuple(k for kind in kinds for k in _parts_of(kind, str(part)))
    return list(dict.fromkeys(f.alias or name for kind in kinds for name, f in kind.model_fields.items()))


def _parts_of(kind: type[BaseModel], name: str) -> Iterator[type[BaseModel]]:
    """Give the declarations that a field may hold."""
    import typing

    from pydantic import BaseModel

    found = kind.model_fields.get(name)
    waiting: list[Any] = [found.annotation] if found is not None else []
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            yield one
        waiting += typing.get_args(one)


def _said(fault: ErrorDetails) -> str:
    loc = _without_tag(fault)
    where = _place(loc)
    message = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "missing":
        *inside, key = loc
        return f"{_place(inside) + ' needs' if inside else 'it needs'} {key}"
    value = fault.get("input")
    shown = (
        f" (it is {value!r})"
        if isinstance(value, str | int | float | bool) and "error" not in fault["type"]
        else ""
    )
    return f"{where}: {message[:1].lower() + message[1:]}{shown}"


def _place(loc: Sequence[int | str]) -> str:
    """Return a place as TOML writes it: ``[networks.ties] year``."""
    if not loc:
        return "the study"
    names = [str(part) for part in loc if isinstance(part, str)]
    number = next((f" (number {part + 1})" for part in loc if isinstance(part, int)), "")
    return f"[{'.'.join(names)}]{number}"
