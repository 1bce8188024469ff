"""What is: states, treaties, pledges, and the world that a record makes of them."""

from symmachy.world.build import RiskSet, dyad_years, state_years
from symmachy.world.episode import WAR, Episode
from symmachy.world.network import Network, Reading
from symmachy.world.obligation import Obligation
from symmachy.world.panel import Panel
from symmachy.world.spell import ALWAYS, Precision, Spell
from symmachy.world.state import Capital, Code, Government, Name, State, Succession
from symmachy.world.states import States
from symmachy.world.treaty import EVERY_MEMBER, Membership, Pledge, Term, Treaty
from symmachy.world.variable import Coverage, Fill, UnitOfAnalysis, Variable
from symmachy.world.world import Provenance, World

__all__ = [
    "ALWAYS",
    "EVERY_MEMBER",
    "WAR",
    "Capital",
    "Code",
    "Coverage",
    "Episode",
    "Fill",
    "Government",
    "Membership",
    "Name",
    "Network",
    "Obligation",
    "Panel",
    "Pledge",
    "Precision",
    "Provenance",
    "Reading",
    "RiskSet",
    "Spell",
    "State",
    "States",
    "Succession",
    "Term",
    "Treaty",
    "UnitOfAnalysis",
    "Variable",
    "World",
    "dyad_years",
    "state_years",
]
