"""The questions that the explorer answers, each by the function that the command of the same name calls."""

from symmachy.explorer.answers import briefs, claims, pairs, shapes, states, treaties, whatifs
from symmachy.explorer.question import Question

__all__ = ["QUESTIONS"]

QUESTIONS: dict[str, Question] = {
    q.name: q for room in (pairs, treaties, states, shapes, claims, whatifs, briefs) for q in room.QUESTIONS
}
"""By name, which is the first word of the address under ``/api``."""
