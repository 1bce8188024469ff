"""The application that a browser talks to: the built pages, and the same answers that the commands give."""

from __future__ import annotations

import asyncio
import contextlib
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from symmachy.errors import BadInput, StoreError
from symmachy.explorer.answering import Answering, Here, Overloaded, Refused
from symmachy.explorer.answers import QUESTIONS
from symmachy.explorer.built import Packed, built_files
from symmachy.explorer.describe import openapi
from symmachy.explorer.events import events, wanted
from symmachy.explorer.kept import Kept
from symmachy.explorer.posted import posted
from symmachy.explorer.safety import LOOPBACK, Safety
from symmachy.explorer.shelf import Shelf
from symmachy.explorer.stored import edition
from symmachy.explorer.system import system
from symmachy.explorer.work import Work

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from symmachy.explorer.answering import Hear
    from symmachy.explorer.question import Question
    from symmachy.typing import Json
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
    briefs: Path | None = None,
    dated: Json | None = None,
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
    briefs
        A folder for the briefs that users make; they are held in memory by default.
    dated
        What `symmachy.explorer.borders.borders` gave; the borders of today by default.

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
        "data/about.json": Packed(about(world, static=False, dated=dated)),
        "api/openapi.json": Packed(_bytes(openapi())),
    }

    if dated is not None:
        fixed["data/borders.json"] = Packed(_bytes(dated))

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

    shelf = Shelf(briefs)

    async def kept_brief(request: Request) -> Response:
        found = shelf.get(request.path_params["name"])
        if found is None:
            raise Refused(
                404, "no brief has that name: it may have been put away, so drop the documents again"
            )
        return _response(request, found, lasting=False)

    asked = [
        Route(q.address, _taker(q, work, shelf), methods=["POST"])
        if q.body
        else Route(q.address, _asker(q, kept), methods=["GET"])
        for q in QUESTIONS.values()
    ]
    asked.append(Route("/api/brief/{name}", kept_brief, methods=["GET"]))
    # A router without an application around it: refusals pass through, so that one place words them all.
    inner = Router(routes=[*asked, Route("/{path:path}", page, methods=["GET"])], lifespan=running)
    takers = frozenset(q.address for q in QUESTIONS.values() if q.body)
    return Safety(inner, None if hosts is None else tuple(hosts), takers)


def bytes_of_system(world: World) -> bytes:
    """Return states and ties of all years as JSON's bytes."""
    return _bytes(system(world))


def about(world: World, *, static: bool, dated: Json | None = None) -> bytes:
    """Return what the pages must know before they ask: the record, whether a server answers, whose borders it has."""
    known = None if dated is None else {"years": dated["years"], "citation": dated["citation"]}
    return _bytes(
        {"record": world.record, "static": static, "questions": sorted(QUESTIONS), "borders": known}
    )


def _asker(question: Question, kept: Kept) -> Callable[[Request], Awaitable[Response]]:
    async def ask(request: Request) -> Response:
        try:
            given = question.read(request.path_params, request.query_params)
        except BadInput as fault:
            raise Refused(400, str(fault)) from None
        if wanted(request):
            return await events(kept.follow(question.name, given))
        return _response(request, await kept.ask(question.name, given), lasting=False)

    return ask


def _taker(question: Question, work: Answering, shelf: Shelf) -> Callable[[Request], Awaitable[Response]]:
    """Answer what is sent along, and keep the answer under a name that only its sender is told."""

    async def take(request: Request) -> Response:
        assert question.body is not None  # noqa: S101  # who calls this has looked
        try:
            given = question.body.read(await posted(request))
        except BadInput as fault:
            raise Refused(400, str(fault)) from None

        async def make(hear: Hear) -> Packed:
            name = shelf.name()
            plain = await work.ask(question.name, given, hear)
            made = Packed(b'{"name":"' + name.encode() + b'",' + plain[1:])
            try:
                await asyncio.to_thread(shelf.put, name, made)
            except StoreError as fault:
                raise Refused(507, str(fault)) from None
            return made

        said = Work(make, lasting=question.lasting).follow()
        if wanted(request):
            return await events(said)
        return _response(
            request, [part async for part in said if isinstance(part, Packed)][-1], lasting=False
        )

    return take


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
