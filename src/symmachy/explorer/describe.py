"""The questions as an OpenAPI description, made from their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symmachy.explorer.answers import QUESTIONS
from symmachy.explorer.shelf import NAME

if TYPE_CHECKING:
    from symmachy.explorer.question import Body, Parameter, Question
    from symmachy.typing import Json

__all__ = ["openapi"]


def openapi() -> Json:
    """Return the description of every address under ``/api``.

    Examples
    --------
    >>> sorted(openapi()["paths"])[:2]
    ['/api/blocs', '/api/brief']
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
        "paths": {
            **{q.address: {"post" if q.body else "get": _operation(q)} for q in QUESTIONS.values()},
            "/api/brief/{name}": {"get": _shelved()},
        },
    }


def _operation(question: Question) -> dict[str, Any]:
    said: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}
    said["text/event-stream"] = {"schema": {"type": "string"}}
    more = {} if question.body is None else {"requestBody": _body(question.body)}
    return {
        **more,
        "operationId": question.name,
        "summary": question.says,
        "parameters": [
            *(_parameter(p, "path") for p in question.path),
            *(_parameter(p, "query") for p in question.options),
        ],
        "responses": {
            "200": {
                "description": "The answer; as a stream of events what is told on the way (told), and the answer "
                "or fault at the end.",
                "content": said,
            },
            "400": _fault("A value is not allowed, or the record does not cover it."),
            "404": _fault("Nothing has that name."),
            "414": _fault("The address is too long."),
            "503": _fault("Too much is asked at once; the header Retry-After says when to come back."),
            **({} if question.body is None else _SENT),
        },
    }


def _body(body: Body) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": body.schema}}}


def _shelved() -> dict[str, Any]:
    return {
        "operationId": "kept_brief",
        "summary": "A brief that was made before.",
        "parameters": [
            {
                "name": "name",
                "in": "path",
                "required": True,
                "description": "As the answer to the documents gave it.",
                "schema": {"type": "string", "pattern": f"^{NAME.pattern}$"},
            }
        ],
        "responses": {
            "200": {
                "description": "The brief.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "404": _fault("There is none, or no longer."),
            "414": _fault("The address is too long."),
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


_SENT = {
    "403": _fault("Another site's page sent it."),
    "408": _fault("It did not arrive in time."),
    "413": _fault("It is too large."),
    "415": _fault("It is not JSON."),
}
