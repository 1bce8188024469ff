"""Answers as server-sent events: what is told on the way, then the answer or the sentence why there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from symmachy.explorer.answering import Overloaded, Refused
from symmachy.explorer.built import Packed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["MEDIA_TYPE", "events", "wanted"]

MEDIA_TYPE = "text/event-stream"


def wanted(request: Request) -> bool:
    """Whether the asker wants to hear what is told on the way."""
    return MEDIA_TYPE in request.headers.get("accept", "")


async def events(said: AsyncIterator[bytes | Packed]) -> Response:
    """Return a response that goes on while work does.

    It begins when there is something to say, so that a full queue is still refused with its own status.

    Parameters
    ----------
    said
        What is told, JSON's bytes, and at last the answer.
    """
    from starlette.responses import StreamingResponse

    first = await anext(said)
    return StreamingResponse(
        _written(first, said),
        media_type=MEDIA_TYPE,
        # Some servers in between collect what they pass on; this asks them not to.
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _written(first: bytes | Packed, rest: AsyncIterator[bytes | Packed]) -> AsyncIterator[bytes]:
    yield _event(first)
    try:
        async for said in rest:
            yield _event(said)
    except Overloaded as fault:
        yield _fault({"error": str(fault), "seconds": fault.seconds})
    except Refused as fault:
        yield _fault({"error": str(fault), "status": fault.status})


def _event(said: bytes | Packed) -> bytes:
    # JSON as it is written here has no line break, so one line of data holds it.
    if isinstance(said, Packed):
        return b"event: answer\ndata: " + said.plain + b"\n\n"
    return b"event: told\ndata: " + said + b"\n\n"


def _fault(made: dict[str, object]) -> bytes:
    return b"event: fault\ndata: " + json.dumps(made, ensure_ascii=False).encode() + b"\n\n"
