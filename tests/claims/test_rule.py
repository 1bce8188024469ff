"""The rule of the verdict and its arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from symmachy.claims import Sign, Tally, Word, decide
from symmachy.claims.rule import FEWEST_EVENTS, adjusted, tally


def made(**changes: float) -> Tally:
    plain = {"declared": 40, "estimated": 40, "events": 100, "median": 2.0, "low": 1.5, "high": 3.0}
    shares = {"with_sign": 1.0, "clear": 0.8, "opposite": 0.0, "nil": 0.0, "beyond": 0.8}
    return Tally(**{**plain, **shares, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected", "word"),
    [
        ({}, Sign.MORE, Word.SUPPORTED),
        ({"median": 1.1}, Sign.MORE, Word.MIXED),
        ({"with_sign": 0.85}, Sign.MORE, Word.MIXED),
        ({"clear": 0.4}, Sign.MORE, Word.MIXED),
        ({"median": 0.5}, Sign.LESS, Word.SUPPORTED),
        ({"with_sign": 0.0, "clear": 0.0, "opposite": 0.9}, Sign.MORE, Word.CONTRADICTED),
        ({"with_sign": 0.5, "clear": 0.0, "nil": 0.9}, Sign.MORE, Word.CONTRADICTED),
        ({"clear": 0.0, "nil": 0.9, "beyond": 0.0}, Sign.NONE, Word.SUPPORTED),
        ({}, Sign.NONE, Word.CONTRADICTED),
        ({"beyond": 0.2}, Sign.NONE, Word.MIXED),
        ({"events": FEWEST_EVENTS - 1}, Sign.MORE, Word.TOO_LITTLE),
        ({"estimated": 19}, Sign.MORE, Word.TOO_LITTLE),
        ({"clear": 0.05, "opposite": 0.05, "nil": 0.05}, Sign.MORE, Word.TOO_LITTLE),
    ],
)
def test_the_word_follows_from_the_numbers(changes: dict[str, float], expected: Sign, word: Word) -> None:
    assert word is decide(made(**changes), expected, 1.25)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_values_are_those_of_scipy(p: list[float]) -> None:
    assert np.allclose(false_discovery_control(p, method="bh"), adjusted(p))


def test_shares_are_counted_by_hand() -> None:
    ratios, error = np.log([2.0, 1.01, 0.5, 1.5]), np.array([0.1, 0.01, 0.1, 1.0])

    t = tally(ratios, error, expected=Sign.MORE, smallest=1.25, declared=5, events=30)

    assert (t.estimated, t.with_sign, t.clear, t.opposite, t.nil, t.beyond) == (
        4,
        0.75,
        0.25,
        0.25,
        0.25,
        0.5,
    )


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.01, 1)), min_size=8, max_size=30))
def test_turning_the_predictor_round_turns_the_verdict_round(codings: list[tuple[float, float]]) -> None:
    ratios, error = (np.array(x) for x in zip(*codings, strict=True))

    def word(sign: int, expected: Sign) -> Word:
        t = tally(sign * ratios, error, expected=expected, smallest=1.25, declared=len(ratios), events=50)
        return decide(t, expected, 1.25)

    assert word(1, Sign.MORE) is word(-1, Sign.LESS)
