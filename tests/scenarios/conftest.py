from __future__ import annotations

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_memory(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Keep fits that are remembered out of the user's own cache, and the user's out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMMACHY_HOME", str(tmp_path_factory.mktemp("memory")))
        yield
