"""The committed pages of claims say what the registry says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import wording

from symmachy.claims import Word, claim, claims

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "claims"
IDS = [c.id for c in claims()]


@pytest.mark.parametrize("name", IDS)
def test_every_claim_has_a_page_with_its_statement_its_rivals_and_a_verdict(name: str) -> None:
    c = claim(name)
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")

    assert c.statement in page
    assert all(r.statement in page for r in c.rivals)
    assert any(f"{name}, record 'chronicle': {w.value}." in page for w in Word)


def test_the_index_has_every_claim_in_the_order_of_its_id_with_a_word_of_the_list() -> None:
    lines = (FOLDER / "index.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| [C")]

    assert [row[3:6] for row in rows] == IDS
    assert {row.split(" | ")[1].rstrip(" |") for row in rows} <= {w.value for w in Word}


@pytest.mark.parametrize("name", IDS)
def test_what_a_page_says_itself_is_neither_causal_nor_loaded(name: str) -> None:
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    own = page.partition("Met in:")[0]

    assert wording.found(wording.CAUSAL + wording.LOADED, own) == []
