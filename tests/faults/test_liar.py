"""Whatever a lying proxy answers, a fetch is refused in a sentence, and nothing of it is taken for the record."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

import pytest
from tests.faults.liar import LIES, liar

from symmachy.errors import BadFile
from symmachy.record.fetch import fetch
from symmachy.record.sources import find_source
from symmachy.record.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTIGUITY = find_source("contiguity")


@pytest.fixture
def lied_to(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every request go through a proxy that lies."""
    with liar(LIES[request.param]) as address:
        _set(monkeypatch, address)
        yield


def _set(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(urllib.request, "_opener", None)  # it remembers the proxies of the first request


@pytest.mark.usefixtures("lied_to")
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("lied_to", LIES, indirect=True)
def test_no_lie_enters_the_record(scheme: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    try:
        outcome = fetch(CONTIGUITY, store, address=f"{scheme}://data.invalid/a.csv", accept=lambda _: True)
        said = " ".join(outcome.refused)
    except BadFile as refused:
        said = str(refused)

    assert said
    assert "Traceback" not in said
    assert store.manifest.tables == {}
    assert store.manifest.fetched == {}
    kept = [p.name for p in (store.root / "downloads").glob("*") if p.suffix not in {".part", ".json"}]
    assert kept == []


@pytest.mark.usefixtures("lied_to")
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("lied_to", LIES, indirect=True)
def test_a_document_is_what_came_or_a_refusal(scheme: str) -> None:
    pytest.importorskip("httpx")
    from symmachy.statements.readers.web import fetch as fetch_document

    came, said = b"", ""
    try:
        came, _, _ = fetch_document(f"{scheme}://data.invalid/a.html", 1_000_000, 3.0)
    except BadFile as refused:
        said = str(refused)

    assert not said or said.startswith("data.invalid ")
    assert said or scheme == "http"  # with secrecy no proxy can put words into another's mouth
    assert len(came) <= 1_000_000
