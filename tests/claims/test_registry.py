"""The registry: every claim has its row, its rival and neutral words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from tests import wording

from symmachy.claims import Claim, Passage, Reach, Sign, claim, claims, claims_for, read_claim, source_of
from symmachy.claims.declaration import LENGTHS_MAY_DIFFER
from symmachy.claims.units import UNITS
from symmachy.errors import BadFile, BadInput, UnknownName

if TYPE_CHECKING:
    from pathlib import Path

IDS = [c.id for c in claims()]


def test_all_thirty_four_claims_keep_their_row_in_the_order_of_their_ids() -> None:
    assert [f"C{n:02d}" for n in range(1, 35)] == IDS


def test_twenty_eight_are_testable_and_six_in_part() -> None:
    kinds = [c.testability for c in claims()]

    assert (kinds.count(Reach.FULL), kinds.count(Reach.PART)) == (28, 6)


@pytest.mark.parametrize("name", IDS)
def test_no_sentence_of_the_registry_is_causal_or_loaded(name: str) -> None:
    c = claim(name)
    own = [c.title, c.statement, c.term, c.scope, c.finding, c.caution, c.needs]
    own += [t for r in c.rivals for t in (r.statement, r.term)]

    assert wording.found(wording.CAUSAL + wording.LOADED, " | ".join(own)) == []


@pytest.mark.parametrize("name", IDS)
def test_a_rival_stands_beside_each_claim_at_about_its_length(name: str) -> None:
    c = claim(name)
    shares = [
        min(len(c.statement), len(r.statement)) / max(len(c.statement), len(r.statement)) for r in c.rivals
    ]

    assert c.rivals
    assert all(s >= 1 - LENGTHS_MAY_DIFFER for s in shares)


def test_a_rival_that_is_a_claim_of_the_registry_exists() -> None:
    named = {r.claim for c in claims() for r in c.rivals if r.claim}

    assert named <= set(IDS)


@pytest.mark.parametrize("name", IDS)
def test_a_claim_that_is_tested_in_part_says_which_data_would_do(name: str) -> None:
    c = claim(name)

    assert bool(c.needs) == (c.testability is not Reach.FULL)


@pytest.mark.parametrize("name", IDS)
def test_every_test_names_a_unit_and_a_smallest_effect(name: str) -> None:
    tests = claim(name).tests

    assert tests
    assert all(test.unit in UNITS and test.smallest > 1 for test in tests)


def test_no_statement_names_a_state_but_where_the_votes_on_its_seat_are_the_subject() -> None:
    names = ("China", "Chinese", "Russia", "United States", "America", "Iran", "Germany", "Beijing", "Moscow")

    assert [c.id for c in claims() if any(n in c.statement for n in names)] == ["C30"]


def test_each_claim_was_met_somewhere_and_each_passage_is_short() -> None:
    lengths = [p.end - p.start for c in claims() for p in c.passages]

    assert all(c.passages for c in claims())
    assert 0 < min(lengths) <= max(lengths) <= 500


@pytest.mark.record
def test_each_passage_is_found_in_its_document(record_dir: Path) -> None:
    folder = record_dir.parent / "articles"
    if not folder.is_dir():
        pytest.skip("the documents are not at hand")
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]

    found = [[p.read_in(text) for text in texts] for c in claims() for p in c.passages]

    assert all(sum(f is not None for f in each) == 1 for each in found)


def test_a_passage_is_read_only_in_its_own_document() -> None:
    text = "They said that a pact was near."
    sha256 = hashlib.sha256(b"a pact").hexdigest()
    passage = Passage(title="A note", start=15, end=21, sha256=sha256)

    assert passage.read_in(text) == "a pact"
    assert passage.read_in(text.upper()) is None
    assert str(passage) == "\u201cA note\u201d, no date, characters 15 to 21"


def test_claims_are_found_by_mechanism_and_by_words() -> None:
    assert [c.id for c in claims_for("joint_pressure")][:1] == ["C01"]
    assert "C07" in {c.id for c in claims_for("trade between the two")}
    assert claims_for("porridge") == ()


def test_an_unknown_claim_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="C01"):
        claim("C011")


def test_a_claim_of_ones_own_is_read_from_a_file_and_is_the_same_value(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(source_of("C06").replace('id = "C06"', 'id = "mine-1"'), encoding="utf-8")

    mine = read_claim(path)

    assert mine == Claim.model_validate({**claim("C06").model_dump(), "id": "mine-1"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = ", "no TOML"),
        ('id = "x"', "title"),
        ("\0", "no TOML"),
    ],
)
def test_a_faulty_file_is_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises((BadFile, BadInput), match=said):
        read_claim(path)


def test_a_rival_of_another_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    rival = claim("C06").rivals[0].statement
    path.write_text(source_of("C06").replace(rival, "No."), encoding="utf-8")

    with pytest.raises(BadInput, match="letters"):
        read_claim(path)


def test_the_signs_are_those_of_the_field() -> None:
    assert {"+", "-", "0"} == {s.value for s in Sign}
