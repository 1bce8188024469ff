"""What every answer carries, whoever asked and whatever went wrong."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from symmachy.explorer.answering import Overloaded, Refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOOPBACK", "Safety"]

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a server on this machine is asked; any other name is a trick with the name system."""

_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_LOG = logging.getLogger(__name__)


class Safety:
    """Adds the headers, refuses foreign hosts and bodies, and turns every failure into one sentence.

    Parameters
    ----------
    app
        What is protected.
    hosts
        Names under which it may be asked, without the port; None for any.
    posted
        Addresses that take what is sent to them; all others are only read.
    """

    def __init__(
        self, app: ASGIApp, hosts: tuple[str, ...] | None, posted: frozenset[str] = frozenset()
    ) -> None:
        self._app, self._hosts, self._posted = app, hosts, posted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                given = {k.lower() for k, _ in message["headers"]}
                extra = [(k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in given]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        try:
            self._check(scope)
            await self._app(scope, receive, safely)
        except Overloaded as fault:
            await _say(safely, 503, str(fault), {"retry-after": str(fault.seconds)})
        except Refused as fault:
            allow = "POST" if scope["path"] in self._posted else "GET, HEAD"
            await _say(safely, fault.status, str(fault), {"allow": allow} if fault.status == 405 else None)
        except Exception:  # noqa: BLE001  # whatever it is, it must not reach a browser
            # The log is the owner's; a stranger learns no path and no line of code.
            _LOG.exception("a request failed")
            if not begun:
                await _say(safely, 500, "the server met a fault of its own; its log says more")

    def _check(self, scope: Scope) -> None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        name = host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]
        if self._hosts is not None and name.lower() not in self._hosts:
            raise Refused(421, "this server answers only under the names that it was started for")
        allowed = {"POST"} if scope["path"] in self._posted else {"GET", "HEAD"}
        if scope["method"] not in allowed:
            way = " or ".join(sorted(allowed))
            raise Refused(405, f"this address does not know {scope['method'][:20]}: use {way}")
        if len(scope.get("query_string", b"")) > _LONGEST or len(scope["path"]) > _LONGEST:
            raise Refused(414, f"the address is longer than {_LONGEST} characters: ask for less")


_LONGEST = 12_000


async def _say(send: Send, status: int, sentence: str, headers: dict[str, str] | None = None) -> None:
    body = json.dumps({"error": sentence}, ensure_ascii=False).encode()
    told = {"content-type": "application/json", "content-length": str(len(body)), "cache-control": "no-store"}
    told |= headers or {}
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [(k.encode(), v.encode()) for k, v in told.items()],
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})
