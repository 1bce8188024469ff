"""What counting networks costs: CPU seconds for the aspects of goodness of fit, by states and density.

Run as ``python benchmarks/goodness.py``. Networks are drawn at random with a fixed seed; 1,000 draws of a model
with M periods are 1,000 times M networks.
"""

from __future__ import annotations

import time

import numpy as np

from symmachy.estimation.goodness import usual

SIZES = (50, 100, 200, 400)
DENSITIES = (0.02, 0.08)
REPEATS = 20


def main() -> None:
    """Print milliseconds for one network."""
    rng = np.random.default_rng(1)
    for directed in (False, True):
        aspects = usual(directed=directed)
        print(f"\n{'directed' if directed else 'undirected'} ties, milliseconds of CPU for one network")
        print(f"{'states':>7} {'density':>8} " + " ".join(f"{a.title[:22]:>23}" for a in aspects))
        for size in SIZES:
            for density in DENSITIES:
                ties = rng.random((size, size)) < density
                ties = ties if directed else np.triu(ties, 1) | np.triu(ties, 1).T
                np.fill_diagonal(ties, val=False)
                costs = []
                for aspect in aspects:
                    aspect.count(ties, size, directed=directed)  # compiled before it is timed
                    began = time.process_time()
                    for _ in range(REPEATS):
                        aspect.count(ties, size, directed=directed)
                    costs.append(1000 * (time.process_time() - began) / REPEATS)
                print(f"{size:>7} {density:>8} " + " ".join(f"{cost:>23.2f}" for cost in costs))


if __name__ == "__main__":
    main()
