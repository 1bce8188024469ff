"""Documents that are dropped in: bounded, read as the command reads them, kept under a name."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from symmachy.explorer import application, posted
from symmachy.explorer.built import Packed
from symmachy.explorer.shelf import Shelf
from symmachy.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = {"index.html": Packed(b"<!doctype html>", "text/html; charset=utf-8")}
TEXT = (
    "A pact is near\n12 March 1948\n\nFrance and the United Kingdom are allies. The minister said that France would "
    "not defend Turkey.\n"
)


@pytest.fixture
def client(home: Path) -> Iterator[TestClient]:
    del home
    with TestClient(application(open_record("chronicle"), files=PAGES), base_url="http://localhost") as made:
        yield made


def sent(*texts: str, **more: Any) -> dict[str, Any]:
    documents = [
        {"name": f"note-{k}.txt", "data": base64.b64encode(text.encode()).decode()}
        for k, text in enumerate(texts)
    ]
    return {"documents": documents, **more}


def test_a_brief_is_what_the_command_says_and_can_be_read_again(client: TestClient, tmp_path: Path) -> None:
    from symmachy.report.brief import brief
    from symmachy.report.brief.data import as_data
    from symmachy.report.brief.reading import extracted
    from symmachy.statements import read_documents

    file = tmp_path / "note-0.txt"
    file.write_text(TEXT)
    statements, notes = extracted(read_documents([file]))
    expected = json.loads(json.dumps(as_data(brief(statements, open_record("chronicle"), notes=notes))))

    answer = client.post("/api/brief", json=sent(TEXT)).json()

    assert {k: answer[k] for k in expected} == expected
    assert answer["texts"] == {"D1": TEXT}
    assert answer["page"].startswith("<!doctype html>")
    assert client.get(f"/api/brief/{answer['name']}").json() == answer
    assert client.get("/api/brief/" + "x" * 24).status_code == 404


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ([1], "object"),
        ({}, "documents"),
        ({"documents": []}, "1 to 20"),
        ({"documents": [{"name": "a.txt", "data": "eA=="}] * 21}, "1 to 20"),
        ({"documents": [{"name": "a.txt"}]}, "name"),
        ({"documents": [{"name": "", "data": "eA=="}]}, "name"),
        ({"documents": [{"name": "a.txt", "data": "?"}]}, "base64"),
        ({"documents": [{"name": "a.txt", "data": ""}]}, "empty"),
        ({"documents": [{"name": "../../etc/a.pdf", "data": "JVBERi0="}]}, "a.pdf"),
        (sent("x", year="12"), "four digits"),
        (sent("x", colour="red"), "colour"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(client: TestClient, body: object, word: str) -> None:
    answer = client.post("/api/brief", json=body)

    assert answer.status_code == 400
    assert word in answer.json()["error"]
    assert "etc" not in answer.text


def test_only_the_servers_own_pages_may_send(client: TestClient) -> None:
    form = client.post("/api/brief", data={"documents": "x"})
    foreign = client.post("/api/brief", json=sent("x"), headers={"origin": "http://other.example"})

    assert (form.status_code, foreign.status_code) == (415, 403)
    assert client.get("/api/brief").status_code == 405


def test_more_bytes_than_are_taken_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posted.posted, "__kwdefaults__", {"most": 1_000_000, "seconds": 60.0})

    answer = client.post("/api/brief", json=sent("x" * 1_000_000))

    assert answer.status_code == 413


def test_a_shelf_holds_the_newest_within_its_bounds() -> None:
    shelf = Shelf(count=2)
    names = [shelf.name() for _ in range(3)]
    for name in names:
        shelf.put(name, Packed(b"{}"))

    assert [shelf.get(n) is not None for n in names] == [False, True, True]


def test_a_shelf_in_a_folder_outlives_the_server_and_reads_nothing_else(tmp_path: Path) -> None:
    name = Shelf.name()
    Shelf(tmp_path).put(name, Packed(b'{"a":1}'))
    (tmp_path / "other.json").write_text("{}")
    found = Shelf(tmp_path).get(name)

    assert found is not None
    assert found.plain == b'{"a":1}'
    assert Shelf(tmp_path).get("other") is None
    assert Shelf(tmp_path).get("../" + "x" * 21) is None
