"""Networks from the user's own files: matrices or tables of ties, with variables and composition."""

from symmachy.record.own.build import Own, own
from symmachy.record.own.declared import Composition, OwnNetworks, PairVariables, StateVariables, Ties

__all__ = ["Composition", "Own", "OwnNetworks", "PairVariables", "StateVariables", "Ties", "own"]
