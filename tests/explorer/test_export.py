"""A static copy: the answers that a server would give, whole and resumable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from symmachy.errors import BadInput
from symmachy.explorer import export
from symmachy.explorer import export as _export
from symmachy.explorer.built import Packed
from symmachy.record import open_record

if TYPE_CHECKING:
    from pathlib import Path

LIGHT = frozenset({"pair", "shape", "series", "blocs", "state", "treaty", "claim", "codings"})
PAGES = {
    "index.html": Packed(b'<html lang="en"><script type="module" crossorigin src="a.js"></script>'),
    "assets/land.json": Packed(b"{}"),
}


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    module = sys.modules[_export.__module__]
    monkeypatch.setattr(module, "built_files", lambda: PAGES)


def test_a_copy_has_the_pages_the_ties_and_the_answers(tmp_path: Path) -> None:
    folder = tmp_path / "copy"

    count = export(open_record("chronicle"), folder, leave_out=LIGHT)

    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == [
        "api/claims.js",
        "api/treaties.js",
        "assets/land.js",
        "data/about.js",
        "data/system.js",
        "index.html",
    ]
    assert count == 6
    handed = (folder / "data" / "about.js").read_text().strip().removeprefix("symmachy(").removesuffix(")")

    assert json.loads(handed)["static"] is True
    assert (folder / "assets" / "land.js").read_text() == "symmachy({})\n"
    assert (
        folder / "index.html"
    ).read_text() == '<html data-copy lang="en"><script defer src="a.js"></script>'


def test_a_copy_that_was_stopped_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    export(open_record("chronicle"), folder, leave_out=LIGHT)
    kept = folder / "api" / "claims.js"
    kept.write_text("kept")
    (folder / "api" / "treaties.js").unlink()

    export(open_record("chronicle"), folder, leave_out=LIGHT)

    assert kept.read_text() == "kept"
    assert (folder / "api" / "treaties.js").exists()


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(BadInput, match="other things"):
        export(open_record("chronicle"), tmp_path)
