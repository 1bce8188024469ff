"""The interventions of the registry, one subject to a module."""

# The order of these imports is the order of the registry, and so of the reference.
from symmachy.scenarios.interventions.pressure import Accommodation, Pressure  # isort: skip
from symmachy.scenarios.interventions.treaty import (  # isort: skip
    Accession,
    TreatyEnded,
    TreatyFounded,
    Withdrawal,
)
from symmachy.scenarios.interventions.war import WarBegun, WarEnded  # isort: skip
from symmachy.scenarios.interventions.standing import CapabilityChange, GreatPowerStatus, RegimeChange  # isort: skip
from symmachy.scenarios.interventions.interest import TradeChange, VotingPosition  # isort: skip
from symmachy.scenarios.interventions.policy import BasesClosed, NonalignmentDeclared, NonalignmentGivenUp  # isort: skip

__all__ = [
    "Accession",
    "Accommodation",
    "BasesClosed",
    "CapabilityChange",
    "GreatPowerStatus",
    "NonalignmentDeclared",
    "NonalignmentGivenUp",
    "Pressure",
    "RegimeChange",
    "TradeChange",
    "TreatyEnded",
    "TreatyFounded",
    "VotingPosition",
    "WarBegun",
    "WarEnded",
    "Withdrawal",
]
