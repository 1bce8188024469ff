"""A proxy that lies: whatever is asked of it, it answers in one of the ways in which networks deceive."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = b"<!doctype html><title>Welcome</title><p>Please log in to use this network.</p>"


def _whole(body: bytes, *more: bytes, status: bytes = b"200 OK") -> bytes:
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join([b"HTTP/1.1 " + status, length, b"Connection: close", *more, b"", body])


LIES = {
    "a page of its own": _whole(_PAGE, b"Content-Type: text/html"),
    "a page of its own, called a table": _whole(_PAGE, b"Content-Type: text/csv"),
    "half of what it promises": b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nstateno,year\n2,19",
    "other bytes": _whole(bytes(range(256)) * 40, b"Content-Type: application/zip"),
    "nothing": b"",
    "no HTTP": b"\x15\x03\x01\x00\x02\x02\x28" * 9,
    "headers without end": b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 300,
    "a broken length": b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\nx",
    "a broken piece": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx",
    "a page packed as if it were none": _whole(
        gzip.compress(_PAGE * 40_000), b"Content-Encoding: gzip", b"Content-Type: text/html"
    ),
    "go and read this machine's files": _whole(b"", b"Location: file:///etc/hostname", status=b"302 Found"),
    "go round in circles": _whole(b"", b"Location: http://data.invalid/a.csv", status=b"302 Found"),
    "who are you": _whole(b"", b"Proxy-Authenticate: Basic", status=b"407 Proxy Authentication Required"),
    "a part of something else": _whole(_PAGE, b"Content-Range: bytes 5-90/90", status=b"206 Partial Content"),
    "come back later": _whole(b"", b"Retry-After: 9", status=b"503 Service Unavailable"),
    "a yes, and then no secrecy": b"HTTP/1.1 200 Connection established\r\n\r\n" + _whole(_PAGE),
}
"""What it says, by what it is."""


@contextmanager
def liar(answer: bytes) -> Iterator[str]:
    """Run a proxy that gives every connection the same bytes, and yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                try:
                    one, _ = listening.accept()
                except TimeoutError:
                    continue
                with one:
                    one.settimeout(2)
                    try:
                        one.recv(65_536)
                        one.sendall(answer)
                        one.shutdown(socket.SHUT_WR)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        ended.set()
        thread.join()
