from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from symmachy.home import cache_folder, data_folder


def test_the_named_folder_holds_both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SYMMACHY_HOME", str(tmp_path))

    assert (data_folder(), cache_folder()) == (tmp_path, tmp_path / "cache")


def test_a_relative_name_is_of_the_folder_where_it_was_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SYMMACHY_HOME", "mine")

    assert data_folder() == tmp_path / "mine"


def test_without_a_name_they_are_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SYMMACHY_HOME", raising=False)

    assert data_folder() == Path(platformdirs.user_data_dir("symmachy", appauthor=False))
    assert cache_folder() == Path(platformdirs.user_cache_dir("symmachy", appauthor=False))


@pytest.mark.parametrize("fault", [RuntimeError, OSError, KeyError])
def test_nobody_has_no_folder(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    def fails(*_: object, **__: object) -> str:
        raise fault

    monkeypatch.delenv("SYMMACHY_HOME", raising=False)
    monkeypatch.setattr(platformdirs, "user_data_dir", fails)
    monkeypatch.setattr(platformdirs, "user_cache_dir", fails)

    assert (data_folder(), cache_folder()) == (None, None)
