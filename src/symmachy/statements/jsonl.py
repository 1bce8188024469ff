"""Statements as JSON lines: written whole, read back equal, every passage checked both ways."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadFile
from symmachy.files import json_of, read_text, write_whole
from symmachy.statements.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from symmachy.statements.collection import Statements
    from symmachy.statements.document import Documents

__all__ = ["as_data", "from_data", "read_jsonl", "write_jsonl"]


def as_data(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain data; a passage becomes the two selectors of a W3C Web Annotation."""
    return _selectors(asdict(statement))  # type: ignore[no-any-return]


def _selectors(value: Any) -> Any:  # noqa: ANN401  # plain data of any depth
    if isinstance(value, dict):
        if set(value) == {"start", "end", "exact", "prefix", "suffix"}:
            return {
                "selector": [
                    {"type": "TextPositionSelector", "start": value["start"], "end": value["end"]},
                    {
                        "type": "TextQuoteSelector",
                        "exact": value["exact"],
                        "prefix": value["prefix"],
                        "suffix": value["suffix"],
                    },
                ]
            }
        return {key: _selectors(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_selectors(inner) for inner in value]
    return str(value) if isinstance(value, str) else value


def _passages(value: Any) -> Any:  # noqa: ANN401  # plain data of any depth
    if isinstance(value, dict):
        if set(value) == {"selector"}:
            position, quote = value["selector"]
            merged = {**position, **quote}
            merged.pop("type", None)
            return merged
        return {key: _passages(inner) for key, inner in value.items()}
    return [_passages(inner) for inner in value] if isinstance(value, list) else value


def from_data(data: dict[str, Any]) -> Statement:
    """Return the statement that plain data describe.

    Raises
    ------
    BadFile
        Where a field is absent or has a value that the schema does not know.
    """
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(_passages(data))  # type: ignore[no-any-return]
    except (ValidationError, ValueError, TypeError, KeyError) as fault:
        detail = (
            fault.errors()[0] if isinstance(fault, ValidationError) else {"loc": ("?",), "msg": str(fault)}
        )
        where = ".".join(str(p) for p in detail["loc"])
        raise BadFile(f"a record is no statement: {where}: {detail['msg']}") from None


_ADAPTERS: list[Any] = []


def _adapter() -> Any:  # noqa: ANN401  # pydantic's adapter, made at first use
    if not _ADAPTERS:
        from pydantic import TypeAdapter

        _ADAPTERS.append(TypeAdapter(Statement))
    return _ADAPTERS[0]


def write_jsonl(path: Path, statements: Iterable[Statement], *, documents: Documents | None = None) -> None:
    """Write one statement a line, after checking every passage where the documents are given.

    Raises
    ------
    BadFile
        Where a passage is not what its document says.
    """
    lines = []
    for statement in statements:
        if documents is not None:
            _check(statement, documents)
        lines.append(json.dumps(as_data(statement), ensure_ascii=False) + "\n")
    write_whole(path, lambda partial: partial.write_text("".join(lines), encoding="utf-8"))


def read_jsonl(path: Path, *, documents: Documents | None = None) -> tuple[Statement, ...]:
    """Read statements, checking every passage of those whose document is given.

    Raises
    ------
    BadFile
        Where a line is no statement, or a passage is not what its document says.
    """
    found = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            statement = from_data(json_of(line, path.name))
            if documents is not None:
                _check(statement, documents)
        except BadFile as fault:
            raise BadFile(f"line {number} of {path.name!r}: {fault}") from None
        found.append(statement)
    return tuple(found)


def _check(statement: Statement, documents: Documents) -> None:
    document = next((d for d in documents if d.sha256 == statement.doc_sha256), None)
    if document is None:
        return
    for target in statement.targets():
        if not target.holds_in(document.text):
            raise BadFile(
                f"statement {statement.id} does not fit {document.name!r}: at {target.start} it does not say "
                f"{target.exact[:60]!r}"
            )


def file_of(statements: Statements) -> str:
    """Return the whole as text, for pipes."""
    return "".join(json.dumps(as_data(s), ensure_ascii=False) + "\n" for s in statements)
