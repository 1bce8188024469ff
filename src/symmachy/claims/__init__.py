"""Claims as data, their tests over many codings, and verdicts by a rule that was written before."""

from symmachy.claims.codings import CHOICES, Coding, codings
from symmachy.claims.declaration import (
    Claim,
    Comparison,
    Known,
    Passage,
    Reach,
    Rival,
    Sign,
    Slot,
    Work,
    read_claim,
)
from symmachy.claims.estimate import Estimate
from symmachy.claims.library import claim, claims, claims_for, source_of
from symmachy.claims.permuted import permuted
from symmachy.claims.rule import Tally, Word, decide
from symmachy.claims.run import verdict, verdicts
from symmachy.claims.units import UNITS, Unit
from symmachy.claims.verdict import Filled, Verdict

__all__ = [
    "CHOICES",
    "UNITS",
    "Claim",
    "Coding",
    "Comparison",
    "Estimate",
    "Filled",
    "Known",
    "Passage",
    "Reach",
    "Rival",
    "Sign",
    "Slot",
    "Tally",
    "Unit",
    "Verdict",
    "Word",
    "Work",
    "claim",
    "claims",
    "claims_for",
    "codings",
    "decide",
    "permuted",
    "read_claim",
    "source_of",
    "verdict",
    "verdicts",
]
