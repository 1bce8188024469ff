"""The server: what it gives, what it refuses, and what every answer carries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from symmachy.explorer import application
from symmachy.explorer.answering import Here, Overloaded
from symmachy.explorer.answers import QUESTIONS
from symmachy.explorer.built import Packed
from symmachy.explorer.describe import openapi
from symmachy.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from symmachy.explorer.answering import Hear
    from symmachy.explorer.question import Given

PAGES = {
    "index.html": Packed(b"<!doctype html>", "text/html; charset=utf-8"),
    "assets/a-1.js": Packed(b"1", "text/javascript"),
}


@pytest.fixture
def client(home: Path) -> Iterator[TestClient]:
    del home  # nothing is kept in the user's own cache
    with TestClient(application(open_record("chronicle"), files=PAGES), base_url="http://localhost") as made:
        yield made


def test_the_first_page_and_its_parts(client: TestClient) -> None:
    assert client.get("/").text == "<!doctype html>"
    assert "immutable" in client.get("/assets/a-1.js").headers["cache-control"]


def test_the_whole_system_comes_compressed_and_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/data/system.json")

    assert first.headers["content-encoding"] == "gzip"
    assert first.json()["years"][0] == 1816

    again = client.get("/data/system.json", headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_pair_is_what_assess_says(client: TestClient) -> None:
    from symmachy.report.assessment import assess
    from symmachy.report.assessment import data as as_dictionary

    answer = client.get("/api/pair/FRA/RUS?year=1890").json()
    expected = json.loads(
        json.dumps(as_dictionary.assessment(assess(open_record("chronicle"), "FRA", "RUS", year=1890)))
    )

    assert {k: answer[k] for k in expected} == expected
    assert len(answer["curve"]) == 10


def test_a_treaty_a_state_and_three_states(client: TestClient) -> None:
    assert client.get("/api/treaty/north-atlantic-1949").json()["name"]
    assert client.get("/api/state/AUH").json()["treaties"]
    assert client.get("/api/triangle/USA/CHN/RUS").json()["states"] == ["USA", "CHN", "RUS"]
    assert client.get("/api/shape/1914").json()["blocs"]


def test_claims_are_listed_by_id_each_with_its_rival(client: TestClient) -> None:
    claims = client.get("/api/claims").json()["claims"]

    assert [c["id"] for c in claims] == sorted(c["id"] for c in claims)
    assert all(c["rivals"] for c in claims)


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("/api/pair/FRA/Atlantis", 404, "Atlantis"),
        ("/api/pair/FRA/FRA", 400, "FRA"),
        ("/api/pair/FRA/RUS?year=12", 400, "four digits"),
        ("/api/pair/FRA/RUS?year=2100", 400, "2100"),
        ("/api/pair/FRA/RUS?colour=red", 400, "colour"),
        ("/api/treaty/no-such-treaty", 404, "no-such-treaty"),
        ("/api/shape/1700", 400, "1700"),
        ("/api/triangle/USA/CHN/RUS?rule=odd", 400, "odd"),
        ("/api/claim/C99", 404, "C99"),
        ("/api/state/" + "x" * 81, 400, "80"),
        ("/../pyproject.toml", 404, "nothing"),
        ("/assets/%2e%2e/%2e%2e/app.py", 404, "nothing"),
        ("/api/state/" + "x" * 13_000, 414, "12000"),
    ],
)
def test_a_refusal_is_one_sentence(client: TestClient, address: str, status: int, word: str) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert word in answer.json()["error"]
    assert "\n" not in answer.json()["error"]
    assert "Traceback" not in answer.text
    assert "/src/" not in answer.text


@pytest.mark.parametrize("address", ["/", "/api/claims", "/nothing", "/api/pair/FRA/Atlantis"])
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 421
    assert client.get("/", headers={"host": "[::1]:8125"}).status_code == 200


def test_nothing_can_be_written(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/api/claims")

        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_fault_of_our_own_shows_no_line_of_code(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    del home

    class Broken(Here):
        async def ask(self, name: str, given: Given, hear: Hear) -> bytes:  # noqa: ARG002  # as the protocol has it
            raise RuntimeError(f"{__file__} {name} {given}")

    world = open_record("chronicle")
    with TestClient(application(world, Broken(world), files=PAGES), base_url="http://localhost") as client:
        answer = client.get("/api/claims")

    assert answer.status_code == 500
    assert "test_app" not in answer.text
    assert "a request failed" in caplog.text


def test_more_than_the_queue_holds_is_sent_away_with_a_time(home: Path) -> None:
    del home

    class Full(Here):
        async def ask(self, name: str, given: Given, hear: Hear) -> bytes:  # noqa: ARG002  # as the protocol has it
            raise Overloaded(f"{name}{given}", 5)

    world = open_record("chronicle")
    with TestClient(application(world, Full(world), files=PAGES), base_url="http://localhost") as client:
        answer = client.get("/api/treaties")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_the_description_names_every_question() -> None:
    described: dict[str, Any] = openapi()

    assert [*described["paths"]] == [*(q.address for q in QUESTIONS.values()), "/api/brief/{name}"]


def test_the_description_is_served(client: TestClient) -> None:
    assert client.get("/api/openapi.json").json()["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("scenario", "word"),
    [
        ("{", "JSON"),
        ("[1]", "object"),
        (
            '{"base_year": 2025, "interventions": [1, {"kind": []}], "pairs": [1, null], "slots": {"a": 3}}',
            "",
        ),
        ('{"base_year": null, "pairs": "x"}', ""),
        ('{"title": "x", "base_year": 2025, "colour": 1}', "colour"),
        ('{"title": "x", "base_year": 2025, "draws": 100000}', "1000"),
        ('{"title": "x", "base_year": 2025, "pairs": [["FRA", "Atlantis"]]}', "Atlantis"),
    ],
)
def test_a_scenario_is_bounded(client: TestClient, scenario: str, word: str) -> None:
    answer = client.get("/api/whatif", params={"scenario": scenario})

    assert answer.status_code in {400, 404}
    assert word in answer.json()["error"]


def test_a_scenario_cannot_name_files_to_read(client: TestClient) -> None:
    toml = 'title = "x"\nbase_year = 2025\n[model]\nformation = "/etc/passwd"\nending = "/etc/passwd"\n'

    answer = client.get("/api/scenario", params={"toml": toml})

    assert "passwd" not in answer.text


def test_a_what_if_without_a_scenario_is_refused(client: TestClient) -> None:
    assert client.get("/api/whatif").status_code == 400
    assert "pressure" in client.get("/api/interventions").json()["interventions"]


def test_a_question_can_be_followed_as_events(client: TestClient) -> None:
    answer = client.get("/api/state/FRA", headers={"accept": "text/event-stream"})
    plain = client.get("/api/state/FRA")

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text == f"event: answer\ndata: {plain.text}\n\n"


def test_a_refusal_before_the_first_event_keeps_its_status(client: TestClient) -> None:
    answer = client.get("/api/state/Atlantis", headers={"accept": "text/event-stream"})

    assert answer.status_code == 404


def test_a_claim_has_the_verdict_that_comes_along(client: TestClient) -> None:
    answer = client.get("/api/claim/C01").json()

    assert answer["declared"]["id"] == "C01"
    assert answer["verdict"] is None or answer["verdict"]["sentence"]


def test_dated_borders_are_served_where_the_owner_named_them(client: TestClient, home: Path) -> None:
    del home
    dated = {"citation": "A map", "step": 0.1, "years": [1886, 2019], "shapes": []}
    app = application(open_record("chronicle"), files=PAGES, dated=dated)

    assert client.get("/data/borders.json").status_code == 404
    assert client.get("/data/about.json").json()["borders"] is None
    with TestClient(app, base_url="http://localhost") as other:
        assert other.get("/data/borders.json").json() == dated
        assert other.get("/data/about.json").json()["borders"]["years"] == [1886, 2019]
