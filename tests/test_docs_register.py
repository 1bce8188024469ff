"""The pages that list the chronicle's rows: all of them, each once, and a search that stays in the page."""

from __future__ import annotations

import importlib.util
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from symmachy.record.chronicle import table

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parents[1] / "docs"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("registers", DOCS / "_ext" / "registers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["registers"] = module  # dataclasses look for the module of their home
    spec.loader.exec_module(module)
    return module


registers = _load()


class _Page(HTMLParser):
    """The ids of rows, what each row says (hidden words too), and the links within the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "tr" and "id" in said:
            self.ids.append(said["id"])
            self.rows[said["id"]] = [said["data-find"]]
        if tag == "a":
            self.links.append(said["href"])

    def handle_data(self, data: str) -> None:
        if self.ids:
            self.rows[self.ids[-1]].append(data)


PAGE = {part: _Page(write()) for part, write in registers.PARTS.items()}


@pytest.mark.parametrize(
    ("part", "row", "key"),
    [
        ("treaties", "treaty", ("treaty",)),
        ("states", "state", ("code",)),
        ("governments", "government", ("government",)),
        ("decisions", "decision", ("item", "obligation")),
    ],
)
def test_every_row_is_listed_once(part: str, row: str, key: tuple[str, ...]) -> None:
    values = table(part).select(key).iter_rows()
    expected = sorted("-".join((row, *(value or "any" for value in each))) for each in values)

    assert sorted(PAGE[part].ids) == expected


def test_a_treaty_says_its_name_force_obligations_members_source_and_grade() -> None:
    said = " ".join(PAGE["treaties"].rows["treaty-north-atlantic-1949"])

    wanted = ["North Atlantic Treaty", "since 24 August 1949", "defence", "33 states", "Sweden", "Washington"]
    assert [w for w in wanted if w not in said] == []
    assert re.search(r"members: (\d+ (two|one|none)(, )?)+", said)


def test_a_treaty_is_found_by_codes_and_by_each_name_that_a_member_bore() -> None:
    unseen = PAGE["treaties"].rows["treaty-franco-russian-alliance-1892"][0].split()

    assert {"RUS", "FRA", "Russia", "Soviet", "defense"} <= set(unseen)


def test_a_state_is_found_by_the_codes_of_other_schemes() -> None:
    said = PAGE["states"].rows["state-RUS"]

    assert "cow 365" in said[0]
    assert "COW 365, RUS" in said


def test_lines_and_cells_are_set_apart_for_the_search() -> None:
    html = "".join(write() for write in registers.PARTS.values())

    assert re.findall(r"</td><td|<br>(?! )|</summary>(?! )", html) == []


def test_links_lead_to_rows_of_the_register() -> None:
    there = {f"#{row}" for row in PAGE["treaties"].ids}
    linked = {link.removeprefix("register.html") for part in PAGE.values() for link in part.links}

    assert linked
    assert linked <= there


def test_the_search_stays_in_the_page() -> None:
    script = (DOCS / "_static" / "register.js").read_text(encoding="utf-8")

    assert (
        re.findall(r"https?:|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|\bimport\b|innerHTML", script) == []
    )
