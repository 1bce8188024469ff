"""The language model that is loaded is the one that was measured, byte for byte."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from symmachy.errors import BadFile
from symmachy.statements.extraction import model

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("spacy", reason="the text extra")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the installed model, which is found in place of it."""
    copy = tmp_path / "model"
    shutil.copytree(model._folder(model.DEFAULT_MODEL), copy)
    monkeypatch.setattr(model, "_folder", lambda _: copy)
    model.load_model.cache_clear()
    return copy


def test_an_exact_copy_has_the_digest_that_was_measured(copied: Path) -> None:
    assert model._digest(copied) == model._SHA256


@pytest.mark.parametrize("change", ["a bit", "a new file", "a lost file", "another name"])
def test_whatever_is_changed_in_it_is_refused(copied: Path, change: str) -> None:
    largest = max((p for p in copied.rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
    if change == "a bit":
        content = bytearray(largest.read_bytes())
        content[len(content) // 2] ^= 1
        largest.write_bytes(content)
    elif change == "a new file":
        (copied / "extra.py").write_text("", encoding="utf-8")
    elif change == "a lost file":
        largest.unlink()
    else:
        largest.rename(largest.with_name("other"))

    with pytest.raises(BadFile, match="differ from those this version was measured with"):
        model.load_model()
