"""How long chains of simulated networks run, and how many draws come from each."""

from __future__ import annotations

from dataclasses import dataclass

from symmachy.errors import BadInput

__all__ = ["Sampler"]


@dataclass(frozen=True, kw_only=True)
class Sampler:
    """Chains of Metropolis-Hastings steps, each with random numbers of its own.

    Parameters
    ----------
    burn_in
        Steps for each free pair before the first draw of a chain, and no fewer than 2,000 in all.
    interval
        Steps for each free pair between two draws of a chain.
    per_chain
        Draws from each chain. 1 makes all draws independent of each other, at the cost of a burn-in each.

    Examples
    --------
    >>> Sampler(burn_in=20.0).steps(4950)
    (99000, 9900)
    """

    burn_in: float = 10.0
    interval: float = 2.0
    per_chain: int = 10

    def __post_init__(self) -> None:
        if not (self.burn_in > 0 and self.interval > 0 and self.per_chain >= 1):
            raise BadInput(
                f"burn_in={self.burn_in}, interval={self.interval} and per_chain={self.per_chain} were given: all must "
                "be above 0; the defaults are 10, 2 and 10"
            )

    def steps(self, pairs: int) -> tuple[int, int]:
        """Return the steps before the first draw of a chain and between draws, for so many free pairs."""
        return max(2000, round(self.burn_in * pairs)), max(200, round(self.interval * pairs))
