"""Panels of units that are neither states nor pairs alone: triads, treaties, coalitions, votes, occasions of war.

The plain panels of states and pairs are in `symmachy.world`; these ask a question of each row, and look one
year ahead for the answer.
"""

from symmachy.panels.coalitions import coalition_sides
from symmachy.panels.directed import relevant_years
from symmachy.panels.past import Past
from symmachy.panels.positions import position_years
from symmachy.panels.powers import state_power_years
from symmachy.panels.pressed import own_pact_years
from symmachy.panels.ties import Tie
from symmachy.panels.treaties import treaty_years
from symmachy.panels.triads import Triad, triad_years
from symmachy.panels.votes import ISSUES, SEAT, issue_years, roll_call_votes
from symmachy.panels.wars import war_opportunities

__all__ = [
    "ISSUES",
    "SEAT",
    "Past",
    "Tie",
    "Triad",
    "coalition_sides",
    "issue_years",
    "own_pact_years",
    "position_years",
    "relevant_years",
    "roll_call_votes",
    "state_power_years",
    "treaty_years",
    "triad_years",
    "war_opportunities",
]
