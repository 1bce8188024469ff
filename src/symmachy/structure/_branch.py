"""Branch and cut: the cheapest 0-1 vector that meets every row of a family too large to write down.

The family is given by a function that finds rows which a point breaks. Every linear program solved on the way
is a relaxation, so its value is a bound, whenever the search is stopped.
"""

from __future__ import annotations

import heapq
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import SymmachyError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symmachy.typing import FloatArray, IntArray

__all__ = ["Answer", "Row", "branch_and_cut"]

_EPS = 1e-6
_MOST_ROUNDS = 200
_SLACK_ROWS = 1500
"""Rows beyond this many are thrown out where they have slack: they can be found again."""


@dataclass(frozen=True, slots=True)
class Row:
    """``sum(coefficient * x[place]) >= least``."""

    places: IntArray
    coefficients: FloatArray
    least: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The best vector found, its cost, and a cost that no vector can be below."""

    x: FloatArray
    value: float
    bound: float


def branch_and_cut(
    cost: FloatArray,
    separate: Callable[[FloatArray, bool], Sequence[Row]],
    improve: Callable[[FloatArray], tuple[FloatArray, float]],
    start: tuple[FloatArray, float],
    *,
    first: Sequence[Row] = (),
    deadline: float = math.inf,
) -> Answer:
    """Minimise ``cost @ x`` over 0-1 vectors that meet every row of a family.

    Parameters
    ----------
    cost
        ``(M,)``, above 0.
    separate
        Gives rows that a point breaks, the worst first; none where it breaks no row. The flag says that no
        entry is held at 0 or 1, for families that need fewer rows then.
    improve
        Gives a vector that meets all rows, made from a point that may not, and its cost.
    start
        A vector that meets all rows, and its cost.
    first
        Rows to begin with.
    deadline
        On the clock of `time.perf_counter`; when it passes, what is known by then is given.
    """
    search = _Search(cost, separate, improve, start, deadline)
    search.relaxation.add(first)
    return search.run()


class _Late(Exception):
    """The time is up."""


class _Search:
    """The state of one search: the best vector so far and the open parts of the space."""

    def __init__(
        self,
        cost: FloatArray,
        separate: Callable[[FloatArray, bool], Sequence[Row]],
        improve: Callable[[FloatArray], tuple[FloatArray, float]],
        start: tuple[FloatArray, float],
        deadline: float,
    ) -> None:
        self.cost, self.separate, self.improve = cost, separate, improve
        self.x, self.value = start
        self.deadline = deadline
        self.step = _step(cost)
        self.relaxation = _Relaxation(cost)
        self.open: list[tuple[float, int, dict[int, float]]] = [(0.0, 0, {})]
        self.made = 0
        self.reached = 0.0

    def run(self) -> Answer:
        try:
            return self._run()
        except _Late:
            return Answer(self.x, self.value, min(self._raised(self._least(self.reached)), self.value))

    def _run(self) -> Answer:
        while self.open:
            self.reached, _, held = heapq.heappop(self.open)
            if self._settled(self.reached):
                break  # the least of all open bounds: nothing open can be better
            x = self._relax(held)
            if x is None:
                continue
            place = self._choose(x, held)
            for side in (0.0, 1.0):
                self.made += 1
                heapq.heappush(self.open, (self.reached, self.made, {**held, place: side}))
        return Answer(self.x, self.value, self.value)

    def _relax(self, held: dict[int, float]) -> FloatArray | None:
        """Bound one part of the space as `reached`; return a point to branch on, or None where it is settled."""
        self.relaxation.hold(held)
        for _ in range(_MOST_ROUNDS):
            solved = self.relaxation.solve(self.deadline)
            if solved is None:
                return None  # nothing in this part meets the rows
            x, value = solved
            self.reached = max(self.reached, value)
            rows = [] if self._settled(self.reached) else self.separate(x, not held)
            self._offer(x)
            if self._settled(self.reached):
                return None
            if not rows:
                break
            self.relaxation.trim()
            self.relaxation.add(rows)
        if not rows and bool(np.all(np.minimum(x, 1 - x) < _EPS)):
            self._take(np.round(x), float(self.cost @ np.round(x)))
            return None
        return x

    def _least(self, bound: float) -> float:
        """Return the least bound of this part and of all that are open."""
        return min(bound, min((entry[0] for entry in self.open), default=math.inf))

    def _offer(self, x: FloatArray) -> None:
        self._take(*self.improve(x))

    def _take(self, x: FloatArray, value: float) -> None:
        if value < self.value - _EPS:
            self.x, self.value = x, value

    def _choose(self, x: FloatArray, held: dict[int, float]) -> int:
        score = np.minimum(x, 1 - x) * self.cost
        score[list(held)] = -1.0
        return int(np.argmax(score))

    def _settled(self, bound: float) -> bool:
        return self._raised(bound) >= self.value - _EPS

    def _raised(self, bound: float) -> float:
        """Raise a bound to the next cost that a 0-1 vector can have."""
        if not self.step or not math.isfinite(bound):
            return bound
        return math.ceil(bound / self.step - _EPS) * self.step


def _step(cost: FloatArray) -> float:
    """Return a number of which every cost is a whole multiple: 1, or 0 where none is known."""
    return 1.0 if bool(np.all(cost == np.round(cost))) else 0.0


@dataclass(slots=True)
class _Relaxation:
    """A linear program over the unit cube, solved again as rows come and go."""

    cost: FloatArray
    solver: Any = field(init=False)
    held: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        import highspy

        make: Any = highspy.Highs  # its own types leave out the constructor
        self.solver = make()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        n = len(self.cost)
        self.solver.addVars(n, np.zeros(n), np.ones(n))
        self.solver.changeColsCost(n, np.arange(n, dtype=np.int32), np.asarray(self.cost, dtype=np.float64))

    def add(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        starts = np.cumsum([0, *(len(r.places) for r in rows[:-1])]).astype(np.int32)
        places = np.concatenate([r.places for r in rows]).astype(np.int32)
        coefficients = np.concatenate([r.coefficients for r in rows]).astype(np.float64)
        lower = np.array([r.least for r in rows], dtype=np.float64)
        upper = np.full(len(rows), self.solver.inf)
        self.solver.addRows(len(rows), lower, upper, len(places), starts, places, coefficients)

    def hold(self, held: dict[int, float]) -> None:
        """Hold some entries at 0 or 1, and free those that were held before."""
        for place in self.held:
            self.solver.changeColBounds(place, 0.0, 1.0)
        for place, value in held.items():
            self.solver.changeColBounds(place, value, value)
        self.held = list(held)

    def solve(self, deadline: float) -> tuple[FloatArray, float] | None:
        """Return the optimum and its value; None where there is none."""
        import highspy

        left = deadline - time.perf_counter()
        if left <= 0:
            raise _Late
        # The solver's clock runs on over calls.
        self.solver.setOptionValue("time_limit", min(1e9, self.solver.getRunTime() + left))
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            x = np.clip(np.array(self.solver.getSolution().col_value), 0.0, 1.0)
            return x, float(self.solver.getInfo().objective_function_value)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise _Late
        raise SymmachyError(
            f"the linear solver ended as {self.solver.modelStatusToString(status)!r}: give the network again with "
            "weights of similar size"
        )

    def trim(self) -> None:
        """Throw out rows with slack where there are very many."""
        if self.solver.getNumRow() <= _SLACK_ROWS:
            return
        lower = np.array(self.solver.getLp().row_lower_)
        slack = np.array(self.solver.getSolution().row_value) - lower
        idle = np.flatnonzero(slack > 0.1).astype(np.int32)
        if len(idle) > _SLACK_ROWS // 3:
            self.solver.deleteRows(len(idle), idle)
