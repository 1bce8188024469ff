"""A brief on documents that were dropped in, as ``symmachy brief`` makes it."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadInput
from symmachy.explorer.question import Body, Given, Lane, Parameter, Question

if TYPE_CHECKING:
    from symmachy.explorer.question import Tell
    from symmachy.statements import Held
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["QUESTIONS"]

_MOST = 20
"""Documents."""

_LONGEST_NAME = 120
_BYTES = 5_000_000
"""Of one document."""

_CHARACTERS = 250_000
"""Of the text of one document: about a hundred pages."""

_IN_ALL = 600_000
"""Characters of all documents: reading takes about a second for every ten thousand."""


def _brief(world: World, given: Given, tell: Tell) -> Json:
    from symmachy.report.brief import brief
    from symmachy.report.brief.data import as_data
    from symmachy.report.brief.page import render
    from symmachy.report.brief.reading import extracted
    from symmachy.statements import Limits, read_documents

    def told(doing: str) -> None:
        tell({"doing": doing})

    limits = Limits(bytes=_BYTES, characters=_CHARACTERS)
    documents = read_documents(
        _held(given["documents"]), limits=limits, progress=lambda n: told(f"reading {n}")
    )
    if not documents.read:
        said = "; ".join(f"{r.name}: {r.sentence}" for r in documents.refused[:3])
        raise BadInput(f"none of the documents could be read ({said})")
    if (size := sum(len(d.text) for d in documents)) > _IN_ALL:
        raise BadInput(
            f"the documents hold {size:,} characters and this server reads {_IN_ALL:,} at a time: "
            "drop fewer, or use the command symmachy brief"
        )
    statements, notes = extracted(documents, told=told)
    year = int(given["year"]) if "year" in given else None
    made = brief(statements, world, year=year, notes=notes, told=told)
    return {
        **as_data(made),
        "texts": {d.label: d.document.text for d in made.documents},
        "page": render(made),
    }


def _held(text: str) -> list[Held]:
    from symmachy.statements import Held

    found = []
    for each in json.loads(text):
        try:
            data = base64.b64decode(each["data"], validate=True)
        except (binascii.Error, ValueError):
            raise BadInput(f"{each['name']!r} is not written as base64: send its bytes so") from None
        found.append(Held(name=each["name"], data=data))
    return found


def _read(sent: Json) -> Given:
    documents = sent.get("documents")
    if strange := sorted(set(sent) - {"documents", "year"}):
        raise BadInput(f"what was sent has no {strange[0][:40]!r}: it may have documents and year")
    if not isinstance(documents, list) or not 1 <= len(documents) <= _MOST:
        raise BadInput(f"documents needs a list of 1 to {_MOST} documents, each with name and data")
    given = {"documents": json.dumps([_document(d) for d in documents])}
    if (year := sent.get("year")) is not None:
        given["year"] = Parameter(name="year", means="", kind="year").read(str(year))
    return given


def _document(sent: Any) -> dict[str, str]:  # noqa: ANN401  # anything that JSON can hold
    if not (
        isinstance(sent, dict)
        and set(sent) == {"name", "data"}
        and isinstance(sent["name"], str)
        and isinstance(sent["data"], str)
    ):
        raise BadInput("each document needs a name and its bytes as base64 in data, and nothing else")
    # The last part of a path, and only what can be printed: the name is shown, and tells the format.
    name = "".join(c for c in sent["name"].replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip()
    if not name or len(name) > _LONGEST_NAME:
        raise BadInput(f"the name of a document needs 1 to {_LONGEST_NAME} printed characters")
    return {"name": name, "data": sent["data"]}


_SCHEMA: Json = {
    "type": "object",
    "required": ["documents"],
    "additionalProperties": False,
    "properties": {
        "documents": {
            "type": "array",
            "minItems": 1,
            "maxItems": _MOST,
            "items": {
                "type": "object",
                "required": ["name", "data"],
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "minLength": 1, "maxLength": _LONGEST_NAME},
                    "data": {"type": "string", "contentEncoding": "base64"},
                },
            },
        },
        "year": {"type": "string", "pattern": "^[0-9]{4}$"},
    },
}

QUESTIONS = (
    Question(
        name="brief",
        says="Who claims what in documents, and what the record says of such claims and of the states named.",
        answer=_brief,
        lane=Lane.DOCUMENTS,
        lasting=False,
        body=Body(schema=_SCHEMA, read=_read),
    ),
)
