"""The slow plain twin: rows made pair by pair, Newton in plain numpy, years drawn by copying rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.mechanisms import Specification
    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world import Network


def plain_rows(
    specification: Specification, network: Network, ties: BoolArray, free: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Differences of whole-network statistics with and without each tie."""
    system = specification.system(network, ties=ties)
    x, y = [], []
    for i in range(len(ties)):
        for j in range(i + 1, len(ties)):
            if not free[i, j]:
                continue
            here = bool(system.view.ties[i, j])
            ends = {here: system.statistics()}
            system.toggle(i, j)
            ends[not here] = system.statistics()
            system.toggle(i, j)
            x.append(ends[True] - ends[False])
            y.append(float(ties[i, j]))
    return np.array(x).reshape(-1, len(specification)), np.array(y)


def newton(x: FloatArray, y: FloatArray) -> FloatArray:
    """Plain Newton steps with halving; `x` is ``(rows, k)``."""

    def value(beta: FloatArray) -> float:
        return float(y @ (x @ beta) - np.logaddexp(0.0, x @ beta).sum())

    beta = np.zeros(x.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-(x @ beta)))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x, x.T @ (y - p))
        while value(beta + step) < value(beta) - 1e-12 and np.abs(step).max() > 1e-14:
            step = step / 2
        beta = beta + step
        if np.abs(step).max() < 1e-11:
            break
    return beta


def plain_draw(
    blocks: Sequence[tuple[FloatArray, FloatArray]], seed: int, draw: int
) -> tuple[FloatArray, FloatArray]:
    """Rows of the years that a draw takes, each as often as it was taken."""
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(draw,))))
    taken = generator.integers(0, len(blocks), len(blocks))
    return np.concatenate([blocks[t][0] for t in taken]), np.concatenate([blocks[t][1] for t in taken])
