"""Why states may ally: mechanisms, each declared once, and specifications made of them."""

# The order of these imports is the order of the registry, and so of the reference.
from symmachy.mechanisms.degrees import AlliesElsewhere, Isolates, Popularity, Spread, Ties  # isort: skip
from symmachy.mechanisms.triads import CommonAllies, IndirectAllies, SharedAllies, Triangles  # isort: skip
from symmachy.mechanisms.embedded import Embeddedness  # isort: skip
from symmachy.mechanisms.directed import (  # isort: skip
    Activity,
    Reciprocity,
    ThreeCycles,
    TransitiveClosure,
    TransitiveTriplets,
)
from symmachy.mechanisms.blocs import BlocsOfFour, FourCycles  # isort: skip
from symmachy.mechanisms.balance import AllysAdversary, Balance  # isort: skip
from symmachy.mechanisms.pressure import (  # isort: skip
    GreatPowerPressure,
    HostilityBetween,
    JointPressure,
    SharedAdversaries,
    SharedGreatAdversary,
)
from symmachy.mechanisms.wedge import Polarisation, Wedge  # isort: skip
from symmachy.mechanisms.memory import Cooperation, Inertia, OtherPledges, PactAge, PastAlliance  # isort: skip
from symmachy.mechanisms.power import (  # isort: skip
    BothGreatPowers,
    GreatPower,
    JointCapabilities,
    JointMilitary,
    NuclearPower,
    PowerDifference,
    PowerRatio,
)
from symmachy.mechanisms.leadership import LeaderlessParity, Protected, RisingPower, SharedProtector  # isort: skip
from symmachy.mechanisms.likeness import JointDemocracy, MixedRegimes, RegimeDistance, SameRegime  # isort: skip
from symmachy.mechanisms.interest import IdealPointDistance, SharedMemberships, Trade, TradeDependence  # isort: skip
from symmachy.mechanisms.place import Distance, LandBorder, SameRegion  # isort: skip
from symmachy.mechanisms.policy import Base, Neutrality, NewGovernment, Nonalignment  # isort: skip
from symmachy.mechanisms.variables import (  # isort: skip
    Both,
    Difference,
    Larger,
    Pair,
    Same,
    Similarity,
    Smaller,
    Sum,
)
from symmachy.mechanisms.roles import DirectedPair, Receiver, Sender  # isort: skip
from symmachy.mechanisms.direction import Direction, need_direction
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.lag import Lag
from symmachy.mechanisms.mechanism import (
    Group,
    Mechanism,
    NetworkMechanism,
    PairMechanism,
    PositionMechanism,
    Readings,
    Standing,
    StandingMechanism,
)
from symmachy.mechanisms.option import Option, option, options_of
from symmachy.mechanisms.product import PairProduct, PositionProduct, product
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import EqualTo, KnownAs, Reason, Reference
from symmachy.mechanisms.registry import mechanism, named, registry, search
from symmachy.mechanisms.scale import Scale
from symmachy.mechanisms.specification import Specification, parse
from symmachy.mechanisms.system import System

__all__ = [
    "Activity",
    "AlliesElsewhere",
    "AllysAdversary",
    "Balance",
    "Base",
    "BlocsOfFour",
    "Both",
    "BothGreatPowers",
    "CommonAllies",
    "Cooperation",
    "Difference",
    "DirectedPair",
    "Direction",
    "Distance",
    "Embeddedness",
    "EqualTo",
    "Example",
    "FourCycles",
    "GreatPower",
    "GreatPowerPressure",
    "Group",
    "HostilityBetween",
    "IdealPointDistance",
    "IndirectAllies",
    "Inertia",
    "Isolates",
    "JointCapabilities",
    "JointDemocracy",
    "JointMilitary",
    "JointPressure",
    "KnownAs",
    "Lag",
    "LandBorder",
    "Larger",
    "LeaderlessParity",
    "Mechanism",
    "MixedRegimes",
    "NetworkMechanism",
    "Neutrality",
    "NewGovernment",
    "Nonalignment",
    "NuclearPower",
    "Option",
    "OtherPledges",
    "PactAge",
    "Pair",
    "PairMechanism",
    "PairProduct",
    "PastAlliance",
    "Polarisation",
    "Popularity",
    "PositionMechanism",
    "PositionProduct",
    "PowerDifference",
    "PowerRatio",
    "Protected",
    "Reach",
    "Readings",
    "Reason",
    "Receiver",
    "Reciprocity",
    "Reference",
    "RegimeDistance",
    "RisingPower",
    "Same",
    "SameRegime",
    "SameRegion",
    "Scale",
    "Sender",
    "SharedAdversaries",
    "SharedAllies",
    "SharedGreatAdversary",
    "SharedMemberships",
    "SharedProtector",
    "Similarity",
    "Smaller",
    "Specification",
    "Spread",
    "Standing",
    "StandingMechanism",
    "Sum",
    "System",
    "ThreeCycles",
    "Ties",
    "Trade",
    "TradeDependence",
    "TransitiveClosure",
    "TransitiveTriplets",
    "Triangles",
    "Wedge",
    "mechanism",
    "named",
    "need_direction",
    "option",
    "options_of",
    "parse",
    "product",
    "registry",
    "search",
]
