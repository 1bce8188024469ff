"""How balanced a signed network is, by its triangles and by its walks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.structure.signed import SignedNetwork
    from symmachy.typing import FloatArray

__all__ = ["Triads", "Walks", "triads", "walks"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Triads:
    """How many triples of nodes have which ties: ``+`` for, ``-`` against, ``0`` none."""

    counts: dict[str, int]
    """By kind, the ten ways in which three ties can stand, written with ``+`` first and ``0`` last."""

    @property
    def total(self) -> int:
        """Triangles: triples with all three ties."""
        return sum(self.counts[kind] for kind in ("+++", "++-", "+--", "---"))

    @property
    def balanced(self) -> int:
        """Triangles with an even number of negative ties (Cartwright and Harary 1956)."""
        return self.counts["+++"] + self.counts["+--"]

    @property
    def weakly_balanced(self) -> int:
        """Triangles that do not have exactly one negative tie (Davis 1967)."""
        return self.total - self.counts["++-"]

    @property
    def share(self) -> float:
        """Balanced triangles of all triangles; NaN where there is none."""
        return self.balanced / self.total if self.total else float("nan")


def triads(network: SignedNetwork) -> Triads:
    """Count all triples of nodes by their ties.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork
    >>> found = triads(SignedNetwork.of([("A", "B", 1), ("B", "C", 1), ("A", "C", -1)]))
    >>> found.counts["++-"], found.total, found.balanced
    (1, 1, 0)
    """
    n = len(network.nodes)
    plus = (network.sign_matrix > 0).astype(np.float64)
    minus = (network.sign_matrix < 0).astype(np.float64)
    p2, m2 = plus @ plus, minus @ minus
    ppp, mmm = (plus * p2).sum() / 6, (minus * m2).sum() / 6
    ppm, pmm = (minus * p2).sum() / 2, (plus * m2).sum() / 2
    up, down = plus.sum(axis=1), minus.sum(axis=1)
    pairs_pp = (up * (up - 1)).sum() / 2 - 3 * ppp - ppm
    pairs_mm = (down * (down - 1)).sum() / 2 - 3 * mmm - pmm
    pairs_pm = (up * down).sum() - 2 * ppm - 2 * pmm
    lone_p = plus.sum() / 2 * (n - 2) - 3 * ppp - 2 * ppm - pmm - 2 * pairs_pp - pairs_pm
    lone_m = minus.sum() / 2 * (n - 2) - 3 * mmm - 2 * pmm - ppm - 2 * pairs_mm - pairs_pm
    some = ppp + ppm + pmm + mmm + pairs_pp + pairs_pm + pairs_mm + lone_p + lone_m
    kinds = {
        "+++": ppp,
        "++-": ppm,
        "+--": pmm,
        "---": mmm,
        "++0": pairs_pp,
        "+-0": pairs_pm,
        "--0": pairs_mm,
        "+00": lone_p,
        "-00": lone_m,
        "000": n * (n - 1) * (n - 2) / 6 - some,
    }
    return Triads(counts={kind: round(float(count)) for kind, count in kinds.items()})


@dataclass(frozen=True, kw_only=True, slots=True)
class Walks:
    """Balance seen over cycles of every length, the longer ones counting less."""

    degree: float
    """Closed walks by their signs over closed walks: 1 in a balanced network, lower otherwise."""
    share: float
    """Weight of the balanced closed walks in all: ``(1 + degree) / 2``."""
    conflict: float
    """Smallest eigenvalue of the signed Laplacian, the least over parts with a cycle that is not balanced; 0 where
    every part is balanced."""


def walks(network: SignedNetwork) -> Walks:
    """Measure balance over walks of all lengths.

    ``degree`` is ``tr(exp(A)) / tr(exp(|A|))`` with A the signs of the ties (Estrada and Benzi 2014); a closed
    walk of length k counts as ``1 / k!``. Dense networks weigh long walks more, so that values compare best
    between networks of similar density. ``conflict`` is that of Kunegis and others (2010), for signs.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork
    >>> walks(SignedNetwork.of([("A", "B", 1), ("B", "C", -1)])).degree
    1.0
    """
    signs = network.sign_matrix
    signed = np.linalg.eigvalsh(signs)
    plain = np.linalg.eigvalsh(np.abs(signs))
    top = plain.max()  # both sums are scaled by the same factor, lest they overflow
    degree = float(min(1.0, np.exp(signed - top).sum() / np.exp(plain - top).sum()))
    degree = 1.0 if 1 - degree < 1e-12 else degree
    return Walks(degree=degree, share=(1 + degree) / 2, conflict=_conflict(network))


def _conflict(network: SignedNetwork) -> float:
    values = []
    for part in network.components:
        places = [network.place[name] for name in part]
        signs: FloatArray = network.sign_matrix[np.ix_(places, places)]
        laplacian = np.diag(np.abs(signs).sum(axis=1)) - signs
        values.append(float(np.linalg.eigvalsh(laplacian)[0]))
    found = [v for v in values if v > 1e-9]
    return min(found) if found else 0.0
