"""The loops give the same numbers compiled and as plain Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest

CODE = """
import json
import numpy as np
from symmachy.kernels.binary import Curvature, LinkCode, adjust_scores, binary_pass, gram
from symmachy.kernels.groups import group_sums

rng = np.random.default_rng(1)
x, y, w = rng.normal(size=(3, 700)), (rng.random(700) < 0.3).astype(float), rng.uniform(0.5, 2.0, 700)
beta = np.array([0.5, -1.0, 2.0])
found = []
for link in LinkCode:
    for curvature in Curvature:
        u = np.empty(700)
        here = binary_pass(x, y, w, beta, link=link, curvature=curvature, residual=u, threads=1)
        found += [here.log_likelihood, *here.score, *here.information.ravel(), *u[:9]]
    found += [*adjust_scores(x, w, beta, np.eye(3), link=link, residual=u, threads=1), *u[:9]]
found += [*gram(x, w, threads=1).ravel()]
found += [*group_sums(x, w, np.arange(700) % 4, 4, threads=1).ravel()]
print(json.dumps([float(value) for value in found]))
"""


def numbers(*, compiled: bool) -> list[float]:
    environment = os.environ | ({} if compiled else {"NUMBA_DISABLE_JIT": "1"})
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603 - our own code
    found: list[float] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_compiled_equals_plain_python() -> None:
    np.testing.assert_allclose(numbers(compiled=True), numbers(compiled=False), rtol=1e-10, atol=1e-12)
