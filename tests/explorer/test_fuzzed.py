"""The server asked whatever its own description allows, and what it does not: never a fault of the server's own."""

from __future__ import annotations

import contextlib
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from symmachy.explorer import application
from symmachy.explorer.answering import Here
from symmachy.explorer.answers import QUESTIONS
from symmachy.explorer.built import Packed
from symmachy.explorer.describe import openapi
from symmachy.explorer.question import Lane
from symmachy.record import open_record

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.explorer.answering import Hear
    from symmachy.explorer.question import Given

schemathesis = pytest.importorskip("schemathesis")

EXAMPLES = 25
"""For each address and each way of making requests."""


class Quick(Here):
    """Answers what is looked up and checks what else is asked, without the minutes of computing that follow."""

    async def ask(self, name: str, given: Given, hear: Hear) -> bytes:
        if QUESTIONS[name].lane is Lane.LONG:
            return b"{}"
        return await super().ask(name, given, hear)


@pytest.mark.filterwarnings("ignore")
def test_no_request_meets_a_fault_of_the_server(home: Path) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.errors import Unsatisfiable

    del home
    world = open_record("chronicle")
    app = application(world, Quick(world), hosts=None, files={"index.html": Packed(b"", "text/html")})
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    asked: dict[str, int] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                database=None,
                derandomize=True,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            )
            def fuzzed(case: Any) -> None:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    answer = case.call()
                asked[case.path] = asked.get(case.path, 0) + 1
                assert answer.status_code < 500 or answer.status_code == 503, (case, answer.text)

            with contextlib.suppress(Unsatisfiable):  # what takes nothing cannot be asked wrongly
                fuzzed()

    assert sorted(asked) == sorted(openapi()["paths"])
