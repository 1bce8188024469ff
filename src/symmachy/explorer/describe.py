"""The questions as an OpenAPI description, made from their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symmachy.explorer.answers import QUESTIONS

if TYPE_CHECKING:
    from symmachy.explorer.question import Parameter, Question
    from symmachy.typing import Json

__all__ = ["openapi"]


def openapi() -> Json:
    """Return the description of every address under ``/api``.

    Examples
    --------
    >>> sorted(openapi()["paths"])[:2]
    ['/api/blocs', '/api/claim/{id}']
    """
    from symmachy.estimation.provenance import version

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "symmachy",
            "version": version(),
            "description": "Answers from a record of alliances between states, as the commands give them.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {q.address: {"get": _operation(q)} for q in QUESTIONS.values()},
    }


def _operation(question: Question) -> dict[str, Any]:
    return {
        "operationId": question.name,
        "summary": question.says,
        "parameters": [
            *(_parameter(p, "path") for p in question.path),
            *(_parameter(p, "query") for p in question.options),
        ],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "400": _fault("A value is not allowed, or the record does not cover it."),
            "404": _fault("Nothing has that name."),
            "414": _fault("The address is too long."),
            "503": _fault("Too much is asked at once; the header Retry-After says when to come back."),
        },
    }


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": parameter.longest}
    if parameter.kind == "year":
        schema = {"type": "string", "pattern": "^[0-9]{4}$"}
    if parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    return {
        "name": parameter.name,
        "in": place,
        "required": place == "path",
        "description": parameter.means,
        "schema": schema,
    }


def _fault(means: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
    return {"description": means, "content": {"application/json": {"schema": schema}}}
