"""The application that a browser talks to: the built pages, and the same answers that the commands give."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from symmachy.world.world import World

__all__ = ["application"]

_SAFE = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def application(world: World) -> Starlette:
    """Return the web application of one record.

    Raises
    ------
    BadInput
        Where the pages were not built.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    built = resources.files("symmachy.explorer").joinpath("static")
    if not built.joinpath("index.html").is_file():
        raise BadInput(
            "the explorer's pages are not built: run `python -m symmachy.explorer.build` in a checkout with Node.js, "
            "or install a wheel; everything else works without them"
        )

    @cache
    def packed() -> bytes:
        from symmachy.explorer.system import system

        return json.dumps(system(world), ensure_ascii=False, separators=(",", ":")).encode()

    async def whole(_request: Request) -> Response:
        from starlette.responses import Response

        return Response(packed(), media_type="application/json", headers=_SAFE)

    return Starlette(
        routes=[
            Route("/data/system.json", whole),
            Mount("/", StaticFiles(directory=str(built), html=True)),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
    )
