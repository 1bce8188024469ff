from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.forecasting.conftest import simulated

if TYPE_CHECKING:
    from symmachy.world import World


@pytest.fixture(scope="session", autouse=True)
def _own_memory(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Keep fits that are remembered out of the user's own cache, and the user's out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMMACHY_HOME", str(tmp_path_factory.mktemp("memory")))
        yield


@pytest.fixture(scope="session")
def made() -> World:
    return simulated(seed=1)
