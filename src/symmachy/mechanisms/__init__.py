"""Why states ally: mechanisms, each declared once."""

from symmachy.mechanisms.likeness import JointDemocracy, MixedRegimes
from symmachy.mechanisms.mechanism import Mechanism, Readings, mechanism, named, registry
from symmachy.mechanisms.place import Distance, LandBorder, SameRegion
from symmachy.mechanisms.power import BothGreatPowers, GreatPower, JointCapabilities, PowerRatio
from symmachy.mechanisms.pressure import HostilityBetween, SharedAdversaries, SharedGreatAdversary
from symmachy.mechanisms.ties import OtherPledges, PastAlliance, Popularity, SharedAllies

__all__ = [
    "BothGreatPowers",
    "Distance",
    "GreatPower",
    "HostilityBetween",
    "JointCapabilities",
    "JointDemocracy",
    "LandBorder",
    "Mechanism",
    "MixedRegimes",
    "OtherPledges",
    "PastAlliance",
    "Popularity",
    "PowerRatio",
    "Readings",
    "SameRegion",
    "SharedAdversaries",
    "SharedAllies",
    "SharedGreatAdversary",
    "mechanism",
    "named",
    "registry",
]
