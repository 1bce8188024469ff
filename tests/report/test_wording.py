"""What the reports say of their own is neutral: no cause, no side, no score of anyone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from tests.wording import CAUSAL, LOADED, found

from symmachy.mechanisms import JointDemocracy
from symmachy.record.chronicle import chronicle
from symmachy.report import words
from symmachy.report.assessment import Assessment, assess, terminal
from symmachy.report.assessment import data as as_json

if TYPE_CHECKING:
    from symmachy.world import World

ASKED = (
    ("CHN", "RUS", 2025),
    ("USA", "ISR", 2025),
    ("KOR", "JPN", 2025),
    ("France", "Germany", 2025),
    ("IRN", "SAU", 2025),
    ("USA", "RUS", 1950),
    ("France", "United Kingdom", 1950),
)


def own_sentences(answer: Assessment) -> list[str]:
    """All that the package says itself; the names and notes of treaties and wars are the record's."""
    said = as_json.assessment(answer)
    nexts = [a["next"].partition(" (")[0] for a in said["analogues"]]  # after it stands a treaty's name
    status = said["status"]["sentence"]
    for bond in answer.bonds:
        status = status.replace(bond.treaty.name, "")
    return [
        status,
        said["question"],
        *said["base_rate"]["position"],
        *(d["sentence"] for d in said["drivers"]),
        *(d.title for d in answer.drivers),
        *nexts,
        *said["limits"],
    ]


def printed(answer: Assessment) -> str:
    console = Console(width=10_000, no_color=True, file=None, force_terminal=False)
    with console.capture() as capture:
        console.print(terminal.assessment(answer))
    return capture.get()


@pytest.mark.parametrize(("one", "other", "year"), ASKED)
def test_no_cause_and_no_side_is_named(one: str, other: str, year: int) -> None:
    answer = assess(chronicle(), one, other, year=year)
    said = own_sentences(answer)

    assert len(said) > 8
    assert {text: bad for text in said if (bad := found(CAUSAL + LOADED, text))} == {}


def test_the_terminal_names_no_cause_and_no_side(made: World) -> None:
    for one, other in (("AAA", "AAB"), ("AAC", "AAK"), ("AAF", "AAG")):
        assert found(CAUSAL + LOADED, printed(assess(made, one, other))) == []


@pytest.mark.parametrize(("one", "other", "year"), ASKED[:3])
def test_swapping_the_two_changes_neither_numbers_nor_words(one: str, other: str, year: int) -> None:
    there = printed(assess(chronicle(), one, other, year=year))
    back = printed(assess(chronicle(), other, one, year=year))

    assert words_of(there) == words_of(back)


def words_of(text: str) -> list[str]:
    return sorted(re.findall(r"[\w%.-]*[\w%]", text.casefold()))


def test_the_terminal_tells_presence_and_formation_apart() -> None:
    text = printed(assess(chronicle(), "CHN", "RUS", year=2025))

    assert "that is presence" in text
    assert "(formation)" in text


def test_two_democracies_are_reported_both_as_they_are_and_as_they_become() -> None:
    """Having a pact and getting one are two questions, and the answers need not point the same way."""
    from symmachy.forecasting import history

    past = history(chronicle().until(2025), (JointDemocracy(),), first=1946)
    joint, others = past.values[:, 0] == 1, past.values[:, 0] == 0
    after = past.tied_after(1)
    presence = {k: past.tied[rows].mean() for k, rows in (("joint", joint), ("others", others))}
    formation = {
        k: (after[rows & ~past.tied] == 1).mean() for k, rows in (("joint", joint), ("others", others))
    }

    assert presence["joint"] > presence["others"]
    assert all(0 < formation[k] < presence[k] < 1 for k in presence)


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0, "below 0.01 %"),
        (1.0, "above 99.9 %"),
        (0.00012, "0.01 %"),
        (0.0099, "0.99 %"),
        (0.05, "5.0 %"),
        (0.5, "50 %"),
        (0.995, "99.5 %"),
        (float("nan"), "unknown"),
    ],
)
def test_a_chance_is_never_a_bare_nothing_or_certainty(p: float, said: str) -> None:
    assert words.percent(p) == said
