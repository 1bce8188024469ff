"""The application that a browser talks to: the built pages, and the same answers that the commands give."""

from __future__ import annotations

import asyncio
import contextlib
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.explorer.answering import Answering, Here, Overloaded, Refused
from symmachy.explorer.answers import QUESTIONS
from symmachy.explorer.built import Packed, built_files
from symmachy.explorer.describe import openapi
from symmachy.explorer.kept import Kept, edition
from symmachy.explorer.safety import LOOPBACK, Safety
from symmachy.explorer.system import system

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from symmachy.explorer.question import Question
    from symmachy.world import World

__all__ = ["AHEAD", "about", "application", "bytes_of_system"]

AHEAD = ("series", "blocs", "claims", "treaties")
"""Questions that take long the first time and that views begin with: they are asked when the server starts."""


def application(
    world: World,
    answering: Answering | None = None,
    *,
    hosts: Sequence[str] | None = LOOPBACK,
    ahead: Sequence[str] = (),
    files: dict[str, Packed] | None = None,
) -> ASGIApp:
    """Return the web application of one record.

    Parameters
    ----------
    world
        The record.
    answering
        Who computes the answers; this process by default, which is for tests.
    hosts
        Names under which it may be asked; None for any.
    ahead
        Questions without parameters to ask as soon as it runs.
    files
        The pages by address; those of the package by default.

    Raises
    ------
    BadInput
        Where the pages were not built.
    """
    from starlette.routing import Route, Router

    pages = built_files() if files is None else files
    work = Here(world) if answering is None else answering
    kept = Kept(work, edition=edition(world))
    fixed = {
        "data/system.json": Packed(bytes_of_system(world)),
        "data/about.json": Packed(about(world, static=False)),
        "api/openapi.json": Packed(_bytes(openapi())),
    }

    @asynccontextmanager
    async def running(_app: object) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_quietly(kept, name)) for name in ahead]
        yield
        for task in tasks:
            task.cancel()
        work.close()

    async def page(request: Request) -> Response:
        name = request.url.path.lstrip("/") or "index.html"
        found = fixed.get(name) or pages.get(name)
        if found is None:
            raise Refused(404, "there is nothing at this address: begin at /")
        return _response(request, found, lasting=name.startswith("assets/"))

    asked = [Route(q.address, _asker(q, kept), methods=["GET"]) for q in QUESTIONS.values()]
    # A router without an application around it: refusals pass through, so that one place words them all.
    inner = Router(routes=[*asked, Route("/{path:path}", page, methods=["GET"])], lifespan=running)
    return Safety(inner, None if hosts is None else tuple(hosts))


def bytes_of_system(world: World) -> bytes:
    """Return states and ties of all years as JSON's bytes."""
    return _bytes(system(world))


def about(world: World, *, static: bool) -> bytes:
    """Return what the pages must know before they ask: the record, and whether a server answers."""
    return _bytes({"record": world.record, "static": static, "questions": sorted(QUESTIONS)})


def _asker(question: Question, kept: Kept) -> Callable[[Request], Awaitable[Response]]:
    async def ask(request: Request) -> Response:
        try:
            given = question.read(request.path_params, request.query_params)
        except BadInput as fault:
            raise Refused(400, str(fault)) from None
        return _response(request, await kept.ask(question.name, given), lasting=False)

    return ask


async def _quietly(kept: Kept, name: str) -> None:
    with contextlib.suppress(Refused, Overloaded):
        await kept.ask(name, {})


def _response(request: Request, found: Packed, *, lasting: bool) -> Response:
    from starlette.responses import Response

    headers = {
        "etag": found.tag,
        "vary": "accept-encoding",
        # Names of assets hold a digest of what is in them, so they never change; the rest is asked for again.
        "cache-control": "public, max-age=31536000, immutable" if lasting else "no-cache",
    }
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    body = found.plain
    if len(body) > 1000 and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        body = found.packed
    return Response(body, media_type=found.media_type, headers=headers)


def _bytes(made: object) -> bytes:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
