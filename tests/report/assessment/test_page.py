from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tests.wording import CAUSAL, LOADED, found

from symmachy.errors import BadInput
from symmachy.report.assessment import Assessment, assess
from symmachy.report.assessment.page import render, write

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.world import World


class Text(HTMLParser):
    """What a reader sees, and every address that the page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.fetched: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"style", "script"}
        wanted = {"src", "srcset", "data"} | ({"href"} if tag in {"link", "use", "image"} else set())
        self.fetched += [
            value
            for name, value in attrs
            if name in wanted and value and not value.startswith(("data:", "#"))
        ]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.seen.append(data)


def read(page: str) -> Text:
    text = Text()
    text.feed(page)
    return text


@pytest.fixture(scope="module")
def allied(made: World) -> Assessment:
    answers = (assess(made, "AAA", code) for code in made.codes[1:])
    return next(a for a in answers if a.allied)


def test_the_page_fetches_nothing_and_runs_nothing(allied: Assessment) -> None:
    page = render(allied)

    assert read(page).fetched == []
    assert re.findall(r"url\((?!['\"]?(?:data:|#))", page) == []
    assert "<script" not in page


def test_the_page_says_what_the_answer_says(allied: Assessment) -> None:
    seen = " ".join(" ".join(read(render(allied)).seen).split())

    assert allied.status in seen
    assert all(" ".join(line.split()) in seen for line in (*allied.limits, *allied.citations))
    assert all(d.fact in seen for d in allied.drivers[:3])
    assert found(CAUSAL + LOADED, seen) == []


def test_what_the_record_says_cannot_become_markup(allied: Assessment) -> None:
    bond = allied.bonds[0]
    bond = replace(
        bond, treaty=replace(bond.treaty, name="<script>alert(1)</script>", note="<b>bold</b> & co")
    )
    page = render(replace(allied, bonds=(bond,)))

    assert "<script>alert" not in page
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in page


def test_the_page_is_written_whole(allied: Assessment, tmp_path: Path) -> None:
    path = tmp_path / "answer.html"
    write(allied, path)

    assert path.read_text(encoding="utf-8") == render(allied)
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(BadInput, match=r"'answer\.pdf' ends in '\.pdf'"):
        write(allied, tmp_path / "answer.pdf")


def test_a_page_without_a_model_is_still_a_page() -> None:
    from tests.worlds import treaty, world

    page = render(assess(world("AAA BBB", treaty("pact", "AAA BBB", end="1905")), "AAA", "BBB"))

    assert "only the base rate is given" in " ".join(read(page).seen)
