"""What is sent to the server: a JSON object, bounded in size and time, from the server's own pages only."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from symmachy.explorer.answering import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["MOST_BYTES", "posted"]

MOST_BYTES = 15_000_000
"""Of a request: documents of some ten million bytes, as base64 writes them."""

_SECONDS = 60.0


async def posted(request: Request, *, most: int = MOST_BYTES, seconds: float = _SECONDS) -> dict[str, Any]:
    """Return the JSON object that a request carries.

    Raises
    ------
    Refused
        Where another site's page sent it, or it is no JSON object, too large or too slow.
    """
    # A browser lets any page send a plain form anywhere, but asks first before it sends this type.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused(415, "what is sent here is JSON: give the header content-type application/json")
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host", ""):
        raise Refused(403, "only this server's own pages may send it documents")
    try:
        body = await asyncio.wait_for(_read(request, most), seconds)
    except TimeoutError:
        raise Refused(408, f"the documents did not arrive within {seconds:.0f} seconds: send fewer") from None
    try:
        made = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "what was sent is no JSON: send an object") from None
    if not isinstance(made, dict):
        raise Refused(400, "what was sent is no object: send one as the description says")
    return made


async def _read(request: Request, most: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refused(
                413, f"what was sent is larger than {most // 1_000_000} MB: send fewer or shorter documents"
            )
    return bytes(body)
