from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from symmachy.errors import BadFile, BadInput, TermsNotAccepted
from symmachy.record.fetch import fetch, terms_accepted
from symmachy.record.sources import find_source, find_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.record.conftest import Sample

    from symmachy.record.store import Store

CONTIGUITY = find_source("contiguity")


@dataclass
class Behaviour:
    """What the server does with the next requests."""

    content: bytes = b""
    status: int = 200
    cut: int = 0
    """Bytes after which the connection is closed, once; 0 for never."""
    claims: int | None = None
    """A length that the server says instead of the true one."""
    ranges: bool = True
    etag: str = '"one"'
    seen: list[str] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    behaviour: ClassVar[Behaviour]
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        do = self.behaviour
        wanted = self.headers.get("Range", "")
        do.seen.append(wanted)
        if do.status != 200:
            self.send_error(do.status)
            return
        start = 0
        same = self.headers.get("If-Range", do.etag) == do.etag
        if wanted and do.ranges and same:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(do.content) - 1}/{len(do.content)}")
        else:
            self.send_response(200)
        body = do.content[start:]
        self.send_header("Content-Length", str(len(body) if do.claims is None else do.claims))
        if do.etag:
            self.send_header("ETag", do.etag)
        self.end_headers()
        cut, do.cut = do.cut, 0
        self.wfile.write(body[:cut] if cut else body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(sample: Sample) -> Iterator[tuple[str, Behaviour]]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("contdir.csv", sample(find_table("contiguity_spells")[1]).write_csv())
        archive.writestr("codebook.pdf", bytes(range(256)) * 600)
    Handler.behaviour = Behaviour(content=buffer.getvalue())
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/contiguity.zip", Handler.behaviour
    running.shutdown()
    running.server_close()
    thread.join()


def _yes(_: object) -> bool:
    return True


def test_a_file_is_fetched_and_imported(server: tuple[str, Behaviour], store: Store) -> None:
    url, _ = server
    told: list[tuple[int, int | None]] = []
    outcome = fetch(
        CONTIGUITY, store, address=url, accept=_yes, progress=lambda done, total: told.append((done, total))
    )

    assert [e.table for e in outcome.entries] == ["contiguity_spells"]
    assert told[-1][0] == told[-1][1]
    assert [url] == list(store.manifest.fetched)
    assert not list((store.root / "downloads").glob("*.part"))


def test_terms_are_asked_for_once_and_remembered(server: tuple[str, Behaviour], store: Store) -> None:
    url, do = server
    with pytest.raises(TermsNotAccepted, match="--accept-terms contiguity"):
        fetch(CONTIGUITY, store, address=url)

    assert do.seen == []
    assert not terms_accepted(CONTIGUITY, store)

    fetch(CONTIGUITY, store, address=url, accept=_yes)

    assert terms_accepted(CONTIGUITY, store)
    assert fetch(CONTIGUITY, store, address=url).entries
    assert not terms_accepted(replace(CONTIGUITY, terms="Other words."), store)


def test_a_broken_connection_is_taken_up_where_it_broke(server: tuple[str, Behaviour], store: Store) -> None:
    url, do = server
    do.cut = 70_000
    with pytest.raises(BadFile, match=r"(broke off after|could not be fetched).*try again"):
        fetch(CONTIGUITY, store, address=url, accept=_yes)
    outcome = fetch(CONTIGUITY, store, address=url)

    assert do.seen == ["", "bytes=70000-"]
    assert outcome.entries


@pytest.mark.parametrize("why", ["no ranges", "another file", "no validator"])
def test_where_the_rest_cannot_be_had_the_whole_is_fetched(
    server: tuple[str, Behaviour], store: Store, why: str
) -> None:
    url, do = server
    do.cut = 70_000
    if why == "no validator":
        do.etag = ""
    with pytest.raises(BadFile):
        fetch(CONTIGUITY, store, address=url, accept=_yes)
    if why == "no ranges":
        do.ranges = False
    if why == "another file":
        do.etag = '"two"'

    assert fetch(CONTIGUITY, store, address=url).entries


def test_a_lie_about_the_length_is_found(server: tuple[str, Behaviour], store: Store) -> None:
    url, do = server
    do.claims = len(do.content) + 1000
    with pytest.raises(BadFile, match=r"broke off|could not be fetched"):
        fetch(CONTIGUITY, store, address=url, accept=_yes)
    do.claims = len(do.content) - 1000
    do.etag = '"new"'
    outcome = fetch(CONTIGUITY, store, address=url)

    assert "truncated zip" in outcome.refused[0]
    assert store.manifest.fetched == {}


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_refusal_of_the_server_is_said(server: tuple[str, Behaviour], store: Store, status: int) -> None:
    url, do = server
    do.status = status

    with pytest.raises(BadFile, match=rf"answered {status} .*symmachy record import FILE"):
        fetch(CONTIGUITY, store, address=url, accept=_yes)


def test_a_page_in_the_place_of_the_file_is_refused(server: tuple[str, Behaviour], store: Store) -> None:
    url, do = server
    do.content = b"<html><body>Moved\nto, another place</body></html>"
    outcome = fetch(CONTIGUITY, store, address=url, accept=_yes)

    assert outcome.refused
    assert store.manifest.fetched == {}
    assert not list((store.root / "downloads").iterdir())


def test_other_bytes_than_the_first_time_are_refused(server: tuple[str, Behaviour], store: Store) -> None:
    url, do = server
    fetch(CONTIGUITY, store, address=url, accept=_yes)
    for path in (store.root / "downloads").iterdir():
        path.unlink()
    do.content = do.content.replace(b"codebook", b"codeb00k")

    with pytest.raises(BadFile, match="gave other bytes than the first time"):
        fetch(CONTIGUITY, store, address=url)


def test_a_known_checksum_is_checked_the_first_time(server: tuple[str, Behaviour], store: Store) -> None:
    url, _ = server
    known = replace(CONTIGUITY, download=url, sha256="0" * 64)

    with pytest.raises(BadFile, match="gave other bytes than those described"):
        fetch(known, store, accept=_yes)


def test_a_server_that_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(BadFile, match="could not be fetched"):
        fetch(CONTIGUITY, store, address="http://127.0.0.1:9/x.zip", accept=_yes)


def test_only_the_web_is_fetched_from(store: Store) -> None:
    with pytest.raises(BadFile, match="no address of the web"):
        fetch(CONTIGUITY, store, address="file:///etc/passwd", accept=_yes)


def test_where_no_file_can_be_fetched_the_place_is_named(store: Store) -> None:
    with pytest.raises(BadInput, match=r"go to http://www\.atopdata\.org/.*symmachy record import FILE"):
        fetch(find_source("atop"), store, accept=_yes)
